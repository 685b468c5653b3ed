"""`handschlag verify`, `freeze` and `unfreeze`: what staff decides about an organisation, as in support's group."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import typer

from bot.commands.deciding import deciding
from bot.commands.operators import By, clerk
from bot.ending import CannotGoOn
from domain.programme import Programme
from services.staff import freezing
from services.staff.clerks import Clerk
from services.staff.finding import Kind, NothingToFind, only_one
from storage.tables import Organisation
from storage.work import Work

Wanted = Annotated[
    list[str],
    typer.Argument(metavar="WORDS…", help="Its code, as in P-7K2M9Q, its number, as in organisation 12, or its name."),
]
Reason = Annotated[str, typer.Option(help="Why, in a sentence: staff reads it later, and nobody else.")]
Decision = Callable[[Work, Programme, Clerk, int, str], Organisation]


def verify(words: Wanted, reason: Reason, by: By = None) -> None:
    """Say that an organisation is who it says. Its people are told, and what it has prepared is sent."""
    done = _decide(words, reason, by, freezing.verify)
    typer.echo(f"{done.name} is verified; its people are told.")


def freeze(words: Wanted, reason: Reason, by: By = None) -> None:
    """Freeze an organisation: nothing is decided in its name. Its people are told, without the reason."""
    done = _decide(words, reason, by, lambda work, _, who, number, why: freezing.freeze(work, who, number, why))
    typer.echo(f"{done.name} is frozen; its people are told. handschlag unfreeze takes it back.")


def unfreeze(words: Wanted, reason: Reason, by: By = None) -> None:
    """Let a frozen organisation go on. Its people are told."""
    done = _decide(words, reason, by, lambda work, _, who, number, why: freezing.unfreeze(work, who, number, why))
    if done.frozen_at is None:
        typer.echo(f"{done.name} is not frozen any more; its people are told.")
    else:
        typer.echo(f"{done.name} is not frozen any more, and stands still: somebody disputes who may act for it.")


def _decide(words: list[str], reason: str, by: str | None, decision: Decision) -> Organisation:
    """Decides, and tells whom it concerns. Raises `CannotGoOn` with the reason why it is not possible."""
    with deciding(by) as here:
        try:
            hit = only_one(here.work, clerk(by), " ".join(words))
        except NothingToFind as nothing:
            raise CannotGoOn(f"{here.plain(nothing)} handschlag find lists who there is.") from None
        if hit.kind is not Kind.ORGANISATION:
            raise CannotGoOn("Only organisations are verified and frozen, with all that is theirs.")
        return decision(here.work, here.programme, clerk(by), hit.id, freezing.read_reason(reason))
