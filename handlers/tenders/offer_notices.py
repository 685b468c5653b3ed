"""Who is told what about offers and questions: the client's people who decide, and those of the partner concerned."""

from __future__ import annotations

from collections.abc import Iterator

from domain.people import Role
from domain.tenders.offers import OfferStatus
from domain.tenders.prices import price_words
from domain.tenders.questions import QuestionStatus
from domain.words import Msg, Words, lines, paragraphs
from handlers.chat.notices import ByMail, Notice
from handlers.chat.packing import Payload
from handlers.chat.payloads import Go
from handlers.chat.views import MENU, Button, Row, View
from handlers.partnerships.payloads import AddThisPartner
from handlers.tenders.notices import client_people
from handlers.tenders.offer_payloads import (
    AnswerQuestion,
    CompareOffers,
    LeaveQuestion,
    ShowOffer,
    ShowQuestions,
    Undertake,
)
from handlers.tenders.offer_words import contact_words, price_of, shortened, undertaking
from handlers.tenders.payloads import ShowTender
from services import events
from services.tenders.reading import TenderSide
from storage import tender_offers as stored
from storage.people import belonging, members_once, membership, people_of
from storage.tables import Organisation, Person, Tender, TenderOffer, TenderQuestion
from storage.work import Work

_TEXT_IN_NOTICE = 300


def offer_news(event: events.OfferEvent, work: Work) -> Iterator[Notice]:
    """What the event means for the client's people, and for those of the partner."""
    offer = stored.offer(work.session, event.offer_id)
    if offer is None:
        return
    to_client, to_partner = _client_view(event, work, offer), _partner_view(event, work, offer)
    if to_client is not None:
        mail = _by_mail(offer.tender, offer.partner, ShowOffer(offer.id))
        for person in client_people(work, offer.tender):
            if person.id != work.actor_id:
                yield Notice(person, to_client, offer.tender.client, by_mail=mail)
    if to_partner is not None:
        mail = _by_mail(offer.tender, offer.partner, ShowOffer(offer.id), waits=isinstance(event, events.OfferChosen))
        signs = isinstance(event, events.OfferChosen | events.OfferLetGo)
        for person in _of_partner(work, offer.partner, offer.made_by, signs=signs):
            if person.id != work.actor_id:
                yield Notice(person, to_partner, offer.partner, by_mail=mail)


def _client_view(event: events.OfferEvent, work: Work, offer: TenderOffer) -> View | None:
    partner, subject = offer.partner.name, offer.tender.subject
    match event:
        case events.OfferMade() | events.OfferChanged():
            heading = (
                Msg("📨 <b>{partner} has made an offer for “{subject}”</b>", partner=partner, subject=subject)
                if isinstance(event, events.OfferMade)
                else Msg("✏️ <b>{partner} has changed its offer for “{subject}”</b>", partner=partner, subject=subject)
            )
            words: Words = paragraphs(
                heading,
                shortened(offer.text, _TEXT_IN_NOTICE),
                lines(
                    Msg("💶 {price}", price=price_words(price_of(offer))),
                    Msg("📅 Ready by {day}", day=offer.by_when),
                ),
            )
        case events.OfferWithdrawn():
            words = Msg("↩️ {partner} has withdrawn its offer for “{subject}”.", partner=partner, subject=subject)
            return View(words, _to_all(offer))
        case events.OfferBackedOut():
            words = Msg(
                "✖️ <b>{partner} does not take the job “{subject}”.</b> Its offer is withdrawn, and you can accept "
                "another one.",
                partner=partner,
                subject=subject,
            )
            return View(words, _to_all(offer))
        case events.OfferTaken():
            words = paragraphs(
                Msg("🎉 <b>{partner} takes the job “{subject}”.</b>", partner=partner, subject=subject),
                lines(Msg("It has undertaken:"), undertaking(partner)),  # fact 8
                contact_words(work, offer, TenderSide.CLIENT),
                Msg("Now add it as a partner: you choose what it may manage. The others have been thanked."),
            )
            add = Button(Msg("🤝 Add this partner"), AddThisPartner(offer.partner_id))
            return View(words, ((add,), (Button(Msg("📨 Show the offer"), ShowOffer(offer.id)), MENU)))
        case _:
            return None
    return View(words, _to_all(offer, Button(Msg("📨 Show the offer"), ShowOffer(offer.id))))


def _to_all(offer: TenderOffer, first: Button | None = None) -> tuple[Row, ...]:
    every = Button(Msg("📨 All offers"), CompareOffers(offer.tender_id, 0, shortlisted=False))
    return ((every, MENU),) if first is None else ((first,), (every, MENU))


def _partner_view(event: events.OfferEvent, work: Work, offer: TenderOffer) -> View | None:
    subject = offer.tender.subject
    rows: list[Row] = [(Button(Msg("📨 Show the offer"), ShowOffer(offer.id)), MENU)]
    match event:
        case events.OfferChosen():
            words: Words = paragraphs(
                Msg("🤝 <b>The client accepts your offer for “{subject}”.</b>", subject=subject),
                lines(
                    Msg("For you to confirm: you take the job, and undertake this."),
                    undertaking(offer.partner.name),
                ),  # fact 8
                Msg("Then the two of you read each other’s contacts, and the client adds you as a partner."),
            )
            rows.insert(0, (Button(Msg("✅ We undertake that"), Undertake(offer.id)),))
        case events.OfferLetGo():
            words = Msg(
                "↩️ The client has taken back that it accepts your offer for “{subject}”. It still stands, and the "
                "client goes on comparing.",
                subject=subject,
            )
        case events.OfferTaken():
            words = paragraphs(
                Msg("🎉 <b>The job “{subject}” is yours.</b>", subject=subject),
                contact_words(work, offer, TenderSide.PARTNER),
            )
        case events.OfferThanked():
            words = Msg(
                "🙏 <b>The client has decided otherwise about “{subject}”.</b> It thanks you for your offer.",
                subject=subject,
            )
            rows[0] = (Button(Msg("📣 Tenders"), Go("tenders")), MENU)
        case events.PartiesIntroduced():
            words = paragraphs(
                Msg("👋 <b>The client of “{subject}” shows you who it is.</b>", subject=subject),
                contact_words(work, offer, TenderSide.PARTNER),
            )
        case _:
            return None
    return View(words, tuple(rows))


def question_news(event: events.TenderQuestionEvent, work: Work) -> Iterator[Notice]:
    """What the event means for whoever is asked, and for those who read the answer."""
    asked = stored.question(work.session, event.question_id)
    if asked is None:
        return
    if isinstance(event, events.TenderAskedAbout):
        yield from _asked(work, asked)
    else:
        yield from _answered(work, asked)


def _asked(work: Work, asked: TenderQuestion) -> Iterator[Notice]:
    tender = asked.tender
    who = (
        Msg("❓ <b>The client of “{subject}” asks you:</b>", subject=tender.subject)
        if asked.by_client
        else Msg("❓ <b>{partner} asks about “{subject}”:</b>", partner=asked.partner.name, subject=tender.subject)
    )
    rows: tuple[Row, ...] = (
        (Button(Msg("💬 Answer"), AnswerQuestion(asked.id)), Button(Msg("🤐 No answer"), LeaveQuestion(asked.id))),
        (Button(Msg("📣 Show the tender"), ShowTender(tender.id)), MENU),
    )
    view = View(lines(who, Msg("“{question}”", question=asked.question)), rows)
    mail = _by_mail(tender, asked.partner, AnswerQuestion(asked.id), waits=True)
    if not asked.by_client:
        for person in client_people(work, tender):
            yield Notice(person, view, tender.client, by_mail=mail)
        return
    offer = stored.standing_offer(work.session, tender.id, asked.partner_id)
    if offer is not None:
        for person in _of_partner(work, asked.partner, offer.made_by):
            yield Notice(person, view, asked.partner, by_mail=mail)


def _answered(work: Work, asked: TenderQuestion) -> Iterator[Notice]:
    tender = asked.tender
    said = lines(
        Msg("❓ “{question}”", question=asked.question),
        Msg("💬 {answer}", answer=asked.answer or ""),
    )
    rows: tuple[Row, ...] = (
        (Button(Msg("💬 Questions and answers"), ShowQuestions(tender.id, 0)),),
        (Button(Msg("📣 Show the tender"), ShowTender(tender.id)), MENU),
    )
    mail = _by_mail(tender, asked.partner, ShowQuestions(tender.id, 0))
    if asked.by_client:
        heading = Msg(
            "💬 <b>{partner} answers about “{subject}”</b>", partner=asked.partner.name, subject=tender.subject
        )
        for person in _who_asked(work, asked):
            yield Notice(person, View(lines(heading, said), rows), tender.client, by_mail=mail)
        return
    heading = Msg("💬 <b>The client of “{subject}” answers</b>", subject=tender.subject)
    view = View(lines(heading, said), rows)
    if asked.answered_at == work.now:  # otherwise it is shown to all now, and whoever has asked has read it
        for person in _of_partner(work, asked.partner, asked.asked_by):
            yield Notice(person, view, asked.partner, by_mail=mail)
    if asked.status is QuestionStatus.ANSWERED_TO_ALL:
        others = [
            offer
            for offer in stored.offers_for(work.session, tender.id)
            if offer.status is OfferStatus.MADE and offer.made_by_id != asked.asked_by_id
        ]
        people = people_of(work.session, [offer.made_by_id for offer in others])
        there = belonging(work.session, people.keys(), {offer.partner_id for offer in others})
        for offer in others:
            if (offer.made_by_id, offer.partner_id) in there:
                theirs = _by_mail(tender, offer.partner, ShowQuestions(tender.id, 0))
                yield Notice(people[offer.made_by_id], view, offer.partner, by_mail=theirs)


def _who_asked(work: Work, asked: TenderQuestion) -> list[Person]:
    """Whoever of the client has asked, as long as they are there; otherwise those who decide."""
    client = asked.tender.client_id
    if client is None or membership(work.session, asked.asked_by_id, client) is not None:
        return [asked.asked_by]
    return client_people(work, asked.tender)


def _of_partner(work: Work, partner: Organisation, made_by: Person, *, signs: bool = False) -> Iterator[Person]:
    """Whoever has made the offer, as long as they are there; with `signs`, or where they are gone, who can sign."""
    there = members_once(work.session, partner.id)
    is_there = any(each.person_id == made_by.id for each in there)
    for each in there:
        represents = each.role is Role.LEGAL_REPRESENTATIVE and (signs or not is_there)
        if each.person_id == made_by.id or represents:
            yield each.person


def _by_mail(tender: Tender, partner: Organisation, opens: Payload, *, waits: bool = False) -> ByMail:
    """In the tender's own thread; the subject names the partner that it is about, or to which it goes."""
    about = Msg("Tender “{subject}”", subject=tender.subject)
    subject = Msg("{organisation}: {subject}", organisation=partner.name, subject=about)
    return ByMail(f"tender-{tender.id}", opens, subject=subject, waits=waits)
