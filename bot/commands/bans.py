"""`handschlag ban`, `unban` and `bans`: whom the desk turns away, with the reason that colleagues read."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.app import LOCALES
from bot.commands.as_json import AsJson, print_json
from bot.commands.columns import in_one_line, local, print_table
from bot.commands.operators import By, clerk
from bot.commands.working import units_of
from bot.config import load_settings
from bot.ending import CannotGoOn
from domain.words import Refused
from handlers.chat.rendering import Renderer
from services import bans as service
from storage.bans import all_bans
from storage.tables import Ban

Number = Annotated[
    int, typer.Argument(metavar="NUMBER", help="The person’s or group’s number in Telegram; behind -- if negative.")
]


def ban(
    number: Number,
    reason: Annotated[str, typer.Option(help="Why, in a sentence: colleagues read it, the person does not.")],
    by: By = None,
) -> None:
    """Turn a person or a group away: they read one sentence, and nothing they send is handled. Contracts go on."""
    try:
        with units_of(load_settings(), by) as units, units.begin("cli") as work:
            service.ban(work, number, reason, clerk(by).name)
    except Refused as refused:
        raise CannotGoOn(Renderer(LOCALES).plain(refused.reason, "en")) from None
    typer.echo(f"{number} is banned. What they send is not handled; handschlag unban {number} lets them back in.")


def unban(number: Number, by: By = None) -> None:
    """Serve a person or a group again. What they have sent in the last two days is handled now."""
    with units_of(load_settings(), by) as units, units.begin("cli") as work:
        kept = service.unban(work, number)
    if kept is None:
        raise CannotGoOn(f"{number} is not banned: handschlag bans shows who is.")
    typer.echo(f"{number} is served again. Kept meanwhile, and handled within a minute: {kept}.")


def bans(as_json: AsJson = False) -> None:
    """List who is banned, since when, by whom and why."""
    settings = load_settings()
    with units_of(settings) as units, units.begin("cli") as work:
        found = list(all_bans(work.session))
        if as_json:
            print_json({"bans": [_as_json(each) for each in found]})
            return
        rows = [
            (
                str(each.chat_id),
                local(each.banned_at, settings.timezone),
                in_one_line(each.banned_by),
                str(each.withheld),
                in_one_line(each.reason),
            )
            for each in found
        ]
    if rows:
        print_table(("NUMBER", "SINCE", "BY", "KEPT", "REASON"), rows)
    else:
        typer.echo("Nobody is banned.")


def _as_json(each: Ban) -> dict[str, object]:
    return {
        "number": each.chat_id,
        "banned_at": each.banned_at,
        "banned_by": each.banned_by,
        "kept": each.withheld,
        "reason": each.reason,
    }
