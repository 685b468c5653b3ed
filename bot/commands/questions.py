"""`handschlag questions`: what people asked and got no good answer to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from bot.app import LOCALES
from bot.commands.columns import in_one_line, print_table
from bot.commands.ending import CannotGoOn
from bot.commands.working import units_of
from bot.config import load_settings
from domain.knowledge import Knowledge
from domain.words import Refused
from handlers.learning_commands import MOST_LOOKED_AT, wanting_groups
from handlers.rendering import Renderer
from services.learning import learn
from storage.learning import settle, wanting_questions
from storage.tables import Question
from storage.wording import load_knowledge
from storage.work import Work

questions = typer.Typer(help="Look at questions without a good answer, and say which article answers them.")


@questions.callback(invoke_without_command=True)
def list_(context: typer.Context) -> None:
    """List the questions of the last 30 days that nobody has looked at; those that ask for the same in one line."""
    if context.invoked_subcommand is not None:
        return
    knowledge = load_knowledge(LOCALES)
    with units_of(load_settings()) as units, units.begin("cli") as work:
        rows = [_row(group, knowledge) for group in _all(work)]
    if rows:
        print_table(("NUMBER", "TIMES", "LANGUAGE", "NEAREST", "QUESTION"), rows)
    else:
        typer.echo("No question wants an answer.")


@questions.command("learn")
def learn_(
    number: Annotated[int, typer.Argument(help="The question’s number, as in the list.")],
    topic: Annotated[str, typer.Argument(help="The article that answers it: vat-requirements.")],
    by: Annotated[str, typer.Option(help="Who says so.")] = "command line",
) -> None:
    """Let a question’s words lead to an article from now on. Running bots know it within seconds."""
    with units_of(load_settings()) as units, units.begin("cli") as work:
        group = _group_of(work, number)
        try:
            learned = learn(work, by, number, topic.strip().lower())
        except Refused as refused:
            raise CannotGoOn(Renderer(LOCALES).plain(refused.reason, "en")) from None
        settle(work.session, [asked.id for asked in group])
    typer.echo(f"“{in_one_line(learned.text)}” leads to {learned.topic} from now on.")


@questions.command()
def skip(number: Annotated[int, typer.Argument(help="The question’s number, as in the list.")]) -> None:
    """Take a question, and those that ask for the same, off the list."""
    with units_of(load_settings()) as units, units.begin("cli") as work:
        group = _group_of(work, number)
        settle(work.session, [asked.id for asked in group])
    typer.echo(f"Off the list: {len(group)}.")


def _all(work: Work) -> list[list[Question]]:
    return wanting_groups(wanting_questions(work.session, MOST_LOOKED_AT))


def _group_of(work: Work, number: int) -> list[Question]:
    for group in _all(work):
        if any(asked.id == number for asked in group):
            return group
    raise CannotGoOn(f"There is no question {number} that wants an answer: handschlag questions lists them.")


def _row(group: Sequence[Question], knowledge: Knowledge) -> tuple[str, ...]:
    first = group[0]
    ranked = knowledge.rank(first.text, first.language)
    nearest = ranked[0].topic if ranked else "–"
    return (str(first.id), str(len(group)), first.language, nearest, in_one_line(first.text))
