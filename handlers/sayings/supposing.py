"""Questions for own data that suppose something: “who pays if I end it?”, “and who pays then?” after an article about
an action. How things stand today is no answer to them; an article is.
"""

from __future__ import annotations

from domain.sayings.deciding import Outcome
from handlers.answers.last_topic import last_topic
from handlers.chat.turn import Turn
from handlers.sayings.explained import EXPLAINED
from handlers.sayings.reading import Reading

_SETTLED = frozenset({"who_has_access", "who_pays", "who_sees_invoices"})
"""Actions that tell what is settled with partners or clients, which whatever is supposed may change."""


def supposed(turn: Turn, reading: Reading) -> str | None:
    """The article that is about what is supposed, or asked; `None` where the answer of today is wanted."""
    if reading.decision.outcome is not Outcome.BEGIN or reading.decision.actions[0] not in _SETTLED:
        return None
    if turn.around.understanding.follow_ups.supposes(reading.text):
        return EXPLAINED[reading.decision.actions[0]]
    return read_before(turn, reading.text)


def read_before(turn: Turn, text: str) -> str | None:
    """The article that was just read, which says what “then” is in such a question."""
    return last_topic(turn) if turn.around.understanding.follow_ups.is_then(text) else None
