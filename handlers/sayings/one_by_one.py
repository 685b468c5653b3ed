"""Two partners with something of their own in one message: “Alpweb soll den Webshop bekommen, und Liffey das Hosting”.

What is said of one is never taken for the other: it is begun for the first one alone, and said who comes afterwards.
"""

from __future__ import annotations

from collections.abc import Sequence

from domain.sayings.slots import Slot, Value
from domain.words import Msg, Words, listing
from handlers.sayings.reading import Reading

_PARTED = frozenset({Slot.PRODUCT, Slot.ACCESS})
"""Slots of which each has one of its own; what stands with one of them only, “beide eingeschränkt”, is for all."""


def first_alone(reading: Reading) -> tuple[Reading, Words | None]:
    """The reading with what is said of the first one only, and what to say of the others; nothing where all is of one,
    or it is not clear what is of whom.
    """
    values = sorted(reading.read.values, key=lambda value: value.start)
    groups = _groups(values)
    if groups is None:
        return reading, None
    parted = {slot for slot in _PARTED if all(any(each.slot is slot for each in group) for group in groups)}
    if not parted or len({value.value for group in groups for value in group if value.slot is Slot.OTHER}) < len(
        groups
    ):
        return reading, None
    if all(_of(group, parted) == _of(groups[0], parted) for group in groups):
        return reading, None
    others = [value for group in groups[1:] for value in group if value.slot is Slot.OTHER or value.slot in parted]
    kept = tuple(value for value in reading.read.values if value not in others)
    named = listing(reading.text[each.start : each.end] for each in others if each.slot is Slot.OTHER)
    words = Msg(
        "One after the other: this is about {partner}. Please say afterwards what you want with {others}.",
        partner=_name(reading, groups[0]),
        others=named,
    )
    return reading.with_values(kept), words


def _groups(values: Sequence[Value]) -> Sequence[Sequence[Value]] | None:
    """What stands with each one, be it before or behind their names; `None` where fewer than two are named."""
    told = [value for value in values if value.slot is Slot.OTHER or value.slot in _PARTED]
    places = [place for place, value in enumerate(told) if value.slot is Slot.OTHER]
    if len(places) < 2:
        return None
    ends = [*places[1:], len(told)] if places[0] == 0 else [place + 1 for place in places[:-1]] + [len(told)]
    return [told[begin:end] for begin, end in zip([0, *ends[:-1]], ends, strict=True)]


def _of(group: Sequence[Value], parted: set[Slot]) -> set[object]:
    return {value.value for value in group if value.slot in parted}


def _name(reading: Reading, group: Sequence[Value]) -> str:
    one = next(value for value in group if value.slot is Slot.OTHER)
    return reading.text[one.start : one.end]
