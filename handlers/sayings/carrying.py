"""Another question about whom the one before was: “und wer zahlt dort?”, “and who sees the invoices?”."""

from __future__ import annotations

from domain.sayings.deciding import Outcome
from domain.sayings.natures import Kind
from domain.sayings.slots import Slot, Value
from handlers.chat.turn import Turn
from handlers.sayings.reading import Reading, sayable_by
from handlers.sayings.spoken import Spoken


def carried(turn: Turn, reading: Reading, spoken: Spoken | None) -> Reading | None:
    """The reading with whom was spoken of before, if it asks for own data about “there”, and names nobody."""
    about = spoken.other if spoken is not None and Slot.OTHER in spoken.said else None
    if about is None or reading.decision.outcome is not Outcome.BEGIN:
        return None
    saying = sayable_by(turn)[reading.decision.actions[0]]
    named = {value.slot for value in (*reading.read.values, *reading.read.unclear)}
    if saying.kind is not Kind.ASK or Slot.OTHER not in saying.slots - named or reading.read.stranger is not None:
        return None
    return reading.with_values((Value(0, 0, Slot.OTHER, about), *reading.read.values))


def may_carry(turn: Turn, text: str) -> bool:
    """Whether the words of a message alone speak of “there”."""
    return turn.around.understanding.follow_ups.is_about_the_same(text)
