"""Who is told what about a tender: its client, partners who know it, and support in its group."""

from __future__ import annotations

from collections.abc import Iterator

from domain.tenders.kinds import KIND_NAMES
from domain.tenders.rules import CloseReason, TenderStatus
from domain.words import Local, Msg, Plural, Words, lines, paragraphs
from handlers.chat.notices import ByMail, CardUpdate, News, Notice, Room
from handlers.chat.payloads import Go
from handlers.chat.turn import Surroundings
from handlers.chat.views import MENU, Button, Row, View
from handlers.tenders.card import CLOSE_REASONS, client_line, facts, hidden_reason, shown
from handlers.tenders.changes import change_words
from handlers.tenders.group_card import card_in_group
from handlers.tenders.payloads import OwnTenders, ShowTender
from services import events
from services.people.timezone import zone_of
from services.rights import Act, Relation, may
from services.tenders.reading import TenderSide
from storage import tenders as stored
from storage.organisations.partners import partners_with_ids
from storage.people import belonging, members_once, people_of
from storage.runtime.cards import cards_showing
from storage.runtime.outbox import Priority
from storage.support import support_group
from storage.tables import Organisation, Person, Tender
from storage.work import Work


def tender_news(event: events.TenderEvent, work: Work, around: Surroundings) -> Iterator[News]:
    """What the event means for support, for the client's people, and for partners who know the tender."""
    tender = work.session.get_one(Tender, event.tender_id)
    yield from _to_support(event, work, around, tender)
    yield from _to_client(event, work, tender)
    yield from _to_partners(event, work, around, tender)


def _to_support(event: events.TenderEvent, work: Work, around: Surroundings, tender: Tender) -> Iterator[News]:
    group = support_group(work.session)
    if group is None:
        return
    room = Room(group.chat_id, group.language)
    view = card_in_group(work, around.programme, tender)
    for card in cards_showing(work.session, "tender_id", tender.id):
        yield CardUpdate(card, room, view)
    if isinstance(event, events.TenderHeld | events.TenderReported):
        yield Notice(room, view)


def _to_client(event: events.TenderEvent, work: Work, tender: Tender) -> Iterator[Notice]:
    said = _to_client_words(event, work, tender)
    if said is None:
        return
    view = View(said, _ways(tender, OwnTenders(0)))
    subject = Msg("Your tender “{subject}”", subject=tender.subject)
    mail = _mail(tender, tender.client, subject)
    for person in client_people(work, tender):
        if person.id != work.actor_id:
            yield Notice(person, view, tender.client, Priority.CONTRACT, mail)


def _to_client_words(event: events.TenderEvent, work: Work, tender: Tender) -> Words | None:
    match event:
        case events.TenderPublished() if tender.deadline <= work.now:
            return Msg(
                "📣 <b>“{subject}” may go out, but its deadline is over by now.</b> Extend it, and partners who look "
                "for such work get it.",
                subject=tender.subject,
            )
        case events.TenderPublished():
            return Msg("📣 <b>“{subject}” is out.</b> Partners who look for such work get it.", subject=tender.subject)
        case events.TenderHidden():
            return lines(
                Msg(
                    "🚫 <b>Support has taken “{subject}” out.</b> Partners do not see it any more.",
                    subject=tender.subject,
                ),
                Msg("{reason}", reason=hidden_reason(tender)),
                Msg("If that is a mistake, write to support: /human"),
            )
        case events.TenderKept():
            return Msg(
                "✅ Somebody had reported “{subject}”. Support has looked at it: it stays as it is.",
                subject=tender.subject,
            )
        case events.TenderLapsed() if tender.status is TenderStatus.OPEN:
            return _lapsed(work, tender)
        case events.TenderClosed() if tender.close_reason is CloseReason.NOT_DECIDED:
            return Msg(
                "⏹ <b>“{subject}” is closed:</b> its deadline is long over, and nobody has decided. You can publish it "
                "anew: /newtender",
                subject=tender.subject,
            )
        case events.TenderChanged() | events.TenderClosed():
            return None if tender.client is None else _by_a_colleague(event, tender)
        case _:
            return None


def _by_a_colleague(event: events.TenderEvent, tender: Tender) -> Words:
    if isinstance(event, events.TenderChanged):
        return Msg("✏️ A colleague has changed the tender “{subject}”.", subject=tender.subject)
    return Msg("⏹ A colleague has closed the tender “{subject}”.", subject=tender.subject)


def _lapsed(work: Work, tender: Tender) -> Words:
    offers = len(stored.standing_offers(work.session, tender.id))
    heading = Msg("⌛ <b>The deadline of “{subject}” is over.</b>", subject=tender.subject)
    if not offers:
        return lines(heading, Msg("Nobody has offered. You can extend it, so that others have time, or close it."))
    return lines(
        heading,
        Plural("{n} offer is in: compare, ask, and decide.", "{n} offers are in: compare, ask, and decide.", offers),
    )


def client_people(work: Work, tender: Tender) -> list[Person]:
    """Who decides about a tender: of an organisation, those who may publish; or the visitor."""
    if tender.client_id is None:
        return [work.session.get_one(Person, tender.publisher_id)]
    return [
        each.person
        for each in members_once(work.session, tender.client_id)
        if may(Act.PUBLISH_TENDER, Relation.OWN, each.role)
    ]


def _to_partners(event: events.TenderEvent, work: Work, around: Surroundings, tender: Tender) -> Iterator[Notice]:
    match event:
        case events.TenderChanged() if tender.status is TenderStatus.OPEN:
            people = {
                **stored.people_told(work.session, tender.id),
                **stored.people_who_offered(work.session, tender),
            }
        case events.TenderClosed():
            people = dict(stored.people_who_offered(work.session, tender))
        case _:
            return
    change = stored.change(work.session, tender.id, tender.version)
    partners = partners_with_ids(work.session, set(people.values()))
    there = {each.id: each for each in partners if each.closed_at is None}
    belong = belonging(work.session, {each.id for each in people}, there.keys())
    for person, partner_id in people.items():
        if (person.id, partner_id) not in belong:
            continue  # it is no longer theirs to read
        words: Words = Msg(
            "⏹ <b>“{subject}” is closed:</b> {reason}. Thank you for your offer.",
            subject=tender.subject,
            reason=CLOSE_REASONS[tender.close_reason or CloseReason.NOT_DECIDED],
        )
        if isinstance(event, events.TenderChanged) and change is not None:
            words = lines(
                Msg("✏️ <b>The client has changed “{subject}”:</b>", subject=tender.subject),
                change_words(change, zone_of(around.programme, person)),
            )
        partner = there[partner_id]
        mail = _mail(tender, partner, Msg("Tender “{subject}”", subject=tender.subject))
        yield Notice(person, View(words, _ways(tender, Go("tenders"))), partner, Priority.REMINDER, mail)


def told_news(event: events.TenderTold, work: Work, around: Surroundings) -> Iterator[Notice]:
    """A new tender, for those who are told at once; where Telegram's limits make some wait, answers go first."""
    tender = work.session.get_one(Tender, event.tender_id)
    people = people_of(work.session, [person_id for person_id, _ in event.people])
    partners = {each.id: each for each in partners_with_ids(work.session, {key for _, key in event.people})}
    rows = _ways(tender, Go("tenders"))
    for person_id, partner_id in event.people:
        person = people[person_id]
        words = paragraphs(
            Msg("📣 <b>New tender: {subject}</b>", subject=tender.subject),
            lines(facts(shown(tender), zone_of(around.programme, person)), client_line(tender, TenderSide.PARTNER)),
        )
        partner = partners[partner_id]
        mail = _mail(tender, partner, Msg("New tender: {subject}", subject=tender.subject))
        yield Notice(person, View(words, rows), partner, Priority.REMINDER, mail)


def _mail(tender: Tender, reader: Organisation | None, subject: Msg) -> ByMail:
    """In the tender's own thread; the subject says for which of the reader's organisations it comes."""
    if reader is not None:
        subject = Msg("{organisation}: {subject}", organisation=reader.name, subject=subject)
    return ByMail(f"tender-{tender.id}", ShowTender(tender.id), subject=subject)


def line_of(tender: Tender, person: Person, around: Surroundings) -> Words:
    """A tender among others, in a daily summary."""
    return Msg(
        "• <b>{subject}</b> – {kind}, until {deadline}",
        subject=tender.subject,
        kind=KIND_NAMES[tender.kind],
        deadline=Local(tender.deadline, zone_of(around.programme, person)),
    )


def _ways(tender: Tender, back: OwnTenders | Go) -> tuple[Row, ...]:
    return (
        (Button(Msg("📣 Show the tender"), ShowTender(tender.id)),),
        (Button(Msg("📣 All tenders"), back), MENU),
    )
