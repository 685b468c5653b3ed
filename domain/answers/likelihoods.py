"""How likely each topic is by the signs of a message alone – an article, or an action –, and how likely it is that none
is meant.

How near a message comes to single phrasings does not tell which words speak for their topic, and what is near none may
be about nothing here at all. All phrasings of a topic together tell how often each sign stands in them, and what people
write that is about none (`elsewhere.yaml` for articles, the articles for actions) does the same for nothing. This is
naive Bayes: each sign counts once, as if it said something of its own. Nothing is trained: it counts, when the texts
are read.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np

from domain.answers.sparse import Numbers, SparseRows, Weights

UNSEEN = 0.05
"""How often a sign is taken to stand where it never does."""
LEAST = 1e-3
"""Likelihood below which one says no more than another."""
NEARLY_NONE = 1e-5
"""The same where it stands against nothing: what is certainly about none must not be told from what is hardly so."""
_NOTHING = 0
_CHOICES = 64
"""Sets of topics that are told apart from all: the actions that people of each kind can ask for are always the same."""


def sharpness_of(signs: int) -> float:
    """How much each of so many signs counts: of a story, most say nothing of what it is told for."""
    return 1 / math.sqrt(1 + signs)


@dataclass(frozen=True, slots=True)
class Likely:
    """How likely each topic is, from 0 to 1, and `nothing`, that none is meant; together they make 1."""

    topics: Mapping[str, float] = field(default_factory=dict)
    nothing: float = 1.0

    def log_of(self, topic: str) -> float:
        """The natural logarithm of a topic's likelihood."""
        return math.log(self.topics.get(topic, 0.0) + LEAST)

    @property
    def log_of_nothing(self) -> float:
        """The natural logarithm of the likelihood that none is meant."""
        return math.log(self.nothing + LEAST)

    def against_nothing(self, topic: str) -> float:
        """The natural logarithm of the odds of a topic against nothing."""
        return math.log((self.topics.get(topic, 0.0) + NEARLY_NONE) / (self.nothing + NEARLY_NONE))


class Likelihoods:
    """What is known of signs by all phrasings. Never changes; threads may share it."""

    def __init__(
        self,
        topics: Mapping[str, Collection[Collection[str]]],
        nothing: Collection[Collection[str]] = (),
        *,
        most: float = math.inf,
        of_nothing: float = 1.0,
        by_size: bool = False,
    ) -> None:
        """`topics` holds the signs of each topic's phrasings, `nothing` those of what is about none.

        Of a topic with more than `most` phrasings, all together count as so many; one of nothing counts as `of_nothing`
        of them. `by_size`, what has more phrasings is likelier before anything is said.
        """
        self._topics = tuple(topics)
        worths = [of_nothing, *(min(1.0, most / max(1, len(phrasings))) for phrasings in topics.values())]
        classes = (nothing, *topics.values())
        counts: dict[str, dict[int, float]] = defaultdict(dict)
        for number, (worth, phrasings) in enumerate(zip(worths, classes, strict=True), _NOTHING):
            for phrasing in phrasings:
                for sign in phrasing:
                    having = counts[sign]
                    having[number] = having.get(number, 0.0) + worth
        sums = np.zeros(len(classes))
        for having in counts.values():
            for number, count in having.items():
                sums[number] += count
        self._numbers = {sign: number for number, sign in enumerate(counts)}
        # What a known sign says that never stands there; and how much more one says that does.
        self._absent: Weights = math.log(UNSEEN) - np.log(sums + UNSEEN * max(1, len(counts)))
        rows = ({number: math.log1p(count / UNSEEN) for number, count in row.items()} for row in counts.values())
        self._present = SparseRows(rows, len(sums))
        sizes = np.array([worth * len(phrasings) for worth, phrasings in zip(worths, classes, strict=True)])
        self._beforehand: Weights = np.log(np.maximum(sizes, UNSEEN)) if by_size else np.zeros(len(classes))
        self._chosen = lru_cache(maxsize=_CHOICES)(self._choose)

    def _choose(self, among: frozenset[str] | None) -> tuple[Numbers, tuple[str, ...]]:
        """The places of nothing and of these topics, and their names."""
        numbered = enumerate(self._topics, _NOTHING + 1)
        wanted = [(place, topic) for place, topic in numbered if among is None or topic in among]
        return np.array([_NOTHING, *(place for place, _ in wanted)], dtype=np.intp), tuple(topic for _, topic in wanted)

    def of(self, signs: Iterable[str], sharpness: float, among: frozenset[str] | None = None) -> Likely:
        """The likelihoods of the topics – or those `among` these – by signs; what nobody here has seen says nothing.

        `sharpness` is the share of the evidence that counts, from 0 to 1: words that stand together say partly the
        same, so all of it would be too sure of itself.
        """
        known = [number for sign in signs if (number := self._numbers.get(sign)) is not None]
        numbers: Numbers = np.array(known, dtype=np.intp)
        together = self._beforehand + len(known) * self._absent + self._present.sum(numbers, np.ones(len(known)))
        places, wanted = self._chosen(among)
        together = together.take(places)
        shares = np.exp((together - together.max()) * sharpness)
        nothing, *likely = (shares / shares.sum()).tolist()
        return Likely(dict(zip(wanted, likely, strict=True)), nothing)
