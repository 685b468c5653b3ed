"""Colleagues who were invited, by their names, and invitations that are open: whatever sentence asks for them."""

from __future__ import annotations

from domain.answers.outcomes import Outcome as Answer
from domain.sayings.deciding import Outcome
from domain.sayings.names.named import Names
from domain.sayings.slots import Slot
from handlers.answers.searching import find
from handlers.chat.turn import Turn
from handlers.people.invited import tell_of_invited, tell_of_open
from handlers.sayings.names import unknown_name
from handlers.sayings.reading import Reading

_NEAR = frozenset({"partners", "people", "requests", "resend_request", "who_may", "withdraw_request"})
"""What such a message may be read as: requests to partners are invitations, too."""


def told_of_invited(turn: Turn, reading: Reading) -> bool:
    """Whether it was about somebody who is or was invited, or about open invitations, which has been answered."""
    questions, decision, text = turn.around.understanding.questions, reading.decision, reading.text
    if not questions.is_about_invited(text):
        return False
    if decision.outcome is not Outcome.NONE and not _NEAR.issuperset(decision.actions):
        return False
    slots = {value.slot for value in reading.read.values} | {each.slot for each in reading.unclear}
    if not slots.isdisjoint((Slot.OTHER, Slot.PRODUCT)):
        return False
    if questions.is_about_open_invitations(text) and tell_of_open(turn):
        return True
    place = unknown_name(turn, text, Names(reading.read.values, reading.unclear))
    if place is None or not questions.asks_who_joined(text) or find(turn, text).outcome is Answer.ANSWER:
        return tell_of_invited(turn, text, "")
    return tell_of_invited(turn, text, text[slice(*place)])
