"""Partners whose products are worth too little (fact 5): support's card, and what the partner is told."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from domain.applications import ReviewOutcome, minimum_in, missing_value
from domain.people import Role
from domain.programme import Programme
from domain.words import Day, Money, Msg, Provider, Words, lines, paragraphs
from handlers.applications.payloads import JudgeReview, ReviewVerdict
from handlers.chat.due.later import later_button
from handlers.chat.notices import ByMail, CardUpdate, News, Notice, Room
from handlers.chat.payloads import Go
from handlers.chat.turn import Surroundings
from handlers.chat.views import MENU, Button, Row, View
from services import events
from storage.people import members_once
from storage.runtime.cards import cards_showing
from storage.runtime.outbox import Priority
from storage.support import support_group
from storage.tables import PartnerReview
from storage.work import Work

REVIEW = "r"
"""What is put off, where somebody of support taps “⏰ Later” under a review's card."""


def review_in_group(programme: Programme, review: PartnerReview) -> View:
    """The review as support sees it; stays up to date by itself."""
    rows: tuple[Row, ...] = ()
    if review.decided_at is None:
        rows = (
            (
                Button(Msg("✅ Keep"), JudgeReview(review.id, ReviewVerdict.KEEP)),
                Button(Msg("⏹ No partner any more"), JudgeReview(review.id, ReviewVerdict.DISMISS_HOW)),
            ),
            (later_button(REVIEW, review.id),),
        )
    return View(paragraphs(_stated(programme, review), _decision(review)), rows, review=review.id)


def really_dismiss(programme: Programme, review: PartnerReview) -> View:
    """Before a partner is taken out of the programme."""
    words = Msg(
        "<b>Really?</b> All that {partner} has with its clients ends at once, and both sides are told.",
        partner=review.partner.name,
    )
    yes = (Button(Msg("⏹ Yes, no partner any more"), JudgeReview(review.id, ReviewVerdict.DISMISS)),)
    back = (Button(Msg("◀️ Back"), JudgeReview(review.id, ReviewVerdict.BACK)),)
    return View(paragraphs(_stated(programme, review), words), (yes, back), review=review.id)


def _value(review: PartnerReview) -> Money:
    return Money(Decimal(review.yearly_value) / 100, review.currency)


def _stated(programme: Programme, review: PartnerReview) -> Words:
    value = _value(review)
    return lines(
        Msg("📉 <b>Below the minimum for partners</b>"),
        Msg("🏢 <b>{partner}</b>, {code}", partner=review.partner.name, code=review.partner.partner_code or "–"),
        Msg(
            "💶 {value} a year (at least {minimum})",
            value=value,
            minimum=minimum_in(value.currency, programme.minimum_value),
        ),
        Msg("Below since {day}, told on {told}.", day=Day(review.below_since), told=Day(review.told_at))
        if review.told_at is not None
        else None,
    )


def _decision(review: PartnerReview) -> Words:
    if review.decided_at is None:
        return Msg("⏳ waiting for a decision")
    day, name = Day(review.decided_at), review.decided_by
    match review.outcome:
        case ReviewOutcome.KEPT:
            return Msg("✅ Kept by {name}, {day}", name=name or "", day=day)
        case ReviewOutcome.DISMISSED if name is not None:
            return Msg("⏹ No partner any more: {name}, {day}", name=name, day=day)
        case _:
            return Msg("☑️ Settled, {day}: nothing to decide any more", day=day)


def review_news(event: events.ReviewEvent, work: Work, around: Surroundings) -> Iterator[News]:
    """What the event means for the partner's legal representatives and for support."""
    review, programme = work.session.get_one(PartnerReview, event.review_id), around.programme
    group = support_group(work.session)
    if group is not None:
        room = Room(group.chat_id, group.language)
        for card in cards_showing(work.session, "review_id", review.id):
            yield CardUpdate(card, room, review_in_group(programme, review))
        if isinstance(event, events.ReviewDue):
            yield Notice(room, review_in_group(programme, review))
    words = _to_partner(event, review, programme)
    if words is None:
        return
    urgency = Priority.CONTRACT if isinstance(event, events.ReviewDecided) else Priority.REMINDER
    rows = ((Button(Msg("👥 Clients"), Go("clients")), Button(Msg("📦 Own products"), Go("products"))), (MENU,))
    subject = Msg("{partner} as a partner: the value of its products", partner=review.partner.name)
    reason = Msg("Whether an organisation remains a partner always comes by mail.")
    mail = ByMail(f"review-{review.id}", Go("products"), reason, subject)
    for member in members_once(work.session, review.partner_id):
        if member.role is Role.LEGAL_REPRESENTATIVE:
            yield Notice(member.person, View(words, rows), review.partner, urgency, mail)


def _to_partner(event: events.ReviewEvent, review: PartnerReview, programme: Programme) -> Words | None:
    """What its representatives read; nothing where something else tells them."""
    partner, value = review.partner.name, _value(review)
    match event:
        case events.PartnerBelowValue():
            missing = missing_value(value, programme.minimum_value)
            return paragraphs(
                Msg("📉 <b>{partner} manages products worth {value} a year.</b>", partner=partner, value=value),
                Msg(
                    "A partner manages products worth {minimum} at least; it is {missing} short. If that is still so "
                    "on {day}, {provider} decides whether {partner} remains a partner. Nothing changes before that.",
                    minimum=minimum_in(value.currency, programme.minimum_value),
                    missing=missing or value,
                    day=Day(review.grace_until or review.below_since),
                    provider=Provider(),
                    partner=partner,
                ),
            )
        case events.PartnerRecovered():
            return Msg(
                "📈 <b>{partner} manages products worth {value} a year again.</b> All is well.",
                partner=partner,
                value=value,
            )
        case events.ReviewDecided() if review.outcome is ReviewOutcome.KEPT:
            return Msg("✅ {provider} has decided: {partner} remains a partner.", provider=Provider(), partner=partner)
        case _:
            return None
