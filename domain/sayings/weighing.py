"""Which sentence of a story holds the wish, and how likely that is.

Beside the wish there are reasons, memories and the weather, and each is like some saying, too. How like it is does not
tell enough: others speak of what one sentence asks for, somebody says “we” and “please” in it, and it is no denial. All
that is weighed by a logistic regression over the messages of `benchmarks/sayings` that are not set aside:
`python -m benchmarks.sayings.fitting` makes `WEIGHTS` anew, and says by cross-validation how often it is right.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

from domain.answers.search import Hit
from domain.sayings.deciding import Decision, Outcome
from domain.sayings.moods import Meant, Mood
from domain.sayings.natures import Kind, Nature

LIKELY_FORM = 0.55
"""Likelihood from which a form is opened …"""
LIKELY = 0.4
"""… and from which something is shown or answered."""
LEAST = 0.15
"""Score that its sentence must have all the same."""
WEIGHTS: Mapping[str, float] = {
    "score": 5.40,
    "margin": 6.23,
    "agreeing": 5.49,
    "disagreeing": -5.99,
    "length": 0.89,
    "personal": 0.56,
    "polite": 1.53,
    "wanted": 0.64,
    "form": -0.20,
    "answer": -0.74,
    "unwished": -1.13,
}
"""What each kind of evidence adds to the logarithm of the odds, by its size …"""
BEFOREHAND = -5.04
"""… and what they are without any."""
_NO_FORM = frozenset({Mood.NEGATED, Mood.QUOTED, Mood.HYPOTHETICAL})


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for a sentence's action, or against it: numbers from 0 to about 1, where nothing else is said."""

    score: float
    """How like the sentence is to sayings of the action."""
    margin: float
    """By how much it is less like those of the next one."""
    agreeing: float
    """The scores of the same action in all other sentences, added up; what is said again and again counts once."""
    disagreeing: float
    """The best score of another action in them."""
    length: float
    """The natural logarithm of the number of words."""
    personal: float
    """1 where it speaks of oneself."""
    polite: float
    """1 where it asks politely."""
    wanted: float
    """1 where a word wants something."""
    form: float
    """1 where the action is a form …"""
    answer: float
    """… or the answer to a question."""
    unwished: float
    """1 where it is denied, quoted or thought about."""

    @property
    def terms(self) -> Mapping[str, float]:
        """What each adds to the logarithm of the odds."""
        return {each.name: WEIGHTS[each.name] * float(getattr(self, each.name)) for each in fields(self)}

    @property
    def likelihood(self) -> float:
        """How likely it is that the sentence's action is meant, from 0 to 1."""
        return 1 / (1 + math.exp(-BEFOREHAND - sum(self.terms.values())))


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence of a story, the `place`-th, with what would come of it alone; `words` are how many there are."""

    place: int
    words: int
    is_personal: bool
    meant: Meant
    decision: Decision

    @property
    def best(self) -> Hit:
        """The action that it is most like."""
        return self.decision.hits[0]

    def score_of(self, action: str) -> float:
        """How like it is to sayings of the action; 0 where it is like none."""
        return next((hit.score for hit in self.decision.hits if hit.topic == action), 0.0)


@dataclass(frozen=True, slots=True)
class Weighed:
    """The same, beside the other sentences."""

    told: Told
    nature: Nature
    evidence: Evidence
    denied: float
    """The best score of its action in a sentence that denies it."""

    @property
    def is_likely(self) -> bool:
        """Whether it is likely enough that its action is meant, and nothing is begun that is denied; what is grave,
        by a plain wish only.
        """
        mood, is_form = self.told.meant.mood, self.nature.kind is Kind.DO
        if (self.nature.grave and mood is not Mood.WISH) or (is_form and mood in _NO_FORM):
            return False
        if self.told.best.score < max(LEAST, self.denied if is_form else 0.0):
            return False
        return self.evidence.likelihood >= (LIKELY_FORM if is_form else LIKELY)


def weighed(story: Sequence[Told], natures: Mapping[str, Nature]) -> tuple[Weighed, ...]:
    """The sentences of a story, each beside all others."""
    return tuple(
        Weighed(told, nature, _evidence(told, nature, others), _denied(told, nature, others))
        for told in story
        for others, nature in [([each for each in story if each is not told], natures[told.best.topic])]
    )


def decided(among: Sequence[Weighed]) -> tuple[Decision, Weighed | None]:
    """What comes of a story, and the sentence that it comes of; the nearest action of all where nothing does."""
    if likely := [each for each in among if each.is_likely]:
        best = max(likely, key=lambda each: each.evidence.likelihood)
        decision = best.told.decision
        if decision.outcome is Outcome.NONE:
            because = f"likely what the story is told for ({best.evidence.likelihood:.2f})"
            decision = Decision(Outcome.BEGIN, (best.told.best.topic,), because, decision.hits)
        return decision, best
    nearest = max(among, key=lambda each: each.told.best.score, default=None)
    if nearest is None:
        return Decision(Outcome.NONE, (), "nothing that can be done comes near enough"), None
    decision = nearest.told.decision
    if decision.outcome is not Outcome.NONE:
        because = f"of no sentence it is likely that it wants something ({nearest.evidence.likelihood:.2f})"
        decision = Decision(Outcome.NONE, (), because, decision.hits)
    return decision, nearest


def _denied(told: Told, nature: Nature, others: Sequence[Told]) -> float:
    denying = _NO_FORM if nature.grave else {Mood.NEGATED}
    return max((each.score_of(told.best.topic) for each in others if each.meant.mood in denying), default=0.0)


def _evidence(told: Told, nature: Nature, others: Sequence[Told]) -> Evidence:
    action, hits, meant = told.best.topic, told.decision.hits, told.meant
    new = {each.decision.hits: each for each in others if each.decision.hits != hits}
    is_wish = meant.mood is Mood.WISH
    return Evidence(
        score=told.best.score,
        margin=told.best.score - max((hit.score for hit in hits[1:]), default=0.0),
        agreeing=sum(each.score_of(action) for each in new.values()),
        disagreeing=max((each.best.score for each in others if each.best.topic != action), default=0.0),
        length=math.log(max(1, told.words)),
        personal=float(told.is_personal),
        polite=float(meant.is_polite),
        wanted=float(is_wish and meant.is_wanted),
        form=float(nature.kind is Kind.DO),
        answer=float(nature.kind is Kind.ASK),
        unwished=float(meant.mood in _NO_FORM),
    )
