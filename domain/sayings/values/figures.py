"""Days and months in figures: “3.4.2026”, “2026-04-03”, “30/4”, “02.2026”."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from domain.sayings.values import calendar
from domain.sayings.values.calendar import Stretch
from domain.sayings.values.calendar_words import CalendarWords


@dataclass(frozen=True, slots=True)
class Found:
    """Some days at the words up to before `end`. `alone`: they need no preposition to be meant."""

    end: int
    days: Stretch
    alone: bool = True
    certain: bool = True


class NoSuchDay(ValueError):
    """A day that no calendar has, at the words up to before `end`: “31. April” is neither March nor April."""

    def __init__(self, end: int) -> None:
        super().__init__("no such day")
        self.end = end


def in_figures(words: CalendarWords, place: int, today: dt.date, ahead: bool) -> Found | None:
    """2026-04-03, 3.4.2026, 3.4.26, 04/03/2026, 3.4., 12/2025 and, behind a preposition, 30/4. Raises ValueError."""
    parts = [words.number(place + n) for n in range(3)]
    if parts[0] is None or parts[1] is None:
        return None
    first, second, third = parts[0], parts[1], parts[2]
    signs = [words.word(place + n).before.strip() for n in (1, 2) if place + n < len(words)]
    if third is not None and len(signs) == 2 and signs[0] == signs[1] and signs[0] in (".", "-", "/"):
        return _whole(words, place, first, second, third, signs[0])
    if signs[0] == "-" and words.year(place) is not None and len(words.word(place + 1).key) == 2 and 1 <= second <= 12:
        return Found(place + 2, calendar.month(first, second))  # 2025-12
    begins = words.word(place).before.strip() not in (".", "/", "-")
    if begins and signs[0] in (".", "/") and 1 <= first <= 12 and words.year(place + 1) is not None:
        return Found(place + 2, calendar.month(second, first))
    goes_on = third is not None and signs[1:] == ["."]
    is_day = 1 <= first <= 31 and 1 <= second <= 12 and len(words.word(place + 1).key) <= 2
    if signs[0] == "." and not goes_on and is_day:
        found = calendar.in_some_year(today, second, first, ahead)
        if found is None:
            raise NoSuchDay(place + 2)
        return Found(place + 2, found, alone=words.is_ordinal(place + 1))
    if signs[0] == "/" and is_day and words.follows_preposition(place):
        found = calendar.in_some_year(today, second, first, ahead)
        return None if found is None else Found(place + 2, found, alone=False, certain=first > 12)
    return None


def _whole(words: CalendarWords, place: int, first: int, second: int, third: int, sign: str) -> Found | None:
    width = len(words.word(place + 2).key)
    if len(words.word(place).key) == 4:
        return Found(place + 3, calendar.one(_day(place + 3, first, second, third)))
    if width not in (2, 4):
        return None
    year = third if width == 4 else 2000 + third
    if second > 12 >= first and sign == "/":
        return Found(place + 3, calendar.one(_day(place + 3, year, first, second)), certain=False)
    return Found(place + 3, calendar.one(_day(place + 3, year, second, first)))


def _day(end: int, year: int, month: int, day: int) -> dt.date:
    try:
        return dt.date(year, month, day)
    except ValueError:
        raise NoSuchDay(end) from None
