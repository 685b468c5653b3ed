"""The phrasings of all topics, and how close a message comes to those of some: the cosine with each of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from domain.answers.sparse import Numbers, Weights, added
from domain.answers.vocabulary import Vocabulary

RUNNERS_UP = 3
RUNNERS_UP_SHARE = 0.5
"""Share of the next closest phrasings' mean beside the closest one's."""

THE_SAME = 0.9
"""Cosine from which on a message is that phrasing, whatever the next ones are."""
_NEAR = 0.75
"""Share of the closest one's cosine from which on the next ones are looked for first: to sort all takes longer."""
_WORDS = 8
"""Words of a phrasing that stand in a column; few have more."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A message as what it has in common with each known word, by number, and nought behind them: the products; and
    its own length.
    """

    products: Weights
    length: float


@dataclass(frozen=True, slots=True)
class _OfTopic:
    """A topic's phrasings. In `words`, each has a column, filled up with the number behind all known words: columns are
    added up several times faster than runs of any length. What is left of long ones is `rest`, with the column of each.
    """

    texts: Sequence[str]
    words: Numbers
    rest: Numbers
    columns: Numbers
    inverse: Weights
    """1 by the length of each."""
    spoken: Sequence[tuple[str, int]]
    """In which language they are, and how many one after the other."""

    def cosines(self, asked: Asked, worth: Mapping[str, float]) -> Weights:
        """How close each comes."""
        products: Weights = np.add.reduce(asked.products.take(self.words))
        if len(self.rest):
            products += added(self.columns, asked.products.take(self.rest), len(products))
        products *= self.inverse
        begin = 0
        for language, count in self.spoken:
            products[begin : begin + count] *= worth[language] / asked.length
            begin += count
        return products


class Phrasings:
    """Those of one topic after the other. Never changes; threads may share them."""

    def __init__(self, topics: Iterable[Iterable[tuple[str, str, list[str]]]], vocabulary: Vocabulary) -> None:
        """The phrasings of each topic are given as language, text and tokens."""
        self._topics = tuple(_of_topic(spoken, vocabulary) for spoken in topics)

    def closest(self, topic: int, asked: Asked, worth: Mapping[str, float]) -> tuple[tuple[str, float], ...]:
        """A topic's closest phrasings, and how close each of them comes."""
        those = self._topics[topic]
        cosines = those.cosines(asked, worth) if asked.length else np.zeros(len(those.texts))
        closest = np.argsort(-cosines, kind="stable")[: 1 + RUNNERS_UP]
        return tuple((those.texts[place], float(cosines[place])) for place in closest)

    def closeness(self, topics: Iterable[int], asked: Asked, worth: Mapping[str, float]) -> list[float]:
        """How close the closest phrasing of each of these topics comes, and the next ones."""
        having = (those if asked.length and those.texts else None for those in map(self._topics.__getitem__, topics))
        return [0.0 if those is None else _together(those.cosines(asked, worth)) for those in having]


def _of_topic(spoken: Iterable[tuple[str, str, list[str]]], vocabulary: Vocabulary) -> _OfTopic:
    heard = [
        (language, text, dict.fromkeys(map(vocabulary.number, tokens), 1.0))
        for language, text, tokens in spoken
        if tokens
    ]
    rows = [list(numbers) for _, _, numbers in heard]
    height = min(_WORDS, max(map(len, rows), default=0))
    words: Numbers = np.full((height, len(rows)), len(vocabulary), dtype=np.intp)
    for column, row in enumerate(rows):
        words[: len(row), column] = row[:height]
    rest = [(number, column) for column, row in enumerate(rows) for number in row[height:]]
    return _OfTopic(
        tuple(text for _, text, _ in heard),
        words,
        np.array([number for number, _ in rest], dtype=np.intp),
        np.array([column for _, column in rest], dtype=np.intp),
        1 / np.array([vocabulary.length(numbers) for _, _, numbers in heard]),
        [(language, len(list(run))) for language, run in groupby(language for language, _, _ in heard)],
    )


def _together(cosines: Weights) -> float:
    closest = float(cosines.max())
    if closest >= THE_SAME:
        return closest
    near = cosines[cosines >= _NEAR * closest]
    best = np.sort(near if len(near) > RUNNERS_UP else cosines)
    others = float(best[-1 - RUNNERS_UP : -1].sum())
    return (1 - RUNNERS_UP_SHARE) * closest + RUNNERS_UP_SHARE * others / RUNNERS_UP
