"""Which action a message asks for, in which of its sentences, and how likely that is.

How like a sentence is to a saying does not tell enough: its words may be more often said with another action, or with
none at all; somebody says “we” and “please” in it, and it is no denial. In a story, beside the wish, there are reasons,
memories and the weather, and each is like some saying, too. All that is weighed by a logistic regression over the
messages of `benchmarks/sayings` that are not set aside, in which the nearest actions of all sentences, and that nothing
is wanted, stand against each other. `python -m benchmarks.sayings.fitting` makes the tables of `domain.sayings.odds`
anew, and says by cross-validation how often they are right.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import mul
from typing import NamedTuple

from domain.answers.likelihoods import Likely
from domain.answers.search import Hit
from domain.sayings.deciding import Decision, Outcome
from domain.sayings.judging import Mood
from domain.sayings.moods import Meant
from domain.sayings.natures import Kind, Nature
from domain.sayings.odds import ALONE, AMONG_OTHERS, Evidence, Table
from domain.sayings.slots import NAMES, Slot

LIKELY_FORM = 0.55
"""Likelihood from which a form is opened …"""
LIKELY = 0.4
"""… and from which something is shown or answered."""
EITHER = 0.7
"""Likelihood that two actions must have together to be offered, where neither alone is likely enough …"""
AT_LEAST = 0.25
"""… and that each must have."""
LEAST = 0.15
"""Score that its sentence must have all the same …"""
LEAST_ALONE = 0.3
"""… and a message of one: a single word that nobody else says is not enough."""
GRAVE_NAMED = 0.42
"""The same for what is grave, where somebody or something is named that it is about …"""
GRAVE_UNNAMED = 0.6
"""… and where nobody and nothing is: nothing that binds is begun by what only comes near it."""
MORE_THAN_DENIED = 0.1
"""By how much more a sentence must be like what is grave than another one that denies it."""
SURE = 0.95
"""Likelihood from which something grave begins without being asked for in so many words …"""
IN_FEW_WORDS = 7
"""… or with no more words than these: who says more tells what somebody else wants, or how things stand."""
PRODUCT_SHOWN = 0.76
"""Score from which a product is shown: of products people speak whenever they need support, “the shop is slow”."""
VERY_WORDS = 0.95
"""How near an article comes to a question that is asked in its very words: then nothing else is meant."""
NEAREST = 3
"""Actions of each sentence that are weighed."""
_NO_FORM = frozenset({Mood.NEGATED, Mood.QUOTED, Mood.HYPOTHETICAL})


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence of a message, the `place`-th, with the actions that it is like, best first (`hits`, one at least), how
    `likely` they are by its words, and the slots of the values that go with it; `words` are how many there are, and
    `article` is how near an article comes to a question that stands alone.

    It is `meant` so for what is not grave, and `gravely` for what is. It `is_sure` unless others are told of beside it,
    who may be those that ask.
    """

    place: int
    words: int
    is_personal: bool
    meant: Meant
    gravely: Meant
    hits: tuple[Hit, ...]
    likely: Likely
    slots: frozenset[Slot]
    article: float = 0.0
    is_sure: bool = True

    @property
    def best(self) -> Hit:
        """The action that it is most like."""
        return self.hits[0]

    def meant_for(self, nature: Nature) -> Meant:
        """How it is meant for an action of this nature."""
        return self.gravely if nature.grave else self.meant

    def score_of(self, action: str) -> float:
        """How like it is to sayings of the action; 0 where it is like none."""
        return next((hit.score for hit in self.hits if hit.topic == action), 0.0)


class Weighed(NamedTuple):
    """An action that a sentence may ask for, beside all others of all sentences."""

    told: Told
    action: str
    nature: Nature
    evidence: Evidence
    table: Table
    denied: float
    """The best score of the action in a sentence that denies it."""
    likelihood: float = 0.0
    """How likely it is that the action is meant there, from 0 to 1."""

    @property
    def terms(self) -> Mapping[str, float]:
        """What each kind of evidence adds to the logarithm of the odds."""
        return dict(zip(Evidence._fields, self._terms, strict=True))

    @property
    def _terms(self) -> Iterable[float]:
        return map(mul, self.table.weights.values(), self.evidence)

    @property
    def odds(self) -> float:
        """The odds that the action is meant there against that nothing is wanted."""
        return math.exp(self.table.beforehand + sum(self._terms))

    @property
    def meant(self) -> Meant:
        """How the sentence is meant for the action."""
        return self.told.meant_for(self.nature)

    @property
    def is_open(self) -> bool:
        """Whether it may be begun: no form that is denied or only thought about, unless nothing comes of it by mistake,
        and what is grave by a plain wish only.
        """
        if self.told.article >= VERY_WORDS or not self.is_wished:
            return False
        denied = self.denied if self.nature.kind is Kind.DO else 0.0
        if denied and self.nature.grave:
            denied += MORE_THAN_DENIED
        return self.evidence.score >= max(self._least, denied)

    @property
    def is_asked_for(self) -> bool:
        """Whether the words of its sentence ask for something."""
        return self.meant.is_wanted or self.meant.is_polite or self.meant.is_request

    @property
    def is_wished(self) -> bool:
        """Whether it may be begun by what is meant so."""
        mood = self.meant.mood
        if self.nature.grave:
            return mood is Mood.WISH and not self.meant.is_opinion
        if self.nature.kind is not Kind.DO:
            return True
        if self.nature.is_harmless:
            return mood not in _NO_FORM or mood is Mood.HYPOTHETICAL
        return mood not in _NO_FORM and mood is not Mood.DATA

    @property
    def _least(self) -> float:
        """The score that the action must have."""
        if self.nature.grave:
            return GRAVE_NAMED if self.evidence.named else GRAVE_UNNAMED
        if self.nature.kind is Kind.SHOW and self.nature.slots == {Slot.PRODUCT}:
            return PRODUCT_SHOWN
        return LEAST_ALONE if self.table is ALONE else LEAST

    @property
    def is_likely(self) -> bool:
        """Whether it is likely enough that it is meant."""
        return self.likelihood >= (LIKELY_FORM if self.nature.kind is Kind.DO else LIKELY)


def weighed(told: Sequence[Told], natures: Mapping[str, Nature]) -> tuple[Weighed, ...]:
    """What the sentences of a message may ask for, each beside all others."""
    table = ALONE if len(told) == 1 else AMONG_OTHERS
    found = []
    for each in told:
        others = [other for other in told if other is not each]
        new = {other.hits: other for other in others if other.hits != each.hits}.values()
        for hit in each.hits[:NEAREST]:
            nature = natures[hit.topic]
            evidence = _evidence(each, hit, nature, others, new)
            found.append(Weighed(each, hit.topic, nature, evidence, table, _denied(hit, nature, others)))
    odds = [each.odds for each in found]
    every = 1 + sum(odds)
    return tuple(each._replace(likelihood=one / every) for each, one in zip(found, odds, strict=True))


def decided(among: Sequence[Weighed]) -> tuple[Decision, Weighed | None]:
    """What comes of a story, and what of it decides; the nearest action of all where nothing comes of it."""
    together = sorted((each for each in _together(among) if each.is_open), key=lambda each: -each.likelihood)
    if likely := next((each for each in together if each.is_likely), None):
        because = f"likely what is meant ({likely.likelihood:.2f})"
        if _is_only_told(likely, among):
            return Decision(Outcome.CHOOSE, (likely.action,), f"{because}, but not asked for", likely.told.hits), likely
        return Decision(Outcome.BEGIN, (likely.action,), because, likely.told.hits), likely
    match [each for each in together[:2] if each.likelihood >= AT_LEAST]:
        case [one, other] if one.likelihood + other.likelihood >= EITHER:
            because = f"likely one of the two ({one.likelihood:.2f}, {other.likelihood:.2f})"
            return Decision(Outcome.CHOOSE, (one.action, other.action), because, one.told.hits), one
    nearest = max(among, key=lambda each: each.told.score_of(each.action), default=None)
    if nearest is None:
        return Decision(Outcome.NONE, (), "nothing that can be done comes near enough"), None
    because = f"it is not likely that something is wanted that can be done ({nearest.likelihood:.2f})"
    if not nearest.is_wished:
        meant = "OPINION" if nearest.meant.is_opinion else nearest.meant.mood.name
        because = f"{nearest.action} is not begun by what is meant as {meant}"
    return Decision(Outcome.NONE, (), because, nearest.told.hits), nearest


def _is_only_told(likely: Weighed, among: Sequence[Weighed]) -> bool:
    """Whether something grave is told of in many words, and in no sentence asked for, or maybe by others: then it is
    asked back.
    """
    words = {each.told.place: each.told.words for each in among}
    if not likely.told.is_sure and likely.nature.grave:
        return True
    if not likely.nature.grave or likely.likelihood >= SURE or sum(words.values()) <= IN_FEW_WORDS:
        return False
    return not any(each.action == likely.action and each.is_asked_for for each in among)


def _together(among: Sequence[Weighed]) -> list[Weighed]:
    """Each action where it is likeliest, and can be begun, with its likelihood in all sentences together; of what is
    grave, without those that deny it, or only think of it.
    """
    found: dict[str, list[Weighed]] = defaultdict(list)
    for each in among:
        found[each.action].append(each)
    together = []
    for places in found.values():
        best = max([each for each in places if each.is_open] or places, key=lambda each: each.likelihood)
        grave = best.nature.grave
        counted = [each for each in places if each is best or not grave or each.meant.mood not in _NO_FORM]
        together.append(best._replace(likelihood=sum(each.likelihood for each in counted)))
    return together


def _denied(hit: Hit, nature: Nature, others: Sequence[Told]) -> float:
    denying = _NO_FORM if nature.grave else {Mood.NEGATED}
    return max((each.score_of(hit.topic) for each in others if each.meant_for(nature).mood in denying), default=0.0)


def _evidence(told: Told, hit: Hit, nature: Nature, others: Sequence[Told], new: Iterable[Told]) -> Evidence:
    """What speaks for a hit of a sentence, beside all `others`, of which those that are `new` do not repeat it."""
    action, hits, meant = hit.topic, told.hits, told.meant_for(nature)
    is_form, is_asked = nature.kind is Kind.DO, meant.mood is Mood.DATA
    return Evidence(
        score=hit.score,
        margin=hit.score - max((each.score for each in hits if each is not hit), default=0.0),
        likely=told.likely.log_of(action),
        unlikely=told.likely.log_of_nothing,
        named=float(bool(told.slots & nature.slots & NAMES)),
        useless=float(len(told.slots - nature.slots)),
        article=told.article,
        general=0.0 if told.slots or told.is_personal else told.article,
        agreeing=sum(each.score_of(action) for each in new),
        disagreeing=max((each.best.score for each in others if each.best.topic != action), default=0.0),
        length=math.log(max(1, told.words)),
        personal=float(told.is_personal),
        polite=float(meant.is_polite),
        wanted=float(meant.mood is Mood.WISH and meant.is_wanted),
        request=float(meant.is_request),
        form=float(is_form),
        answer=float(nature.kind is Kind.ASK),
        unwished=float(meant.mood in _NO_FORM and not is_form),
        unwished_form=float(meant.mood in _NO_FORM and is_form),
        asked=float(is_asked and not is_form),
        asked_form=float(is_asked and is_form),
        about=float(meant.mood is Mood.ABOUT and not is_form),
        about_form=float(meant.mood is Mood.ABOUT and is_form),
    )
