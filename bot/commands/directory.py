"""`handschlag directory`: support hides an entry and shows it again, at a desk instead of in its group."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import typer

from bot.app import LOCALES
from bot.commands.as_json import AsJson, print_json
from bot.commands.columns import in_one_line, print_table
from bot.commands.deciding import deciding
from bot.commands.operators import By, operator
from bot.commands.working import units_of
from bot.config import load_settings
from bot.ending import CannotGoOn
from domain.words import Words
from handlers.chat.rendering import Renderer
from handlers.directory.wording import reason_words
from services.directory import writing
from services.partnerships.enquiries import read_remark
from storage.directory import all_entries, entry_of
from storage.organisations.partners import partner_by_code
from storage.tables import DirectoryEntry
from storage.work import Work

directory = typer.Typer(help="See what stands in the directory, and hide what must not.", no_args_is_help=True)

Code = Annotated[str, typer.Argument(metavar="CODE", help="The partner code: P-7K2M9Q.")]


@directory.command("list")
def list_(as_json: AsJson = False) -> None:
    """List all entries, by the partners’ names."""
    with units_of(load_settings()) as units, units.begin("cli") as work:
        entries = all_entries(work.session)
        rows = [_row(entry) for entry in entries]
    if as_json:
        print_json({"entries": [_as_json(entry) for entry in entries]})
        return
    if rows:
        print_table(("CODE", "PARTNER", "STATE", "REASON"), rows)
    else:
        typer.echo("No partner has an entry yet.")


@directory.command()
def hide(
    code: Code,
    reason: Annotated[str, typer.Option(help="Why, in a sentence: the partner reads it.")],
    by: By = None,
) -> None:
    """Hide a partner’s entry. Nobody finds it any more, and the partner reads why."""
    _decide(code, lambda work, entry: writing.hide(work, entry.id, operator(by), read_remark(reason)), by)
    typer.echo("The entry is hidden; the partner is told why.")


@directory.command()
def show(code: Code, by: By = None) -> None:
    """Show a hidden entry again. The partner is told."""
    _decide(code, lambda work, entry: writing.show_again(work, entry.id, operator(by)), by)
    typer.echo("The entry is in the directory, if the partner has it switched on.")


def _decide(code: str, decision: Callable[[Work, DirectoryEntry], object], by: str | None) -> None:
    """Decides, and tells whom it concerns. Raises `CannotGoOn` with the reason why it is not possible."""
    with deciding(by) as here:
        partner = partner_by_code(here.work.session, code.strip().upper())
        entry = None if partner is None else entry_of(here.work.session, partner.id)
        if entry is None:
            raise CannotGoOn(f"{code} has no entry: handschlag directory list shows who has.")
        decision(here.work, entry)


def _row(entry: DirectoryEntry) -> tuple[str, ...]:
    return (entry.partner.partner_code or "", in_one_line(entry.partner.name), _state(entry), _reason(entry) or "")


def _as_json(entry: DirectoryEntry) -> dict[str, object]:
    partner = entry.partner
    return {
        "code": partner.partner_code,
        "partner": partner.name,
        "state": _state(entry),
        "reason": _reason(entry),
        "hidden": entry.hidden_at,
    }


def _state(entry: DirectoryEntry) -> str:
    return "hidden" if entry.hidden_at else "reported" if entry.reported_at else "on" if entry.is_on else "off"


def _reason(entry: DirectoryEntry) -> str | None:
    return in_one_line(_plain(reason_words(entry))) if entry.hidden_at is not None else None


def _plain(value: Words | str) -> str:
    return value if isinstance(value, str) else Renderer(LOCALES).plain(value, "en")
