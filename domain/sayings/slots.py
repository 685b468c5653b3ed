"""What a message may say beside what is wanted: the partner, the access, the day. Each is a *slot*, with its values.

A value knows where it stands in the message, so that the words around it can be read without it, and so that what was
understood can be shown.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from operator import attrgetter
from typing import TypeVar

T = TypeVar("T")

_START = attrgetter("start")
_AROUND = len(" {} ")
"""Characters around the name of a slot that stands in the place of a value."""


class Slot(StrEnum):
    """What can be said; the value is its name in the files of sayings: `{other}`."""

    OTHER = "other"
    """The other side: a partner for a client, a client for a partner. The id of an organisation."""
    PRODUCT = "product"
    """The id of a product."""
    PERSON = "person"
    """The id of a colleague."""
    ACCESS = "access"
    """An `Access`."""
    PAYER = "payer"
    """A `Payer`."""
    WHEN = "when"
    """`Days`."""
    VAT = "vat"
    """A VAT number in its compact form, with the country in front."""
    NUMBER = "number"
    """A number in a register of companies, as `domain.numbers` reads it."""
    EMAIL = "email"
    """An e-mail address."""
    AMOUNT = "amount"
    """A `Money`."""
    COUNTRY = "country"
    """A country's ISO code: two capital letters."""
    LANGUAGE = "language"
    """The ISO code of one that the desk speaks, or that is spoken in its country: `de`, `en`, `fr`, `it`."""
    ROLE = "role"
    """A `Role` in an organisation."""


RECORDS = frozenset({Slot.OTHER, Slot.PRODUCT, Slot.PERSON})
"""Slots whose values are records that the desk keeps, called by their names."""
NAMES = RECORDS | {Slot.VAT, Slot.NUMBER, Slot.EMAIL, Slot.AMOUNT}
"""Slots whose values are names and numbers: no words that may mean something else."""


@dataclass(frozen=True, slots=True)
class Days:
    """Some days: “im April” has a first and a last one, “bis Ende März” only the last, “since March” only the first."""

    first: dt.date | None = None
    last: dt.date | None = None

    @property
    def a_year_later(self) -> Days:
        """The same days of the next year; the end of February stays its end."""
        return Days(*(None if day is None else _a_year_after(day) for day in (self.first, self.last)))


def _a_year_after(day: dt.date) -> dt.date:
    if (day + dt.timedelta(days=1)).day == 1:
        return (day + dt.timedelta(days=1)).replace(year=day.year + 1) - dt.timedelta(days=1)
    return day.replace(year=day.year + 1)


@dataclass(frozen=True, slots=True)
class Value:
    """Something that was said: the characters from `start` to before `end` mean `value`.

    `certain` is false where it was read with a slip or from a part of a name: then it is shown before anything rests
    on it.
    """

    start: int
    end: int
    slot: Slot
    value: object
    certain: bool = True


def disjoint(values: Iterable[Value]) -> tuple[Value, ...]:
    """Those that remain where values overlap: the longer one, then the one given first; in the order of the text.

    Several of one slot may stand at the very same place: “both domains” are two products.
    """
    kept: list[Value] = []
    for value in sorted(values, key=lambda each: each.start - each.end):
        if all(_are_apart(value, other) for other in _near(kept, value)):
            insort(kept, value, key=_START)
    return tuple(kept)


def _near(kept: Sequence[Value], value: Value) -> Iterator[Value]:
    """Those of the values, in the order of the text, that reach into this one: only these have to be compared."""
    place = bisect_left(kept, value.end, key=_START)
    while place and kept[place - 1].end > value.start:
        place -= 1
        yield kept[place]


def _are_apart(one: Value, other: Value) -> bool:
    if one.slot is other.slot is Slot.PRODUCT and (one.start, one.end) == (other.start, other.end):
        return one.value != other.value and None not in (one.value, other.value)
    return one.end <= other.start or other.end <= one.start


def unmasked(span: tuple[int, int], values: Iterable[Value]) -> tuple[int, int]:
    """Which characters of a text are those of the text with these values `masked`; a slot is all of its value."""
    places = list(span)
    for value in values:
        longer = len(value.slot) + _AROUND - (value.end - value.start)
        for n, place in enumerate(places):
            if place >= value.end + longer:
                places[n] -= longer
            elif place > value.start:
                places[n] = value.end if n else value.start
    begin, end = places
    return begin, end


def masked(text: str, values: Iterable[Value]) -> str:
    """The text with the name of its slot in the place of each value, as the templates of sayings have it.

    The values must be `disjoint`. A slot's name stands between blanks and no letters: ` {other} `.
    """
    parts, place = [], 0
    for value in values:
        if value.start >= place:
            parts += [text[place : value.start], f" {{{value.slot}}} "]
            place = value.end
    return "".join([*parts, text[place:]])
