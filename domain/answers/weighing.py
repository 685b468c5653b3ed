"""Which article a message is about, and how likely that is.

How near it comes to an article (`domain.answers.search`) does not tell enough: something else may be as near, half of
its words may be unknown here, and its words may speak for another article or for none (`domain.answers.telling`).
All that is weighed by a logistic regression, in which the nearest articles, and that none is meant, stand against each
other. `python -m benchmarks.answers.fitting` makes `WEIGHTS` anew, from messages that no phrasing was written by, and
says by cross-validation how often it is right.
"""

from __future__ import annotations

import math
from collections.abc import Container, Mapping, Sequence
from operator import mul
from typing import NamedTuple

from domain.answers.evidence import Heard
from domain.answers.search import Hit
from domain.answers.telling import Told

# `python -m benchmarks.answers --thresholds` shows what others would give.
CERTAIN = 0.97
"""An article that is so likely is answered at once."""
SAID, LIKELY_SAID = 0.8, 0.9
"""So is one that is so likely only, where it comes so near: one of its phrasings is nearly the message."""
LIKELY = 0.3
"""Others are offered where it is so likely that any is meant …"""
NEAR = 0.5
"""… or where one comes so near, and nearer than what no article is about, because a word or two say little …"""
OFFERED = 0.02
"""… and each is so likely at least."""
WEIGHTS: Mapping[str, float] = {
    "score": 0.26,
    "margin": 5.51,
    "elsewhere": -9.94,
    "length": 2.14,
    "strange": -7.24,
    "signs": 0.42,
    "runs": 0.27,
    "asked": 0.10,
}
"""What each kind of evidence adds to the logarithm of the odds against nothing being meant, by its size …"""
BEFOREHAND = -5.86
"""… and what they are without any."""


class Evidence(NamedTuple):
    """What speaks for an article, or against it, in the order of `WEIGHTS`: numbers from 0 to about 1, where nothing
    else is said.
    """

    score: float
    """How near the message comes to it."""
    margin: float
    """By how much less near it comes to any other."""
    elsewhere: float
    """How near it comes to what no article is about."""
    length: float
    """The natural logarithm of 1 and the number of words."""
    strange: float
    """The share of words that nobody here has heard of."""
    signs: float
    """What the words say by themselves: the natural logarithm of the odds against nothing, from -12 to 12."""
    runs: float
    """The same of the letters …"""
    asked: float
    """… and of those of the sentence in which a story asks."""

    @property
    def terms(self) -> Mapping[str, float]:
        """What each adds to the logarithm of the odds."""
        return {name: weight * size for (name, weight), size in zip(WEIGHTS.items(), self, strict=True)}

    @property
    def odds(self) -> float:
        """The odds that the article is meant against that none is."""
        return math.exp(BEFOREHAND + sum(map(mul, WEIGHTS.values(), self)))


class Weighed(NamedTuple):
    """An article that a message may be about, beside all others that come near."""

    topic: str
    evidence: Evidence
    likelihood: float = 0.0
    """How likely it is that it is meant, from 0 to 1."""
    is_said: bool = False
    """Whether one of its phrasings is the message, word by word."""

    @property
    def score(self) -> float:
        """How near the message comes to it."""
        return self.evidence.score

    @property
    def is_certain(self) -> bool:
        """Whether it is answered at once, where it is the likeliest one."""
        is_like = self.evidence.score >= max(SAID, self.evidence.elsewhere)
        return self.is_said or self.likelihood >= (LIKELY_SAID if is_like else CERTAIN)

    @property
    def is_near(self) -> bool:
        """Whether it comes so near that it can be offered, however likely it is."""
        return self.evidence.score >= max(NEAR, self.evidence.elsewhere)


def weighed(hits: Sequence[Hit], elsewhere: Container[str], heard: Heard, told: Told) -> tuple[Weighed, ...]:
    """The articles among what comes near a message, the likeliest first; those `elsewhere` have none."""
    near = [hit for hit in hits if hit.topic not in elsewhere]
    foreign = max((hit.score for hit in hits if hit.topic in elsewhere), default=0.0)
    best, second = sorted((0.0, 0.0, *(hit.score for hit in near)), reverse=True)[:2]
    length = math.log1p(heard.words)
    return against_each_other(
        [
            Weighed(
                hit.topic,
                Evidence(
                    score=hit.score,
                    margin=hit.score - (best if hit.score < best else second),
                    elsewhere=foreign,
                    length=length,
                    strange=heard.strange,
                    signs=told.words.against_nothing(hit.topic),
                    runs=told.runs.against_nothing(hit.topic),
                    asked=told.asked.against_nothing(hit.topic) if told.asked else 0.0,
                ),
                is_said=told.said == hit.topic,
            )
            for hit in near
        ]
    )


def against_each_other(found: Sequence[Weighed]) -> tuple[Weighed, ...]:
    """The same with their likelihoods, by the odds of each, the likeliest first."""
    odds = [each.evidence.odds for each in found]
    together = 1 + sum(odds)
    shared = (each._replace(likelihood=one / together) for each, one in zip(found, odds, strict=True))
    return tuple(sorted(shared, key=lambda each: -each.likelihood))
