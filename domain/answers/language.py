"""In which language a message is written, word by word: many are written in two.

A word speaks for the language in whose entries it, or its runs of three and four characters, occur more often.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

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
        self._evidence: dict[str, Mapping[str, float]] = {}  # of words and grams, by language
        self._unseen: dict[str, float] = {}
        for language, spoken in counts.items():
            marks: Counter[str] = Counter()
            for word, count in spoken.items():
                marks[f" {word} "] += count
                marks.update(grams(word))
            total = 1 + sum(marks.values())
            self._evidence[language] = {mark: math.log((0.5 + count) / total) for mark, count in marks.items()}
            self._unseen[language] = math.log(0.5 / total)
        self._remembered: dict[str, Mapping[str, float]] = {}

    def shares(self, text: str) -> Mapping[str, float]:
        """The share of each language in a text; they add up to 1, and are equal where nothing speaks for any."""
        spoken = [self._shares_of_word(word) for word in shortened_words(within_reach(text))]
        if not spoken:
            return {language: 1 / len(self._evidence) for language in self._evidence}
        return {language: sum(shares[language] for shares in spoken) / len(spoken) for language in self._evidence}

    def _shares_of_word(self, word: str) -> Mapping[str, float]:
        known = self._remembered.get(word)
        if known is None:
            known = self._weigh(word)
            if len(self._remembered) < _REMEMBERED:
                self._remembered[word] = known
        return known

    def _weigh(self, word: str) -> Mapping[str, float]:
        marks = (f" {word} ", *grams(word))
        evidence = {}
        for language, known in self._evidence.items():
            unseen = self._unseen[language]
            evidence[language] = sum([known.get(mark, unseen) for mark in marks])
        best = max(evidence.values())
        odds = {language: math.exp(max(value - best, -_MOST_CERTAIN)) for language, value in evidence.items()}
        return {language: value / sum(odds.values()) for language, value in odds.items()}


def spoken(shares: Mapping[str, float]) -> tuple[str, ...]:
    """The languages of a message, most of it first: one, or several where it is mixed."""
    ordered = sorted(shares, key=lambda language: -shares[language])
    return tuple(language for number, language in enumerate(ordered) if not number or shares[language] >= MIXED)
