"""Reads which words are ordinary, and how people point at what was just shown: `names.yaml` and `pointing.yaml`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from domain.answers.knowledge import Knowledge
from domain.sayings.names.ordinary import LISTS, NameWords
from domain.sayings.pointing import POINTING, Pointing
from storage.answers.articles import ArticleFault, FaultyArticles
from storage.answers.languages import EACH_LANGUAGE, languages_with
from storage.answers.sayings import FOLDER, lists_in
from storage.answers.wording import ELSEWHERE

NAMES = "names.yaml"
POINTERS = "pointing.yaml"
_EXAMPLES = "examples"
"""Names that stand in texts of the desk as examples."""


def load_name_words(root: Path, knowledge: Knowledge) -> NameWords:
    """Ordinary words in all languages: those of the articles, and of all files of words under `root` (`locales/`).

    Raises `FaultyArticles`.
    """
    tables, examples = [], []
    for language in languages_with(root, f"{FOLDER}/{NAMES}"):
        table = _table(root / language / FOLDER / NAMES, (*LISTS, _EXAMPLES))
        examples += table.pop(_EXAMPLES, [])
        tables.append(table)
    return NameWords(tables, [*knowledge.texts(), *_texts(root)], names=examples)


def load_pointing(root: Path) -> Pointing:
    """How people point, in all languages. Raises `FaultyArticles`."""
    return Pointing(
        _table(root / language / FOLDER / POINTERS, POINTING)
        for language in languages_with(root, f"{FOLDER}/{POINTERS}")
    )


def _table(path: Path, names: Iterable[str]) -> dict[str, list[str]]:
    """The file's lists by name. Raises `FaultyArticles` where one has another name."""
    lists = lists_in(path)
    for name, texts in lists.items():
        if name not in names:
            line = texts[0][0] if texts else 1
            raise FaultyArticles([ArticleFault(path, line, f"“{name}” is none of the lists: {', '.join(names)}.")])
    return {name: [text for _, text in texts] for name, texts in lists.items()}


def _texts(root: Path) -> Iterator[str]:
    """What stands in the files of words, but for ordinary ones: the desk's own. Names of lists are words, too. What
    people write about other matters has names of all the world.

    The bot waits for this at every start, and whoever reads the files' lists has parsed them already.
    """
    for folder in sorted(root.glob(EACH_LANGUAGE)):
        for path in sorted(folder.glob("**/*.yaml")):
            if path.name not in (NAMES, ELSEWHERE):
                yield from (line for line in path.read_text("utf-8").splitlines() if not line.startswith("#"))
