"""What time does to a request and to an access with a last day: reminders, and what happens when the time is over.

A last moment holds when somebody acts, not when the caretaker happens to look: see `is_over`.

What waits for time carries the moment at which the programme has to look at it again (`due_at`), and its last one
(`lapses_at`); any process may look. How long each step takes is the programme's profile.
"""

from __future__ import annotations

import datetime as dt

from domain.partnerships.rules import Action, Ceased, Side, Status
from domain.programme import Programme
from services import events
from services.partnerships.closing import close, stop_waiting
from storage import partnerships as stored
from storage.tables import Partnership
from storage.work import Work

BATCH = 50


def start_waiting(work: Work, programme: Programme, partnership: Partnership) -> None:
    """The time to answer starts now."""
    partnership.lapses_at = work.now + programme.request_lapses_after
    partnership.due_at = work.now + min((*programme.reminders_after, programme.request_lapses_after))


def last_until(work: Work, programme: Programme, partnership: Partnership, day: dt.date | None) -> None:
    """Gives an active partnership its last day, or takes it away with `None`; who ends it then is not touched.

    It is over at the midnight after that day, where the programme is.
    """
    partnership.ends_on = day
    if day is None:
        stop_waiting(partnership)
        return
    partnership.lapses_at = over_at(programme, day)
    partnership.due_at = _next_look(programme, day, work.now)


def over_at(programme: Programme, day: dt.date) -> dt.datetime:
    """The moment when the day is over, where the programme is."""
    return _there(programme, dt.datetime.combine(day + dt.timedelta(days=1), dt.time()))


def today(work: Work, programme: Programme) -> dt.date:
    """The day it is where the programme is."""
    return day_of(work.now, programme)


def day_of(moment: dt.datetime, programme: Programme) -> dt.date:
    """The day of a moment, where the programme is."""
    return moment.astimezone(programme.support_hours.timezone).date()


def _next_look(programme: Programme, day: dt.date, now: dt.datetime) -> dt.datetime:
    """The next reminder of the last day, or its end. Reminders come when support opens, and not at midnight."""
    opens = dt.datetime.combine(day, programme.support_hours.opens)
    moments = [_there(programme, opens - before) for before in programme.end_reminders_before]
    return min((moment for moment in moments if moment > now), default=over_at(programme, day))


def _there(programme: Programme, local: dt.datetime) -> dt.datetime:
    return local.replace(tzinfo=programme.support_hours.timezone).astimezone(dt.UTC)


def look_at_due_requests(work: Work, programme: Programme, limit: int = BATCH) -> int:
    """Reminds of requests and last days, closes what is over; returns how many were due, `limit` at most."""
    found = due_requests(work, limit)
    for partnership_id in found:
        look_at_request(work, programme, partnership_id)
    return len(found)


def due_requests(work: Work, limit: int = BATCH) -> list[int]:
    """The ids of the requests and partnerships that have waited longest to be looked at.

    In the order of their clients' ids, so that two processes that lock the same clients never wait crosswise.
    """
    found = stored.due(work.session, work.now, limit)
    return [partnership_id for partnership_id, _ in sorted(found, key=lambda row: (row[1], row[0]))]


def look_at_request(work: Work, programme: Programme, partnership_id: int) -> None:
    """Reminds of one request or last day, or closes it, unless that was done in the meantime.

    It is closed where its time is over, a request also where nobody can answer it any more.
    """
    stored.lock_client_of(work.session, partnership_id)
    partnership = stored.partnership(work.session, partnership_id)
    if partnership is None or partnership.due_at is None or partnership.lapses_at is None:
        return
    if is_over(partnership, work.now):
        lapse(work, partnership)
    elif partnership.status is Status.ACTIVE:
        if partnership.due_at <= work.now and partnership.ends_on is not None:
            _remind_of_last_day(work, programme, partnership, partnership.ends_on)
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
    """Whether the time to answer, or the last day, is over, although nobody has closed it yet."""
    return partnership.lapses_at is not None and partnership.lapses_at <= now


def lapse(work: Work, partnership: Partnership) -> None:
    """Closes what is over, as the programme and not as whoever acts now. Its client must be locked.

    An unanswered request lapses; an access whose last day is over expires.
    """
    if partnership.status is Status.ACTIVE:
        _expire(work, partnership)
        return
    with work.as_programme("partnership.lapse"):
        close(work, partnership, Action.LAPSE, Side.PROGRAMME)
    work.happened(events.RequestLapsed(partnership.id))


def _expire(work: Work, partnership: Partnership) -> None:
    """The last day is over. Where a side had announced that end, the partnership has ended by it, for its reason."""
    by = partnership.ending_by
    with work.as_programme("partnership.expire"):
        close(work, partnership, Action.EXPIRE, Side.PROGRAMME, Ceased.END_DATE if by is None else partnership.reason)
        partnership.closed_by = by or Side.PROGRAMME
    work.happened(events.PartnershipExpired(partnership.id, by))


def lapse_all_of(work: Work, client_id: int) -> None:
    """Closes whatever of a client is over: it holds products, and a place between two, no longer."""
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


def _remind_of_last_day(work: Work, programme: Programme, partnership: Partnership, day: dt.date) -> None:
    # As above: one reminder stands for all that are overdue.
    with work.as_programme("partnership.remind"):
        partnership.due_at = _next_look(programme, day, work.now)
    work.happened(events.EndNear(partnership.id, (day - today(work, programme)).days))
