"""`handschlag articles`: for those who write the answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from markupsafe import Markup

from bot.app import LOCALES
from bot.commands.working import units_of
from bot.config import load_settings
from bot.librarian import text_in
from domain.answers.knowledge import LANGUAGES, Article
from handlers.answers.article_html import render_article, utf16_length
from handlers.chat.catalogs import refused_markup
from storage.answers.article_files import rewritten_file
from storage.answers.articles import LONGEST_TEXT, ArticleFault, FaultyArticles, article_path, load_articles
from storage.answers.learning import phrasings, present_rewritings
from storage.answers.wording import check_knowledge

articles = typer.Typer(
    help="Check the knowledge base’s texts, and export what was changed in the chat.", no_args_is_help=True
)


@articles.command()
def check(
    folder: Annotated[Path, typer.Argument(help="Where de/ and en/ are.", exists=True, file_okay=False)] = LOCALES,
) -> None:
    """Check articles, synonyms, what is elsewhere, misconduct, and small talk; each fault is told with file and line.

    Ends with status 0 where all is well, 1 where something has to be put right.
    """
    faults = check_texts(folder, dt.datetime.now(dt.UTC).date())
    for fault in faults:
        typer.echo(fault)
    if faults:
        raise typer.Exit(1)
    typer.echo("Articles, synonyms, small talk and what is elsewhere are complete, and fit to be read.")


@articles.command()
def export(
    folder: Annotated[Path, typer.Argument(help="Where the files go, in de/articles/ and en/articles/.")],
) -> None:
    """Write articles that were rewritten or have learned phrasings in the chat as files, for review."""
    with units_of(load_settings()) as units, units.begin("cli") as work:
        texts, learned = present_rewritings(work.session), phrasings(work.session)
    rewritten = {each.topic: each for each in texts}
    topics = sorted({*rewritten, *(each.topic for each in learned)})
    for topic in topics:
        for language in LANGUAGES:
            more = [each.text for each in learned if (each.topic, each.language) == (topic, language)]
            present = rewritten.get(topic)
            text = None if present is None else text_in(present, language)
            if text is None and not more:
                continue
            day = present.published_at.date() if present is not None and present.published_at is not None else None
            name = Path(language) / "articles" / f"{topic}.md"
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(rewritten_file((LOCALES / name).read_text("utf-8"), text, more, day), "utf-8")
            typer.echo(target)
    if not topics:
        typer.echo("Nothing was changed in the chat.")


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
