"""What the programme does with tenders when their time has come: deadlines, those that nobody decides, erasure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from domain.programme import Programme
from domain.tenders.rules import CloseReason, TenderAction, TenderActor, TenderStatus
from services import events
from services.tenders.changing import end
from storage import tenders as stored
from storage.work import Work

BATCH = 50
AGAIN_AFTER = dt.timedelta(hours=1)
UNDECIDED_FOR = dt.timedelta(days=60)
"""After the deadline: then a tender that nobody has decided is closed."""


def due_tenders(work: Work) -> Sequence[int]:
    """Which tenders are looked at next, in one order for all who lock them."""
    return sorted(stored.due_tenders(work.session, work.now, BATCH))


def look_at_due_tenders(work: Work, programme: Programme) -> int:
    """Looks at those whose time has come; returns how many there were. Any process may look."""
    found = due_tenders(work)
    for tender_id in found:
        look_at_tender(work, programme, tender_id)
    return len(found)


def look_at_tender(work: Work, programme: Programme, tender_id: int) -> None:
    """Does what is due of this one: tells that its deadline is over, closes it, or erases it."""
    tender = stored.tender(work.session, tender_id)
    if tender is None or tender.due_at is None or tender.due_at > work.now:
        return  # another process was quicker
    if tender.ended_at is not None:
        stored.erase(work.session, tender_id)
        work.session.expunge(tender)
        return
    with work.as_programme("tender.lapse"):
        undecided = tender.deadline + UNDECIDED_FOR
        if tender.due_at >= undecided:
            end(work, programme, tender, TenderAction.LAPSE, TenderActor.PROGRAMME, CloseReason.NOT_DECIDED)
            return
        tender.due_at = undecided
        if tender.status is not TenderStatus.HELD:  # of that one, nobody has heard yet
            work.happened(events.TenderLapsed(tender.id))


def postpone(work: Work, tender_id: int) -> None:
    """Looks at it again in an hour: something is wrong with it, and the others must not wait for that."""
    tender = stored.tender(work.session, tender_id)
    if tender is not None and tender.due_at is not None:
        with work.as_programme("tender.postpone"):
            tender.due_at = work.now + AGAIN_AFTER
