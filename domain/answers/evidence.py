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
from itertools import pairwise

from domain.answers.meanings import MEANS
from domain.answers.spelling import stem

PAIR = 0.6
"""Weight of two neighbours together beside a word's."""
BESIDE_MEANING = 0.5
"""Weight of a word that has a meaning, which says more than how it is called."""
UNSEEN = 0.1
"""How often a sign is taken to stand where it never does."""

Signs = Mapping[str, float]
"""What a text consists of, by weight; the squares of the weights add up to 1."""


def signs(tokens: Iterable[str], meanings_of: Callable[[str], Collection[str]]) -> dict[str, float]:
    """The signs of a text of `domain.answers.vocabulary.tokens`; each word's meanings are named as there."""
    found: dict[str, float] = {}
    names = []
    for token in tokens:
        if token.startswith(MEANS):
            found[token] = 1.0
            continue
        meant = meanings_of(token)
        names.append(meant or (stem(token),))
        found[stem(token)] = BESIDE_MEANING if meant else 1.0
        found.update(dict.fromkeys(meant, 1.0))
    for before, after in pairwise(names):
        found.update({f"{one} {other}": PAIR for one in before for other in after})
    length = math.hypot(*found.values())
    return {sign: weight / length for sign, weight in found.items()}


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
        self._scarce = [
            math.log((everything - total + unseen) / (total + unseen)) if everything else 0.0 for total in sums
        ]
        self._absent: dict[str, float] = {}
        self._present: dict[str, Mapping[int, float]] = {}
        for sign, having in counts.items():
            total = sum(having.values())
            absent = math.log(UNSEEN / (total + UNSEEN))
            self._absent[sign] = absent
            self._present[sign] = {
                topic: math.log((count + UNSEEN) / (max(total - count, 0.0) + UNSEEN)) - absent
                for topic, count in having.items()
            }

    def weigh(self, text: Signs, topics: Iterable[int]) -> dict[int, float]:
        """What speaks for each of these topics, and against it where that is below zero."""
        known = [(sign, weight) for sign, weight in text.items() if sign in self._absent]
        absent = sum([self._absent[sign] * weight for sign, weight in known])
        weights = sum([weight for _, weight in known])
        found = {topic: absent + weights * self._scarce[topic] for topic in topics}
        for sign, weight in known:
            present = self._present[sign]
            for topic in found.keys() & present.keys():
                found[topic] += weight * present[topic]
        return found
