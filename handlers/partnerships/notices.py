"""What people are told of a request or partnership, and what its cards show from then on.

Whoever did it has seen the outcome on their own screen; everybody else on both sides gets a message.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from domain.partnerships.rules import Ceased, Side, awaited
from domain.people import Role
from domain.words import Msg, lines
from handlers.chat.due.later import later_button
from handlers.chat.notices import CardRetired, CardUpdate, Notice
from handlers.chat.turn import Surroundings
from handlers.chat.views import Button, Row, View
from handlers.partnerships import card, lasting_words, terms, wording
from handlers.partnerships.actions import PARTNERSHIP
from handlers.partnerships.by_mail import by_mail
from handlers.partnerships.payloads import AnswerPartner, ShowPartnership
from handlers.verification.payloads import GetVerified
from services import events
from services.absence import look, whose_turn
from services.care.reaching import GIVEN_CLIENTS, Care, care_for
from services.partnerships.ending import undoable_until
from storage.partnerships import enquiry
from storage.people import members, once
from storage.runtime.cards import cards_about, cards_between, cards_of
from storage.runtime.outbox import Priority
from storage.tables import Card, Enquiry, Membership, Organisation, Partnership, Person
from storage.work import Work


def news(event: events.PartnershipEvent, work: Work, around: Surroundings) -> Iterator[Notice | CardUpdate]:
    """What the event means for the people of both sides."""
    changed = work.session.get_one(Partnership, event.partnership_id)
    everybody = members(work.session, changed.client_id, changed.partner_id)
    care = care_for(work, changed.partner_id, changed.client_id)
    concerned = [member for member in once(everybody) if _looks_after(care, member, changed)]
    # By day, nobody holds the client, and it was looked at when the reminder was made.
    if isinstance(event, _SAID_TO_ANSWERERS) and not isinstance(event, events.RequestRemindedByDay):
        look(work, changed, concerned, anew=not isinstance(event, events.RequestReminded))
    # Who belongs to both reads it once: as whom they act for now, or else as the client.
    readers: dict[int, tuple[Membership, Side]] = {}
    for membership in sorted(concerned, key=lambda member: _preference(member, changed)):
        side = Side.CLIENT if membership.organisation_id == changed.client_id else Side.PARTNER
        readers.setdefault(membership.person_id, (membership, side))
    in_chat = {one.person.telegram_id: (one, side) for one, side in readers.values() if one.person.reachable}
    for standing in cards_of(work.session, changed.id):
        if standing.chat_id in in_chat:
            membership, side = in_chat[standing.chat_id]
            until = undoable_until(around.programme, changed, side, work.now)
            only = _only(care, membership, side)
            view = card.card(changed, side, membership.role, undo_until=until, only=only)
            yield CardUpdate(standing, membership.person, view, _own(changed, side))
    invited_side = awaited(changed.status) if isinstance(event, _INVITATIONS) else None
    if isinstance(event, events.AnswererUnreached):
        yield from _by_mail_after_all(event, changed, concerned, care)
    if invited_side is not None:
        # These are for one side to answer: whoever belongs to both must read them as that one.
        for membership in concerned:
            if membership.organisation_id == _own(changed, invited_side).id:
                readers[membership.person_id] = membership, invited_side
    reminds = isinstance(event, events.RequestReminded | events.EndNear)
    urgency = Priority.REMINDER if reminds else Priority.CONTRACT
    # Whoever acts when a last day turns out to be over may have been about something else.
    by_programme = isinstance(event, _BY_PROGRAMME) or _was_prepared(event)
    for membership, side in readers.values():
        if side is Side.PARTNER and changed.sent_at is None:
            continue  # it has never heard of it
        invited = side is invited_side
        if membership.person_id != work.actor_id or invited or by_programme:
            told = _notice(event, work, changed, side, membership.role, _only(care, membership, side))
            if told is not None:
                mail = by_mail(event, changed, side, membership.role, told, invited=invited)
                yield Notice(membership.person, told, _own(changed, side), urgency, mail)


def cards_by_role(event: events.RoleChanged, work: Work, around: Surroundings) -> Iterator[CardUpdate | CardRetired]:
    """Whose role has changed sees other buttons on the cards from now on."""
    person = work.session.get_one(Person, event.person_id)
    shown = cards_about(work.session, person.chat_id, event.organisation_id) if person.reachable else ()
    for standing, changed in shown:
        everybody = members(work.session, changed.client_id, changed.partner_id)
        care = care_for(work, changed.partner_id, changed.client_id)
        yield from _standing(
            work, around, standing, changed, care, [one for one in everybody if one.person_id == person.id]
        )


def cards_by_care(event: events.CareChanged, work: Work, around: Surroundings) -> Iterator[CardUpdate | CardRetired]:
    """Whoever no longer looks after a client has no card of it any more; others see what they look after."""
    care = care_for(work, event.partner_id, event.client_id)
    everybody = members(work.session, event.client_id, event.partner_id)
    for standing, changed in cards_between(work.session, event.client_id, event.partner_id):
        own = [one for one in everybody if one.person.telegram_id == standing.chat_id and one.person.reachable]
        if any(member.role in GIVEN_CLIENTS and member.organisation_id == event.partner_id for member in own):
            yield from _standing(work, around, standing, changed, care, own)


def _standing(
    work: Work, around: Surroundings, standing: Card, changed: Partnership, care: Care, own: Sequence[Membership]
) -> Iterator[CardUpdate | CardRetired]:
    """A card in the chat of somebody who has these memberships in the two, as they may see it from now on."""
    seeing = [member for member in own if _looks_after(care, member, changed)]
    if seeing:
        reader = min(seeing, key=lambda member: _preference(member, changed))
        side = Side.CLIENT if reader.organisation_id == changed.client_id else Side.PARTNER
        until = undoable_until(around.programme, changed, side, work.now)
        view = card.card(changed, side, reader.role, undo_until=until, only=_only(care, reader, side))
        yield CardUpdate(standing, reader.person, view, _own(changed, side))
    elif own:
        yield CardRetired(standing)


def _looks_after(care: Care, member: Membership, changed: Partnership) -> bool:
    """Whether it is the member's to hear of: an employee of the partner hears of their clients only (facts 11, 41)."""
    return member.organisation_id != changed.partner_id or care.reaches(member.person_id, member.role)


def _only(care: Care, member: Membership, side: Side) -> Set[int] | None:
    """The products that a member of the partner is limited to."""
    return care.products_of(member.person_id, member.role) if side is Side.PARTNER else None


_INVITATIONS = (
    events.RequestSent,
    events.AccessAsked,
    events.TermsCountered,
    events.RequestResent,
    events.RequestReminded,
)


_QUESTIONS = (events.EnquiryMade, events.EnquiryAnswered)
_SAID_TO_ANSWERERS = (*_INVITATIONS, *_QUESTIONS)
"""Whoever is to answer from now on, or still, is told so."""
_BY_PROGRAMME = (events.PartnershipCeased, events.PartnershipExpired, events.AnswererUnreached)


def _by_mail_after_all(
    event: events.AnswererUnreached, changed: Partnership, concerned: Sequence[Membership], care: Care
) -> Iterator[Notice]:
    """What waits for people whom the chat does not reach any more, and whose address was not known before."""
    side = whose_turn(changed)
    for member in concerned if side is not None and event.mail_to else ():
        if member.person_id in event.mail_to and side is not None and _own(changed, side).id == member.organisation_id:
            asked = _open_question(changed)
            heading = _invitation(event, changed, side)
            only = _only(care, member, side)
            waits = card.card(changed, side, member.role, heading, only=only)
            told = waits if asked is None else _question_view(asked, changed)
            mail = by_mail(event, changed, side, member.role, told, invited=asked is None)
            yield Notice(member.person, told, _own(changed, side), by_mail=mail)


def _was_prepared(event: events.PartnershipEvent) -> bool:
    """Whether a request was sent by the programme, because its client is verified now."""
    return isinstance(event, events.RequestSent) and event.prepared


def _own(changed: Partnership, side: Side) -> Organisation:
    return changed.client if side is Side.CLIENT else changed.partner


def _preference(member: Membership, changed: Partnership) -> tuple[bool, bool]:
    """Sorts first the membership in which the person acts now, then the client's."""
    return member.person.organisation_id != member.organisation_id, member.organisation_id != changed.client_id


def _notice(
    event: events.PartnershipEvent, work: Work, changed: Partnership, side: Side, role: Role, only: Set[int] | None
) -> View | None:
    """What a member of `side` reads of the event; `None` where it does not concern it. `only` as cards have it."""
    if isinstance(event, events.RequestReminded) and (asked := _open_question(changed)) is not None:
        # Who is to answer has asked back: it is the other one who keeps them waiting.
        return None if side is asked.asked_by else _question_view(asked, changed)
    if isinstance(event, _INVITATIONS) and side is awaited(changed.status):
        return card.card(changed, side, role, _invitation(event, changed, side), only=only)
    words = wording.from_outside(work.channel, event, changed, side)
    words = words or wording.told(event, changed, side, by_programme=work.actor_id is None)
    asked = enquiry(work.session, event.enquiry_id) if isinstance(event, _QUESTIONS) else None
    if asked is not None and isinstance(event, events.EnquiryMade) and side is not asked.asked_by:
        return _question_view(asked, changed)
    if asked is not None and isinstance(event, events.EnquiryAnswered) and side is asked.asked_by:
        heading = Msg(
            "💬 <b>{other} has answered your question.</b>", other=terms.other_organisation(changed, side).name
        )
        return card.card(changed, side, role, heading, only=only)
    if words is None:
        return None
    if isinstance(event, events.AnswererUnreached):
        return card.card(changed, side, role, words, only=only)
    if only is not None and isinstance(event, events.ProductAccessChanged):
        # Which of them are not the reader's to know; the card shows theirs.
        other = terms.other_organisation(changed, side).name
        words = Msg("📦 <b>The products of the partnership with {other} have changed.</b>", other=other)
    rows: tuple[Row, ...] = ((_show(changed),),)
    if isinstance(event, events.PartnershipCeased) and event.why is Ceased.NOT_VERIFIED:
        rows = ((Button(Msg("🙋 Ask for access …"), GetVerified()),), *rows)
    if isinstance(event, events.EndNear):
        rows = (*lasting_words.ways_to_last(changed, side, role), *rows)
    return View(words, rows)


def _open_question(changed: Partnership) -> Enquiry | None:
    """The last question, while it is not answered."""
    last = changed.enquiries[-1] if changed.enquiries else None
    return last if last is not None and last.answer is None else None


def _question_view(asked: Enquiry, changed: Partnership) -> View:
    asks = _own(changed, asked.asked_by)
    heading = Msg("❓ <b>{other} has a question about your request:</b>", other=asks.name)
    question = Msg("“{question}”", question=asked.question)
    answer = Button(Msg("💬 Answer"), AnswerPartner(asked.id))
    later = later_button(PARTNERSHIP, changed.id)
    return View(lines(heading, question), ((answer, _show(changed)), (later,)))


def _show(changed: Partnership) -> Button:
    return Button(Msg("🤝 Show"), ShowPartnership(changed.id))


def _invitation(event: events.PartnershipEvent, changed: Partnership, side: Side) -> Msg:
    other = terms.other_organisation(changed, side).name
    match event:
        case events.AccessAsked():
            return Msg("📩 <b>{partner} asks you for access.</b> You decide what it gets.", partner=other)
        case events.TermsCountered():
            return Msg("🔁 <b>{other} proposes something else.</b> It is your turn.", other=other)
        case events.RequestSent():
            return Msg("📩 <b>{client} would like to work with you.</b> Please confirm or decline.", client=other)
        case events.RequestResent():
            return Msg("📩 <b>{other} has sent its request again</b> and is waiting for your answer.", other=other)
        case _:
            return Msg("⏰ <b>A reminder: {other} is still waiting for your answer.</b>", other=other)
