"""Words of the field that mean the same: *Beleg*, *Quittung*, *bill* and *receipt* are all an invoice.

What people call a thing and what an article calls it often share no letter, so spelling alone cannot bring them
together. The table says it: a meaning and its words, in all languages (`locales/<language>/synonyms.yaml`). “zahl*” is
every word that begins like this, at the end of a compound, too (*Rückzahlung*); several words must stand next to each
other. A word may have several meanings.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from domain.answers.spelling import stem, words

MEANS = "="
"""Stands before a meaning's name where words stand beside it; no word has it."""

REMEMBERED = 20_000
"""Words of which it is remembered what they mean."""
_SHORTEST_BEGINNING = 3
_SHORTEST_IN_COMPOUND = 5
"""Shorter beginnings occur inside of words by chance."""


class Meanings:
    """The table, looked up by words of `domain.answers.spelling.words`. Never changes; threads may share it."""

    def __init__(self, tables: Iterable[Mapping[str, Iterable[str]]] = ()) -> None:
        """Each table holds the words of one language by their meaning."""
        self.of_word = lru_cache(maxsize=REMEMBERED)(self._of_word)
        """What a word means; nothing if the table does not have it. People say the same words again and again."""
        self._words: dict[str, set[str]] = defaultdict(set)  # by stem
        self._beginnings: dict[str, dict[str, set[str]]] = defaultdict(dict)  # by their first letters
        self._phrases: dict[tuple[str, ...], set[str]] = defaultdict(set)  # by stems
        self._openings: dict[str, set[int]] = defaultdict(set)  # lengths of phrases, by their first stem
        for table in tables:
            for meaning, synonyms in table.items():
                for synonym in synonyms:
                    self._add(meaning, synonym)

    def _add(self, meaning: str, synonym: str) -> None:
        parts = words(synonym)
        if len(parts) > 1:
            stems = tuple(map(stem, parts))
            self._phrases[stems].add(meaning)
            self._openings[stems[0]].add(len(stems))
        elif synonym.endswith("*"):
            alike = self._beginnings[parts[0][:_SHORTEST_BEGINNING]]
            alike.setdefault(parts[0], set()).add(meaning)
        else:
            self._words[stem(parts[0])].add(meaning)

    def _of_word(self, word: str) -> frozenset[str]:
        found = set(self._words.get(stem(word), ()))
        for start in (0, *range(_SHORTEST_BEGINNING, len(word) - _SHORTEST_IN_COMPOUND + 1)):
            shortest = _SHORTEST_IN_COMPOUND if start else _SHORTEST_BEGINNING
            for beginning, meant in self._beginnings.get(word[start : start + _SHORTEST_BEGINNING], {}).items():
                if len(beginning) >= shortest and word.startswith(beginning, start):
                    found |= meant
        return frozenset(found)

    def of_phrases(self, text: list[str]) -> Iterator[str]:
        """What neighbouring words mean together, for each place where they stand."""
        stems = [stem(word) for word in text]
        for start, first in enumerate(stems):
            for length in self._openings.get(first, ()):
                yield from self._phrases.get(tuple(stems[start : start + length]), ())
