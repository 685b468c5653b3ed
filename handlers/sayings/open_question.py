"""What was asked back about a message: which of two actions, or whose name it is, until somebody taps an answer.

The message is kept in the conversation's row, and read anew when the answer comes; the next message that asks for
something takes its place. Nothing is kept of what may be about misconduct: such a message opens nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from pydantic import TypeAdapter, ValidationError

from domain.sayings.slots import Slot, Value
from handlers.chat.turn import Turn

_NAME = "asked_back"
MOST_KEPT = 1_000
"""Characters of a message that are kept; of a longer one, nobody asks back."""


@dataclass(frozen=True)
class Settled:
    """A name that is settled: the record that its characters mean."""

    start: int
    end: int
    slot: Slot
    meant: int

    @property
    def value(self) -> Value:
        """As it is read."""
        return Value(self.start, self.end, self.slot, self.meant)


@dataclass(frozen=True)
class OpenQuestion:
    """The message, the actions that it may mean, and the names in it that are settled. `number` is the chat's."""

    number: int
    text: str
    actions: tuple[str, ...]
    settled: tuple[Settled, ...] = field(default=())


_STORED = TypeAdapter(OpenQuestion)


def ask_back(turn: Turn, text: str, actions: tuple[str, ...], settled: tuple[Settled, ...] = ()) -> int:
    """Keeps what is asked back about; the number that its buttons carry."""
    turn.standing.serial += 1
    question = OpenQuestion(turn.standing.serial, text, actions, settled)
    turn.standing.state = turn.standing.state | {_NAME: _STORED.dump_python(question, mode="json")}
    return question.number


def asked_back(turn: Turn, number: int) -> OpenQuestion | None:
    """What was asked back about under this number, unless another message has taken its place."""
    try:
        question = _STORED.validate_python(turn.standing.state.get(_NAME))
    except ValidationError:
        return None
    return question if question.number == number else None


def settle_question(turn: Turn) -> None:
    """It is answered, or nobody will answer it any more."""
    if _NAME in turn.standing.state:
        turn.standing.state = {name: value for name, value in turn.standing.state.items() if name != _NAME}
