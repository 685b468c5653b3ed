"""Which sentence of a story holds the wish, which action it asks for, and how likely that is.

Beside the wish there are reasons, memories and the weather, and each is like some saying, too. How like it is does not
tell enough: others speak of what one sentence asks for, somebody says “we” and “please” in it, and it is no denial. All
that is weighed by a logistic regression over the messages of `benchmarks/sayings` that are not set aside, in which the
nearest actions of all sentences, and that nothing is wanted, stand against each other:
`python -m benchmarks.sayings.fitting` makes `WEIGHTS` anew, and says by cross-validation how often it is right.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace

from domain.answers.search import Hit
from domain.sayings.deciding import Decision, Outcome
from domain.sayings.judging import Mood
from domain.sayings.moods import Meant
from domain.sayings.natures import Kind, Nature

LIKELY_FORM = 0.55
"""Likelihood from which a form is opened …"""
LIKELY = 0.4
"""… and from which something is shown or answered."""
EITHER = 0.7
"""Likelihood that two actions must have together to be offered, where neither alone is likely enough …"""
AT_LEAST = 0.25
"""… and that each must have."""
LEAST = 0.15
"""Score that its sentence must have all the same."""
NEAREST = 3
"""Actions of each sentence that are weighed."""
WEIGHTS: Mapping[str, float] = {
    "score": 7.38,
    "margin": 4.73,
    "agreeing": 3.51,
    "disagreeing": -1.93,
    "length": 1.45,
    "personal": 0.62,
    "polite": 1.69,
    "wanted": 1.44,
    "request": 0.58,
    "form": 0.51,
    "answer": -1.01,
    "unwished": -1.39,
    "asked": 2.13,
    "asked_form": -0.05,
    "about": 0.07,
}
"""What each kind of evidence adds to the logarithm of the odds against nothing being wanted, by its size …"""
BEFOREHAND = -8.65
"""… and what they are without any."""
_NO_FORM = frozenset({Mood.NEGATED, Mood.QUOTED, Mood.HYPOTHETICAL})


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for an action in a sentence, or against it: numbers from 0 to about 1, where nothing else is said."""

    score: float
    """How like the sentence is to sayings of the action."""
    margin: float
    """By how much it is less like those of any other."""
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
    """1 where a word wants something …"""
    request: float
    """… and where it tells the reader what to do."""
    form: float
    """1 where the action is a form …"""
    answer: float
    """… or the answer to a question."""
    unwished: float
    """1 where it is denied, quoted or thought about."""
    asked: float
    """1 where what may be one's own data is asked for, and the action shows or answers something …"""
    asked_form: float
    """… or is a form."""
    about: float
    """1 where it asks about an action."""

    @property
    def terms(self) -> Mapping[str, float]:
        """What each adds to the logarithm of the odds."""
        return {each.name: WEIGHTS[each.name] * float(getattr(self, each.name)) for each in fields(self)}

    @property
    def odds(self) -> float:
        """The odds that the action is meant there against that nothing is wanted."""
        return math.exp(BEFOREHAND + sum(self.terms.values()))


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence of a story, the `place`-th, with what would come of it alone; `words` are how many there are.

    It is `meant` so for what is not grave, and `gravely` for what is.
    """

    place: int
    words: int
    is_personal: bool
    meant: Meant
    gravely: Meant
    decision: Decision

    @property
    def best(self) -> Hit:
        """The action that it is most like."""
        return self.decision.hits[0]

    def meant_for(self, nature: Nature) -> Meant:
        """How it is meant for an action of this nature."""
        return self.gravely if nature.grave else self.meant

    def score_of(self, action: str) -> float:
        """How like it is to sayings of the action; 0 where it is like none."""
        return next((hit.score for hit in self.decision.hits if hit.topic == action), 0.0)


@dataclass(frozen=True, slots=True)
class Weighed:
    """An action that a sentence may ask for, beside all others of all sentences."""

    told: Told
    action: str
    nature: Nature
    evidence: Evidence
    denied: float
    """The best score of the action in a sentence that denies it."""
    likelihood: float = 0.0
    """How likely it is that the action is meant there, from 0 to 1."""

    @property
    def meant(self) -> Meant:
        """How the sentence is meant for the action."""
        return self.told.meant_for(self.nature)

    @property
    def is_open(self) -> bool:
        """Whether it may be begun: no form that is denied or only thought about, unless nothing comes of it by mistake,
        and what is grave by a plain wish only.
        """
        mood, is_form = self.meant.mood, self.nature.kind is Kind.DO
        if self.nature.grave and mood is not Mood.WISH:
            return False
        if is_form and mood in _NO_FORM and not (self.nature.is_harmless and mood is Mood.HYPOTHETICAL):
            return False
        return self.told.score_of(self.action) >= max(LEAST, self.denied if is_form else 0.0)

    @property
    def is_likely(self) -> bool:
        """Whether it is likely enough that it is meant."""
        return self.likelihood >= (LIKELY_FORM if self.nature.kind is Kind.DO else LIKELY)


def weighed(story: Sequence[Told], natures: Mapping[str, Nature]) -> tuple[Weighed, ...]:
    """What the sentences of a story may ask for, each beside all others."""
    found = [
        Weighed(told, hit.topic, nature, _evidence(told, hit, nature, others), _denied(hit, nature, others))
        for told in story
        for others in [[each for each in story if each is not told]]
        for hit in told.decision.hits[:NEAREST]
        for nature in [natures[hit.topic]]
    ]
    odds = [each.evidence.odds for each in found]
    return tuple(replace(each, likelihood=one / (1 + sum(odds))) for each, one in zip(found, odds, strict=True))


def decided(among: Sequence[Weighed]) -> tuple[Decision, Weighed | None]:
    """What comes of a story, and what of it decides; the nearest action of all where nothing comes of it."""
    together = sorted((each for each in _together(among) if each.is_open), key=lambda each: -each.likelihood)
    if likely := next((each for each in together if each.is_likely), None):
        because = f"likely what the story is told for ({likely.likelihood:.2f})"
        return Decision(Outcome.BEGIN, (likely.action,), because, likely.told.decision.hits), likely
    match [each for each in together[:2] if each.likelihood >= AT_LEAST]:
        case [one, other] if one.likelihood + other.likelihood >= EITHER:
            because = f"likely one of what the story is told for ({one.likelihood:.2f}, {other.likelihood:.2f})"
            return Decision(Outcome.CHOOSE, (one.action, other.action), because, one.told.decision.hits), one
    nearest = max(among, key=lambda each: each.told.score_of(each.action), default=None)
    if nearest is None:
        return Decision(Outcome.NONE, (), "nothing that can be done comes near enough"), None
    decision = nearest.told.decision
    if decision.outcome is not Outcome.NONE:
        because = f"of no sentence it is likely that it wants something ({nearest.likelihood:.2f})"
        decision = Decision(Outcome.NONE, (), because, decision.hits)
    return decision, nearest


def _together(among: Sequence[Weighed]) -> list[Weighed]:
    """Each action where it is likeliest, with its likelihood in all sentences together."""
    found: dict[str, list[Weighed]] = defaultdict(list)
    for each in among:
        found[each.action].append(each)
    return [
        replace(max(places, key=lambda each: each.likelihood), likelihood=sum(each.likelihood for each in places))
        for places in found.values()
    ]


def _denied(hit: Hit, nature: Nature, others: Sequence[Told]) -> float:
    denying = _NO_FORM if nature.grave else {Mood.NEGATED}
    return max((each.score_of(hit.topic) for each in others if each.meant_for(nature).mood in denying), default=0.0)


def _evidence(told: Told, hit: Hit, nature: Nature, others: Sequence[Told]) -> Evidence:
    action, hits, meant = hit.topic, told.decision.hits, told.meant_for(nature)
    new = {each.decision.hits: each for each in others if each.decision.hits != hits}
    is_form, is_asked = nature.kind is Kind.DO, meant.mood is Mood.DATA
    return Evidence(
        score=hit.score,
        margin=hit.score - max((each.score for each in hits if each is not hit), default=0.0),
        agreeing=sum(each.score_of(action) for each in new.values()),
        disagreeing=max((each.best.score for each in others if each.best.topic != action), default=0.0),
        length=math.log(max(1, told.words)),
        personal=float(told.is_personal),
        polite=float(meant.is_polite),
        wanted=float(meant.mood is Mood.WISH and meant.is_wanted),
        request=float(meant.is_request),
        form=float(is_form),
        answer=float(nature.kind is Kind.ASK),
        unwished=float(meant.mood in _NO_FORM),
        asked=float(is_asked and not is_form),
        asked_form=float(is_asked and is_form),
        about=float(meant.mood is Mood.ABOUT),
    )
