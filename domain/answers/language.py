"""In which language a message is written, word by word: many are written in two.

A word speaks for the language in whose entries it, or its runs of three and four characters, occur more often.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import chain

from domain.answers.spelling import grams, shortened_words, within_reach

MIXED = 0.2
"""Share of the second language from which on a message is mixed."""
_MOST_CERTAIN = 4.0
_REMEMBERED = 4000


class Languages:
    """What tells the languages apart, learnt from texts. Threads may share it."""

    def __init__(self, texts: Iterable[tuple[str, Sequence[str]]]) -> None:
        """`texts` are pairs of a language and the words of a text in it."""
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        for language, text in texts:
            counts[language].update(text)
        evidence: dict[str, Mapping[str, float]] = {}
        unseen: dict[str, float] = {}
        for language, spoken in counts.items():
            marks: Counter[str] = Counter()
            for word, count in spoken.items():
                marks[f" {word} "] += count
                marks.update(grams(word))
            total = 1 + sum(marks.values())
            evidence[language] = {mark: math.log((0.5 + count) / total) for mark, count in marks.items()}
            unseen[language] = math.log(0.5 / total)
        self._spoken = tuple(evidence)
        self._unseen = tuple(unseen.values())
        # Of words and grams, for all languages in their order: a new word has twenty.
        self._evidence = {
            mark: tuple(known.get(mark, unseen[language]) for language, known in evidence.items())
            for mark in dict.fromkeys(chain.from_iterable(evidence.values()))
        }
        self._of_word = lru_cache(maxsize=_REMEMBERED)(self._weigh)

    def shares(self, text: str) -> Mapping[str, float]:
        """The share of each language in a text; they add up to 1, and are equal where nothing speaks for any."""
        spoken = [self._of_word(word) for word in shortened_words(within_reach(text))]
        if not spoken:
            return {language: 1 / len(self._spoken) for language in self._spoken}
        sums = map(sum, zip(*spoken, strict=True))
        return {language: total / len(spoken) for language, total in zip(self._spoken, sums, strict=True)}

    def _weigh(self, word: str) -> Sequence[float]:
        """The share of each language in a word."""
        known, unseen = self._evidence, self._unseen
        marks = [known.get(mark, unseen) for mark in (f" {word} ", *grams(word))]
        evidence = [sum(values) for values in zip(*marks, strict=True)]
        best = max(evidence, default=0.0)
        odds = [math.exp(max(value - best, -_MOST_CERTAIN)) for value in evidence]
        return [value / sum(odds) for value in odds]


def spoken(shares: Mapping[str, float]) -> tuple[str, ...]:
    """The languages of a message, most of it first: one, or several where it is mixed."""
    ordered = sorted(shares, key=lambda language: -shares[language])
    return tuple(language for number, language in enumerate(ordered) if not number or shares[language] >= MIXED)
