"""Where a stretch begins and ends, and its halves: “Ende März”, “Mitte nächster Woche”, “the first half of May”."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from domain.sayings.phrases import Match
from domain.sayings.slots import Days
from domain.sayings.values import calendar
from domain.sayings.values.calendar import Stretch, Unit
from domain.sayings.values.calendar_words import CalendarWords, Role
from domain.sayings.values.corrected import CORRECTED
from domain.sayings.values.figures import Found

LISTS = ("half-of", "month-halves")
"""The names of the lists in the tables."""
_BEFORE_A_DAY = frozenset({"of", "on", "until", "since", "from"})
"""Lists of words that may stand before “the 23rd”."""
_ONE_DAY = dt.timedelta(days=1)
_DAYS_OF_WEEK = 7


def edge(words: CalendarWords, place: int, today: dt.date, inner: Callable[[int], Found | None]) -> Found | None:
    """“Ende März”, “Anfang nächster Woche”, “end of the month”, “Monatsende”; `inner` reads what it is the end of."""
    month, year = calendar.around(today, Unit.MONTH), calendar.around(today, Unit.YEAR)
    for name, day in (
        ("end-of-month", month.last),
        ("end-of-quarter", calendar.around(today, Unit.QUARTER).last),
        ("beginning-of-year", year.first),
        ("end-of-year", year.last),
    ):
        if (whole := words.is_a(place, name)) is not None:
            return Found(whole.end, calendar.one(day), certain=whole.certain)
    opened = words.is_a(place, "beginning", "middle", "end", "rest")
    if opened is None:
        return None
    # “The month after next” begins with its article.
    begins = (at for at in dict.fromkeys((words.behind(opened.end, "of"), opened.end)) if at < len(words))
    found = next(filter(None, map(inner, begins)), None)
    if found is None:
        return None
    days = found.days
    if opened.kind[0] == "rest":
        return replace(found, days=Stretch(max(today, days.first), days.last), alone=True)
    said = {"beginning": days.first, "middle": days.middle, "end": days.last}[opened.kind[0]]
    return replace(found, days=calendar.one(said), alone=True)


def weekday_of_month(words: CalendarWords, place: int, inner: Callable[[int], Found | None]) -> Found | None:
    """“Am letzten Freitag im April”, “the second Monday of May”."""
    side, number = words.is_a(place, "last"), words.day_number(place)
    begin = side.end if side is not None else place + 1
    weekday = words.is_a(begin, "weekdays")
    if weekday is None or (side is None and number is None):
        return None
    opened = words.behind(words.behind(weekday.end, "in"), "of")
    month = inner(opened) if weekday.end < opened < len(words) else None
    if month is None or month.days != calendar.around(month.days.first, Unit.MONTH):
        return None
    first = month.days.first + (weekday.kind[1] - month.days.first.weekday()) % _DAYS_OF_WEEK * _ONE_DAY
    days = [first + count * _DAYS_OF_WEEK * _ONE_DAY for count in range(5)]
    inside = [day for day in days if day <= month.days.last]
    if side is not None or number is None:
        return replace(month, days=calendar.one(inside[-1]), alone=True)
    return replace(month, days=calendar.one(inside[number - 1]), alone=True) if number <= len(inside) else None


def weekday_beside(words: CalendarWords, weekday: Match[Role], inner: Callable[[int], Found | None]) -> Found | None:
    """“Freitag vor Ostern”, “the Monday after 3 April”: the last one before that day, or the first one behind it."""
    opened = words.is_a(weekday.end, "before", "after")
    found = inner(opened.end) if opened is not None and words.counted(opened.end) is None else None
    if opened is None or found is None or found.days.first != found.days.last:
        return None
    day = calendar.weekday(weekday.kind[1], found.days.first, ahead=opened.kind[0] == "after")
    return replace(found, days=calendar.one(day), alone=True, certain=found.certain and weekday.certain)


def half(
    words: CalendarWords, place: int, today: dt.date, ahead: bool, inner: Callable[[int], Found | None]
) -> Found | None:
    """“Erste Hälfte April”, “zweite Aprilhälfte”, “the first half of this month”: up to its middle, or behind it."""
    number = words.day_number(place)
    if number not in (1, 2):
        return None
    found: Found | None = None
    if (named := words.is_a(place + 1, "month-halves")) is not None:
        days = calendar.in_some_year(today, named.kind[1] + 1, None, ahead)
        found = None if days is None else Found(named.end, days)
    elif (opened := words.is_a(place + 1, "half-of")) is not None:
        begin = words.behind(opened.end, "of", "in")
        found = inner(begin) if begin < len(words) else None
    if found is None or found.days != calendar.around(found.days.first, Unit.MONTH):
        return None
    middle = found.days.middle
    days = Stretch(found.days.first, middle) if number == 1 else Stretch(middle + _ONE_DAY, found.days.last)
    return replace(found, days=days, alone=True)


def is_vague(words: CalendarWords, place: int, end: int, days: Days, today: dt.date) -> bool:
    """Whether they are a month to come, or its beginning or end, of which a day may be told yet."""
    if days.first is None or days.last is None or days.last < today:
        return False
    whole = calendar.around(days.first, Unit.MONTH)
    is_edge = any(words.is_a(at, "beginning", "middle", "end") for at in range(place, end))
    return is_edge or (days.first, days.last) == (whole.first, whole.last)


def put_right(words: CalendarWords, place: int, before: Days) -> tuple[int, int, Days] | None:
    """“24 December, no wait, the 23rd”: from where, up to where, and the day of the month that was named before."""
    correction = words.is_a(place, *CORRECTED)
    if correction is None and (place == 0 or words.is_a(place - 1, *CORRECTED) is None):
        return None
    begin = at = place if correction is None else correction.end
    while at + 1 < len(words) and not words.lists(at).isdisjoint(_BEFORE_A_DAY):
        at += 1
    number, named = words.day_number(at), before.last or before.first
    is_one = before.first is None or before.last is None or before.first == before.last
    if number is None or named is None or not is_one or not words.is_ordinal(at):
        return None
    whole = calendar.around(named, Unit.MONTH)
    if number > whole.last.day or words.is_a(words.behind(at + 1, "of"), "months") is not None:
        return None
    day = whole.first.replace(day=number)
    return begin, at + 1, Days(before.first and day, before.last and day)


def day_of(words: CalendarWords, place: int, end: int, month: Days) -> Days | None:
    """The day of the month that was named before: “next month, ideally on the 20th”."""
    number = words.day_number(end - 1)
    is_bare = place == end - 1 or words.behind(place, "on", "in") == end - 1
    if number is None or month.first is None or not is_bare or not words.is_ordinal(end - 1):
        return None
    whole = calendar.around(month.first, Unit.MONTH)
    day = whole.first + (number - 1) * _ONE_DAY
    return Days(day, day) if day <= whole.last else None
