"""Options by where they stand: “der zweite”, “the first and the last one”, “alle ausser dem ersten”."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from domain.sayings.form_words import Short, Sign
from domain.sayings.pointing import LAST, pointed
from domain.sayings.slots import Slot, Value
from handlers.chat.turn import Turn

T = TypeVar("T")

_BOTH = 2


def pointed_out(turn: Turn, text: str, shown: Sequence[T]) -> list[tuple[Sign | None, T]]:
    """Those of what is `shown` at whose places a message points, with how each is meant; none if it says more."""
    understanding = turn.around.understanding
    pointers = [each for each in pointed(text, understanding.pointing) if each.place is not None]
    values = [Value(each.start, each.end, Slot.PRODUCT, each.place) for each in pointers]
    beside = understanding.in_forms.beside(text, values)
    places = [len(shown) if each.place == LAST else each.place or 0 for each in pointers]
    if not places or beside.unknown or beside.asks or not all(0 < place <= len(shown) for place in places):
        return []
    signs = understanding.in_forms.signs(text, values)
    return [(sign, shown[place - 1]) for sign, place in zip(signs, places, strict=True)]


def is_all(turn: Turn, text: str, count: int) -> bool:
    """Whether all of what is shown – so many, of which two are “both” – is meant, and no answer before is corrected by
    that.
    """
    in_forms = turn.around.understanding.in_forms
    meant = (Short.ALL, Short.BOTH) if count == _BOTH else (Short.ALL,)
    return in_forms.short(text) in meant and in_forms.to_change(text) is None
