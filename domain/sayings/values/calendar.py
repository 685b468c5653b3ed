"""Reckoning with days, weeks, months, quarters and years, as people speak of them. A week begins on Monday."""

from __future__ import annotations

import calendar
import datetime as dt
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum

_DAY = dt.timedelta(days=1)
_FROM_EASTER = {"good-friday": -2, "easter": 0, "easter-monday": 1, "ascension": 39, "pentecost": 49, "whit-monday": 50}
_ON_THE_SAME_DAY = {"new-year": (1, 1), "christmas-eve": (12, 24), "christmas": (12, 25), "boxing-day": (12, 26)}
FEASTS = (*_FROM_EASTER, *_ON_THE_SAME_DAY)
"""Days that people reckon with by name."""


class Unit(StrEnum):
    """What stretches of time are counted in."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Stretch:
    """From the first day to the last one."""

    first: dt.date
    last: dt.date

    @property
    def middle(self) -> dt.date:
        """The 15th of a month, the end of June; of other stretches the day half way."""
        if self == Stretch(dt.date(self.first.year, 1, 1), dt.date(self.first.year, 12, 31)):
            return dt.date(self.first.year, 6, 30)
        if self.first.day == 1 and self.last == month(self.first.year, self.first.month).last:
            return self.first.replace(day=15)
        return self.first + (self.last - self.first) // 2


def one(day: dt.date) -> Stretch:
    """A single day."""
    return Stretch(day, day)


def later(day: dt.date, count: int, unit: Unit) -> dt.date:
    """So many units later, or earlier; of a month that is too short, the last day. Raises `OverflowError`."""
    if unit in (Unit.DAY, Unit.WEEK):
        return day + count * (7 if unit is Unit.WEEK else 1) * _DAY
    months = day.year * 12 + day.month - 1 + count * {Unit.MONTH: 1, Unit.QUARTER: 3, Unit.HALF: 6, Unit.YEAR: 12}[unit]
    year, number = divmod(months, 12)
    if not dt.MINYEAR <= year <= dt.MAXYEAR:
        raise OverflowError("no such year")
    return dt.date(year, number + 1, min(day.day, calendar.monthrange(year, number + 1)[1]))


def around(day: dt.date, unit: Unit) -> Stretch:
    """The day, week, month, quarter or year in which a day lies."""
    match unit:
        case Unit.DAY:
            return one(day)
        case Unit.WEEK:
            monday = day - day.weekday() * _DAY
            return Stretch(monday, monday + 6 * _DAY)
        case Unit.MONTH:
            return month(day.year, day.month)
        case Unit.QUARTER:
            return quarter(day.year, (day.month + 2) // 3)
        case Unit.HALF:
            return half_year(day.year, (day.month + 5) // 6)
        case Unit.YEAR:
            return Stretch(dt.date(day.year, 1, 1), dt.date(day.year, 12, 31))


def month(year: int, number: int) -> Stretch:
    """A month of a year. Raises ValueError."""
    return Stretch(dt.date(year, number, 1), dt.date(year, number, calendar.monthrange(year, number)[1]))


def week(year: int, number: int) -> Stretch:
    """A week of a year as ISO 8601 counts them. Raises ValueError."""
    return around(dt.date.fromisocalendar(year, number, 1), Unit.WEEK)


def quarter(year: int, number: int) -> Stretch:
    """A quarter of a year. Raises ValueError."""
    return Stretch(dt.date(year, 3 * number - 2, 1), month(year, 3 * number).last)


def weekday(number: int, today: dt.date, ahead: bool) -> dt.date:
    """The first such day (Monday is 0) after today, or the last one before."""
    if ahead:
        return today + ((number - today.weekday() - 1) % 7 + 1) * _DAY
    return today - ((today.weekday() - number - 1) % 7 + 1) * _DAY


def weekend(today: dt.date, ahead: bool) -> Stretch:
    """Saturday and Sunday: the next ones, or the last ones that have begun."""
    saturday = around(today, Unit.WEEK).last - _DAY
    if not ahead and saturday > today:
        saturday -= 7 * _DAY
    return Stretch(saturday, saturday + _DAY)


def half_year(year: int, number: int) -> Stretch:
    """The first or second half of a year."""
    return Stretch(quarter(year, 2 * number - 1).first, quarter(year, 2 * number).last)


def in_week(monday: dt.date, weekday: int) -> dt.date:
    """A day of the week that begins then."""
    return monday + weekday * _DAY


def feast(today: dt.date, name: str, ahead: bool) -> dt.date:
    """The next one of `FEASTS`, or the last one; today counts as either."""
    days = [feast_of(year, name) for year in range(today.year - 1, today.year + 2)]
    return min(day for day in days if day >= today) if ahead else max(day for day in days if day <= today)


def feast_of(year: int, name: str) -> dt.date:
    """That one of `FEASTS` in a year."""
    if name in _ON_THE_SAME_DAY:
        return dt.date(year, *_ON_THE_SAME_DAY[name])
    return _easter(year) + _FROM_EASTER[name] * _DAY


def _easter(year: int) -> dt.date:
    """Easter Sunday, by the reckoning of Gauss and Meeus for the Gregorian calendar."""
    century, in_century = divmod(year, 100)
    leaps, rest = divmod(century, 4)
    epact = (19 * (year % 19) + century - leaps - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * rest + 2 * (in_century // 4) - epact - in_century % 4) % 7
    shift = (year % 19 + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * shift + 114, 31)
    return dt.date(year, month, day + 1)


def in_some_year(today: dt.date, number: int, day: int | None, ahead: bool) -> Stretch | None:
    """A month, or a day of it, without a year: the next one, or the last one. What is under way counts as either.

    None for a day that no year nearby has.
    """
    years = range(today.year, today.year + 5) if ahead else range(today.year, today.year - 5, -1)
    for year in years:
        if day is None:
            found = month(year, number)
        elif day <= calendar.monthrange(year, number)[1]:
            found = one(dt.date(year, number, day))
        else:
            continue
        if found.last >= today if ahead else found.first <= today:
            return found
    return None


def in_some_week(today: dt.date, number: int, ahead: bool) -> Stretch | None:
    """A week without a year: the next one, or the last one; this week counts as either. Few years have a 53rd one."""
    year = today.isocalendar().year
    for each in range(year, year + 8) if ahead else range(year, year - 8, -1):
        with suppress(ValueError):
            found = week(each, number)
            if found.last >= today if ahead else found.first <= today:
                return found
    return None


def in_some_month(today: dt.date, day: int, ahead: bool) -> Stretch | None:
    """“The 15th”: the next one, or the last one; today counts as either."""
    for count in range(4):
        first = later(today.replace(day=1), count if ahead else -count, Unit.MONTH)
        if day <= calendar.monthrange(first.year, first.month)[1]:
            found = first.replace(day=day)
            if found >= today if ahead else found <= today:
                return one(found)
    return None
