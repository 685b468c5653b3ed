"""Everything about a person as one page that needs nothing else: to read on a phone, and to print."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from domain.privacy import Retention
from domain.words import Lines, Msg, Provider, Words
from handlers.chat.rendering import Renderer
from handlers.privacy.headings import HEADINGS
from handlers.privacy.telling import told
from handlers.support.trail_fields import FIELD_NAMES
from handlers.support.trail_values import value_words
from services.privacy.knowing import Known

MOST_ROWS = 200
"""Rows of a table that are on the page; the file for programs has all."""


@dataclass(frozen=True, slots=True)
class _Section:
    """A table: its heading, the newest of its rows, and how many there are."""

    name: str
    heading: Words
    rows: Sequence[Sequence[tuple[str, str]]]
    count: int


def page_of(known: Known, renderer: Renderer, language: str, kept: Retention) -> str:
    """The page as HTML in that language."""

    def plain(words: Words) -> str:
        return renderer.plain(words, language)

    return _template().render(
        language=language,
        title=plain(Msg("Everything about me")),
        provider=plain(Lines((Provider(),))),
        made=plain(Msg("As of {moment}", moment=known.made_at)),
        privacy=renderer.html(told(kept), language).split("\n\n"),
        more=lambda count: plain(
            Msg("The newest {shown} of {count}; the other file has all.", shown=MOST_ROWS, count=count)
        ),
        say=plain,
        sections=[*_sections(known.rows, plain)],
    )


def _sections(rows: Mapping[str, Sequence[Mapping[str, object]]], plain: Callable[[Words], str]) -> Iterator[_Section]:
    for name, there in rows.items():
        shown = [
            [
                (plain(Lines((FIELD_NAMES.get(key, key),))), _written(name, key, value, plain))
                for key, value in row.items()
                if value is not None
            ]
            for row in there[-MOST_ROWS:]
        ]
        yield _Section(name, HEADINGS[name], shown, len(there))


def _written(table: str, column: str, value: object, plain: Callable[[Words], str]) -> str:
    """As people read it, and what people wrote as they did; the other file has it as it is stored."""
    match value:
        case dict() | list():
            return json.dumps(value, indent=1, ensure_ascii=False)
        case str() if "\n" in value:
            return value
        case _:
            return plain(Lines((value_words(table, column, value, {}),)))


@cache
def _template() -> Template:
    loader = PackageLoader("handlers.privacy", "templates")
    made = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return made.get_template("page.html")
