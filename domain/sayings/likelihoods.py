"""How likely each action is by the words of a message alone, and how likely it is that it asks for none of them.

Beside how near a message comes to one saying (`domain.sayings.matching`), all sayings of an action together tell which
words it is asked for with, and what people ask the knowledge base tells with which they ask for nothing that can be
done. It is naive Bayes: words and neighbours together, each once, as if each said something of its own. Nothing is
trained: it counts, when the texts are read.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from domain.answers.sparse import Numbers, SparseRows, Weights

UNSEEN = 0.05
"""How often a word is taken to be said with an action that it is never said with."""
SHARPNESS = 0.45
"""How much of the evidence counts: neighbours say partly the same, so all of it would be too sure of itself."""
MOST = 300
"""Sayings of an action that count in full; of one with more, all together count as so many."""
OF_NOTHING = 0.15
"""What a question to the knowledge base counts beside a saying: there are very many."""
LEAST = 1e-3
"""Likelihood below which one says no more than another."""

_NOTHING = 0


@dataclass(frozen=True, slots=True)
class Likely:
    """How likely each action is by the words, from 0 to 1, and `nothing`, that it is none; all together, that is 1."""

    actions: Mapping[str, float] = field(default_factory=dict)
    nothing: float = 1.0

    def log_of(self, action: str) -> float:
        """The natural logarithm of an action's likelihood."""
        return math.log(self.actions.get(action, 0.0) + LEAST)

    @property
    def log_of_nothing(self) -> float:
        """The natural logarithm of the likelihood that it is none."""
        return math.log(self.nothing + LEAST)


class Likelihoods:
    """What is known of words by all sayings. Never changes; threads may share it."""

    def __init__(self, said: Mapping[str, Sequence[str]], nothing: Iterable[str] = ()) -> None:
        """`said` are the sentences by action, and `nothing` what is asked for none; both in the words that are compared
        (`Matcher`), apart by blanks.
        """
        self._actions = tuple(said)
        classes: list[tuple[float, Iterable[str]]] = [(OF_NOTHING, nothing)]
        classes += [(min(1.0, MOST / max(1, len(sentences))), sentences) for sentences in said.values()]
        counts: dict[str, dict[int, float]] = defaultdict(dict)
        sums, sizes = np.zeros(len(classes)), np.zeros(len(classes))
        for number, (weight, sentences) in enumerate(classes):
            for sentence in sentences:
                sizes[number] += weight
                for sign in _signs(sentence):
                    having = counts[sign]
                    having[number] = having.get(number, 0.0) + weight
                    sums[number] += weight
        self._numbers = {sign: number for number, sign in enumerate(counts)}
        # What a sign that is known, but not with this action, says; and how much more one says that is known with it.
        self._absent: Weights = math.log(UNSEEN) - np.log(sums + UNSEEN * max(1, len(counts)))
        self._beforehand: Weights = np.log(np.maximum(sizes, UNSEEN) / max(UNSEEN, float(sizes.sum())))
        self._present = SparseRows(
            ({number: math.log1p(count / UNSEEN) for number, count in having.items()} for having in counts.values()),
            len(classes),
        )
        self._places = {action: number for number, action in enumerate(self._actions, _NOTHING + 1)}

    def of(self, text: str, among: Set[str]) -> Likely:
        """The likelihoods of the actions `among` these, by a text in the words that are compared."""
        signs = [number for sign in _signs(text) if (number := self._numbers.get(sign)) is not None]
        numbers: Numbers = np.array(signs, dtype=np.intp)
        together = self._beforehand + len(signs) * self._absent + self._present.sum(numbers, np.ones(len(signs)))
        places = {action: place for action in among if (place := self._places.get(action)) is not None}
        joint = together[[_NOTHING, *places.values()]] * SHARPNESS
        shares = np.exp(joint - joint.max())
        nothing, *likely = (shares / shares.sum()).tolist()
        return Likely(dict(zip(places, likely, strict=True)), nothing)


def _signs(text: str) -> Iterator[str]:
    words = text.split()
    return iter(dict.fromkeys((*words, *(f"{one} {other}" for one, other in pairwise(words)))))
