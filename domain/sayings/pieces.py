"""The pieces of a message that are understood each on its own: its sentences, with the values in them.

People tell a story around what they want. What they want stands in one sentence; the others have words, names and days
of their own that have nothing to do with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from domain.partnerships.rules import Access
from domain.sayings.slots import Slot, Value

_END = re.compile(r"[.!?;]+\s+|\n+")
_NO_END = re.compile(r"\b(?:\d{1,2}|[^\W\d_])\.\Z")
"""“am 1. Juni”, “z. B.”"""
_SHORTEST = 2


def pieces(text: str, values: Sequence[Value]) -> tuple[tuple[int, int], ...]:
    """Where the sentences of a message begin and end, in their order; one that is shorter than two words belongs to the
    next, or as the last one to that before. No value is torn apart.
    """
    return tuple(_pieces(text, values))


def within(values: Sequence[Value], piece: tuple[int, int]) -> tuple[Value, ...]:
    """The values in a piece, by their places there."""
    begin, end = piece
    inside = (value for value in values if begin <= value.start and value.end <= end)
    return tuple(
        Value(value.start - begin, value.end - begin, value.slot, value.value, value.certain) for value in inside
    )


def told(
    values: Sequence[Value], spans: Sequence[tuple[int, int]], place: int, *, asks: bool = False
) -> tuple[Value, ...]:
    """The values that go with what one of the pieces of a message asks for, in the order of the text.

    Those in the piece go first. Whom or what it does not name was named before, or is told after it; a day that was
    told long before is when something happened, which matters to what only `asks`. Who is to have access to everything
    has no products of their own.
    """
    inside = [[value for value in values if begin <= value.start and value.end <= end] for begin, end in spans]
    kept = list(inside[place])
    behind, before = inside[place + 1 :], inside[:place][::-1]
    for slot in sorted({value.slot for value in values} - {value.slot for value in kept}):
        if slot is Slot.PRODUCT and any(value.value is Access.FULL for value in kept):
            continue
        match slot:
            case Slot.WHEN:
                elsewhere = [*behind, *(before if asks else before[:1])]
            case Slot.OTHER | Slot.PERSON:
                elsewhere = [*before, *behind]
            case _:
                elsewhere = [*behind, *before]
        found = ([value for value in piece if value.slot is slot] for piece in elsewhere)
        kept += next(filter(None, found), [])
    return tuple(sorted(kept, key=lambda value: value.start))


def _pieces(text: str, values: Sequence[Value]) -> Iterator[tuple[int, int]]:
    begin = 0
    for found in _END.finditer(text):
        torn = any(value.start < found.end() and found.start() < value.end for value in values)
        torn = torn or _NO_END.search(text, max(begin, found.start() - 2), found.start() + 1) is not None
        if not torn and _is_long(text[begin : found.end()]) and _is_long(text[found.end() :]):
            yield begin, found.end()
            begin = found.end()
    if text[begin:].strip():
        yield begin, len(text)


def _is_long(text: str) -> bool:
    return len(text.split(maxsplit=_SHORTEST)) >= _SHORTEST
