"""The words from which values and moods are read: `<root>/<language>/sayings/values.yaml` and `moods.yaml`.

Each file holds lists of templates (`domain.sayings.templates`) by the names that `domain.sayings.values.reader` and
`domain.sayings.moods` give them; the same names in every language.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from domain.answers.knowledge import LANGUAGES
from domain.sayings import moods
from domain.sayings.moods import Moods
from domain.sayings.templates import TemplateFault, expanded
from domain.sayings.values import reader
from domain.sayings.values.reader import Values
from domain.sayings.values.set_phrases import MEANINGS
from storage.answers.articles import ArticleFault, FaultyArticles
from storage.answers.languages import languages_with
from storage.answers.sayings import FOLDER, lists_in

VALUES = "values.yaml"
MOODS = "moods.yaml"
MOST_PHRASES = 1000
"""Phrases that an entry may stand for: words in the place of words, which multiply."""

_LISTS: Mapping[str, tuple[str, ...]] = {VALUES: reader.LISTS, MOODS: moods.LISTS}
_COUNTED = {"months": 12, "weekdays": 7}

Table = Mapping[str, tuple[tuple[str, ...], ...]]
"""A file's lists by their names: of each entry, the phrases that it stands for."""


def load_values(root: Path) -> Values:
    """What reads values, with the words of all languages. Raises `FaultyArticles`."""
    return Values(_tables(root, VALUES, reader.LISTS).values())


def load_moods(root: Path) -> Moods:
    """What tells moods, with the words of all languages. Raises `FaultyArticles`."""
    return Moods(_tables(root, MOODS, moods.LISTS).values())


def check_words(root: Path) -> list[ArticleFault]:
    """Everything that is wrong with the words, by file and line."""
    faults: list[ArticleFault] = []
    for name, lists in _LISTS.items():
        try:
            tables = _tables(root, name, lists)
        except FaultyArticles as unreadable:
            faults += unreadable.faults
            continue
        for language, table in tables.items():
            path = root / language / FOLDER / name
            faults += (
                ArticleFault(path, 1, f"“{counted}” must have {count} entries, in their order.")
                for counted, count in _COUNTED.items()
                if counted in table and len(table[counted]) != count
            )
        if name == VALUES:
            faults += _said_twice(root, tables)
    return sorted(faults)


def _said_twice(root: Path, tables: Mapping[str, Table]) -> Iterator[ArticleFault]:
    """Phrases that are two values at once."""
    first: dict[str, str] = {}
    for language, table in tables.items():
        for name in MEANINGS:
            for phrase in {phrase.casefold() for texts in table.get(name, ()) for phrase in texts}:
                if (other := first.setdefault(phrase, name)) != name:
                    path = root / language / FOLDER / VALUES
                    yield ArticleFault(path, 1, f"“{phrase}” stands in “{other}” and in “{name}”.")


def _tables(root: Path, name: str, lists: Iterable[str]) -> dict[str, Table]:
    known = tuple(lists)
    tables = {
        language: _read(root / language / FOLDER / name, known) for language in languages_with(root, f"{FOLDER}/{name}")
    }
    missing = [each for each in known if not any(each in table for table in tables.values())]
    if missing:
        path = root / LANGUAGES[0] / FOLDER / name
        raise FaultyArticles(ArticleFault(path, 1, f"“{each}” is missing.") for each in missing)
    return tables


def _read(path: Path, lists: tuple[str, ...]) -> Table:
    found = lists_in(path)
    faults = [
        ArticleFault(path, texts[0][0], f"“{name}” is none of the lists: {', '.join(lists)}.")
        for name, texts in found.items()
        if name not in lists
    ]
    table = {name: tuple(_phrases(path, texts, faults)) for name, texts in found.items()}
    if faults:
        raise FaultyArticles(sorted(faults))
    return table


def _phrases(path: Path, texts: Iterable[tuple[int, str]], faults: list[ArticleFault]) -> Iterator[tuple[str, ...]]:
    for line, text in texts:
        try:
            yield expanded(text, {}, MOST_PHRASES)
        except TemplateFault as fault:
            faults.append(ArticleFault(path, line, str(fault)))
