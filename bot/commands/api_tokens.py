"""`handschlag api-tokens`: who may use the HTTP API, and for what."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.commands.as_json import AsJson, print_json
from bot.commands.columns import local, print_table
from bot.commands.operators import By
from bot.commands.working import units_of
from bot.config import load_settings
from bot.ending import CannotGoOn
from services.api_tokens import NewToken, Scope, is_name
from services.api_tokens import add as make
from services.api_tokens import revoke as take_away
from storage.api import all_tokens
from storage.tables import ApiToken

api_tokens = typer.Typer(help="Say who may use the HTTP API, and for what.", no_args_is_help=True)

Name = Annotated[str, typer.Argument(help="What you call it, as in “console” or “import-2027”.")]


@api_tokens.command()
def add(
    name: Name,
    scope: Annotated[list[str], typer.Option(help=f"What it may do, once or several times: {', '.join(Scope)}.")],
    by: By = None,
) -> None:
    """Make a token for one of the provider’s systems. It is shown once; only its SHA-256 is kept."""
    if not is_name(name):
        raise CannotGoOn("A token’s name has 1 to 64 letters, digits, dots, hyphens and underscores, as in “console”.")
    unknown = next((each for each in scope if each not in list(Scope)), None)
    if unknown is not None:
        raise CannotGoOn(f"“{unknown}” is not a scope; there are {', '.join(Scope)}.")
    with units_of(load_settings(), by) as units, units.begin("cli") as work:
        made = make(work, name, set(map(Scope, scope)))
        if made is None:
            raise CannotGoOn(f"There is a token called {name} already, or there was: choose another name.")
    _show(made)


def _show(made: NewToken) -> None:
    typer.echo(f"{made.token.name} may: {', '.join(made.token.scopes.split())}")
    typer.echo(f"Token: {made.secret}")
    typer.echo("Put it where that system keeps its secrets: it is not shown again.")


@api_tokens.command("list")
def list_(as_json: AsJson = False) -> None:
    """List all tokens with what they may do and when they were last used, revoked ones included."""
    settings = load_settings()
    with units_of(settings) as units, units.begin("cli") as work:
        tokens = all_tokens(work.session)
        rows = [
            (
                token.name,
                "revoked" if token.revoked_at is not None else "",
                local(token.created_at, settings.timezone),
                local(token.last_used_at, settings.timezone) if token.last_used_at is not None else "never",
                ", ".join(token.scopes.split()),
            )
            for token in tokens
        ]
    if as_json:
        print_json({"tokens": [_as_json(token) for token in tokens]})
        return
    if rows:
        print_table(("NAME", "", "MADE", "LAST USED", "MAY"), rows)
    else:
        typer.echo("There is no token yet. Make one: handschlag api-tokens add --help")


def _as_json(token: ApiToken) -> dict[str, object]:
    return {
        "name": token.name,
        "scopes": token.scopes.split(),
        "made": token.created_at,
        "last_used": token.last_used_at,
        "revoked": token.revoked_at,
    }


@api_tokens.command()
def revoke(name: Name, by: By = None) -> None:
    """Take a token away: from the next call on, it opens nothing."""
    with units_of(load_settings(), by) as units, units.begin("cli") as work:
        if not take_away(work, name):
            raise CannotGoOn(f"No token called {name} opens anything: handschlag api-tokens list shows which do.")
    typer.echo(f"{name} opens nothing any more.")
