"""The phrasings of all topics, and how close a message comes to those of some: the cosine with each of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

import numpy as np

from domain.answers.sparse import Numbers, Weights
from domain.answers.vocabulary import Vocabulary

RUNNERS_UP = 3
RUNNERS_UP_SHARE = 0.5
"""Share of the next closest phrasings' mean beside the closest one's."""

THE_SAME = 0.9
"""Cosine from which on a message is that phrasing, whatever the next ones are."""
_NEAR = 0.75
"""Share of the closest one's cosine from which on the next ones are looked for first: to sort all takes longer."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A message as what it has in common with each known word, by number: the products; and its own length."""

    products: Weights
    length: float


class Phrasings:
    """Those of one topic after the other. Never changes; threads may share them."""

    def __init__(self, topics: Iterable[Iterable[tuple[str, str, list[str]]]], vocabulary: Vocabulary) -> None:
        """The phrasings of each topic are given as language, text and tokens."""
        texts, languages, lengths = list[str](), list[str](), list[float]()
        words, sizes, firsts, first_words = list[int](), list[int](), [0], [0]
        for topic in topics:
            for language, text, tokens in topic:
                numbers = dict.fromkeys(map(vocabulary.number, tokens), 1.0)
                if numbers:
                    words.extend(numbers)
                    sizes.append(len(numbers))
                    texts.append(text)
                    languages.append(language)
                    lengths.append(vocabulary.length(numbers))
            firsts.append(len(texts))
            first_words.append(len(words))
        self._texts: Sequence[str] = texts
        self._spoken = tuple(dict.fromkeys(languages))
        # What a phrasing in each language has to be multiplied by: the others' rows have nought there.
        self._inverse: Weights = np.zeros((len(self._spoken), len(texts)))
        for place, (language, length) in enumerate(zip(languages, lengths, strict=True)):
            self._inverse[self._spoken.index(language), place] = 1 / length
        # The words of one phrasing after the other, how many each has, and where those of each topic begin.
        self._words: Numbers = np.array(words, dtype=np.intp)
        self._sizes: Numbers = np.array(sizes, dtype=np.intp)
        self._firsts: Sequence[int] = firsts
        self._first_words: Sequence[int] = first_words

    def closest(self, topic: int, asked: Asked, worth: Mapping[str, float]) -> tuple[tuple[str, float], ...]:
        """A topic's closest phrasings, and how close each of them comes."""
        (cosines,) = self._cosines((topic,), asked, worth)
        closest = np.argsort(-cosines, kind="stable")[: 1 + RUNNERS_UP]
        return tuple((self._texts[self._firsts[topic] + place], float(cosines[place])) for place in closest)

    def closeness(self, topics: Sequence[int], asked: Asked, worth: Mapping[str, float]) -> list[float]:
        """How close the closest phrasing of each of these topics comes, and the next ones."""
        return [_together(cosines) for cosines in self._cosines(topics, asked, worth)]

    def _cosines(self, topics: Sequence[int], asked: Asked, worth: Mapping[str, float]) -> list[Weights]:
        """By topic. Those of all of them are found in one go: that costs less than what is done with each."""
        here = [slice(self._firsts[topic], self._firsts[topic + 1]) for topic in topics]
        ends = list(accumulate(each.stop - each.start for each in here))
        if not asked.length or not ends or not ends[-1]:
            return [np.zeros(each.stop - each.start) for each in here]
        words = [self._words[self._first_words[topic] : self._first_words[topic + 1]] for topic in topics]
        sizes = np.concatenate([self._sizes[each] for each in here])
        products = np.add.reduceat(asked.products.take(np.concatenate(words)), np.cumsum(sizes) - sizes)
        worths = np.array([worth[language] / asked.length for language in self._spoken])
        products *= worths @ np.concatenate([self._inverse[:, each] for each in here], axis=1)
        return [products[begin:end] for begin, end in pairwise([0, *ends])]


def _together(cosines: Weights) -> float:
    if not len(cosines):
        return 0.0
    closest = float(cosines.max())
    if closest >= THE_SAME:
        return closest
    near = cosines[cosines >= _NEAR * closest]
    best = np.sort(near if len(near) > RUNNERS_UP else cosines)
    others = float(best[-1 - RUNNERS_UP : -1].sum())
    return (1 - RUNNERS_UP_SHARE) * closest + RUNNERS_UP_SHARE * others / RUNNERS_UP
