"""`handschlag articles`: for those who write the answers."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from markupsafe import Markup

from bot.answers import faults_of_texts, read_knowledge
from bot.app import LOCALES
from bot.commands.as_json import AsJson, print_json
from bot.commands.columns import in_one_line, local, print_table
from bot.commands.working import units_of
from bot.config import load_settings
from bot.ending import CannotGoOn
from bot.librarian import text_in
from bot.profile.reading import load_profile
from domain.answers.articles import Article
from domain.answers.knowledge import LANGUAGES
from handlers.answers.article_html import render_article, utf16_length
from handlers.answers.places import places_of
from handlers.chat.catalogs import refused_markup
from storage.answers.article_files import rewritten_file
from storage.answers.articles import LONGEST_TEXT, ArticleFault, FaultyArticles, article_path, load_articles
from storage.answers.languages import languages_with
from storage.answers.learning import phrasings, present_rewritings

articles = typer.Typer(
    help="Check the knowledge base’s texts, and export what was changed in the chat.", no_args_is_help=True
)


@articles.command()
def check(
    folder: Annotated[Path, typer.Argument(help="Where de/ and en/ are.", exists=True, file_okay=False)] = LOCALES,
    as_json: AsJson = False,
) -> None:
    """Check articles, synonyms, what is elsewhere, misconduct, and small talk; each fault is told with file and line.

    Ends with status 0 where all is well, 1 where something has to be put right.
    """
    faults = check_texts(folder, load_settings().profile, dt.datetime.now(dt.UTC).date())
    if as_json:
        told = [{"file": str(each.path), "line": each.line, "fault": each.sentence} for each in faults]
        print_json({"faults": told})
    else:
        for fault in faults:
            typer.echo(fault)
    if faults:
        raise typer.Exit(1)
    if as_json:
        return
    typer.echo("Articles, synonyms, small talk and what is elsewhere are complete, and fit to be read.")


@articles.command("list")
def list_(as_json: AsJson = False) -> None:
    """List all articles with their questions, and which of them were rewritten in the chat."""
    settings = load_settings()
    try:
        knowledge = read_knowledge(LOCALES, settings.profile)
    except FaultyArticles as faults:
        raise CannotGoOn(f"The texts cannot be read:\n{faults}") from None
    with units_of(settings) as units, units.begin("cli") as work:
        rewritten = {each.topic: each.published_at for each in present_rewritings(work.session)}
        learned = Counter(each.topic for each in phrasings(work.session))
    questions = {
        language: {one.id: one.question for _, articles in knowledge.topics(language) for one in articles}
        for language in LANGUAGES
    }
    topics = sorted(questions["en"])
    if as_json:
        print_json(
            {
                "articles": [
                    {
                        "topic": topic,
                        "questions": {language: questions[language].get(topic) for language in LANGUAGES},
                        "rewritten": rewritten.get(topic),
                        "learned_phrasings": learned[topic],
                    }
                    for topic in topics
                ]
            }
        )
        return
    rows = []
    for topic in topics:
        at = rewritten.get(topic)
        rows.append(
            (
                topic,
                in_one_line(questions["en"][topic]),
                local(at, settings.timezone) if at is not None else "",
                str(learned[topic] or ""),
            )
        )
    print_table(("TOPIC", "QUESTION", "REWRITTEN", "LEARNED"), rows)


@articles.command()
def export(
    folder: Annotated[Path, typer.Argument(help="Where the files go, in de/articles/ and en/articles/.")],
) -> None:
    """Write articles that were rewritten or have learned phrasings in the chat as files, for review."""
    settings = load_settings()
    own = settings.programme.own_articles
    roots = (LOCALES,) if own is None else (own, LOCALES)
    with units_of(settings) as units, units.begin("cli") as work:
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
            file = next(root / name for root in roots if (root / name).exists())
            target.write_text(rewritten_file(file.read_text("utf-8"), text, more, day), "utf-8")
            typer.echo(target)
    if not topics:
        typer.echo("Nothing was changed in the chat.")


def check_texts(root: Path, profile: Path, today: dt.date) -> list[ArticleFault]:
    """Everything that is wrong with the knowledge base under `root` and with the articles that the profile brings.

    Also as Telegram shows it; by file and line.
    """
    faults = faults_of_texts(root, profile, today)
    programme = load_profile(profile)
    places = places_of(programme, languages_with(root, "."))
    try:
        written = [
            (article_path(folder, one), one.filled(places[one.language]))
            for folder in (root, programme.own_articles)
            if folder is not None
            for one in load_articles(folder)
        ]
    except FaultyArticles:
        return faults  # they have been told
    return sorted([*faults, *(ArticleFault(path, 1, words) for path, one in written for words in _wrong_shown(one))])


def _wrong_shown(article: Article) -> Iterator[str]:
    messages = render_article(article)
    for message in messages:
        if refused := refused_markup(message):
            yield f"Telegram would refuse the article: {refused}."
    length = sum(utf16_length(Markup(message).striptags()) for message in messages)
    if length > LONGEST_TEXT:
        yield f"The article is shown with {length} characters; {LONGEST_TEXT} are the most to read on a phone."
