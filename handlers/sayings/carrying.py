"""Another question about whom the one before was: “und wer zahlt dort?”, “and who sees the invoices?”."""

from __future__ import annotations

from domain.sayings.deciding import Outcome
from domain.sayings.natures import Kind
from domain.sayings.slots import Slot, Value
from handlers.chat.turn import Turn
from handlers.sayings.reading import Reading, read, sayable_by
from handlers.sayings.spoken import Spoken, spoken_of
from handlers.sayings.supposing import read_before


def carried(turn: Turn, text: str, spoken: Spoken | None = None) -> Reading | None:
    """The reading of a message that asks for own data about whom was spoken of before, and names nobody itself."""
    follow_ups = turn.around.understanding.follow_ups
    if not follow_ups.is_about_the_same(text) or read_before(turn, text) is not None:
        return None
    spoken = spoken or spoken_of(turn)
    if spoken is None or spoken.other is None or Slot.OTHER not in spoken.said:
        return None
    place = follow_ups.there(text)
    about = Value(*(place or (0, 0)), Slot.OTHER, spoken.other)
    reading = read(turn, text, (about,) if place is not None else ())
    of_nobody = reading.of_nobody or reading.read.stranger is not None
    if reading.decision.outcome is not Outcome.BEGIN or of_nobody:
        return None
    saying = sayable_by(turn)[reading.decision.actions[0]]
    named = [value for value in (*reading.read.values, *reading.read.unclear) if value.slot is Slot.OTHER]
    if saying.kind is not Kind.ASK or Slot.OTHER not in saying.slots or any(value != about for value in named):
        return None
    return reading if named else reading.with_values((about, *reading.read.values))
