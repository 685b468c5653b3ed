"""What can be tapped, and is said last, on a tender's card: one function for each side, in the order of the buttons.

A card has eight buttons at most, two in a row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from domain.tenders.rules import TenderAction, TenderActor, TenderStatus, is_possible
from domain.words import Msg, Plural, Words
from handlers.chat.payloads import Go
from handlers.chat.views import MENU, Button, Row
from handlers.tenders.offer_payloads import AskAboutTender, CompareOffers, MakeOffer, ShowOffer, ShowQuestions
from handlers.tenders.payloads import (
    ChangeTender,
    CloseTender,
    ExtendTender,
    OwnTenders,
    ReportTender,
    ShowTenderFiles,
)
from services.rights import Act, Relation, may
from services.tenders.reading import SeenTender, TenderSide
from storage import tenders as stored
from storage.people import membership
from storage.tables import Membership, Person
from storage.tender_offers import (
    count_offers,
    count_questions_about,
    count_waiting_questions,
    standing_offer,
)
from storage.work import Work


def client_actions(work: Work, seen: SeenTender) -> Sequence[Row]:
    """What the client's people can do; those who do not decide about it only look."""
    return in_rows(list(_of_client(work, seen)))


def _of_client(work: Work, seen: SeenTender) -> Iterator[Button]:
    key = seen.tender.id
    yield from _talk_of_client(work, seen)
    if stored.count_files(work.session, key):
        yield Button(Msg("📎 Files"), ShowTenderFiles(key))
    if not seen.decides:
        return
    if is_possible(seen.state, TenderAction.CHANGE, TenderActor.CLIENT):
        yield Button(Msg("✏️ Change"), ChangeTender(key))
    if is_possible(seen.state, TenderAction.EXTEND, TenderActor.CLIENT):
        yield Button(Msg("⏳ Extend"), ExtendTender(key))
    if is_possible(seen.state, TenderAction.CLOSE, TenderActor.CLIENT):
        yield Button(Msg("⏹ Close"), CloseTender(key, ""))


def client_lines(work: Work, seen: SeenTender) -> Iterator[Words]:
    """What the client's people read below everything else."""
    yield from _about_files(work, seen)


def _talk_of_client(work: Work, seen: SeenTender) -> Iterator[Button]:
    """Offers, and questions with how many of them wait, once partners can see the tender."""
    if seen.tender.published_at is None:
        return
    key = seen.tender.id
    offers, waiting = count_offers(work.session, key), count_waiting_questions(work.session, key, by_client=False)
    yield Button(Msg("📨 Offers: {count}", count=offers), CompareOffers(key, 0, shortlisted=False))
    yield Button(
        Msg("❓ Questions: {count} new", count=waiting) if waiting else Msg("❓ Questions"), ShowQuestions(key, 0)
    )


def partner_actions(work: Work, person: Person, seen: SeenTender) -> Sequence[Row]:
    """What the people of a partner can do."""
    return in_rows(list(_of_partner(work, person, seen)))


def _of_partner(work: Work, person: Person, seen: SeenTender) -> Iterator[Button]:
    key = seen.tender.id
    if stored.count_files(work.session, key):
        yield Button(Msg("📎 Files"), ShowTenderFiles(key))
    own = None if seen.partner is None else membership(work.session, person.id, seen.partner.id)
    if own is not None:
        yield from _talk_of_partner(work, seen, own)
    if own is not None and may(Act.REPORT_TENDER, Relation.OWN, own.role):
        yield Button(Msg("🚩 Report"), ReportTender(key))


def _talk_of_partner(work: Work, seen: SeenTender, own: Membership) -> Iterator[Button]:
    """The partner's offer, or the way to it; questions."""
    key, is_open = seen.tender.id, seen.state is TenderStatus.OPEN
    there = standing_offer(work.session, key, own.organisation_id)
    if there is not None:
        yield Button(Msg("📨 Your offer"), ShowOffer(there.id))
    elif is_open and may(Act.OFFER, Relation.OWN, own.role):
        yield Button(Msg("📨 Make an offer"), MakeOffer(key))
    if is_open and may(Act.ASK_ABOUT_TENDER, Relation.OWN, own.role):
        yield Button(Msg("❓ Ask"), AskAboutTender(key))
    if answers := count_questions_about(work.session, key, own.organisation_id):
        yield Button(Msg("💬 Questions and answers: {count}", count=answers), ShowQuestions(key, 0))


def partner_lines(work: Work, seen: SeenTender) -> Iterator[Words]:
    """What the people of a partner read below everything else."""
    yield from _about_files(work, seen)


def _about_files(work: Work, seen: SeenTender) -> Iterator[Words]:
    if files := stored.count_files(work.session, seen.tender.id):
        yield Plural("📎 {n} file", "📎 {n} files", files)


def way_back(seen: SeenTender) -> Row:
    """To the list from which a side comes."""
    back = OwnTenders(0) if seen.side is TenderSide.CLIENT else Go("tenders")
    return (Button(Msg("📣 All tenders"), back), MENU)


def in_rows(buttons: Sequence[Button]) -> Sequence[Row]:
    """Two in a row."""
    return [tuple(buttons[place : place + 2]) for place in range(0, len(buttons), 2)]
