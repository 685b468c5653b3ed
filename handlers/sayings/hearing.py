"""What a message says while a form is open: values for its questions, and what leads elsewhere."""

from __future__ import annotations

from collections.abc import Mapping

from domain.partnerships.rules import Access
from domain.sayings.deciding import Outcome
from domain.sayings.in_forms import Short
from domain.sayings.natures import Kind
from domain.sayings.slots import Slot, Value
from domain.sayings.values.doers import payer_of
from handlers.chat.turn import Hearing, Turn
from handlers.sayings.carrying import carried
from handlers.sayings.following import follow_in_form
from handlers.sayings.heeding import begin
from handlers.sayings.names import named, unknown_name, unknown_names
from handlers.sayings.reading import put_right_in, read, read_head, sayable_by, side_of, values_in

_ACCESS: Mapping[Short, Access] = {Short.ALL: Access.FULL, Short.SOME: Access.LIMITED}
_PAYERS = frozenset({Short.WE, Short.THEY, Short.CLIENT, Short.PARTNER})


def values(turn: Turn, text: str) -> tuple[Value, ...]:
    """The values that stand in the text, in its order and apart from each other."""
    return values_in(turn, text)


def goes_elsewhere(turn: Turn, text: str, surely: bool) -> bool:
    """Answers a question about one's own data, or begins another action, where the message `surely` is no answer."""
    if turn.reference.goes_first(turn, text):
        return False
    if follow_in_form(turn, text):
        return True
    reading = carried(turn, text) or read_head(turn, text) or read(turn, text)
    if reading.decision.outcome is not Outcome.BEGIN:
        return False
    (action,) = reading.decision.actions
    if sayable_by(turn)[action].kind is not Kind.ASK and not surely:
        return False
    begin(turn, reading, action)
    return True


def short(turn: Turn, text: str, slot: Slot) -> str | None:
    """What a short answer means to a question for the slot, as its options are called."""
    said = turn.around.understanding.in_forms.short(text)
    if said is None:
        return None
    if slot is Slot.ACCESS and said in _ACCESS:
        return _ACCESS[said].value
    if slot is Slot.PAYER and said in _PAYERS:
        return payer_of(said.value, side_of(turn)).value
    return None


def stranger(turn: Turn, text: str) -> tuple[int, int] | None:
    """Where somebody may be named who is not here."""
    names = named(turn, text)
    found = unknown_name(turn, text, names)
    if found is not None:
        return found
    return next(((each.start, each.end) for each in unknown_names(turn, text, names)), None)


HEARING = Hearing(values, goes_elsewhere, short, stranger, put_right_in)
