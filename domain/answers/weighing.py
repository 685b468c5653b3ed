"""Which article a message is about, and how likely that is.

How near it comes to an article (`domain.answers.search`) does not tell enough: something else may be as near, half of
its words may be unknown here, and by what examples have taught another article may be meant, or none
(`domain.answers.telling`).
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
CERTAIN = 0.96
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
    "score": -0.53,
    "margin": 4.51,
    "elsewhere": -4.59,
    "length": -0.33,
    "strange": -1.86,
    "learnt": 1.64,
}
"""What each kind of evidence adds to the logarithm of the odds against nothing being meant, by its size …"""
BEFOREHAND = 0.62
"""… and what they are without any."""
UNTAUGHT, FAR = 10.0, 0.4
"""Of an article without examples – a provider's own – its nearness says how likely it is: so much, from here on. With
six articles taken out of the table, .90 of those answered at once were right, and the others stayed as they were."""
LEARNT = 0.02
"""An article that is so likely by what was learnt is weighed, too, where the search does not come near it."""


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
    learnt: float
    """What examples have taught (`domain.answers.learnt`): the natural logarithm of the odds against nothing, from -12
    to 12; what its nearness says of an article of which there were none."""

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
    found = {hit.topic for hit in near}
    near += (Hit(topic, 0.0) for topic, likely in told.likely.topics.items() if likely >= LEARNT and topic not in found)
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
                    learnt=_learnt(hit, told),
                ),
                is_said=told.said == hit.topic,
            )
            for hit in near
        ]
    )


def _learnt(hit: Hit, told: Told) -> float:
    if hit.topic in told.likely.topics:
        return told.likely.against_nothing(hit.topic)
    return UNTAUGHT * (hit.score - FAR)


def against_each_other(found: Sequence[Weighed]) -> tuple[Weighed, ...]:
    """The same with their likelihoods, by the odds of each: what is said word by word first, then the likeliest."""
    odds = [each.evidence.odds for each in found]
    together = 1 + sum(odds)
    shared = (each._replace(likelihood=one / together) for each, one in zip(found, odds, strict=True))
    return tuple(sorted(shared, key=lambda each: (not each.is_said, -each.likelihood)))
