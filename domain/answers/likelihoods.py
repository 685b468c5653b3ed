"""How likely each topic is by the signs of a message alone, and how likely it is that no article is about it.

How near a message comes to single phrasings does not tell which words speak for their topic, and what is near none may
be about nothing here at all. All phrasings of a topic together tell how often each sign (`domain.answers.evidence`)
stands in them, and what people write that no article is about (`elsewhere.yaml`) does the same for nothing. This is
naive Bayes: each sign counts once, as if it said something of its own. Nothing is trained: it counts, when the texts
are read.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np

from domain.answers.sparse import Numbers, SparseRows, Weights

UNSEEN = 0.05
"""How often a sign is taken to stand where it never does."""
LEAST = 1e-3
"""Likelihood below which one says no more than another."""
_NOTHING = 0


@dataclass(frozen=True, slots=True)
class Likely:
    """How likely each topic is, from 0 to 1, and `nothing`, that no article is meant; together they make 1."""

    topics: Mapping[str, float] = field(default_factory=dict)
    nothing: float = 1.0

    def against_nothing(self, topic: str) -> float:
        """The natural logarithm of the odds of a topic against nothing."""
        return math.log((self.topics.get(topic, 0.0) + LEAST) / (self.nothing + LEAST))


class Likelihoods:
    """What is known of signs by all phrasings. Never changes; threads may share it."""

    def __init__(
        self, topics: Mapping[str, Iterable[Collection[str]]], nothing: Iterable[Collection[str]] = ()
    ) -> None:
        """`topics` holds the signs of each topic's phrasings, `nothing` those of what no article is about."""
        self._topics = tuple(topics)
        counts: dict[str, dict[int, int]] = defaultdict(dict)
        sums = []
        for number, phrasings in enumerate((nothing, *topics.values()), _NOTHING):
            having = Counter(sign for phrasing in phrasings for sign in phrasing)
            sums.append(having.total())
            for sign, count in having.items():
                counts[sign][number] = count
        self._numbers = {sign: number for number, sign in enumerate(counts)}
        # What a known sign says that never stands there; and how much more one says that does.
        self._absent: Weights = math.log(UNSEEN) - np.log(np.array(sums) + UNSEEN * max(1, len(counts)))
        rows = ({number: math.log1p(count / UNSEEN) for number, count in row.items()} for row in counts.values())
        self._present = SparseRows(rows, len(sums))

    def of(self, signs: Iterable[str], words: int) -> Likely:
        """The likelihoods by the signs of so many words; those that nobody here has seen say nothing.

        Words that stand together say partly the same, and of a story most say nothing of what it is told for: so each
        counts less, the more there are.
        """
        known = [number for sign in signs if (number := self._numbers.get(sign)) is not None]
        numbers: Numbers = np.array(known, dtype=np.intp)
        together = len(known) * self._absent + self._present.sum(numbers, np.ones(len(known)))
        shares = np.exp((together - together.max()) / math.sqrt(1 + words))
        nothing, *likely = (shares / shares.sum()).tolist()
        return Likely(dict(zip(self._topics, likely, strict=True)), nothing)
