"""Which of many meet a condition: “which of my partners have full access and pay themselves?”, in any sentence."""

from __future__ import annotations

from domain.answers.outcomes import Outcome as Answer
from domain.sayings.deciding import Outcome
from domain.sayings.slots import RECORDS
from handlers.answers.searching import find
from handlers.chat.turn import Turn
from handlers.partnerships.narrowed import condition_in
from handlers.sayings.reading import Reading, sayable_by, side_of

_NEAR = frozenset({"clients", "partners", "requests", "who_has_access", "who_may", "who_pays", "who_sees_invoices"})
"""What such a question may be read as: a list of all of them, or another of their terms."""


def asked_of_many(turn: Turn, reading: Reading) -> str | None:
    """The action that tells which of the partners or clients meet a condition; `None` where none is asked for."""
    decision = reading.decision
    if decision.outcome is not Outcome.NONE and not _NEAR.issuperset(decision.actions):
        return None
    slots = {value.slot for value in reading.read.values} | {each.slot for each in reading.unclear}
    if not slots.isdisjoint(RECORDS):
        return None
    condition = condition_in(turn, reading.text)
    if condition.payer is None and not turn.around.understanding.questions.is_of_many(reading.text, side_of(turn)):
        return None
    if not condition or (decision.outcome is Outcome.NONE and find(turn, reading.text).outcome is Answer.ANSWER):
        return None
    asked = "who_pays" if condition.payer else "who_sees_invoices" if condition.seen_by else "who_has_access"
    return asked if asked in sayable_by(turn) else None
