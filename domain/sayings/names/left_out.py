"""Products that are named and not meant: “alle Domains ausser wellness.ch”, “the hosting, but not the domains”."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from domain.names.keys import AND
from domain.sayings.names.message import Message
from domain.sayings.names.named import Names
from domain.sayings.slots import Slot, Value

_Place: TypeAlias = tuple[int, int]
"""From the first word to before the last one."""


def without_excepted(message: Message, products: Mapping[_Place, Sequence[Value]]) -> Iterator[Value]:
    """Those of the products named at these places that are not excepted, also where several are named together."""
    excepted = [place for place in products if message.words_for_things.is_excepted(place[0])]
    without = {value.value for place in excepted for value in products[place]}
    for place, found in products.items():
        if place not in excepted:
            several = len(found) > 1
            yield from (value for value in found if not several or value.value not in without)


def without_denied(message: Message, names: Names) -> Names:
    """Without the products that are denied, if another one is named: “nicht in den Shop” is about the shop."""
    starts = {value.start: value.end for value in names.values if value.slot is Slot.PRODUCT}
    if len(starts) < 2:
        return names
    within = {start: message.within(start, end) for start, end in sorted(starts.items())}
    denied = _denied(message, {start: (places.start, places.stop) for start, places in within.items()})
    if not 0 < len(denied) < len(starts):
        return names
    kept = (value for value in names.values if value.slot is not Slot.PRODUCT or value.start not in denied)
    return replace(names, values=tuple(kept))


def _denied(message: Message, places: Mapping[int, _Place]) -> Sequence[int]:
    """Those in front of which a negation stands, and what “and” joins to them."""
    found: list[int] = []
    before: int | None = None
    for start, (first, _) in places.items():
        between = [] if before is None else [each.word for each in message.words[places[before][1] : first]]
        goes_on = before in found and between[:1] != [] and between[0] in AND
        if (
            before is not None
            and before not in found
            and message.words_for_things.is_turned_from(*places[before], first)
        ):
            found.append(before)
        if (goes_on and message.known.definite.issuperset(between[1:])) or message.words_for_things.is_denied(first):
            found.append(start)
        before = start
    return found
