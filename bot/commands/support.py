"""`handschlag support`: who belongs to support. In which group they work, a lead says there, with /connect."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.commands.as_json import AsJson, print_json
from bot.commands.columns import in_one_line, print_table
from bot.commands.operators import By
from bot.commands.working import units_of
from bot.config import load_settings
from bot.ending import CannotGoOn
from services.support import admit, dismiss
from storage.support import all_staff, support_group

support = typer.Typer(help="Say who belongs to support.", no_args_is_help=True)


@support.command()
def add(
    number: Annotated[int, typer.Argument(help="Their number in Telegram, which the bot tells in the group.")],
    name: Annotated[str, typer.Option(help="What colleagues read in cases: “Nina”.")],
    lead: Annotated[bool, typer.Option("--lead", help="They may also connect the group and admit others.")] = False,
    by: By = None,
) -> None:
    """Admit somebody to support. Then a lead writes /connect in the group that support works in."""
    if not 0 < number < 2**52 or not name.strip():
        raise CannotGoOn("A number in Telegram is positive, as in 700000006, and a name is not empty.")
    with units_of(load_settings(), by) as units, units.begin("cli") as work:
        known = admit(work, number, name.strip(), lead=lead)
        connected = support_group(work.session) is not None
    typer.echo(f"{known.name} belongs to support{' and leads it' if known.lead else ''}.")
    if not connected:
        typer.echo("No group is connected yet: make the bot an administrator of a group with topics, who may manage")
        typer.echo("topics; then a lead writes /connect there.")


@support.command("list")
def list_(as_json: AsJson = False) -> None:
    """List everybody who belongs to support, and the group."""
    with units_of(load_settings()) as units, units.begin("cli") as work:
        group = support_group(work.session)
        known = all_staff(work.session)
        rows = [(str(one.telegram_id), in_one_line(one.name), "lead" if one.lead else "") for one in known]
    if as_json:
        people = [{"number": one.telegram_id, "name": one.name, "lead": one.lead} for one in known]
        print_json({"group": None if group is None else group.chat_id, "people": people})
        return
    typer.echo("No group is connected." if group is None else f"The group is {group.chat_id}.")
    if rows:
        print_table(("NUMBER", "NAME", ""), rows)
    else:
        typer.echo("Nobody belongs to support yet. Admit somebody: handschlag support add --help")


@support.command()
def remove(
    number: Annotated[int, typer.Argument(help="Their number in Telegram, as in the list.")], by: By = None
) -> None:
    """Take somebody out of support."""
    with units_of(load_settings(), by) as units, units.begin("cli") as work:
        if not dismiss(work, number):
            raise CannotGoOn(f"{number} does not belong to support: handschlag support list shows who does.")
    typer.echo(f"{number} no longer belongs to support.")
