"""What a message says while a form is open: values for its questions, and what leads elsewhere."""

from __future__ import annotations

from domain.sayings.deciding import Outcome
from domain.sayings.natures import Kind
from domain.sayings.slots import Value
from handlers.chat.turn import Hearing, Turn
from handlers.sayings.heeding import begin
from handlers.sayings.reading import read, sayable_by, values_in


def values(turn: Turn, text: str) -> tuple[Value, ...]:
    """The values that stand in the text, in its order and apart from each other."""
    return values_in(turn, text)


def goes_elsewhere(turn: Turn, text: str, surely: bool) -> bool:
    """Answers a question about one's own data, or begins another action, where the message `surely` is no answer."""
    if turn.reference.goes_first(turn, text):
        return False
    reading = read(turn, text)
    if reading.decision.outcome is not Outcome.BEGIN:
        return False
    (action,) = reading.decision.actions
    if sayable_by(turn)[action].kind is not Kind.ASK and not surely:
        return False
    begin(turn, reading, action)
    return True


HEARING = Hearing(values, goes_elsewhere)
