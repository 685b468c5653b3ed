"""`handschlag verify`, `freeze` and `unfreeze`: what staff decides about an organisation, as in support's group."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import typer

from bot.app import build_desk
from bot.commands.bot_username import bot_username_in_mails
from bot.commands.operators import By, clerk
from bot.commands.working import units_of
from bot.config import load_settings
from bot.ending import CannotGoOn
from bot.rendering import renderer_of
from domain.programme import Programme
from domain.words import Refused
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
    settings = load_settings()
    desk = build_desk(settings, bot_username_in_mails(settings))
    try:
        with units_of(settings, by) as units, units.begin("cli") as work:
            hit = only_one(work, clerk(by), " ".join(words))
            if hit.kind is not Kind.ORGANISATION:
                raise CannotGoOn("Only organisations are verified and frozen, with all that is theirs.")
            found = decision(work, settings.programme, clerk(by), hit.id, freezing.read_reason(reason))
            desk.announce(work)
            return found
    except NothingToFind as nothing:
        raise CannotGoOn(f"{_plain(nothing)} handschlag find lists who there is.") from None
    except Refused as refused:
        raise CannotGoOn(_plain(refused)) from None


def _plain(refused: Refused) -> str:
    return renderer_of(load_settings()).plain(refused.reason, "en")
