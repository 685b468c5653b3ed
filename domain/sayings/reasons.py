"""Values that stand only in a reason for what is asked for: “add Neustart, Nordnet has nobody who works on Sundays”.

What is asked for is told by the clauses that ask (`domain.sayings.cores`). Where these fill a slot, the clauses beside
them tell of others, of other days, and of whom it is not about.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Sequence

from domain.sayings.cores import Core
from domain.sayings.natures import Kind, Nature, Standing
from domain.sayings.sentences import Clause
from domain.sayings.signs import WANTED, Sign
from domain.sayings.slots import Days, Slot, Value, unmasked

_NAMED = frozenset({Slot.OTHER, Slot.PERSON})
"""Of which a wish may have several: “end it with Alpweb, we don't need Nordnet any more either”."""
_TOLD_OF = frozenset({Slot.WHEN, Slot.LANGUAGE})
"""Slots of which people speak when they give a reason, and of which a wish has one."""
_STATING = (Sign.NEGATION, Sign.HAVING, Sign.QUOTED, Sign.WANTING, Sign.OTHERS)
_BREAK = re.compile(r"[,;:.!?()\n–—…]|\s-\s")
_LISTED = 2
"""Words between two names that only join them: “Alpweb, und auch Neustart”."""


def in_reasons(
    values: Sequence[Value], core: Core, begin: int, names: Sequence[Value], nature: Nature, today: dt.date
) -> Sequence[Value]:
    """Those of the values that only stand in reasons around the `core` of a piece of a message: of slots that it fills
    itself, and days that are over where it asks for something to be done (`nature`). The piece begins at that
    character, and instead of its `names` there are their slots in the core.
    """
    first, last = unmasked(core.span, names)
    told_of = [unmasked(clause.span, names) for clause in core.beside if _states(clause)]

    def only_tells(value: Value) -> bool:
        place = value.start - begin
        if value.slot in _NAMED:
            return any(start <= place < end for start, end in told_of)
        return value.slot in _TOLD_OF and not first <= place < last

    asked = {value.slot for value in values if first <= value.start - begin < last}
    told = [value for value in values if value.start >= begin and only_tells(value)]
    return [value for value in told if value.slot in asked or (nature.kind is Kind.DO and _is_over(value, today))]


def feasible(
    values: Sequence[Value], text: str, nature: Nature, own: Collection[int], today: dt.date
) -> Sequence[Value]:
    """The values without those that an action of this nature cannot be about: other sides that stand apart from one
    with whom it can be done, and since when something is so, where something is to be done.
    """
    if nature.kind is Kind.DO:
        values = [value for value in values if not _has_begun(value, today)]
    others = [value for value in values if value.slot is Slot.OTHER and value.value is not None]
    right = [value for value in others if (value.value in own) is (nature.standing is Standing.OWN)]
    if nature.standing is None or not right or len(right) == len(others):
        return values
    apart = [value for value in others if value not in right and all(_are_apart(text, value, other) for other in right)]
    return [value for value in values if value not in apart]


def _has_begun(value: Value, today: dt.date) -> bool:
    when = value.value
    return isinstance(when, Days) and when.first is not None and when.last is None and when.first < today


def _is_over(value: Value, today: dt.date) -> bool:
    when = value.value
    return isinstance(when, Days) and when.last is not None and when.last < today


def _states(clause: Clause) -> bool:
    """Whether it says how things are: not “and Liffey as well”."""
    return clause.has(*_STATING) and not clause.has(*WANTED, Sign.NO_MORE)


def _are_apart(text: str, one: Value, other: Value) -> bool:
    first, last = sorted((one, other), key=lambda value: value.start)
    between = text[first.end : last.start]
    return _BREAK.search(between) is not None and len(between.split()) > _LISTED
