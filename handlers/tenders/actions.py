"""What can be tapped, and is said last, on a tender's card: one function for each side, in the order of the buttons.

A card has eight buttons at most, two in a row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from domain.tenders.rules import TenderAction, TenderActor, is_possible
from domain.words import Msg, Plural, Words
from handlers.chat.payloads import Go
from handlers.chat.views import MENU, Button, Row
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
from storage.tables import Person
from storage.work import Work


def client_actions(work: Work, seen: SeenTender) -> Sequence[Row]:
    """What the client's people can do; those who do not decide about it only look."""
    return in_rows(list(_of_client(work, seen)))


def _of_client(work: Work, seen: SeenTender) -> Iterator[Button]:
    key = seen.tender.id
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


def partner_actions(work: Work, person: Person, seen: SeenTender) -> Sequence[Row]:
    """What the people of a partner can do."""
    return in_rows(list(_of_partner(work, person, seen)))


def _of_partner(work: Work, person: Person, seen: SeenTender) -> Iterator[Button]:
    key = seen.tender.id
    if stored.count_files(work.session, key):
        yield Button(Msg("📎 Files"), ShowTenderFiles(key))
    own = None if seen.partner is None else membership(work.session, person.id, seen.partner.id)
    if own is not None and may(Act.REPORT_TENDER, Relation.OWN, own.role):
        yield Button(Msg("🚩 Report"), ReportTender(key))


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
