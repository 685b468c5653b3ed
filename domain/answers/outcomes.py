"""What to do with a message, by the articles it may be about: answer it, offer a few, or say that it is not known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from domain.answers.search import Hit
from domain.answers.weighing import LIKELY, OFFERED, Weighed

MOST_CHOICES = 3


class Outcome(Enum):
    """What to do with a message: answer it, let the person choose, or say that the desk does not know."""

    ANSWER = "answer"
    CHOOSE = "choose"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Found:
    """The result of a search.

    `ranked` holds topic ids, the likeliest first: for ANSWER the answer and what else may be meant, for CHOOSE up to
    three to choose from, for NONE nothing. `score` is the first one's, from 0 to 1, and `nearest` are the topics that
    come nearest, whatever the outcome. With `silent`, nothing of the message may be kept (fact 15).
    """

    outcome: Outcome
    ranked: tuple[str, ...]
    score: float
    nearest: tuple[str, ...] = ()
    silent: bool = False


def outcome_of(among: Sequence[Weighed]) -> Found:
    """What becomes of a message that may be about these, the likeliest first."""
    topics = tuple(each.topic for each in among)
    nearest, score = topics[:MOST_CHOICES], among[0].score if among else 0.0
    if sum(each.likelihood for each in among) < LIKELY and not any(each.is_near for each in among):
        return Found(Outcome.NONE, (), score, nearest)
    outcome = Outcome.ANSWER if among[0].is_certain else Outcome.CHOOSE
    offered = tuple(each.topic for each in among[:MOST_CHOICES] if each.likelihood >= OFFERED)
    if outcome is Outcome.CHOOSE and len(offered) < 2:
        offered = ()  # one alone is nothing to choose from
    return Found(outcome, offered or nearest, score, nearest)


def nearness(hits: Iterable[Hit]) -> float:
    """How near the nearest one comes; 0 without any."""
    return max((hit.score for hit in hits), default=0.0)
