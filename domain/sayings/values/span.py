"""Days with one end – “bis Ende März”, “since March” – and from one to another: “from November to February”."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from domain.sayings.slots import Days
from domain.sayings.values import calendar
from domain.sayings.values.calendar import Stretch, Unit
from domain.sayings.values.figures import Found

_ONE_DAY = dt.timedelta(days=1)
_ONE_WEEK = dt.timedelta(days=7)


def with_one_end(days: Stretch, preposition: str) -> Days:
    """What “until”, “before”, “after”, “since” and “from” make of some days."""
    match preposition:
        case "until":
            return Days(last=days.last)
        case "before":  # “before the end of March” is by then
            return Days(last=days.first if _is_end(days) else days.first - _ONE_DAY)
        case "after":
            return Days(first=days.last + _ONE_DAY)
        case _:
            return Days(first=days.first)


def follow(part: int | Stretch, last: Stretch, joint: int) -> bool:
    """Whether two months, quarters or days are one stretch: “March and April”, “today and tomorrow”."""
    if isinstance(part, int):
        return False
    if part.first == part.last and last.first == last.last:
        return joint == 1 and part.last + _ONE_DAY == last.first
    if 1 != part.first.day != part.last.day or 1 != last.first.day != last.last.day:
        return False
    return part.last.month % 12 + 1 == last.first.month


def _is_end(days: Stretch) -> bool:
    return days.first == days.last == calendar.around(days.last, Unit.MONTH).last


def first_of(part: int | Stretch, last: Stretch) -> dt.date:
    """The first day of a span: of its month, or of the year before (“from November to February”)."""
    if isinstance(part, int):
        return last.first.replace(day=part)
    first = part.first
    if last.last < first < last.last + _ONE_WEEK:
        return first - _ONE_WEEK  # “Monday to Friday”
    while first > last.last:
        first = calendar.later(first, -1, Unit.YEAR)
    return first


def lasting(then: Found, counted: tuple[int, int, Unit]) -> Found:
    """From that day on for so long."""
    end, count, unit = counted
    first = then.days.first
    return replace(then, end=max(then.end, end), days=Stretch(first, calendar.later(first, count, unit)), alone=True)
