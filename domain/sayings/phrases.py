"""Phrases in running text: which words of a table stand where in a message, with slips in long ones forgiven."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

from domain.names.closeness import is_one_typo_away
from domain.sayings.spoken import Word, form_of, spoken

K = TypeVar("K")

SHORTEST_SLIPPED = 7
"""Letters of a word in which any slip is forgiven: among shorter ones, one letter makes another word."""

REMEMBERED = 20_000
"""Words whose forms are remembered."""


class Read(NamedTuple):
    """A word as the phrases know it. `slipped`: it was typed with a slip."""

    word: Word
    form: str
    slipped: bool = False


class Match(NamedTuple, Generic[K]):
    """A phrase of that kind stands at the words from `begin` to before `end`; `phrase` is how the table has it."""

    kind: K
    begin: int
    end: int
    phrase: str
    certain: bool = True


class _Node(Generic[K]):
    """What is said after some words: phrases that end here, and words that go on."""

    __slots__ = ("after", "ending")

    def __init__(self) -> None:
        self.after: dict[str, _Node[K]] = {}
        self.ending: dict[K, str] = {}


class Phrases(Generic[K]):
    """Phrases by what they mean. Never changes; threads may share it."""

    def __init__(
        self, entries: Iterable[tuple[K, str]], distinct: Iterable[str] = (), shortest: int = SHORTEST_SLIPPED
    ) -> None:
        """Where the same words are given for several meanings, the first one goes. Words that are `distinct` differ
        from those without their umlaut: “würde” from “wurde”. From so many letters on (`shortest`), two the wrong way
        round and one too few are forgiven: “motnh”, “letze”.
        """
        self._shortest = shortest
        self._distinct = frozenset(map(_with_umlauts, distinct))
        self._root: _Node[K] = _Node()
        self._forms: set[str] = set()
        self._near: dict[str, list[str]] = defaultdict(list)
        known: dict[str, tuple[str, ...]] = {}
        for kind, text in entries:
            node = self._root
            for part in text.split():
                forms = known.get(part)
                if forms is None:
                    forms = known[part] = tuple(map(self._learnt, spoken(part)))
                for form in forms:
                    node = node.after.get(form) or node.after.setdefault(form, _Node())
            node.ending.setdefault(kind, text)
        # People say the same words again and again.
        self._read = lru_cache(maxsize=REMEMBERED)(self._form_of)

    def _learnt(self, word: Word) -> str:
        if (distinct := self._distinct_form(word.written)) is not None:
            return distinct
        form = form_of(word.key)
        self._forms.add(form)
        if len(word.key) >= self._shortest and word.key not in self._near[word.key]:
            for near in _shortened(word.key):
                self._near[near].append(word.key)
        return form

    def _distinct_form(self, word: str) -> str | None:
        written = _with_umlauts(word) if self._distinct else ""
        return written if written in self._distinct else None

    def read(self, words: Sequence[Word]) -> tuple[Read, ...]:
        """The words in the forms in which phrases are compared."""
        known = self._read
        return tuple([Read(word, *known(word.written, word.key)) for word in words])

    def _form_of(self, written: str, key: str) -> tuple[str, bool]:
        """The form of a word, and whether it has a slip."""
        distinct = self._distinct_form(written)
        return self._form(key) if distinct is None else (distinct, False)

    def _form(self, key: str) -> tuple[str, bool]:
        """The form of a key that is in a phrase, and whether the key has a slip."""
        form = form_of(key)
        if form in self._forms or len(key) < self._shortest - 1 or not key.isalpha():
            return form, False
        for near in _shortened(key):
            for known in self._near.get(near, ()):
                if known[0] == key[0] and is_one_typo_away(key, known) and _is_forgiven(key, known):
                    return form_of(known), True
        return form, False

    def at(self, said: Sequence[Read], place: int) -> Sequence[Match[K]]:
        """The phrases that stand at a place, the longest first."""
        if said[place].form not in self._root.after:
            return ()
        found: list[Match[K]] = []
        node, slipped = self._root, False
        for end in range(place, len(said)):
            following = node.after.get(said[end].form)
            if following is None:
                break
            node, slipped = following, slipped or said[end].slipped
            if node.ending:
                found[:0] = [Match(kind, place, end + 1, text, not slipped) for kind, text in node.ending.items()]
        return found

    def at_each(self, said: Sequence[Read]) -> Sequence[Sequence[Match[K]]]:
        """The same for all places; at most of them there is none."""
        begins = self._root.after
        return [self.at(said, place) if each.form in begins else () for place, each in enumerate(said)]


def _is_forgiven(key: str, known: str) -> bool:
    """Whether a slip in a word of this length is one, and not another word."""
    return len(known) >= SHORTEST_SLIPPED or len(known) > len(key) or sorted(known) == sorted(key)


def _with_umlauts(word: str) -> str:
    """A word as it is written: “wuerde” is “würde”."""
    small = word.casefold()
    if small.isascii():
        return small.replace("ae", "ä").replace("oe", "ö").replace("ue", "ü")
    return unicodedata.normalize("NFC", small)


def _shortened(key: str) -> Iterator[str]:
    """The key, and what is left of it without any one letter: two that are a slip apart have one in common."""
    yield key
    for place in range(len(key)):
        yield f"{key[:place]}{key[place + 1 :]}"
