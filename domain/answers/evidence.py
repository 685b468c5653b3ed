"""What speaks for a topic: the words that its phrasings have, and those of other topics have not.

A text's *signs* are its words without their endings, what they mean, and two neighbours together. How often each stands
in the phrasings of a topic, beside how often in all others, tells how much it speaks for the topic, as the logarithm of
the odds: “kündigen” for the end of a partnership, and against everything else. That needs no letter in common, so it
sees through other words for the same where there is a synonym; what it has never seen says nothing.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from domain.answers.meanings import MEANS
from domain.answers.sparse import Numbers, SparseRows, Weights
from domain.answers.spelling import stem
from domain.answers.vocabulary import Vocabulary

PAIR = 0.6
"""Weight of two neighbours together beside a word's."""
BESIDE_MEANING = 0.5
"""Weight of a word that has a meaning, which says more than how it is called."""
UNSEEN = 0.1
"""How often a sign is taken to stand where it never does."""

Signs = Mapping[str, float]
"""What a text consists of, by weight; the squares of the weights add up to 1."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What a message consists of, the number of its `words`, and the share of those that nobody here has heard of."""

    signs: Signs
    words: int
    strange: float


def signs(tokens: Iterable[str], meanings_of: Callable[[str], Collection[str]]) -> dict[str, float]:
    """The signs of a text of `domain.answers.vocabulary.tokens`; each word's meanings are named as there."""
    found: dict[str, float] = {}
    names = []
    for token in tokens:
        if token.startswith(MEANS):
            found[token] = 1.0
            continue
        meant, root = meanings_of(token), stem(token)
        found[root] = BESIDE_MEANING if meant else 1.0
        for meaning in meant:
            found[meaning] = 1.0
        names.append(meant or (root,))
    for before, after in pairwise(names):
        for one in before:
            for other in after:
                found[f"{one} {other}"] = PAIR
    length = math.hypot(*found.values())
    return {sign: weight / length for sign, weight in found.items()}


def heard_as(tokens: Sequence[str], vocabulary: Vocabulary) -> Heard:
    """What a message of these tokens consists of."""
    strange = sum(not vocabulary.knows(token) and not vocabulary.meanings_of(token) for token in tokens)
    return Heard(signs(tokens, vocabulary.meanings_of), len(tokens), strange / max(1, len(tokens)))


class Evidence:
    """What speaks for each topic, by number. Never changes; threads may share it."""

    def __init__(self, topics: Sequence[Iterable[Signs]]) -> None:
        """`topics` holds the signs of each topic's phrasings."""
        counts: dict[str, dict[int, float]] = defaultdict(dict)
        sums = []
        for topic, phrasings in enumerate(topics):
            total = 0.0
            for phrasing in phrasings:
                for sign, weight in phrasing.items():
                    counts[sign][topic] = counts[sign].get(topic, 0.0) + weight
                    total += weight
            sums.append(total)
        unseen, everything = UNSEEN * len(counts), sum(sums)
        # How much less often anything at all stands in the topic than elsewhere: what makes topics of any size alike.
        self._scarce: Weights = np.array(
            [math.log((everything - total + unseen) / (total + unseen)) if everything else 0.0 for total in sums]
        )
        self._numbers = {sign: number for number, sign in enumerate(counts)}
        absent, present = list[float](), list[dict[int, float]]()
        for having in counts.values():
            total = sum(having.values())
            absent.append(math.log(UNSEEN / (total + UNSEEN)))
            present.append(
                {
                    topic: math.log((count + UNSEEN) / (max(total - count, 0.0) + UNSEEN)) - absent[-1]
                    for topic, count in having.items()
                }
            )
        self._absent: Weights = np.array(absent)
        self._present = SparseRows(present, len(sums))

    def weigh(self, texts: Sequence[Signs]) -> Weights:
        """What speaks for each topic, and against it where that is below zero: a row for each text."""
        numbers, weights = list[Numbers](), list[Weights]()
        for text in texts:
            known = [
                (number, weight) for sign, weight in text.items() if (number := self._numbers.get(sign)) is not None
            ]
            numbers.append(np.array([number for number, _ in known], dtype=np.intp))
            weights.append(np.array([weight for _, weight in known], dtype=np.float64))
        weighed = self._present.sums(numbers, weights)
        for row, here, those in zip(weighed, numbers, weights, strict=True):
            row += float(self._absent.take(here) @ those) + float(those.sum()) * self._scarce
        return weighed
