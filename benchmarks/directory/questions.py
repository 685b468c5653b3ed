"""Questions with the partners that are meant, and how many of them are found among the first three.

The entries and all sixty questions were written before anything was tuned, half of them in German, half in English;
`tune` was looked at while the search was made better, `final` was set aside until the end.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from domain.directory.entries import Content, Listed
from domain.directory.index import Index
from domain.directory.wanted import Filters
from domain.programme import Programme

FOLDER = Path(__file__).parent
FIRST = 3
DAY = date(2026, 11, 30)


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody types, and the partners of which one should be among the first."""

    language: str
    text: str
    meant: frozenset[str]


def questions(half: str) -> Iterator[Question]:
    """Those of `tune` or `final`."""
    for line in (FOLDER / f"{half}.jsonl").read_text("utf-8").splitlines():
        read = json.loads(line)
        yield Question(read["lang"], read["text"], frozenset(read["any_of"]))


def entries(programme: Programme) -> list[Listed]:
    """Those among which is searched."""
    names = {
        each.code: tuple(
            word
            for name in (each.name, *(kind.name for kind in programme.catalogue if kind.category == each.code))
            for word in (name.de, name.en)
        )
        for each in programme.categories
    }
    found = []
    for number, line in enumerate((FOLDER / "entries.jsonl").read_text("utf-8").splitlines(), 1):
        read = json.loads(line)
        content = Content(
            read["texts"],
            tuple(read["shelves"]),
            tuple(read["skills"]),
            tuple(read["languages"]),
            tuple(read["places"]),
            "https://example.com",
        )
        shelves = tuple(word for code in content.shelves for word in names[code])
        found.append(Listed(number, "1", read["name"], content, shelves))
    return found


def missed(programme: Programme, half: str) -> list[tuple[Question, tuple[str, ...]]]:
    """The questions of which no meant partner is among the first, and who is instead."""
    listed = entries(programme)
    names = {entry.id: entry.name for entry in listed}
    index = Index()
    index.put(listed)
    found = []
    for question in questions(half):
        first = tuple(names[number] for number in index.search(question.text, Filters(), DAY).ids[:FIRST])
        if not question.meant & set(first):
            found.append((question, first))
    return found
