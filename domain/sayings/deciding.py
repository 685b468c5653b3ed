"""What comes of a message that may ask for something: an action, a choice of two, or nothing.

Nothing is guessed where a contract is at stake. A form is opened by a wish only: not by a question about it, a
negation, a hypothetical or a quotation, all of which are answered by an article. Where an article fits better, it is
given.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from domain.answers.search import Hit
from domain.sayings.moods import Mood
from domain.sayings.natures import Kind, Nature
from domain.sayings.slots import Slot

CERTAIN = 0.36
"""An action that scores this high is meant …"""
RIVAL = 0.9
"""… unless another one comes as near as this share of its score: then both are offered."""
BESIDE_ARTICLE = 0.85
"""Share of an article's score that a wish must reach for its action …"""
BEFORE_ARTICLE = 1.1
"""… and that a question about an action must have for a screen or a figure to be shown instead of the article."""
UNDECLARED = 0.88
"""What is left of a score for each kind of value in the message that the action has no use for."""


class Outcome(Enum):
    """What to do about a message."""

    BEGIN = "begin"
    CHOOSE = "choose"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Decision:
    """The outcome, and the actions that it is about, best first: one to begin, two to choose from, or none.

    `hits` are those that were weighed, best first, for the explanation; `because` says in a few words what decided.
    `asked_about` is an action that is clearly named, and not asked for.
    """

    outcome: Outcome
    actions: tuple[str, ...]
    because: str
    hits: tuple[Hit, ...] = ()
    asked_about: str | None = None


_OPEN_TO: Mapping[Kind, frozenset[Mood]] = {
    Kind.DO: frozenset({Mood.WISH}),
    Kind.SHOW: frozenset({Mood.WISH, Mood.DATA, Mood.ABOUT}),
    Kind.ASK: frozenset({Mood.WISH, Mood.DATA, Mood.ABOUT}),
}


def decide(
    ranked: Sequence[Hit], natures: Mapping[str, Nature], said: frozenset[Slot], mood: Mood, article: float
) -> Decision:
    """What comes of a message: `ranked` are the actions that it is like, `said` the slots of the values in it, and
    `article` is the best article's score, 0 without one.
    """
    weighed = (
        Hit(hit.topic, hit.score * UNDECLARED ** len(said - natures[hit.topic].slots) if hit.score < 1 else hit.score)
        for hit in ranked
    )
    hits = tuple(sorted(weighed, key=lambda hit: -hit.score))
    if not hits or hits[0].score < CERTAIN:
        return Decision(Outcome.NONE, (), "nothing that can be done comes near enough", hits)
    best = hits[0]
    if mood not in _OPEN_TO[natures[best.topic].kind]:
        because = f"{best.topic} is not begun by what is meant as {mood.name}"
        return Decision(Outcome.NONE, (), because, hits, best.topic if mood is Mood.ABOUT else None)
    share = BEFORE_ARTICLE if mood is Mood.ABOUT else BESIDE_ARTICLE
    if best.score < share * article:
        return Decision(Outcome.NONE, (), f"an article comes nearer ({article:.2f})", hits)
    rivals = [
        hit
        for hit in hits[1:]
        if hit.score >= RIVAL * best.score and best.score < 1 and mood in _OPEN_TO[natures[hit.topic].kind]
    ]
    if rivals:
        return Decision(Outcome.CHOOSE, (best.topic, rivals[0].topic), "two actions come equally near", hits)
    return Decision(Outcome.BEGIN, (best.topic,), "clearly the nearest", hits)
