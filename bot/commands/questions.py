"""`handschlag questions`: what people asked and got no good answer to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Annotated

import typer

from bot.answers import read_knowledge
from bot.app import LOCALES
from bot.commands.as_json import AsJson, print_json
from bot.commands.columns import in_one_line, print_table
from bot.commands.operators import By, operator
from bot.commands.working import units_of
from bot.config import load_settings
from bot.ending import CannotGoOn
from domain.answers.knowledge import Knowledge
from domain.words import Refused
from handlers.chat.rendering import Renderer
from services import answers
from services.staff.clerks import did
from storage.tables import Question
from storage.work import Work

questions = typer.Typer(help="Look at questions without a good answer, and say which article answers them.")


@questions.callback(invoke_without_command=True)
def list_(context: typer.Context, as_json: AsJson = False) -> None:
    """List the questions of the last 30 days that nobody has looked at; those that ask for the same in one line."""
    if context.invoked_subcommand is not None:
        return
    knowledge = read_knowledge(LOCALES, load_settings().profile)
    with _work() as work:
        found = answers.wanting(work)
    if as_json:
        print_json({"questions": [_as_json(group, knowledge) for group in found]})
        return
    rows = [_row(group, knowledge) for group in found]
    if rows:
        print_table(("NUMBER", "TIMES", "LANGUAGE", "NEAREST", "QUESTION"), rows)
    else:
        typer.echo("No question wants an answer.")


@questions.command()
def learn(
    number: Annotated[int, typer.Argument(help="The question’s number, as in the list.")],
    topic: Annotated[str, typer.Argument(help="The article that answers it: vat-requirements.")],
    by: By = None,
) -> None:
    """Let a question’s words lead to an article from now on. Running bots know it within seconds."""
    with _work(by) as work:
        learned = answers.learn(work, operator(by), number, topic.strip().lower())
    typer.echo(f"“{in_one_line(learned.text)}” leads to {learned.topic} from now on.")


@questions.command()
def skip(number: Annotated[int, typer.Argument(help="The question’s number, as in the list.")], by: By = None) -> None:
    """Take a question, and those that ask for the same, off the list."""
    with _work(by) as work:
        count = answers.skip(work, number)
        did(work, "question.skip", Question, [number])
    typer.echo(f"Off the list: {count}.")


@contextmanager
def _work(by: str | None = None) -> Iterator[Work]:
    """A unit of work. Raises `CannotGoOn` where something is refused in it."""
    try:
        with units_of(load_settings(), by) as units, units.begin("cli") as work:
            yield work
    except Refused as refused:
        raise CannotGoOn(Renderer(LOCALES).plain(refused.reason, "en")) from None


def _row(group: Sequence[Question], knowledge: Knowledge) -> tuple[str, ...]:
    first = group[0]
    return (str(first.id), str(len(group)), first.language, _nearest(first, knowledge) or "–", in_one_line(first.text))


def _as_json(group: Sequence[Question], knowledge: Knowledge) -> dict[str, object]:
    first = group[0]
    return {
        "number": first.id,
        "times": len(group),
        "language": first.language,
        "nearest": _nearest(first, knowledge),
        "question": first.text,
    }


def _nearest(question: Question, knowledge: Knowledge) -> str | None:
    ranked = knowledge.rank(question.text, question.language)
    return ranked[0].topic if ranked else None
