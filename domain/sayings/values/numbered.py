"""Weeks, quarters and half years by their number: “KW 14”, “weeks 14 to 16”, “Q1 2026”, “erstes Quartal”, “H2 2025”."""

from __future__ import annotations

import datetime as dt

from domain.sayings.values import calendar
from domain.sayings.values.calendar import Stretch, Unit
from domain.sayings.values.calendar_words import CalendarWords
from domain.sayings.values.figures import Found

LISTS = ("calendar-week", "numbered-week")
"""The names of the lists in the tables that open a week; those of the second one may count weeks as well."""


def week(words: CalendarWords, place: int, today: dt.date, ahead: bool) -> Found | None:
    """A week of a year, the next one or the last one if no year is said. Raises ValueError for one that is none."""
    opened = words.is_a(place, *LISTS)
    at = opened.end if opened is not None else place
    number = _number(words, at, is_joined=opened is None)
    if number is None:
        return None
    is_certain = opened is None or opened.kind[0] == "calendar-week"
    behind = words.behind(at + 1, "of")
    year = words.year(behind)
    if year is not None:
        return Found(behind + 1, calendar.week(year, number))
    found = calendar.in_some_week(today, number, ahead)
    return None if found is None else Found(at + 1, found, alone=is_certain)


def up_to(words: CalendarWords, place: int, first: Stretch, end: int) -> Found | None:
    """“Weeks 14 to 16”: the one at a place, behind the `first` one, whose words end before `end`."""
    number = _number(words, place, is_joined=False)
    year, week, _ = first.first.isocalendar()
    if number is None or week not in (words.number(end - 1), _number(words, end - 1, is_joined=True)):
        return None
    return Found(place + 1, calendar.week(year, number))


def _number(words: CalendarWords, place: int, *, is_joined: bool) -> int | None:
    """The number there, or the one of “KW14”."""
    if place >= len(words) or not words.word(place).has_figures:
        return None
    key = words.word(place).key
    if is_joined:
        if key[:2] not in ("kw", "cw"):
            return None
        key = key[2:]
    number = int(key) if len(key) <= 2 and key.isascii() and key.isdecimal() else 0
    return number if 1 <= number <= 53 else None


def quarter(words: CalendarWords, place: int, today: dt.date, ahead: bool) -> Found | None:
    """“Q1 2026”, “erstes Quartal”."""
    key, end = words.word(place).key, place + 1
    number = int(key[1]) if len(key) == 2 and key[0] == "q" and key[1] in "1234" else None
    if number is None:
        number, unit = words.day_number(place), words.unit(end)
        if number is None or number > 4 or unit is None or unit[1] is not Unit.QUARTER:
            return None
        end = unit[0]
    end = words.behind(end, "of")
    if (year := words.year(end)) is not None:
        return Found(end + 1, calendar.quarter(year, number))
    found = calendar.quarter(today.year, number)
    step = 1 if ahead and found.last < today else -1 if not ahead and found.first > today else 0
    return Found(end, calendar.quarter(today.year + step, number))


def half_year(words: CalendarWords, place: int, today: dt.date, ahead: bool) -> Found | None:
    """“Erstes Halbjahr”, “H2 2025”."""
    key, end = words.word(place).key, place + 1
    if key in ("h1", "h2"):
        number = int(key[1])
    else:
        half, number = words.is_a(end, "half-year"), words.day_number(place) or 0
        if half is None or not 1 <= number <= 2:
            return None
        end = half.end
    end = words.behind(end, "of")
    year = words.year(end)
    if year is not None:
        return Found(end + 1, calendar.half_year(year, number))
    has_begun = number == 1 or today.month > 6
    return Found(end, calendar.half_year(today.year - (not (ahead or has_begun)), number))
