"""The pieces of a message that are understood each on its own: its sentences, with the values in them.

People tell a story around what they want. What they want stands in one sentence; the others have words, names and days
of their own that have nothing to do with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from domain.partnerships.rules import Access
from domain.sayings.slots import Slot, Value

_END = re.compile(r"[.!?;]+\s+|\n+")
_NO_END = re.compile(r"\b(?:\d{1,2}|[^\W\d_])\.\Z")
"""“am 1. Juni”, “z. B.”"""
_LABEL = re.compile(r"\s*[^\W\d_][\w-]*(?: [\w-]+)?:\s*")
"""“Partner:”, “Neuer Zahler:”"""
_SHORTEST = 2
_LONGEST_HEAD, _MOST_LABELS = 3, 2
"""Words of what a form begins with, and of a line beside its value."""


def pieces(text: str, values: Sequence[Value]) -> tuple[tuple[int, int], ...]:
    """Where the sentences of a message begin and end, in their order; one that is shorter than two words belongs to the
    next, or as the last one to that before. No value is torn apart.
    """
    spans = tuple(_pieces(text, values))
    return spans if len(spans) < _SHORTEST or ":" not in text else tuple(_together(text, values, spans))


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


def _together(text: str, values: Sequence[Value], spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The pieces, with those in one that are the lines of a form: “Kündigung. Partner: Alpweb. Termin: 31.5.”."""
    first: tuple[int, int] | None = None
    for span in spans:
        if first is not None and _is_line(text, values, span) and _is_head(text, values, first):
            first = first[0], span[1]
            continue
        if first is not None:
            yield first
        first = span
    if first is not None:
        yield first


def _is_line(text: str, values: Sequence[Value], span: tuple[int, int]) -> bool:
    """Whether a piece is a value with a word for it before a colon."""
    label = _LABEL.match(text, *span)
    if label is None:
        return False
    inside = [value for value in values if span[0] <= value.start and value.end <= span[1]]
    return bool(inside) and inside[0].start <= label.end() and len(_without(text, inside, span).split()) <= _MOST_LABELS


def _is_head(text: str, values: Sequence[Value], span: tuple[int, int]) -> bool:
    """Whether a piece says in a few words what the form is for, or is a part of it."""
    lines = _without(text, values, span)
    return len(lines.split()) <= _LONGEST_HEAD + _MOST_LABELS * lines.count(":")


def _without(text: str, values: Sequence[Value], span: tuple[int, int]) -> str:
    """A piece without the values in it."""
    parts, begin = [], span[0]
    for value in values:
        if span[0] <= value.start and value.end <= span[1]:
            parts.append(text[begin : value.start])
            begin = max(begin, value.end)
    return " ".join((*parts, text[begin : span[1]]))


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
