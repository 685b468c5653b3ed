"""What a message names only to put another value in its place: “von voll auf eingeschränkt”, “reader, not employee”."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from domain.people import Role
from domain.sayings.marked import Marked
from domain.sayings.slots import Slot, Value

REPLACED = ("no-longer", "from-old", "as-role", "old-behind")
"""The names of the lists in the tables."""
_SLOTS = frozenset({Slot.ACCESS, Slot.ROLE})
_NEARBY = 4
"""Words before a value among which one can say that it is no more: “nicht mehr der gesetzliche Vertreter”."""


def is_replaced(message: Marked, value: Value, among: Sequence[Value]) -> bool:
    """Whether it is what has been so far, or says less than another value of its slot beside it."""
    if value.slot not in _SLOTS:
        return False
    others = [each for each in among if each.slot is value.slot and each.value != value.value]
    before = tuple(islice(_before(message, value, others), _NEARBY))
    if value.slot is Slot.ROLE and any(message.is_a(place, "no-longer") for place in before):
        return True
    if not others:
        return False
    if any(message.is_a(place, "from-old", "no-longer") for place in before) or _is_old_behind(message, value):
        return True
    # “Einen Mitarbeiter als Administrator einladen”
    return value.value is Role.EMPLOYEE and not any(message.is_a(place, "as-role") for place in before)


def _before(message: Marked, value: Value, others: Sequence[Value]) -> Iterator[int]:
    """The places of the words right before it, the nearest first, up to a break, a name or another value."""
    place = _place(message, value)
    while place > 0 and not message.follows_break(place) and not message.is_a(place, "turns"):
        place -= 1
        if message.said[place].word.is_name or any(
            each.start <= message.said[place].word.start < each.end for each in others
        ):
            return
        yield place


def _is_old_behind(message: Marked, value: Value) -> bool:
    """“Kein Leser mehr”, “reader no longer”."""
    end = next((n for n, each in enumerate(message.said) if each.word.start >= value.end), len(message.said))
    return message.is_a(end, "old-behind") and not message.follows_break(end)


def _place(message: Marked, value: Value) -> int:
    return next(n for n, each in enumerate(message.said) if each.word.end > value.start)
