"""Phrases in running text: which words of a table stand where in a message, with slips in long ones forgiven."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from domain.names.closeness import is_one_typo_away
from domain.sayings.spoken import Word, form_of, key_of, spoken

K = TypeVar("K")

SHORTEST_SLIPPED = 7
"""Letters of a word in which a slip is forgiven: among shorter ones, one letter makes another word."""


@dataclass(frozen=True, slots=True)
class Read:
    """A word as the phrases know it. `slipped`: it was typed with a slip."""

    word: Word
    form: str
    slipped: bool = False


@dataclass(frozen=True, slots=True)
class Match(Generic[K]):
    """A phrase of that kind stands at the words from `begin` to before `end`; `phrase` is how the table has it."""

    kind: K
    begin: int
    end: int
    phrase: str
    certain: bool = True


class Phrases(Generic[K]):
    """Phrases by what they mean. Never changes; threads may share it."""

    def __init__(self, entries: Iterable[tuple[K, str]]) -> None:
        """Where the same words are given twice, the first meaning goes."""
        self._by_first: dict[str, list[tuple[tuple[str, ...], K, str]]] = defaultdict(list)
        self._forms: set[str] = set()
        self._near: dict[str, list[str]] = defaultdict(list)
        seen: set[tuple[K, tuple[str, ...]]] = set()
        for kind, text in entries:
            keys = tuple(word.key for word in spoken(text))
            forms = tuple(map(form_of, keys))
            if (kind, forms) in seen or not forms:
                continue
            seen.add((kind, forms))
            self._by_first[forms[0]].append((forms, kind, text))
            for key in keys:
                self._learn(key)
        for phrases in self._by_first.values():
            phrases.sort(key=lambda phrase: -len(phrase[0]))

    def _learn(self, key: str) -> None:
        form = form_of(key)
        self._forms.add(form)
        if len(key) >= SHORTEST_SLIPPED and key not in self._near[key]:
            for near in _shortened(key):
                self._near[near].append(key)

    def read(self, words: Sequence[Word]) -> tuple[Read, ...]:
        """The words in the forms in which phrases are compared."""
        return tuple(map(self._read, words))

    def _read(self, word: Word) -> Read:
        form = form_of(word.key)
        if form in self._forms or len(word.key) < SHORTEST_SLIPPED - 1 or not word.key.isalpha():
            return Read(word, form)
        for near in _shortened(word.key):
            for known in self._near.get(near, ()):
                if known[0] == word.key[0] and is_one_typo_away(word.key, known):
                    return Read(word, form_of(known), slipped=True)
        return Read(word, form)

    def at(self, said: Sequence[Read], place: int) -> Iterator[Match[K]]:
        """The phrases that stand at a place, the longest first."""
        for forms, kind, text in self._by_first.get(said[place].form, ()):
            end = place + len(forms)
            if end <= len(said) and all(said[place + n].form == form for n, form in enumerate(forms)):
                yield Match(kind, place, end, text, not any(each.slipped for each in said[place:end]))

    def longest(self, said: Sequence[Read], place: int) -> Match[K] | None:
        """The longest phrase at a place."""
        return next(self.at(said, place), None)


def _shortened(key: str) -> Iterator[str]:
    """The key, and what is left of it without any one letter: two that are a slip apart have one in common."""
    yield key
    for place in range(len(key)):
        yield f"{key[:place]}{key[place + 1 :]}"


def forms(text: str) -> frozenset[str]:
    """The words of a table's text in the forms in which phrases are compared."""
    return frozenset(form_of(key_of(word.written)) for word in spoken(text))
