"""Entries, to be searched in words: the newest version of each, and which of them are shown.

A search of a few words in five thousand entries takes some milliseconds. What counts is which of the wanted things an
entry has – not how often it says so –, so many are equally good, and among equals each day another one comes first.
Nothing else moves an entry up or down, and no money does.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2b
from threading import Lock

from domain.directory.entries import Listed
from domain.directory.places import country_of, region_of
from domain.directory.terms import terms_of
from domain.directory.wanted import Concept, Filters, read_wanted

IN_SKILLS, IN_NAME, IN_TEXT = 3, 3, 2
"""What a word counts, by where an entry says it."""
_COMMON, _USUAL = 0.3, 0.05
"""Parts of all entries: what so many of them have says less about each."""
_ENOUGH = 0.5
"""Of the best entry's score: what has less than that is not shown."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """What was found: entries, the best first, and words that no entry has."""

    ids: tuple[int, ...]
    unknown: tuple[str, ...] = ()


@dataclass(slots=True)
class _Indexed:
    entry: Listed
    terms: Mapping[str, int]


@dataclass(slots=True)
class Index:
    """Threads may share it: whoever reads or changes it has it alone for some milliseconds."""

    stamp: str = ""
    """What the database has said of which entries there are, the last time."""
    lock: Lock = field(default_factory=Lock)
    _entries: dict[int, _Indexed] = field(default_factory=dict)
    _postings: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))
    _turns: tuple[date, dict[int, bytes]] = (date.min, {})

    def versions(self) -> Mapping[int, str]:
        """Which version of each entry is here."""
        return {number: each.entry.version for number, each in self._entries.items()}

    def drop(self, ids: Iterable[int]) -> None:
        """Takes entries out."""
        for number in ids:
            for term in self._entries.pop(number).terms:
                holders = self._postings[term]
                del holders[number]
                if not holders:
                    del self._postings[term]

    def put(self, entries: Iterable[Listed]) -> None:
        """Takes entries in, in place of what is here of them."""
        for entry in entries:
            if entry.id in self._entries:
                self.drop((entry.id,))
            terms = _terms(entry)
            self._entries[entry.id] = _Indexed(entry, terms)
            for term, weight in terms.items():
                self._postings[term][entry.id] = weight

    def search(self, text: str, filters: Filters, day: date) -> Ranked:
        """The entries for what somebody has typed; all of them where nothing was."""
        among = self._among(filters)
        wanted = read_wanted(text, self._postings)
        if not wanted.concepts:
            found = self._entries if among is None else among
            return Ranked(() if wanted.unknown else self._in_turn(found, {}, day), wanted.unknown)
        scores: dict[int, float] = defaultdict(float)
        for concept in wanted.concepts:
            self._add(scores, concept, among)
        best = max(scores.values(), default=0)
        good = {number: score for number, score in scores.items() if score >= best * _ENOUGH}
        return Ranked(self._in_turn(good, good, day), wanted.unknown)

    def common(self, mark: str, most: int) -> list[str]:
        """The codes that most entries have: of categories (`#`), languages (`@`), or regions and countries (`/`)."""
        held = {term[1:]: len(holders) for term, holders in self._postings.items() if term[0] == mark}
        return sorted((code for code in held if "/" not in code), key=lambda code: (-held[code], code))[:most]

    def _add(self, scores: dict[int, float], concept: Concept, among: set[int] | None) -> None:
        """What the entries have of one wanted thing: the best of its alternatives."""
        best: dict[int, float] = {}
        for term, weight in concept.terms.items():
            holders = self._postings.get(term)
            if holders is None:
                continue
            factor = weight * (1 if concept.is_facet else self._rarity(len(holders)))
            for number, held in holders.items():
                value = factor * held
                if value > best.get(number, 0):
                    best[number] = value
        for number, value in best.items():
            if among is None or number in among:
                scores[number] += value

    def _rarity(self, holders: int) -> float:
        share = holders / max(1, len(self._entries))
        return 1.0 if share > _COMMON else 1.5 if share > _USUAL else 2.0

    def _among(self, filters: Filters) -> set[int] | None:
        sets = [set(self._postings.get(term, ())) for term in filters.terms]
        return set.intersection(*sets) if sets else None

    def _in_turn(self, found: Iterable[int], scores: Mapping[int, float], day: date) -> tuple[int, ...]:
        turns = self._turns_of(day)
        return tuple(sorted(found, key=lambda number: (-round(scores.get(number, 0), 3), turns[number])))

    def _turns_of(self, day: date) -> Mapping[int, bytes]:
        """By entry, its place in the day's turn: the same in every process, another one tomorrow."""
        if self._turns[0] != day:
            self._turns = (day, {})
        turns = self._turns[1]
        for number in self._entries:
            if number not in turns:
                turns[number] = turn(day, number)
        return turns


def turn(day: date, entry_id: int) -> bytes:
    """Where among equals the entry stands on that day."""
    return blake2b(f"{day.isoformat()}:{entry_id}".encode(), digest_size=8).digest()


def _terms(entry: Listed) -> dict[str, int]:
    """By what an entry is found, and how much that counts."""
    content = entry.content
    terms: dict[str, int] = {}

    def note(found: Iterable[str], weight: int) -> None:
        for term in found:
            terms[term] = max(weight, terms.get(term, 0))

    for text in content.texts.values():
        note(terms_of(text), IN_TEXT)
    note(terms_of(content.certificates or ""), IN_TEXT)
    note(terms_of(entry.name), IN_NAME)
    for skill in (*content.skills, *entry.shelf_names):
        note(terms_of(skill), IN_SKILLS)
    note((f"@{code}" for code in content.languages), 1)
    note((f"#{code}" for code in content.shelves), 1)
    for place in content.places:
        wider = {place, region_of(place), country_of(place)}
        note((f"/{code}" for code in wider), 1)
        note((f"={place}",), 1)
    return terms
