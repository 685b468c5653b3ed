"""`handschlag migrate`: brings the database to the program's revision."""

from __future__ import annotations

import typer

from bot.commands.database import migrate as bring_up_to_date
from bot.config import load_settings
from storage import schema
from storage.database import open_database


def migrate() -> None:
    """Prepare an empty database, or bring an older one up to date. Make a backup first.

    Where the database is up to date, nothing happens.
    """
    engine = open_database(load_settings().database_url)
    try:
        bring_up_to_date(engine)
    finally:
        engine.dispose()
    typer.echo(f"The database is at revision {schema.newest_revision()}, as the program needs it.")
