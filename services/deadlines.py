"""What time does to a request: reminders, and the lapse when nobody answers.

A pending request carries the moment at which the programme has to look at it again (`due_at`); any process
may look. How long each step takes is the programme's profile.
"""

from __future__ import annotations

import datetime as dt

from domain.partnerships import Action, Side, move
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


def look_at_due_requests(work: Work, programme: Programme, limit: int = BATCH) -> int:
    """Reminds of requests and closes those whose time is over; returns how many were due, `limit` at most."""
    found = stored.due(work.session, work.now, limit)
    # In the order of their clients' ids, so that two processes that lock the same clients never wait crosswise.
    for partnership_id, client_id in sorted(found, key=lambda row: (row[1], row[0])):
        stored.lock_client(work.session, client_id)
        partnership = stored.partnership(work.session, partnership_id)
        if partnership is None or partnership.due_at is None or partnership.lapses_at is None:
            continue
        if partnership.lapses_at <= work.now:
            _lapse(work, partnership)
        elif partnership.due_at <= work.now:
            _remind(work, programme, partnership, partnership.lapses_at)
    return len(found)


def _lapse(work: Work, partnership: Partnership) -> None:
    work.action = "partnership.lapse"
    partnership.status = move(partnership.status, Action.LAPSE, Side.PROGRAMME)
    partnership.closed_at = work.now
    partnership.closed_by = Side.PROGRAMME
    for access in partnership.product_accesses:
        access.released_at = access.released_at or work.now
    stop_waiting(partnership)
    work.session.flush()
    work.happened(events.RequestLapsed(partnership.id))


def _remind(work: Work, programme: Programme, partnership: Partnership, lapses_at: dt.datetime) -> None:
    work.action = "partnership.remind"
    # After an outage, one reminder stands for all that are overdue. The profile may have changed since the request
    # was sent: whatever reminders it has now, the lapse is not missed.
    moments = (*(partnership.sent_at + after for after in programme.reminders_after), lapses_at)
    partnership.due_at = min(moment for moment in moments if moment > work.now)
    work.session.flush()
    work.happened(events.RequestReminded(partnership.id))
