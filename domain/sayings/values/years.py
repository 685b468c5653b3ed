"""Years in words beside days: “im November letzten Jahres”, “last year in November”, “3 December a year ago”."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from domain.sayings.values import calendar
from domain.sayings.values.calendar import FEASTS, Stretch, Unit
from domain.sayings.values.calendar_words import SHIFTED, CalendarWords
from domain.sayings.values.figures import Found

_SIDES = {"this": 0, "last": -1, "next": 1}
_AWAY = {name: step for name, (step, unit) in SHIFTED.items() if unit is Unit.YEAR}
_ONE_DAY = dt.timedelta(days=1)


def completed(words: CalendarWords, found: Found, today: dt.date, inner: Callable[[int], Found | None]) -> Found:
    """The days in the year that is said behind them, or of the year the days that `inner` reads behind it."""
    if not _is_year(found.days):
        said = year_at(words, found.end, today)
        return found if said is None else _moved(replace(found, end=said[0]), said[1])
    begin = words.behind(found.end, "in", "on", "of")
    if begin >= len(words) or words.word(begin).begins_sentence:
        return found
    if (feast := words.is_a(begin, *FEASTS)) is not None:
        return Found(feast.end, calendar.one(calendar.feast_of(found.days.first.year, feast.kind[0])))
    part = inner(begin)
    return found if part is None or _is_year(part.days) else _moved(part, found.days.first.year)


def year_at(words: CalendarWords, place: int, today: dt.date) -> tuple[int, int] | None:
    """Up to where, and which: “letztes Jahr”, “vom Vorjahr”, “of next year”, “vor einem Jahr”."""
    if place >= len(words) or words.word(place).begins_sentence:
        return None
    begin = words.behind(place, "of", "in", "on")
    for at in dict.fromkeys((place, begin)):
        if (away := words.is_a(at, *_AWAY)) is not None:
            return away.end, today.year + _AWAY[away.kind[0]]
        side = words.is_a(at, *_SIDES)
        unit = words.unit(side.end) if side is not None else None
        if side is not None and unit is not None and unit[1] is Unit.YEAR:
            return unit[0], today.year + _SIDES[side.kind[0]]
    back = words.is_a(place, "before")
    counted = words.counted(place if back is None else back.end)
    if counted is None or counted[2] is not Unit.YEAR:
        return None
    ago = back if back is not None else words.is_a(counted[0], "ago")
    return None if ago is None else (max(counted[0], ago.end), today.year - counted[1])


def _is_year(days: Stretch) -> bool:
    return days == calendar.around(days.first, Unit.YEAR)


def _moved(found: Found, year: int) -> Found:
    """The same days of that year."""
    step = year - found.days.first.year
    if not step:
        return found
    first = calendar.later(found.days.first, step, Unit.YEAR)
    if found.days.first == found.days.last:
        return replace(found, days=calendar.one(first), alone=True)
    last = calendar.later(found.days.last + _ONE_DAY, step, Unit.YEAR) - _ONE_DAY
    return replace(found, days=Stretch(first, last), alone=True)
