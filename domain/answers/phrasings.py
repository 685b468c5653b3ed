"""The phrasings of all topics, and how close a message comes to those of some: the cosine with each of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, groupby
from typing import NamedTuple

import numpy as np

from domain.answers.asking import Asked
from domain.answers.sparse import Numbers, Weights
from domain.answers.vocabulary import Vocabulary

RUNNERS_UP = 3
RUNNERS_UP_SHARE = 0.5
"""Share of the next closest phrasings' mean beside the closest one's."""

THE_SAME = 0.9
"""Cosine from which on a message is that phrasing, whatever the next ones are."""
_NEAR = 0.75
"""Share of the closest one's cosine from which on the next ones are looked for first: to sort all takes longer."""
_FAR = 0.4
"""… and from which on, where these are too few."""
_WORDS = 8
"""Words of a phrasing that stand in a column; few have more."""


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
    languages: Sequence[str]
    """In which they are, one language after the other …"""
    counts: Sequence[int]
    """… and how many in each."""

    def products(self, asked: Asked, into: Weights) -> None:
        """Writes down what each has in common with the message."""
        np.add.reduce(asked.products.take(self.words), out=into)
        if len(self.rest):
            np.add.at(into, self.columns, asked.products.take(self.rest))


class _Pair(NamedTuple):
    """A topic that has phrasings, and the number of a message that is not empty."""

    topic: int
    message: int


class Phrasings:
    """Those of one topic after the other. Never changes; threads may share them."""

    def __init__(self, topics: Iterable[Iterable[tuple[str, str, list[str]]]], vocabulary: Vocabulary) -> None:
        """The phrasings of each topic are given as language, text and tokens."""
        self._topics = tuple(_of_topic(spoken, vocabulary) for spoken in topics)

    def closest(self, topic: int, asked: Asked, worth: Mapping[str, float]) -> tuple[tuple[str, float], ...]:
        """A topic's closest phrasings, and how close each of them comes."""
        those = self._topics[topic]
        cosines = np.zeros(len(those.texts))
        if asked.length and those.texts:
            cosines = self._cosines([_Pair(topic, 0)], [len(those.texts)], [(asked, worth)])
        closest = np.argsort(-cosines, kind="stable")[: 1 + RUNNERS_UP]
        return tuple((those.texts[place], float(cosines[place])) for place in closest)

    def closeness(
        self, wanted: Sequence[Collection[int]], messages: Sequence[tuple[Asked, Mapping[str, float]]]
    ) -> Sequence[dict[int, float]]:
        """How close the closest phrasing of each of the wanted topics comes, and the next ones: for several messages,
        each with what a phrasing in a language is worth to it.
        """
        found = [dict.fromkeys(topics, 0.0) for topics in wanted]
        # One topic after the other: the sentences of a story are about the same, and the numbers are at hand then.
        pairs = [
            _Pair(topic, place)
            for topic in dict.fromkeys(chain.from_iterable(wanted))
            if self._topics[topic].texts
            for place, (asked, _) in enumerate(messages)
            if topic in found[place] and asked.length
        ]
        if not pairs:
            return found
        sizes = [len(self._topics[pair.topic].texts) for pair in pairs]
        begins = [0, *accumulate(sizes)]
        cosines = self._cosines(pairs, sizes, messages)
        highest = np.maximum.reduceat(cosines, begins[:-1])
        near = np.flatnonzero(cosines >= (_NEAR * highest).repeat(sizes))
        ends = near.searchsorted(begins).tolist()
        values = cosines.take(near).tolist()
        for number, (pair, closest) in enumerate(zip(pairs, highest.tolist(), strict=True)):
            if closest < THE_SAME:
                best = sorted(values[ends[number] : ends[number + 1]])
                if len(best) <= RUNNERS_UP:
                    best = _highest(cosines[begins[number] : begins[number + 1]], _FAR * closest)
                others = sum(best[-1 - RUNNERS_UP : -1])
                closest = (1 - RUNNERS_UP_SHARE) * closest + RUNNERS_UP_SHARE * others / RUNNERS_UP
            found[pair.message][pair.topic] = closest
        return found

    def _cosines(
        self, pairs: Sequence[_Pair], sizes: Sequence[int], messages: Sequence[tuple[Asked, Mapping[str, float]]]
    ) -> Weights:
        """How close each message of a pair comes to each of the topic's so many phrasings, pair by pair."""
        cosines = np.empty(sum(sizes))
        shares, counts, begin = list[float](), list[int](), 0
        for (topic, message), size in zip(pairs, sizes, strict=True):
            those, (asked, worth) = self._topics[topic], messages[message]
            those.products(asked, cosines[begin : begin + size])
            begin += size
            shares += [worth[language] / asked.length for language in those.languages]
            counts += those.counts
        cosines *= np.concatenate([self._topics[topic].inverse for topic, _ in pairs])
        cosines *= np.repeat(shares, counts)
        return cosines


def _highest(values: Weights, likely: float) -> list[float]:
    """The highest values, in their order, that are `likely` to be from a number on."""
    high = values[values >= likely]
    best: list[float] = np.sort(high if len(high) > RUNNERS_UP else values)[-1 - RUNNERS_UP :].tolist()
    return best


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
    languages = [(language, len(list(run))) for language, run in groupby(language for language, _, _ in heard)]
    return _OfTopic(
        tuple(text for _, text, _ in heard),
        words,
        np.array([number for number, _ in rest], dtype=np.intp),
        np.array([column for _, column in rest], dtype=np.intp),
        1 / np.array([vocabulary.length(numbers) for _, _, numbers in heard]),
        [language for language, _ in languages],
        [count for _, count in languages],
    )
