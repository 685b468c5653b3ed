"""How people point at what was just spoken of or shown: “dieser Partner”, “ihm”, “der erste”, “the last one”.

The words stand in `locales/<language>/sayings/pointing.yaml`. What is meant, only the conversation knows.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from domain.answers.spelling import MOST_CHARACTERS
from domain.names.keys import fold, folded_word
from domain.sayings.slots import Slot

LAST = -1
"""The place of the last one in a list …"""
OTHER_ONE = -2
"""… and of the one of two that was not spoken of last."""
PLACES: Mapping[str, int] = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "last": LAST,
    "other-one": OTHER_ONE,
}
"""Places in a list, by the names of their words in the files."""
KINDS: Mapping[str, Slot | None] = {
    "this-other": Slot.OTHER,
    "this-product": Slot.PRODUCT,
    "this-person": Slot.PERSON,
    "this": None,
    "it": None,
    "thing": None,
    "one": None,
}
ONE, TAKES, TAKEN = "one", "takes", "taken"
"""Words that stand for somebody beside who is taken, and elsewhere for anything: “nimm den”, “die nehmen wir”."""
NOWHERE = "nowhere"
"""Phrases in which such a word points at nothing: “all of it”."""
POINTING = (*PLACES, *KINDS, NOWHERE, "goes-on", TAKES, TAKEN)
"""The names of the lists in the files: “goes-on” are the words that may stand behind a place (“der erste soll …”).

Before “one” stands a word that `takes`, and behind it the sentence ends, or one that is `taken` follows.
"""

_WEAK = frozenset({"it", "thing", ONE})
_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*")
_ENDS = re.compile(r"\s*(?:$|[.,;:!?)\n–-])")


@dataclass(frozen=True, slots=True)
class Pointed:
    """The characters from `start` to before `end` point at something.

    With a `place`, at the one at that place of the list that was shown last, from 1 (`LAST`: the last one; `OTHER_ONE`:
    the other one of two). Without, at what was spoken of last: of that `slot`, if it is said; `weak` words may well
    mean nothing (“it”, “ihm”). A `thing` is a product, where one was spoken of last.
    """

    start: int
    end: int
    place: int | None = None
    slot: Slot | None = None
    weak: bool = False
    thing: bool = False


class Pointing:
    """The words of all languages. Never changes; threads may share it."""

    def __init__(self, tables: Iterable[Mapping[str, Iterable[str]]] = ()) -> None:
        """Each table holds one language's phrases by the names of `POINTING`."""
        self._phrases: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)  # by their first word
        beside: dict[str, set[str]] = {name: set() for name in ("goes-on", TAKES, TAKEN)}
        for table in tables:
            for name, phrases in table.items():
                for phrase in phrases:
                    words = tuple(_WORD.findall(fold(phrase)))
                    if name in beside:
                        beside[name].update(words)
                    elif words:
                        self._phrases[words[0]].append((words, name))
        for same in self._phrases.values():
            same.sort(key=lambda each: -len(each[0]))
        self._beside = beside

    def may_begin(self, word: str) -> bool:
        """Whether words that point may begin so: few do."""
        return word in self._phrases

    def at(self, words: Sequence[str], first: int, ends: Callable[[int], bool]) -> tuple[int, str] | None:
        """How many words from `first` on point, and the list that has them; `ends` tells behind which a part ends."""
        for phrase, name in self._phrases.get(words[first], ()):
            last = first + len(phrase)
            if tuple(words[first:last]) != phrase:
                continue
            is_end = ends(last - 1)
            if name == ONE and not self._is_taken(words, first, last, is_end=is_end):
                continue
            if name not in PLACES or is_end or words[last] in self._beside["goes-on"]:
                return len(phrase), name
        return None

    def _is_taken(self, words: Sequence[str], first: int, last: int, *, is_end: bool) -> bool:
        """Whether the words from `first` to before `last` are whom somebody takes."""
        takes = first > 0 and words[first - 1] in self._beside[TAKES]
        return (takes and is_end) or (last < len(words) and words[last] in self._beside[TAKEN])


def pointed(text: str, pointing: Pointing) -> tuple[Pointed, ...]:
    """Where the text points at something, in its order; the longest phrases."""
    text = text[:MOST_CHARACTERS]
    found = list(_WORD.finditer(text))
    words = [folded_word(each[0]) for each in found]

    def ends(place: int) -> bool:
        return _ENDS.match(text, found[place].end()) is not None

    pointers: list[Pointed] = []
    behind = 0
    for place in [place for place, word in enumerate(words) if pointing.may_begin(word)]:
        phrase = pointing.at(words, place, ends) if place >= behind else None
        if phrase is None:
            continue
        length, name = phrase
        behind = place + length
        if name == NOWHERE:
            continue
        start, end = found[place].start(), found[behind - 1].end()
        pointers.append(Pointed(start, end, PLACES.get(name), KINDS.get(name), name in _WEAK, name == "thing"))
    return tuple(pointers)
