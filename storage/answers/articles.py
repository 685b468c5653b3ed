"""The knowledge base's files: `<root>/<language>/articles/<topic>.md`, Markdown behind YAML front matter.

People who write articles are told what is wrong in one sentence with file and line, all of it at once.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.front_matter import front_matter_plugin

from domain.answers.articles import Article, Offer, Places, filled_markdown, is_address, unknown_places
from domain.answers.topics import TOPICS
from storage.answers.languages import languages_with

ARTICLES = "articles"
LONGEST_TITLE = 40
LONGEST_TEXT = 1500
"""Characters of an article as it is read, its question included: about two screens of a phone."""
REVIEW_INTERVAL = dt.timedelta(days=365)

# The one in C, which the usual wheels bring, is ten times as fast, and the bot waits for it at every start.
YAML_LOADER = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
_FIELDS = ("id", "question", "title", "aliases", "related", "source", "reviewed", "action")
# The bot waits for this at every start, too: a text is parsed where it is checked or shown.
_FRONT_MATTER = re.compile(r"---\n(.*?)^---\n", re.DOTALL | re.MULTILINE)
_LINKED = re.compile(r"(?:https?://)?(?:[\w-]+\.)+[a-z]{2,}\b(?:/\S*)?")


@dataclass(frozen=True, slots=True, order=True)
class ArticleFault:
    """Something to put right in an article: one sentence, with the file and the line (from 1)."""

    path: Path
    line: int
    sentence: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.sentence}"


class FaultyArticles(Exception):
    """Articles that cannot be read; `faults` says what is wrong."""

    def __init__(self, faults: Iterable[ArticleFault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))


@dataclass(frozen=True, slots=True)
class _Source:
    """An article that could be read, and where its parts stand in the file."""

    path: Path
    article: Article
    text: str
    lines: Mapping[str, int]  # of the front matter's fields

    def tokens(self, places: Places) -> tuple[Token, ...]:
        """The parts of its text, as it is read."""
        parsed = MarkdownIt("commonmark").use(front_matter_plugin).parse(filled_markdown(self.text, places))
        return tuple(token for token in parsed if token.type != "front_matter")

    def fault(self, line: int | str, sentence: str) -> ArticleFault:
        """A fault in this file, at a line or at a field of the front matter."""
        return ArticleFault(self.path, self.lines[line] if isinstance(line, str) else line, sentence)


def load_articles(root: Path) -> tuple[Article, ...]:
    """All articles under `root` (`locales/`), as they are written; raises FaultyArticles if one cannot be read."""
    sources, faults = _read_all(root)
    if faults:
        raise FaultyArticles(faults)
    return tuple(source.article for source in sources)


def check_articles(
    root: Path, today: dt.date, places: Mapping[str, Places], *, complete: bool = True
) -> list[ArticleFault]:
    """Everything that is wrong with the articles under `root`, by file and line; empty if they are fit to publish.

    `places` are what the profile fills in, by language. A provider's own articles need not be `complete`: they replace
    others, but each of them must be there in all languages.
    """
    sources, faults = _read_all(root)
    topics = TOPICS if complete else frozenset(source.article.id for source in sources) & TOPICS
    faults += _missing(root, topics, sources, tuple(faults))
    faults += _ambiguous(sources, places)
    for source in sources:
        faults += _wrong_fields(source, today, places.get(source.article.language, {}))
        faults += _wrong_text(source, places.get(source.article.language, {}))
    return sorted(set(faults))  # a bare link is both a link and a text


def wrong_text(article: Article, places: Places) -> list[str]:
    """What is wrong with the text of an article that stands in no file; empty if it is fit to publish."""
    text = f"---\n{article.question}\n---\n{article.body}"
    return [fault.sentence for fault in _wrong_text(_Source(Path(), article, text, {}), places)]


def article_path(root: Path, article: Article) -> Path:
    """Where an article stands under `root`."""
    return root / article.language / ARTICLES / f"{article.id}.md"


def _read_all(root: Path) -> tuple[list[_Source], list[ArticleFault]]:
    sources, faults = list[_Source](), list[ArticleFault]()
    for language in languages_with(root, ARTICLES):
        for path in sorted((root / language / ARTICLES).glob("*.md")):
            try:
                sources.append(_read(path, language))
            except FaultyArticles as unreadable:
                faults += unreadable.faults
    return sources, faults


def _read(path: Path, language: str) -> _Source:
    try:
        text = path.read_text("utf-8")
    except UnicodeDecodeError as error:
        fault = ArticleFault(path, error.object[: error.start].count(b"\n") + 1, "The file must be text in UTF-8.")
        raise FaultyArticles([fault]) from error
    found = _FRONT_MATTER.match(text)
    if found is None:
        raise FaultyArticles([ArticleFault(path, 1, "The file must begin with front matter between two lines “---”.")])
    front = _FrontMatter(path, found[1])
    article = Article(
        id=front.text("id"),
        language=language,
        question=front.text("question"),
        title=front.text("title" if "title" in front.lines else "question"),
        aliases=front.texts("aliases"),
        related=front.texts("related"),
        source=front.text("source"),
        reviewed=front.date("reviewed"),
        action=front.offer("action"),
        body=text[found.end() :].strip(),
    )
    if front.faults:
        raise FaultyArticles(dict.fromkeys(front.faults))
    return _Source(path, article, text, front.lines)


class _FrontMatter:
    """The fields at the top of a file. One that cannot be read adds a fault and is empty meanwhile."""

    def __init__(self, path: Path, content: str) -> None:
        self._path = path
        try:
            node = yaml.compose(content, Loader=YAML_LOADER)
            values = yaml.load(content, Loader=YAML_LOADER)  # noqa: S506 - it is a safe one
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 2 if error.problem_mark else 1
            raise FaultyArticles(
                [ArticleFault(path, line, f"The front matter is not YAML: {error.problem}.")]
            ) from error
        except (yaml.YAMLError, ValueError, RecursionError) as error:  # \x1f, a date like 2026-02-30
            reason = str(error).partition("\n")[0]
            raise FaultyArticles([ArticleFault(path, 1, f"A value of the front matter is wrong: {reason}.")]) from error
        if not isinstance(node, yaml.MappingNode) or not isinstance(values, dict):
            raise FaultyArticles([ArticleFault(path, 2, "The front matter must consist of lines “name: value”.")])
        self._values: Mapping[str, object] = values
        names = [(str(key.value), key.start_mark.line + 2) for key, _ in node.value]
        self.lines = dict(names)
        self.faults = [
            ArticleFault(path, line, f"“{name}” is not a field of an article.")
            for name, line in names
            if name not in _FIELDS
        ]
        self.faults += [
            ArticleFault(path, self.lines[name], f"“{name}” stands there twice.")
            for name, count in Counter(name for name, _ in names).items()
            if count > 1
        ]

    def text(self, name: str) -> str:
        """The field's text, not empty."""
        value = self._values.get(name)
        if isinstance(value, str) and value.strip():
            return value.strip()
        self._refuse(name, "a text")
        return ""

    def texts(self, name: str) -> tuple[str, ...]:
        """The field's texts, at least one."""
        value = self._values.get(name)
        if isinstance(value, list) and value and all(isinstance(item, str) and item.strip() for item in value):
            return tuple(item.strip() for item in value)
        self._refuse(name, "a list of texts, in quotes where they hold a colon")
        return ()

    def date(self, name: str) -> dt.date:
        """The field's date."""
        value = self._values.get(name)
        if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
            return value
        self._refuse(name, "a date like 2026-11-23")
        return dt.date.min

    def offer(self, name: str) -> Offer | None:
        """The field's offer, if the field is there."""
        if name in self.lines:
            for offer in Offer:
                if self._values.get(name) == offer.value:
                    return offer
            self._refuse(name, f"one of {', '.join(offer.value for offer in Offer)}")
        return None

    def _refuse(self, name: str, expected: str) -> None:
        self.faults.append(ArticleFault(self._path, self.lines.get(name, 1), f"“{name}” must be {expected}."))


def _missing(
    root: Path, topics: Iterable[str], sources: Iterable[_Source], unreadable: Iterable[ArticleFault]
) -> Iterator[ArticleFault]:
    present = {source.path for source in sources} | {fault.path for fault in unreadable}
    for language in languages_with(root, ARTICLES):
        for topic in sorted(topics):
            path = root / language / ARTICLES / f"{topic}.md"
            if path not in present:
                yield ArticleFault(path, 1, f"There is no article “{topic}” in “{language}”.")


def _ambiguous(sources: Iterable[_Source], places: Mapping[str, Places]) -> Iterator[ArticleFault]:
    """A phrasing that leads to two topics leads nowhere: nobody could say which of them is meant."""
    owners: dict[tuple[str, str], _Source] = {}
    for source in sources:
        article = source.article.filled(places.get(source.article.language, {}))
        for phrasing in dict.fromkeys(text.casefold() for text in (article.question, article.title, *article.aliases)):
            other = owners.setdefault((article.language, phrasing), source)
            if other is not source:
                yield source.fault("aliases", f"“{phrasing}” stands in the article “{other.article.id}”, too.")


def _wrong_fields(source: _Source, today: dt.date, places: Places) -> Iterator[ArticleFault]:
    article = source.article.filled(places)
    if article.id != source.path.stem:
        yield source.fault("id", f"The file of “{article.id}” must be called {article.id}.md.")
    if article.id not in TOPICS:
        yield source.fault("id", f"There is no topic “{article.id}”; domain.answers.topics lists them.")
    if len(article.title) > LONGEST_TITLE:
        yield source.fault(
            "title" if "title" in source.lines else "question",
            f"“{article.title}” is too long for a button; give a title of at most {LONGEST_TITLE} characters.",
        )
    for related in article.related:
        if related not in TOPICS or related == article.id:
            yield source.fault("related", f"“{related}” is no other topic.")
    for alias, count in Counter(map(str.casefold, article.aliases)).items():
        if count > 1:
            yield source.fault("aliases", f"“{alias}” stands there twice.")
    if article.reviewed > today:
        yield source.fault("reviewed", f"The review of {article.reviewed} has not happened yet.")
    if article.reviewed < today - REVIEW_INTERVAL:
        yield source.fault("reviewed", f"The last review, {article.reviewed}, is more than a year ago.")


def _wrong_text(source: _Source, places: Places) -> Iterator[ArticleFault]:
    for line, text in enumerate(source.text.splitlines(), 1):
        for name in unknown_places(text, places):
            known = ", ".join(f"{{{place}}}" for place in sorted(places))
            yield source.fault(line, f"“{{{name}}}” is no place that the profile fills; these are: {known}.")
    if source.article.language == "de":
        for line, text in enumerate(source.text.splitlines(), 1):
            if "ß" in text:
                yield source.fault(line, "Swiss German writes “ss” instead of “ß”.")
    tokens = source.tokens(places)
    linked = {value for value in places.values() if is_address(value)}
    first = tokens[0] if tokens else None
    if first is None or first.type != "paragraph_open":
        line = first.map[0] + 1 if first and first.map else 1
        yield source.fault(line, "The article must begin with the short answer, a sentence or two.")
    length = len(source.article.filled(places).question)
    for line, token in _inline(tokens):
        length += len(token.content)
        targets = [str(token.attrs["href"])] if token.type == "link_open" else _LINKED.findall(token.content)
        for target in targets:
            if target not in linked and f"https://{target}" not in linked:
                yield source.fault(line, f"“{target}” is not among the pages an article may link to.")
    if length > LONGEST_TEXT:
        yield source.fault(1, f"The article has {length} characters; {LONGEST_TEXT} are the most to read on a phone.")


def _inline(tokens: Iterable[Token]) -> Iterator[tuple[int, Token]]:
    """Texts, links and code with their line."""
    for block in tokens:
        line = block.map[0] + 1 if block.map else 1
        if block.type in ("fence", "code_block"):
            yield line, block
        for token in block.children or ():
            yield line, token
            line += token.type in ("softbreak", "hardbreak")
