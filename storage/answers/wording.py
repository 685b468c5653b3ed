"""What the desk knows beside the articles: synonyms, what no article is about, and how people talk.

`<root>/<language>/synonyms.yaml` holds words by what they mean, `spoken.yaml` by what they are read as,
`elsewhere.yaml` phrasings by matter, `misconduct.yaml` the lists of `domain.answers.misconduct`, `follow_ups.yaml` how
follow-ups look, `talk.yaml` small talk by what it is about, `sayings/in_forms.yaml` what is said to a form; each but
`spoken.yaml` has the same names in every language. Comments at the top of the German files say how to write them.
`<root>/learnt.npz` is what examples have taught of the articles, `<root>/foreign.yaml` words of languages that are not
spoken here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

import yaml

from domain.answers.articles import Places, filled, unknown_places
from domain.answers.follow_ups import NAMES, FollowUps
from domain.answers.knowledge import Knowledge
from domain.answers.meanings import Meanings
from domain.answers.misconduct import LISTS, SHORTEST_BEGINNING, Misconduct
from domain.answers.spelling import words
from domain.answers.talk import EMPHASIS, FILLER, Talk, TalkTable
from domain.answers.topics import TOPICS
from domain.sayings.form_words import NAMES as NAMES_IN_FORMS
from domain.sayings.in_forms import InForms
from storage.answers.articles import YAML_LOADER, ArticleFault, FaultyArticles, check_articles, load_articles
from storage.answers.languages import languages_with
from storage.answers.learnt_table import TABLE, load_table

SYNONYMS = "synonyms.yaml"
SPOKEN = "spoken.yaml"
ELSEWHERE = "elsewhere.yaml"
MISCONDUCT = "misconduct.yaml"
TALK = "talk.yaml"
FOREIGN = "foreign.yaml"
FOLLOW_UPS = "follow_ups.yaml"
IN_FORMS = "sayings/in_forms.yaml"

Table = Mapping[str, tuple[str, ...]]


def load_knowledge(
    root: Path, places: Mapping[str, Places], own: Path | None = None, left_out: Iterable[str] = ()
) -> Knowledge:
    """All there is to know under `root` (`locales/`), with `places` filled in, by language.

    Articles under `own` replace those of their topic, and are found by the phrasings of both: people ask for what one
    provider has to say as they do elsewhere. Topics that are `left_out` are a matter without an article.
    Raises `FaultyArticles` if a file cannot be read.
    """
    meanings, elsewhere = load_wording(root, places)
    follow_ups = FollowUps(
        (_FollowUpTable(root / language / FOLLOW_UPS).texts for language in languages_with(root, FOLLOW_UPS)), meanings
    )
    articles = {(article.id, article.language): article for article in load_articles(root)}
    for article in load_articles(own) if own is not None else ():
        general = articles.get((article.id, article.language))
        more = () if general is None else (general.question, *general.aliases)
        articles[article.id, article.language] = replace(
            article, aliases=tuple(dict.fromkeys((*article.aliases, *more)))
        )
    learnt = load_table(root / TABLE)
    knowledge = Knowledge(articles.values(), meanings, elsewhere, load_misconduct(root), follow_ups, places, learnt)
    return knowledge.without(left_out)


def load_wording(root: Path, places: Mapping[str, Places]) -> tuple[Meanings, Mapping[str, Table]]:
    """Synonyms with what is spoken, and by language what is elsewhere.

    Raises `FaultyArticles` if a file cannot be read.
    """
    synonyms = (
        _filled(_Table(root / language / SYNONYMS).texts, places.get(language, {}))
        for language in languages_with(root, SYNONYMS)
    )
    spoken = (_SpokenTable(root / language / SPOKEN).texts for language in languages_with(root, SPOKEN))
    return (
        Meanings(synonyms, spoken),
        {language: _Table(root / language / ELSEWHERE).texts for language in languages_with(root, ELSEWHERE)},
    )


def _filled(table: Table, places: Places) -> Table:
    """Synonyms of which one may be the provider’s name."""
    return {name: tuple(filled(text, places) for text in texts) for name, texts in table.items()}


def load_misconduct(root: Path) -> Misconduct:
    """What may be about misconduct. Raises `FaultyArticles` if a file cannot be read."""
    return Misconduct(_Table(root / language / MISCONDUCT).texts for language in languages_with(root, MISCONDUCT))


def load_talk(root: Path) -> TalkTable:
    """Small talk in all languages, and how others are known. Raises `FaultyArticles`."""
    spoken = languages_with(root, TALK)
    foreign = _Table(root / FOREIGN).texts if (root / FOREIGN).exists() else {}
    return TalkTable(
        (_TalkTable(root / language / TALK).texts for language in spoken),
        {name: said for name, said in foreign.items() if name not in spoken},
    )


def load_in_forms(root: Path) -> InForms:
    """What people say to a form beside answers, in all languages. Raises `FaultyArticles`."""
    return InForms(_WordsInForms(root / language / IN_FORMS).texts for language in languages_with(root, IN_FORMS))


def check_knowledge(root: Path, today: dt.date, places: Mapping[str, Places]) -> list[ArticleFault]:
    """Everything that is wrong with articles and with the words beside them, by file and line."""
    of_tables = (fault for name, kind in _KINDS.items() for fault in _check(root, name, kind, places))
    return sorted([*check_articles(root, today, places), *of_tables])


class _Table:
    """A file's lists of texts by name, and the line of each name and text."""

    _names: ClassVar[tuple[str, ...] | None] = None  # any

    def __init__(self, path: Path) -> None:
        self._path = path
        self.texts: dict[str, tuple[str, ...]] = {}
        self.lines: dict[str, int] = {}
        self.lines_of: dict[str, tuple[int, ...]] = {}
        try:
            node = yaml.compose(path.read_text("utf-8"), Loader=YAML_LOADER)
        except FileNotFoundError as error:
            raise self._refusal(1, "The file is missing.") from error
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            raise self._refusal(line, f"The file is not YAML: {error.problem}.") from error
        if not isinstance(node, yaml.MappingNode):
            raise self._refusal(1, "The file must consist of lists with a name.")
        for key, value in node.value:
            line = key.start_mark.line + 1
            if self._names is not None and key.value not in self._names:
                raise self._refusal(line, f"“{key.value}” is none of the names here: {', '.join(self._names)}.")
            if key.value in self.texts:
                raise self._refusal(line, f"“{key.value}” stands there twice.")
            if not isinstance(value, yaml.SequenceNode) or not value.value:
                raise self._refusal(line, f"“{key.value}” must be a list of texts.")
            for item in value.value:
                if item.tag != "tag:yaml.org,2002:str" or not self._is_text(str(item.value)):
                    raise self._refusal(item.start_mark.line + 1, f"“{item.value}” must be a text, perhaps in quotes.")
            self.texts[key.value] = tuple(str(item.value) for item in value.value)
            self.lines[key.value] = line
            self.lines_of[key.value] = tuple(item.start_mark.line + 1 for item in value.value)

    def _is_text(self, text: str) -> bool:
        return bool(words(text))

    def _refusal(self, line: int, sentence: str) -> FaultyArticles:
        return FaultyArticles([ArticleFault(self._path, line, sentence)])


class _FollowUpTable(_Table):
    """How follow-ups look."""

    _names = NAMES


class _TalkTable(_Table):
    """Small talk: its names are those of `Talk`, and 👍 is a text."""

    _names = (FILLER, EMPHASIS, *(talk.value for talk in Talk if talk is not Talk.FOREIGN))

    def _is_text(self, text: str) -> bool:
        return bool(text.strip())


class _SpokenTable(_Table):
    """Single words by what they are read as."""

    def _is_text(self, text: str) -> bool:
        return len(words(text)) == 1


class _WordsInForms(_Table):
    """What is said to a form."""

    _names = NAMES_IN_FORMS


_KINDS: Mapping[str, type[_Table]] = {
    SYNONYMS: _Table,
    SPOKEN: _SpokenTable,
    ELSEWHERE: _Table,
    MISCONDUCT: _Table,
    FOLLOW_UPS: _FollowUpTable,
    TALK: _TalkTable,
    IN_FORMS: _WordsInForms,
}


def _check(root: Path, name: str, kind: type[_Table], places: Mapping[str, Places]) -> Iterator[ArticleFault]:
    tables: dict[str, _Table] = {}
    for language in languages_with(root, name):
        try:
            tables[language] = kind(root / language / name)
        except FaultyArticles as unreadable:
            yield from unreadable.faults
    names = [name for table in tables.values() for name in table.texts]
    for language, table in tables.items():
        path = root / language / name
        for missing in sorted(set(names) - set(table.texts)) if name != SPOKEN else ():
            yield ArticleFault(path, 1, f"“{missing}” is missing; the other language has it.")
        for heading, texts in table.texts.items():
            if heading in TOPICS and name == ELSEWHERE:
                yield ArticleFault(path, table.lines[heading], f"“{heading}” is a topic with an article of its own.")
            if heading not in LISTS and name == MISCONDUCT:
                known = ", ".join(sorted(LISTS))
                yield ArticleFault(path, table.lines[heading], f"“{heading}” is none of the lists: {known}.")
            seen: set[str] = set()
            for line, text in zip(table.lines_of[heading], texts, strict=True):
                if text.casefold() in seen:
                    yield ArticleFault(path, line, f"“{text}” stands there twice.")
                seen.add(text.casefold())
                for place in unknown_places(text, places.get(language, {}) if name == SYNONYMS else {}):
                    yield ArticleFault(path, line, f"“{{{place}}}” is no place that the profile fills here.")
                if name == MISCONDUCT and text.endswith("*") and len(words(text)[-1]) < SHORTEST_BEGINNING:
                    yield ArticleFault(
                        path, line, f"“{text}” begins too many words: {SHORTEST_BEGINNING} letters at least."
                    )
