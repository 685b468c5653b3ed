"""Whether somebody may do something: “can Liffey renew the domain?”, answered by the access that it really has."""

from __future__ import annotations

from dataclasses import replace

from domain.partnerships.rules import Status
from domain.sayings.deciding import Outcome
from domain.sayings.questions import Ability
from domain.sayings.slots import RECORDS, Slot
from handlers.chat.turn import Turn
from handlers.sayings.reading import Reading, sayable_by, side_of
from storage.partnerships import count_of_partner

_TOLD = "who_has_access"
_NEAR = frozenset({_TOLD, "partnership", "product", "products", "what_expires", "what_ordered", "who_sees_invoices"})
"""What such a question may be read as: it has the same words."""


def asked_able(turn: Turn, reading: Reading) -> Reading | None:
    """The reading of a question what one partner may do, or a partner for one client or all of them.

    Whether it can order and renew is settled by its access, whatever product is named.

    `None` where something else is asked for.
    """
    decision = reading.decision
    if decision.outcome is not Outcome.NONE and not _NEAR.issuperset(decision.actions):
        return None
    questions = turn.around.understanding.questions
    if "who_sees_invoices" in decision.actions and questions.speaks_of_invoices(reading.text):
        return None
    able = questions.ability(reading.text, side_of(turn))
    values = tuple(value for value in reading.read.values if value.slot is Slot.OTHER)
    if able is None or any(each.slot is Slot.OTHER for each in reading.unclear) or _TOLD not in sayable_by(turn):
        return None
    if len(values) > 1 or (not values and not (able is Ability.ORDER and _is_of_all(turn, reading))):
        return None
    if able is Ability.OTHER:
        values = tuple(value for value in reading.read.values if value.slot in RECORDS)
    return replace(reading.with_values(values), unclear=())


def _is_of_all(turn: Turn, reading: Reading) -> bool:
    """Whether a partner that has clients asks it of itself: “can we order for our clients?”."""
    own = turn.organisation
    if own is None or not own.is_partner or reading.of_nobody or reading.read.stranger is not None:
        return False
    of_us = turn.around.understanding.questions.is_of_us(reading.text)
    return of_us and count_of_partner(turn.work.session, own.id, Status.ACTIVE, turn.work.now) > 0
