"""What a message says while a form is open: values for its questions, and what leads elsewhere."""

from __future__ import annotations

from domain.sayings.deciding import CERTAIN, Outcome
from domain.sayings.natures import Kind
from domain.sayings.slots import Slot, Value, disjoint
from domain.words import Words
from handlers.chat.forms.state import form_of, forms_of
from handlers.chat.turn import Foresees, Hearing, Turn
from handlers.sayings.carrying import carried
from handlers.sayings.following import follow_in_form
from handlers.sayings.heeding import begin
from handlers.sayings.names import named, unknown_name, unknown_names, unknown_products
from handlers.sayings.reading import Reading, put_right_in, read, read_head, sayable_by, values_in
from handlers.sayings.shortly import short
from handlers.sayings.supposing import supposed


def values(turn: Turn, text: str) -> tuple[Value, ...]:
    """The values that stand in the text, in its order and apart from each other."""
    return values_in(turn, text)


def goes_elsewhere(turn: Turn, text: str, surely: bool, foresees: Foresees) -> bool:
    """Answers a question about one's own data, or begins another action, where the message `surely` is no answer.

    What the form `foresees` goes before how things stand today.
    """
    if turn.reference.goes_first(turn, text):
        return False
    if (foreseen := _foreseen(turn, text, foresees)) is not None:
        turn.say(foreseen)
        return True
    if follow_in_form(turn, text):
        return True
    reading = carried(turn, text) or read_head(turn, text) or read(turn, text)
    if reading.decision.outcome is not Outcome.BEGIN:
        return False
    if supposed(turn, reading) is not None:
        return False
    (action,) = reading.decision.actions
    if sayable_by(turn)[action].kind is not Kind.ASK and not surely:
        return False
    if _means_the_form(turn, reading, action):
        return False
    begin(turn, reading, action)
    return True


def _foreseen(turn: Turn, text: str, foresees: Foresees) -> Words | None:
    """The form's own answer to a question in it, also where an article comes nearer: that does not know the form."""
    if not (text.rstrip().endswith("?") or turn.around.understanding.in_forms.asks(text)):
        return None
    reading = carried(turn, text) or read(turn, text)
    best = next(iter(reading.decision.hits), None)
    if best is None or best.score < CERTAIN or reading.unclear or reading.read.stranger is not None:
        return None
    named = {value.value for value in reading.read.values if value.slot is Slot.OTHER}
    return foresees(best.topic, [value for value in named if isinstance(value, int)])


def _means_the_form(turn: Turn, reading: Reading, action: str) -> bool:
    """“Wir möchten nur die Mails”, while other terms are proposed: no request to somebody else."""
    state = forms_of(turn).open
    if state is None or action not in form_of(turn, state).means:
        return False
    named = [*(value.slot for value in reading.read.values), *(each.slot for each in reading.unclear)]
    return Slot.OTHER not in named


def stranger(turn: Turn, text: str) -> tuple[int, int] | None:
    """Where somebody may be named who is not here."""
    names = named(turn, text)
    found = unknown_name(turn, text, names)
    if found is not None:
        return found
    return next(((each.start, each.end) for each in unknown_names(turn, text, names)), None)


def unfound(turn: Turn, text: str) -> tuple[Value, ...]:
    """Products that are spoken of and are not here, apart from each other and from all values."""
    return disjoint(unknown_products(turn, text, named(turn, text), turn.hears(text)))


HEARING = Hearing(values, goes_elsewhere, short, stranger, put_right_in, unfound)
