"""Products that are named and not meant: “alle Domains ausser wellness.ch”, “the hosting, but not the domains”."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from domain.names.keys import AND
from domain.sayings.message import Message
from domain.sayings.slots import Value

_Place: TypeAlias = tuple[int, int]
"""From the first word to before the last one."""


def meant(message: Message, products: Mapping[_Place, Sequence[Value]]) -> Iterator[Value]:
    """The products that are meant, of those that are named by their places.

    What is denied is meant where nothing else is: “Alpweb darf nicht in den Shop” speaks of the shop.
    """
    excepted = [place for place in products if message.words_for_things.is_excepted(place[0])]
    without = {value.value for place in excepted for value in products[place]}
    named = {place: found for place, found in products.items() if place not in excepted}
    denied = _denied(message, sorted(named))
    for place, found in named.items():
        if place in denied and len(denied) < len(named):
            continue
        several = len(found) > 1
        yield from (value for value in found if not several or value.value not in without)


def _denied(message: Message, places: Sequence[_Place]) -> Sequence[_Place]:
    """Those in front of which a negation stands, and what “and” joins to them."""
    found: list[_Place] = []
    behind = -1
    for place in places:
        between = [each.word for each in message.words[behind : place[0]]] if found and found[-1][1] == behind else []
        goes_on = bool(between) and between[0] in AND and all(word in message.known.definite for word in between[1:])
        if goes_on or message.words_for_things.is_denied(place[0]):
            found.append(place)
        behind = place[1]
    return found
