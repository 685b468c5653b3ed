"""Whether a message is, or may be, about misconduct: a boss who cheats, a bribe, harassment, laundered money.

Nobody may be found out for having asked about that (fact 15), so such a message leaves nothing behind. The words
decide, before anything is kept, and they err on the side of silence: an ordinary question that is taken for a delicate
one is not kept, and the answer to it comes second; the other way round, somebody may lose their work.

The lists are data, `locales/<language>/misconduct.yaml`. A message is delicate where it has a word or phrasing of
`alone`, or one of `person` with one of `deed` nearby: “secretly” is nothing, “my boss secretly …” may be. What
stands in a phrasing of `harmless` does not count.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from domain.answers.spelling import stem, words

POLICY = "whistleblower-policy"
"""The topic that answers a delicate message."""
LISTS = frozenset({"alone", "person", "deed", "name", "harmless"})
NEARBY = 12
"""So many words may stand between a person and the deed."""
LONGEST_NAME = 6
"""Words of a name that is taken as an answer in a form although one of them is delicate."""

SHORTEST_BEGINNING = 3
"""Letters of a beginning, by which it is looked up."""
_SHORTEST_IN_COMPOUND = 5
"""Shorter beginnings occur inside of words by chance."""
_SHORTEST_TYPO = 8
"""A beginning of so many letters is found with a slip in it, too; “Betrag” must not become “Betrug” …"""
_TYPED_WELL = 4
"""… and the slip comes after these."""

_HARMLESS = "harmless"
"""The list of phrasings in which nothing is delicate: who pays “out of their own pocket” takes nothing."""
_COUNTERPART = {"person": "deed", "deed": "person"}


@dataclass(frozen=True, slots=True)
class _Phrase:
    """Neighbouring words: the stems of all, the last of which may be a beginning instead."""

    kind: str
    stems: tuple[str, ...]
    ending: str | None
    written: str

    def stands_at(self, place: int, plain: Sequence[str], stems: Sequence[str]) -> bool:
        """Whether the words from `place` on are these."""
        end = place + len(self.stems)
        if tuple(stems[place:end]) != self.stems:
            return False
        return self.ending is None or (end < len(plain) and plain[end].startswith(self.ending))


class Misconduct:
    """The lists, looked up by words of `domain.answers.spelling.words`. Never changes; threads may share it."""

    def __init__(self, tables: Iterable[Mapping[str, Iterable[str]]] = ()) -> None:
        """Each table holds the lists of one language by their names, `LISTS`."""
        self._phrases: dict[str, list[_Phrase]] = defaultdict(list)  # by their first stem
        self._beginnings: dict[str, list[tuple[str, str, str]]] = defaultdict(list)  # by their first letters
        for table in tables:
            for kind, entries in table.items():
                for entry in entries:
                    self._add(kind, entry)

    def _add(self, kind: str, entry: str) -> None:
        parts = words(entry)
        if not entry.endswith("*"):
            phrase = _Phrase(kind, tuple(map(stem, parts)), None, entry)
        elif len(parts) > 1:
            phrase = _Phrase(kind, tuple(map(stem, parts[:-1])), parts[-1], entry)
        else:
            self._beginnings[parts[0][:SHORTEST_BEGINNING]].append((parts[0], kind, entry))
            return
        self._phrases[phrase.stems[0]].append(phrase)

    def signs(self, text: str) -> tuple[str, ...]:
        """The entries of the lists for which a message is delicate; none where it is an ordinary one."""
        found: list[str] = []
        last: dict[str, tuple[int, str]] = {}
        entries = tuple(self._entries_in(words(text)))
        harmless = {at for kind, entry, place in entries if kind == _HARMLESS for at in _places(entry, place)}
        for kind, entry, place in entries:
            if harmless.intersection(_places(entry, place)):
                continue
            last[kind] = place, entry
            if kind == "alone":
                found.append(entry)
            elif kind in _COUNTERPART and (other := last.get(_COUNTERPART[kind])) and place - other[0] <= NEARBY:
                found += (other[1], entry)
        return tuple(dict.fromkeys(found))

    def is_name(self, text: str) -> bool:
        """Whether a text reads like what a company or a product is called: “Mobbingberatung AG”, “betrug.example”."""
        whole = text.strip().rstrip(".!?")
        plain = words(whole)
        if not plain or len(plain) > LONGEST_NAME:
            return False
        last = any(kind == "name" for kind, _, place in self._entries_in(plain) if place == len(plain) - 1)
        return last or ("." in whole and len(whole.split()) == 1)

    def _entries_in(self, plain: Sequence[str]) -> Iterator[tuple[str, str, int]]:
        """List, entry and place of all that stands in a text."""
        stems = [stem(word) for word in plain]
        for place, word in enumerate(plain):
            for phrase in self._phrases.get(stems[place], ()):
                if phrase.stands_at(place, plain, stems):
                    yield phrase.kind, phrase.written, place
            for start in (0, *range(SHORTEST_BEGINNING, len(word) - _SHORTEST_IN_COMPOUND + 1)):
                for beginning, kind, entry in self._beginnings.get(word[start : start + SHORTEST_BEGINNING], ()):
                    if _begins(word, beginning, start):
                        yield kind, entry, place


def _places(entry: str, place: int) -> range:
    """Of the words of an entry that stands at a place."""
    return range(place, place + len(words(entry)))


def _begins(word: str, beginning: str, start: int) -> bool:
    """Whether a word begins so; inside of one, from `start` on, short beginnings do not count."""
    if word.startswith(beginning, start):
        return not start or len(beginning) >= _SHORTEST_IN_COMPOUND
    return not start and len(beginning) >= _SHORTEST_TYPO and _slipped(word, beginning)


def _slipped(word: str, beginning: str) -> bool:
    """Whether a word begins so but for one letter that is wrong, missing or too many, or two that changed places."""
    place = next((place for place, (a, b) in enumerate(zip(word, beginning, strict=False)) if a != b), len(word))
    if place < _TYPED_WELL:
        return False
    rest = beginning[place + 1 :]
    swapped = beginning[place + 1 : place + 2] + beginning[place : place + 1] + beginning[place + 2 :]
    return (
        (len(word) > place and word.startswith(rest, place + 1))
        or word.startswith(beginning[place:], place + 1)
        or word.startswith(rest, place)
        or word.startswith(swapped, place)
    )
