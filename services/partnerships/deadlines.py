"""What time does to a request: reminders, and the lapse when nobody answers.

A last moment holds when somebody acts, not when the caretaker happens to look: see `is_over`.

A pending request carries the moment at which the programme has to look at it again (`due_at`); any process
may look. How long each step takes is the programme's profile.
"""

from __future__ import annotations

import datetime as dt

from domain.partnerships.rules import Action, Ceased, Side
from domain.programme import Programme
from services import events
from services.partnerships.closing import close
from storage import partnerships as stored
from storage.tables import Partnership
from storage.work import Work

BATCH = 50


def start_waiting(work: Work, programme: Programme, partnership: Partnership) -> None:
    """The time to answer starts now."""
    partnership.lapses_at = work.now + programme.request_lapses_after
    partnership.due_at = work.now + min((*programme.reminders_after, programme.request_lapses_after))


def look_at_due_requests(work: Work, programme: Programme, limit: int = BATCH) -> int:
    """Reminds of requests and closes those whose time is over; returns how many were due, `limit` at most."""
    found = due_requests(work, limit)
    for partnership_id in found:
        look_at_request(work, programme, partnership_id)
    return len(found)


def due_requests(work: Work, limit: int = BATCH) -> list[int]:
    """The ids of the requests that have waited longest to be looked at.

    In the order of their clients' ids, so that two processes that lock the same clients never wait crosswise.
    """
    found = stored.due(work.session, work.now, limit)
    return [partnership_id for partnership_id, _ in sorted(found, key=lambda row: (row[1], row[0]))]


def look_at_request(work: Work, programme: Programme, partnership_id: int) -> None:
    """Reminds of one request, or closes it, unless that was done in the meantime.

    It is closed where its time is over, and where nobody can answer it any more.
    """
    stored.lock_client_of(work.session, partnership_id)
    partnership = stored.partnership(work.session, partnership_id)
    if partnership is None or partnership.due_at is None or partnership.lapses_at is None:
        return
    if is_over(partnership, work.now):
        lapse(work, partnership)
    elif (why := _why_nobody_answers(partnership)) is not None:
        with work.as_programme("partnership.cease"):
            close(work, partnership, Action.CEASE, Side.PROGRAMME, why)
        work.happened(events.PartnershipCeased(partnership.id, why))
    elif partnership.due_at <= work.now:
        _remind(work, programme, partnership, partnership.lapses_at)


def _why_nobody_answers(partnership: Partnership) -> Ceased | None:
    """A request may have been made at the very moment in which the other account was closed, or became no partner."""
    if partnership.client.closed_at is not None:
        return Ceased.CLIENT_CLOSED
    if partnership.partner.closed_at is not None or not partnership.partner.is_partner:
        return Ceased.PARTNER_CLOSED
    return None


def postpone(work: Work, partnership_id: int) -> None:
    """Looks at a request again in an hour: something is wrong with it, and the others must not wait for that."""
    stored.lock_client_of(work.session, partnership_id)
    partnership = stored.partnership(work.session, partnership_id)
    if partnership is not None and partnership.due_at is not None:
        with work.as_programme("partnership.postpone"):
            partnership.due_at = work.now + dt.timedelta(hours=1)


def is_over(partnership: Partnership, now: dt.datetime) -> bool:
    """Whether the time to answer is over, although nobody has closed the request yet."""
    return partnership.lapses_at is not None and partnership.lapses_at <= now


def lapse(work: Work, partnership: Partnership) -> None:
    """Closes a request that is over, as the programme and not as whoever acts now. Its client must be locked."""
    with work.as_programme("partnership.lapse"):
        close(work, partnership, Action.LAPSE, Side.PROGRAMME)
    work.happened(events.RequestLapsed(partnership.id))


def lapse_all_of(work: Work, client_id: int) -> None:
    """Closes whatever requests of a client are over: they hold products, and a place between two, no longer."""
    for partnership in stored.over(work.session, client_id, work.now):
        lapse(work, partnership)


def _remind(work: Work, programme: Programme, partnership: Partnership, lapses_at: dt.datetime) -> None:
    # After an outage, one reminder stands for all that are overdue. The profile may have changed since the request
    # was sent: whatever reminders it has now, the lapse is not missed.
    sent_at = partnership.sent_at or partnership.requested_at
    moments = (*(sent_at + after for after in programme.reminders_after), lapses_at)
    with work.as_programme("partnership.remind"):
        partnership.due_at = min(moment for moment in moments if moment > work.now)
    work.happened(events.RequestReminded(partnership.id))
