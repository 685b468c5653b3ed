"""What people say to a form that is no answer: go back, cancel, explain, “yes, send it”, “no, rather …”, “on with …”.

A message is one of the ways only if all of it is one, beside words that say nothing: “zurück, bitte” goes back, and
“Zurück GmbH” is a name. The phrasings stand in `locales/<language>/sayings/in_forms.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import islice

from domain.answers.spelling import MOST_CHARACTERS, words
from domain.sayings.slots import Value

LONGEST = 10
"""Words of a message that can be a way; of one that leads back to a form, those before its name."""
FILLER, SUBJECTS, RESUMES = "filler", "subjects", "resumes"
CORRECTS, INSTEAD, DENIES, ASKS = "corrects", "instead", "denies", "asks"

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


class Way(Enum):
    """What buttons do as well; the value is its name in the tables."""

    BACK = "back"
    CANCEL = "cancel"
    EXPLAIN = "explain"
    MENU = "menu"
    AGREES = "agrees"
    """Whoever says so believes that words are enough."""


NAMES = (*(way.value for way in Way), FILLER, SUBJECTS, RESUMES, CORRECTS, INSTEAD, DENIES, ASKS)


@dataclass(frozen=True, slots=True)
class Beside:
    """What a message says beside its values: whether it `corrects` an answer, `denies` something or `asks`, and how
    many words are `unknown`."""

    corrects: bool = False
    denies: bool = False
    asks: bool = False
    unknown: int = 0


class InForms:
    """The phrasings of all languages. Never changes; threads may share it."""

    def __init__(self, tables: Iterable[Mapping[str, Iterable[str]]] = ()) -> None:
        """Each table holds one language's phrasings by `NAMES`."""
        lists: dict[str, set[tuple[str, ...]]] = {name: set() for name in NAMES}
        for table in tables:
            for name, phrasings in table.items():
                lists[name].update(filter(None, map(_spoken, phrasings)))
        self._ways = {phrase: way for way in reversed(Way) for phrase in lists[way.value]}
        self._filler = {word for phrase in lists[FILLER] for word in phrase}
        self._resumes = lists[RESUMES]
        self._marks = {name: lists[name] for name in (CORRECTS, INSTEAD, DENIES, ASKS, SUBJECTS)}
        self._longest_mark = max((len(phrase) for marks in self._marks.values() for phrase in marks), default=0)

    def way(self, text: str) -> Way | None:
        """What a message asks for if that is all that it says."""
        spoken = tuple(words(text[:MOST_CHARACTERS]))
        if not spoken or len(spoken) > LONGEST:
            return None
        before = next((at for at, word in enumerate(spoken) if word not in self._filler), len(spoken))
        after = next((at for at in range(len(spoken), 0, -1) if spoken[at - 1] not in self._filler), 0)
        # A phrasing may begin or end with words that say nothing elsewhere: the longest one counts.
        parts = ((start, end) for start in range(before + 1) for end in range(len(spoken), max(after, start) - 1, -1))
        found = (self._ways.get(spoken[start:end]) for start, end in parts)
        return next((way for way in found if way is not None), None)

    def resumed(self, text: str) -> str | None:
        """What somebody wants to go on with: “weiter mit Alpweb” is about “Alpweb”. `None` where nobody does."""
        found = list(islice(_WORD.finditer(text[:MOST_CHARACTERS]), LONGEST + 1))
        spoken = [_spoken(each.group()) for each in found]
        start = next((at for at, word in enumerate(spoken) if not set(word) <= self._filler), len(spoken))
        for end in range(len(spoken) - 1, 0, -1):
            for begin in range(min(start, end) + 1):
                if tuple(word for each in spoken[begin:end] for word in each) in self._resumes:
                    return text[found[end - 1].end() :].strip(" \t\n.!:,")
        return None

    def telling(self, text: str) -> tuple[str, ...]:
        """The words of a text that say something."""
        return tuple(word for word in words(text[:MOST_CHARACTERS]) if word not in self._filler)

    def to_change(self, text: str) -> tuple[str, ...] | None:
        """The words for what shall be changed: of “change the access”, “access”. `None` where nothing shall be."""
        rest = tuple(words(text[:MOST_CHARACTERS]))
        if len(rest) > LONGEST:
            return None
        changes, named, at = False, list[str](), 0
        while at < len(rest):
            length, marks = self._mark(rest, at)
            if ASKS in marks or (DENIES in marks and INSTEAD not in marks):
                return None
            if CORRECTS in marks or INSTEAD in marks:
                changes = True
            elif marks or rest[at] not in self._filler:
                named += rest[at : at + length]
            at += length
        return tuple(named) if changes else None

    def beside(self, text: str, values: Sequence[Value]) -> Beside:
        """What a message says beside its `values`, which stand apart and in order. A very long one says much."""
        if len(text) > MOST_CHARACTERS:
            return Beside(unknown=len(text))
        marks: set[str] = set()
        unknown, place = 0, 0
        for start, end in [*((value.start, value.end) for value in values), (len(text), len(text))]:
            rest = tuple(words(text[place:start]))
            place, at = end, 0
            while at < len(rest):
                length, names = self._mark(rest, at)
                marks |= names
                unknown += not names and rest[at] not in self._filler
                at += length
        return Beside(CORRECTS in marks or INSTEAD in marks, DENIES in marks, ASKS in marks, unknown)

    def _mark(self, rest: tuple[str, ...], at: int) -> tuple[int, set[str]]:
        """The longest mark that begins at a word, with its lists; or one word that is none."""
        for length in range(min(self._longest_mark, len(rest) - at), 0, -1):
            phrase = rest[at : at + length]
            if names := {name for name, marks in self._marks.items() if phrase in marks}:
                return length, names
        return 1, set()


def _spoken(text: str) -> tuple[str, ...]:
    return tuple(words(text))
