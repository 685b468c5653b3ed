"""Numbers for the programme's owner: whole weeks, counts only, and none that would tell of few.

Whoever sees the numbers must not be able to work out a small count: weeks never overlap and are never added up, and a
total is told only where each of its parts is. A past week is over: of its numbers, those of questions alone can still
change, by what people say later of an answer.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

FEW = 5
"""Counts below this are told as “under 5”."""
MOST_WEEKS = 51
"""What goes a year after its end, as tenders usually do, is not gone yet."""
MOST = 90
"""Of a hundred answers, how many are covered by the longer of the two times that are told."""
_WEEK = dt.timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Week:
    """Monday to Sunday, where support is."""

    monday: dt.date
    zone: dt.tzinfo

    @property
    def sunday(self) -> dt.date:
        """Its last day."""
        return self.monday + dt.timedelta(days=6)

    @property
    def begins(self) -> dt.datetime:
        """Its first moment, in UTC."""
        return _midnight(self.monday, self.zone)

    @property
    def ends(self) -> dt.datetime:
        """The first moment after it."""
        return _midnight(self.monday + _WEEK, self.zone)


def past_weeks(moment: dt.datetime, zone: dt.tzinfo, count: int) -> tuple[Week, ...]:
    """The last `count` weeks that are over at that moment, the latest first."""
    today = moment.astimezone(zone).date()
    present = today - dt.timedelta(days=today.weekday())
    return tuple(Week(present - number * _WEEK, zone) for number in range(1, count + 1))


def next_monday(moment: dt.datetime, zone: dt.tzinfo) -> dt.datetime:
    """When the next week begins."""
    today = moment.astimezone(zone).date()
    return _midnight(today - dt.timedelta(days=today.weekday()) + _WEEK, zone)


def _midnight(day: dt.date, zone: dt.tzinfo) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), zone).astimezone(dt.UTC)


class Calendar:
    """Finds the week of a moment among weeks that follow each other, given with the latest first."""

    def __init__(self, weeks: Sequence[Week]) -> None:
        self._weeks = tuple(reversed(weeks))
        self._begins = [week.begins for week in self._weeks]
        self._mondays = [week.monday for week in self._weeks]

    @property
    def begins(self) -> dt.datetime:
        """The first moment of all of them."""
        return self._begins[0]

    @property
    def ends(self) -> dt.datetime:
        """The first moment after all of them."""
        return self._weeks[-1].ends

    @property
    def days_in_utc(self) -> tuple[dt.datetime, dt.datetime]:
        """The same for what is kept with its day only, as midnight in UTC."""
        days = self._mondays[0], self._mondays[-1] + _WEEK
        return _midnight(days[0], dt.UTC), _midnight(days[1], dt.UTC)

    def week_of(self, moment: dt.datetime) -> Week:
        """The week of a moment within them."""
        return self._weeks[bisect_right(self._begins, moment) - 1]

    def week_of_day(self, day: dt.date) -> Week:
        """The week of a day within them."""
        return self._weeks[bisect_right(self._mondays, day) - 1]


@dataclass(frozen=True, slots=True)
class Speed:
    """How long it took at most: in half of all cases, and in nine of ten."""

    half: dt.timedelta
    most: dt.timedelta


def told(count: int) -> int | None:
    """The count, or `None` where it is one of few."""
    return count if count >= FEW else None


def total(*parts: int) -> int | None:
    """The sum of all parts, unless one of them is of few: with the others, it could be worked out."""
    return sum(parts) if all(part >= FEW for part in parts) else None


def speed(spans: Sequence[dt.timedelta]) -> Speed | None:
    """How long it took, by the nearest rank; `None` for few."""
    if len(spans) < FEW:
        return None
    ordered = sorted(spans)
    return Speed(ordered[_rank(50, len(ordered))], ordered[_rank(MOST, len(ordered))])


def _rank(percent: int, count: int) -> int:
    return -(-percent * count // 100) - 1


@dataclass(frozen=True, slots=True)
class WeekNumbers:
    """What is told of a week. A count is `None` where it is of few; `answered` also where a part of it is.

    `confirmed` are the partnerships that have begun. Of questions nothing is known once they are forgotten, nor of
    tenders once the first of the week may be erased: `questions_kept` and `tenders_kept` are false then.
    """

    week: Week
    requested: int | None
    confirmed: int | None
    declined: int | None
    answered: int | None
    answer_speed: Speed | None
    lapsed: int | None
    ended: int | None
    tenders_kept: bool
    tenders_published: int | None
    offers_made: int | None
    offers_accepted: int | None
    questions_kept: bool
    questions_answered: int | None
    questions_unanswered: int | None
    cases_opened: int | None
    cases_closed: int | None
    case_speed: Speed | None

    @property
    def quiet(self) -> bool:
        """Whether not one count of the week can be told."""
        counts = (
            *(self.requested, self.confirmed, self.declined, self.lapsed, self.ended),
            *(self.tenders_published, self.offers_made, self.offers_accepted),
            *(self.questions_answered, self.questions_unanswered, self.cases_opened, self.cases_closed),
        )
        return all(count is None for count in counts)
