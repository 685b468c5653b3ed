"""A partner asks about a tender, through the desk.

┌───────┐ answer to all (client) ──▶ ANSWERED_TO_ALL    every partner that knows the tender reads it
│ ASKED │ answer to one (client) ──▶ ANSWERED_TO_ONE    whoever has asked reads it
└───────┘ set aside     (client) ──▶ SET_ASIDE        no answer comes

An answer to one can be given to all later (client): ANSWERED_TO_ONE ──▶ ANSWERED_TO_ALL.

A client asks back about an offer in the same way; its partner answers to one, or sets aside.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from domain.words import Msg, Refused


class QuestionStatus(StrEnum):
    """Where a question stands."""

    ASKED = "asked"
    ANSWERED_TO_ALL = "to_all"
    ANSWERED_TO_ONE = "to_one"
    SET_ASIDE = "set_aside"


class QuestionAction(StrEnum):
    """What the client does with it."""

    ANSWER_ALL = "answer_all"
    ANSWER_ONE = "answer_one"
    SET_ASIDE = "set_aside"


_S, _A = QuestionStatus, QuestionAction
MOVES: Mapping[tuple[QuestionStatus, QuestionAction], QuestionStatus] = MappingProxyType(
    {
        (_S.ASKED, _A.ANSWER_ALL): _S.ANSWERED_TO_ALL,
        (_S.ASKED, _A.ANSWER_ONE): _S.ANSWERED_TO_ONE,
        (_S.ASKED, _A.SET_ASIDE): _S.SET_ASIDE,
        (_S.ANSWERED_TO_ONE, _A.ANSWER_ALL): _S.ANSWERED_TO_ALL,
    }
)
"""The diagram above; each arrow is of the side that is asked."""


class QuestionNotInThisState(Refused):
    """The question does not allow this (any more)."""


def move(status: QuestionStatus, action: QuestionAction) -> QuestionStatus:
    """Where the arrow leads. Raises `QuestionNotInThisState` where the diagram has none."""
    if (to := MOVES.get((status, action))) is not None:
        return to
    if status is QuestionStatus.SET_ASIDE:
        raise QuestionNotInThisState(Msg("This question has been left without an answer."))
    raise QuestionNotInThisState(Msg("This question has been answered already."))
