"""Reads how people ask for things: `<root>/<language>/sayings/*.yaml`.

Each file holds lists of templates by action (`domain.sayings.templates`); `rules.yaml` holds the rules that templates
share, each of them one text, and `fillers.yaml` the words that say nothing. Other files there hold words: `WORDS`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from domain.answers.meanings import Meanings
from domain.sayings.matching import Matcher, Said
from domain.sayings.pronouns import Pronouns
from domain.sayings.templates import TemplateFault, expanded
from storage.answers.articles import YAML_LOADER, ArticleFault, FaultyArticles
from storage.answers.languages import languages_with

FOLDER = "sayings"
RULES = "rules.yaml"
FILLERS = "fillers.yaml"
WORDS = frozenset(
    {
        *(FILLERS, "values.yaml", "moods.yaml", "names.yaml", "pointing.yaml", "in_forms.yaml", "follow_ups.yaml"),
        "questions.yaml",
        "replies.yaml",
    }
)
"""Files in the folder that hold no sayings."""


@dataclass(frozen=True, slots=True)
class Template:
    """A template with where it stands, and the sentences that it stands for."""

    path: Path
    line: int
    language: str
    action: str
    text: str
    sentences: tuple[str, ...]


def load_sayings(root: Path, meanings: Meanings, questions: Iterable[str] = ()) -> Matcher:
    """All sayings under `root` (`locales/`), beside `questions` that ask for nothing that can be done. Raises
    `FaultyArticles` where a file cannot be read.
    """
    words: dict[str, list[str]] = {"fillers": [], "personal": [], "pronouns": [], "of-one": []}
    for language in languages_with(root, f"{FOLDER}/{FILLERS}"):
        for name, texts in lists_in(root / language / FOLDER / FILLERS).items():
            words[name] += (text for _, text in texts)
    pronouns = Pronouns(words["pronouns"], words["of-one"])
    return Matcher(_said(load_templates(root)), meanings, words["fillers"], words["personal"], pronouns, questions)


def load_templates(root: Path) -> tuple[Template, ...]:
    """All templates, in the order of their files. Raises `FaultyArticles` where a file cannot be read."""
    return tuple(
        each
        for language in languages_with(root, f"{FOLDER}/{RULES}")
        for each in _of_language(root / language / FOLDER, language)
    )


def _said(templates: tuple[Template, ...]) -> Iterator[Said]:
    found: dict[tuple[str, str], dict[str, None]] = {}
    for each in templates:
        found.setdefault((each.action, each.language), {}).update(dict.fromkeys(each.sentences))
    for (action, language), sentences in found.items():
        yield Said(action, language, tuple(sentences))


def _of_language(folder: Path, language: str) -> Iterator[Template]:
    rules = {name: texts[0][1] for name, texts in lists_in(folder / RULES).items()}
    for path in sorted(folder.glob("*.yaml")):
        if path.name in WORDS or path.name == RULES:
            continue
        for action, texts in lists_in(path).items():
            for line, text in texts:
                try:
                    yield Template(path, line, language, action, text, expanded(text, rules))
                except TemplateFault as fault:
                    raise FaultyArticles([ArticleFault(path, line, str(fault))]) from None


def lists_in(path: Path) -> Mapping[str, list[tuple[int, str]]]:
    """A file's texts by name, each with its line; a text that stands alone is a list of one."""
    try:
        node = yaml.compose(path.read_text("utf-8"), Loader=YAML_LOADER)
    except FileNotFoundError:
        raise FaultyArticles([ArticleFault(path, 1, "The file is missing.")]) from None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise FaultyArticles([ArticleFault(path, line, f"The file is not YAML: {error.problem}.")]) from None
    if not isinstance(node, yaml.MappingNode):
        raise FaultyArticles([ArticleFault(path, 1, "The file must consist of lists with a name.")])
    found: dict[str, list[tuple[int, str]]] = {}
    for key, value in node.value:
        line = key.start_mark.line + 1
        if key.value in found:
            raise FaultyArticles([ArticleFault(path, line, f"“{key.value}” stands there twice.")])
        items = value.value if isinstance(value, yaml.SequenceNode) else [value]
        if not items or any(item.tag != "tag:yaml.org,2002:str" for item in items):
            raise FaultyArticles([ArticleFault(path, line, f"“{key.value}” must be a list of texts, in quotes.")])
        found[key.value] = [(item.start_mark.line + 1, str(item.value)) for item in items]
    return found
