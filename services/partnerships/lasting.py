"""How long an access lasts: the client gives it a last day, or another one, or none any more.

An access is never silently renewed: on the day after its last one it is over (`services.partnerships.deadlines`).
"""

from __future__ import annotations

import calendar
import datetime as dt

from domain.partnerships.rules import Action, NotPossibleNow, move
from domain.programme import Programme
from domain.words import Msg, Refused
from services import events
from services.partnerships.deadlines import last_until, today
from services.partnerships.finding import decidable_partnership
from services.rights import Act
from storage.tables import Partnership, Person
from storage.work import Work

LONGEST_YEARS = 5


class LastDayRefused(Refused):
    """No access can end on that day."""


def require_lasting(work: Work, person: Person, partnership_id: int) -> Partnership:
    """The partnership, if the person may now say how long its access lasts.

    Raises `NotPossibleNow` while a side has announced its end: that is theirs to take back.
    """
    partnership, side = decidable_partnership(work, person, Act.SET_END, partnership_id)
    move(partnership.status, Action.SET_END, side)
    if partnership.ending_by is not None:
        raise NotPossibleNow(
            Msg("This partnership ends on {day}: that has been announced.", day=partnership.ends_on or work.now.date())
        )
    return partnership


def set_end(work: Work, programme: Programme, person: Person, partnership_id: int, day: dt.date | None) -> Partnership:
    """The client says which day is the last one of the access; with `None`, it lasts until somebody ends it.

    Raises `LastDayRefused` where the day is not in the future, or too far away.
    """
    work.action = Act.SET_END
    partnership = require_lasting(work, person, partnership_id)
    if day is not None:
        require_last_day(day, today(work, programme))
    if partnership.ends_on != day:
        former = partnership.ends_on
        last_until(work, programme, partnership, day)
        work.happened(events.EndDateSet(partnership.id, former))
    return partnership


def require_last_day(day: dt.date, present: dt.date) -> None:
    """Raises `LastDayRefused` unless the day comes after the `present` one, and within five years."""
    if day <= present:
        raise LastDayRefused(
            Msg(
                "{day} is not in the future. The earliest last day is {earliest}.",
                day=day,
                earliest=present + dt.timedelta(days=1),
            )
        )
    if day > (latest := months_later(present, LONGEST_YEARS * 12)):
        raise LastDayRefused(
            Msg("{day} is too far away: the last day is {latest} at the latest.", day=day, latest=latest)
        )


def months_later(day: dt.date, months: int) -> dt.date:
    """The same day of a later month, or that month's last one where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
