"""A topic's phrasings, and how close a message comes to them: the cosine with each of them."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from domain.answers.vocabulary import Vocabulary

RUNNERS_UP = 3
RUNNERS_UP_SHARE = 0.5
"""Share of the next closest phrasings' mean beside the closest one's."""

THE_SAME = 0.9
"""Cosine from which on a message is that phrasing, whatever the next ones are."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A message as the known words it is like, by number, with the product; and its own length."""

    products: Mapping[int, float]
    length: float


@dataclass(frozen=True, slots=True)
class Phrasings:
    """All of one topic: the language and length of each, and which ones a known word stands in."""

    texts: tuple[str, ...]
    languages: tuple[str, ...]
    lengths: tuple[float, ...]
    having: Mapping[int, tuple[int, ...]]

    def closest(self, asked: Asked, worth: Mapping[str, float]) -> tuple[tuple[str, float], ...]:
        """The closest phrasings, and how close each of them comes."""
        cosines = self._cosines(asked, worth)
        closest = heapq.nlargest(1 + RUNNERS_UP, range(len(cosines)), key=cosines.__getitem__)
        return tuple((self.texts[place], cosines[place]) for place in closest)

    def closeness(self, asked: Asked, worth: Mapping[str, float]) -> float:
        """How close the closest one comes, and the next ones."""
        cosines = self._cosines(asked, worth)
        if not cosines:
            return 0.0
        closest, *others = heapq.nlargest(1 + RUNNERS_UP, cosines)
        if closest >= THE_SAME:
            return closest
        return (1 - RUNNERS_UP_SHARE) * closest + RUNNERS_UP_SHARE * sum(others) / RUNNERS_UP

    def _cosines(self, asked: Asked, worth: Mapping[str, float]) -> list[float]:
        found = [0.0] * len(self.texts)
        products = asked.products
        for number in self.having.keys() & products.keys():
            product = products[number]
            for place in self.having[number]:
                found[place] += product
        return [
            worth[language] * value / (length * asked.length)
            for value, language, length in zip(found, self.languages, self.lengths, strict=True)
        ]


def read_phrasings(spoken: Iterable[tuple[str, str, list[str]]], vocabulary: Vocabulary) -> Phrasings:
    """One topic's phrasings, given as language, text and tokens."""
    texts: list[str] = []
    languages: list[str] = []
    lengths: list[float] = []
    having: dict[int, list[int]] = defaultdict(list)
    for language, text, words in spoken:
        numbers = {vocabulary.number(token): 1.0 for token in words}
        if numbers:
            for number in numbers:
                having[number].append(len(texts))
            texts.append(text)
            languages.append(language)
            lengths.append(vocabulary.length(numbers))
    return Phrasings(
        tuple(texts),
        tuple(languages),
        tuple(lengths),
        {number: tuple(places) for number, places in having.items()},
    )
