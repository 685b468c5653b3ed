"""Every moment is read by its reader's clock: what nobody has put into a zone is put into theirs before it is sent.

Days alone stay those of the desk, as the programme counts them; one beside an hour is the reader's, too.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from typing import TypeVar, cast

from domain.words import Day, Lines, Listing, Local, Msg, TimeOfDay, Value, Words
from handlers.chat.views import Button, Row, View
from services.people.timezone import known_zone
from storage.tables import Person

V = TypeVar("V")
Zone = Callable[[], dt.tzinfo | None]
"""Looked up where there is a moment only: it may take a statement."""


def by_clock_of(person: Person, view: View) -> View:
    """The view as this person reads it."""
    zone = _zone_of(person)
    return replace(view, words=_moved(view.words, zone), rows=_rows(view.rows, zone))


def words_by_clock_of(person: Person, words: Words) -> Words:
    """The words as this person reads them."""
    return _moved(words, _zone_of(person))


def _zone_of(person: Person) -> Zone:
    return cache(lambda: known_zone(person))


def _rows(rows: tuple[Row, ...], zone: Zone) -> tuple[Row, ...]:
    return tuple(tuple(Button(_moved(each.label, zone), each.does) for each in row) for row in rows)


def _moved(words: V, zone: Zone) -> V:
    """The same, with its moments in the zone; of whom none is known, it stays the desk's."""
    moved: object = words
    match words:
        case dt.datetime():
            there = zone()
            moved = words if there is None else Local(words, there)
        case TimeOfDay(moment, None):
            moved = TimeOfDay(moment, zone())
        case Lines(parts, gap):
            moved = Lines(tuple(_moved(each, zone) for each in parts), gap)
        case Listing(items):
            moved = Listing(tuple(_moved(each, zone) for each in items))
        case Msg(values=values) if values:
            moved = words.filled_with(_values(values, zone))
    return cast(V, moved)


def _values(values: Mapping[str, Value], zone: Zone) -> Mapping[str, Value]:
    has_hour = any(isinstance(each, TimeOfDay) for each in values.values())
    return {
        name: Day(each.moment, zone()) if isinstance(each, Day) and has_hour else _moved(each, zone)
        for name, each in values.items()
    }
