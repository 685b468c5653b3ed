"""What time does to a request: reminders, and the lapse when nobody answers.

A pending request carries the moment at which the programme has to look at it again (`due_at`); any process
may look. How long each step takes is the programme's profile.
"""

from __future__ import annotations

from domain.partnerships import Action, Side, Status, move
from domain.programme import Programme
from services import events
from storage import partnerships as stored
from storage.tables import Partnership
from storage.work import Work

BATCH = 50


def start_waiting(work: Work, programme: Programme, partnership: Partnership) -> None:
    """The time to answer starts now."""
    partnership.lapses_at = work.now + programme.request_lapses_after
    partnership.due_at = work.now + min((*programme.reminders_after, programme.request_lapses_after))


def stop_waiting(partnership: Partnership) -> None:
    """Nothing is waited for any more."""
    partnership.lapses_at = None
    partnership.due_at = None


def look_at_due_requests(work: Work, programme: Programme) -> int:
    """Reminds of requests and closes those whose time is over; returns how many were due."""
    found = stored.due(work.session, work.now, BATCH)
    # In the order of their clients' ids, so that two processes that lock the same clients never wait crosswise.
    for partnership_id, client_id in sorted(found, key=lambda row: (row[1], row[0])):
        stored.lock_client(work.session, client_id)
        partnership = stored.partnership(work.session, partnership_id)
        if partnership is not None and partnership.due_at is not None and partnership.due_at <= work.now:
            _look_at(work, programme, partnership)
    return len(found)


def _look_at(work: Work, programme: Programme, partnership: Partnership) -> None:
    if partnership.lapses_at is not None and partnership.lapses_at <= work.now:
        work.action = "partnership.lapse"
        partnership.status = move(partnership.status, Action.LAPSE, Side.PROGRAMME)
        partnership.closed_at = work.now
        partnership.closed_by = Side.PROGRAMME
        for access in partnership.product_accesses:
            access.released_at = access.released_at or work.now
        stop_waiting(partnership)
        work.session.flush()
        work.happened(events.RequestLapsed(partnership.id))
        return
    work.action = "partnership.remind"
    moments = [partnership.sent_at + after for after in programme.reminders_after]
    partnership.due_at = min((moment for moment in moments if moment > work.now), default=partnership.lapses_at)
    work.session.flush()
    if partnership.status is Status.PENDING:
        work.happened(events.RequestReminded(partnership.id))
