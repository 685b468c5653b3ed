"""Short answers, which are one to their question only: “wir”, “alles”, “sofort”."""

from __future__ import annotations

from collections.abc import Mapping

from domain.partnerships.rules import Access
from domain.sayings.form_words import Short
from domain.sayings.pointing import OTHER_ONE, pointed
from domain.sayings.slots import Slot
from domain.sayings.values.doers import payer_of
from handlers.chat.forms.stock import AT_ONCE, NO_END
from handlers.chat.turn import Turn
from handlers.sayings.reading import side_of

_ACCESS: Mapping[Short, Access] = {Short.ALL: Access.FULL, Short.SOME: Access.LIMITED}
_DAYS: Mapping[Short, str] = {Short.NOW: AT_ONCE, Short.NEVER: NO_END}
_PAYERS = frozenset({Short.WE, Short.THEY, Short.CLIENT, Short.PARTNER})


def short(turn: Turn, text: str, slot: Slot) -> str | None:
    """What a short answer means to a question for the slot, as its options are called."""
    said = turn.around.understanding.in_forms.short(text)
    if said is None:
        return None
    if slot is Slot.ACCESS and said in _ACCESS:
        return _ACCESS[said].value
    if slot is Slot.WHEN and said in _DAYS:
        return _DAYS[said]
    if slot is Slot.PAYER and said in _PAYERS and not _points_at_other(turn, text):
        return payer_of(said.value, side_of(turn)).value
    return None


def _points_at_other(turn: Turn, text: str) -> bool:
    """“Nein, der andere” corrects who the partner is, and does not say who pays."""
    corrects = turn.around.understanding.in_forms.to_change(text) is not None
    return corrects and any(each.place == OTHER_ONE for each in pointed(text, turn.around.understanding.pointing))
