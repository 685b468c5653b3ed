"""Which action a message asks for: its words, with a slot's name in the place of each value, beside what people say.

It is the search of the knowledge base (`domain.answers.search`), over sayings in the place of phrasings: the same
score, the same explanation, and the same patience with typos, Swiss German and synonyms. What is said exactly as a
template has it needs no score.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from functools import cached_property

from domain.answers.meanings import Meanings
from domain.answers.search import Entry, Explanation, Hit, Index
from domain.answers.vocabulary import tokens

EXACT = 1.0
"""The score of what is said word by word."""
CANDIDATES = 14
"""Actions that are looked at closely: some of the best may not be for this person."""


@dataclass(frozen=True, slots=True)
class Said:
    """How an action is asked for in one language: sentences, in which slots stand between braces."""

    action: str
    language: str
    sentences: tuple[str, ...]


class Matcher:
    """All sayings, made ready for being compared. Built once; never changes, so threads may share it."""

    def __init__(self, said: Iterable[Said], meanings: Meanings | None = None) -> None:
        self._said = tuple(said)
        self._meanings = meanings or Meanings()
        self.actions = frozenset(each.action for each in self._said)

    @cached_property
    def _index(self) -> Index:
        entries = (Entry(each.action, each.language, each.sentences, "") for each in self._said)
        return Index(entries, self._meanings, CANDIDATES)

    @cached_property
    def _exact(self) -> Mapping[tuple[str, ...], frozenset[str]]:
        found: dict[tuple[str, ...], set[str]] = defaultdict(set)
        for each in self._said:
            for sentence in each.sentences:
                found[tuple(tokens(sentence, self._meanings))].add(each.action)
        return {words: frozenset(actions) for words, actions in found.items()}

    def rank(self, masked: str, language: str, among: Set[str]) -> tuple[Hit, ...]:
        """The actions that are meant, best first, of those `among` which this person may mean one.

        `masked` is the message with slots in the place of values (`domain.sayings.slots.masked`).
        """
        exact = self._exact.get(tuple(tokens(masked, self._meanings)), frozenset()) & among
        hits = (hit for hit in self._index.rank(masked, language) if hit.topic in among and hit.topic not in exact)
        return (*(Hit(action, EXACT) for action in sorted(exact)), *hits)

    def explain(self, masked: str, language: str) -> Explanation:
        """Why `rank` ranks as it does, for editors."""
        return self._index.explain(masked, language)

    def learning(self, more: Iterable[Said]) -> Matcher:
        """The same with what has been learnt beside."""
        return Matcher((*self._said, *more), self._meanings)

    def prepare(self, words: int) -> None:
        """Makes so many words ready that no question has needed yet."""
        self._index.vocabulary.prepare(words)
