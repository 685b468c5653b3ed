"""A topic's phrasings, and how close a message comes to them: the cosine with each of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from domain.answers.sparse import Numbers, Weights
from domain.answers.vocabulary import Vocabulary

RUNNERS_UP = 3
RUNNERS_UP_SHARE = 0.5
"""Share of the next closest phrasings' mean beside the closest one's."""

THE_SAME = 0.9
"""Cosine from which on a message is that phrasing, whatever the next ones are."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A message as what it has in common with each known word, by number: the products; and its own length."""

    products: Weights
    length: float


class Phrasings:
    """All of one topic. Never changes; threads may share them."""

    def __init__(self, spoken: Iterable[tuple[str, str, list[str]]], vocabulary: Vocabulary) -> None:
        """The phrasings are given as language, text and tokens."""
        texts, languages, lengths = list[str](), list[str](), list[float]()
        words, begins = list[int](), list[int]()
        for language, text, tokens in spoken:
            numbers = dict.fromkeys(map(vocabulary.number, tokens), 1.0)
            if numbers:
                begins.append(len(words))
                words.extend(numbers)
                texts.append(text)
                languages.append(language)
                lengths.append(vocabulary.length(numbers))
        self._texts: Sequence[str] = texts
        self._spoken = tuple(dict.fromkeys(languages))
        self._languages: Numbers = np.array([self._spoken.index(each) for each in languages], dtype=np.intp)
        self._lengths: Weights = np.array(lengths)
        # The words of one phrasing after the other, and where each of these begins.
        self._words: Numbers = np.array(words, dtype=np.intp)
        self._begins: Numbers = np.array(begins, dtype=np.intp)

    def closest(self, asked: Asked, worth: Mapping[str, float]) -> tuple[tuple[str, float], ...]:
        """The closest phrasings, and how close each of them comes."""
        cosines = self._cosines(asked, worth)
        closest = np.argsort(-cosines, kind="stable")[: 1 + RUNNERS_UP]
        return tuple((self._texts[place], float(cosines[place])) for place in closest)

    def closeness(self, asked: Asked, worth: Mapping[str, float]) -> float:
        """How close the closest one comes, and the next ones."""
        cosines = self._cosines(asked, worth)
        if not len(cosines):
            return 0.0
        if len(cosines) > 1 + RUNNERS_UP:
            cosines = np.partition(cosines, -1 - RUNNERS_UP)[-1 - RUNNERS_UP :]
        closest = float(cosines.max())
        if closest >= THE_SAME:
            return closest
        others = float(cosines.sum()) - closest
        return (1 - RUNNERS_UP_SHARE) * closest + RUNNERS_UP_SHARE * others / RUNNERS_UP

    def _cosines(self, asked: Asked, worth: Mapping[str, float]) -> Weights:
        if not asked.length or not len(self._begins):
            return np.zeros(len(self._begins))
        products = np.add.reduceat(asked.products[self._words], self._begins)
        worths = np.array([worth[language] for language in self._spoken]) / asked.length
        cosines: Weights = products * worths[self._languages] / self._lengths
        return cosines
