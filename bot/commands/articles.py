"""`handschlag articles`: for those who write the answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from markupsafe import Markup

from bot.app import LOCALES
from domain.knowledge import Article
from handlers.article_html import render_article, utf16_length
from handlers.catalogs import refused_markup
from storage.articles import LONGEST_TEXT, ArticleFault, FaultyArticles, article_path, load_articles
from storage.wording import check_knowledge

articles = typer.Typer(help="Check the knowledge base’s texts.", no_args_is_help=True)


@articles.callback()
def _articles() -> None:
    """Keeps `check` a command of its own while it is the only one."""


@articles.command()
def check(
    folder: Annotated[Path, typer.Argument(help="Where de/ and en/ are.", exists=True, file_okay=False)] = LOCALES,
) -> None:
    """Check articles, synonyms and what is elsewhere; each fault is told with file and line.

    Ends with status 0 where all is well, 1 where something has to be put right.
    """
    faults = check_texts(folder, dt.datetime.now(dt.UTC).date())
    for fault in faults:
        typer.echo(fault)
    if faults:
        raise typer.Exit(1)
    typer.echo("Articles, synonyms and what is elsewhere are complete, and fit to be read.")


def check_texts(root: Path, today: dt.date) -> list[ArticleFault]:
    """Everything that is wrong with the knowledge base under `root`, also as Telegram shows it; by file and line."""
    faults = check_knowledge(root, today)
    try:
        written = load_articles(root)
    except FaultyArticles:
        return faults  # they have been told
    return sorted(
        [*faults, *(ArticleFault(article_path(root, one), 1, words) for one in written for words in _wrong_shown(one))]
    )


def _wrong_shown(article: Article) -> Iterator[str]:
    messages = render_article(article)
    for message in messages:
        if refused := refused_markup(message):
            yield f"Telegram would refuse the article: {refused}."
    length = sum(utf16_length(Markup(message).striptags()) for message in messages)
    if length > LONGEST_TEXT:
        yield f"The article is shown with {length} characters; {LONGEST_TEXT} are the most to read on a phone."
