"""`handschlag backup` and `handschlag restore`: all that the desk keeps, as one file, for either database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy import Engine
from sqlalchemy.exc import DatabaseError

from bot.app import now
from bot.commands.database import require_own, unusable
from bot.config import PREFIX, Settings, load_settings
from bot.ending import CannotGoOn
from bot.version import program_version
from storage.backup.files import BackupUnfit, check
from storage.backup.restoring import DatabaseHoldsSomething
from storage.backup.restoring import restore as bring_in
from storage.backup.taking import take
from storage.database import open_database
from storage.schema import newest_revision

Backup = Annotated[Path, typer.Argument(metavar="FILE", help="The backup, as in desk-2026-11-29.zip.")]


def backup(file: Backup) -> None:
    """Write everything that the desk keeps to FILE, while it goes on, and read it back.

    One moment of the whole database, the same file for SQLite and PostgreSQL. Only you can read it (mode 0600): keep
    it as safe as the database. A file that is there already is left alone.
    """
    with _database(load_settings(), "written") as engine:
        require_own(engine)
        contents = take(engine, file, program=program_version(), now=now())
    typer.echo(f"{file} has {contents.rows} rows of {len(contents.parts)} tables, at revision {contents.revision}.")
    typer.echo("It was read back, and is whole.")


def restore(
    file: Backup,
    only_check: Annotated[bool, typer.Option("--check", help="Read all of FILE, and bring nothing in.")] = False,
) -> None:
    """Bring a backup into an empty database, of either kind, and compare each table with the file.

    All of it or nothing. A database that holds something is left alone. A backup of an older version is migrated, too.
    Stop the desk on the old database first: what both of them would send, people would read twice.
    """
    with _database(load_settings(), "read") as engine:
        contents = check(file) if only_check else bring_in(engine, file)
    written = f"{contents.rows} rows of {len(contents.parts)} tables, written {contents.taken_at} by {contents.program}"
    if only_check:
        typer.echo(f"{file} is whole: {written}, from {contents.database}, at revision {contents.revision}.")
        return
    typer.echo(f"The database has what {file} has: {written}. It is at revision {newest_revision()}.")
    if waiting := sum(part.rows for part in contents.parts if part.shape.name == "outbox"):
        typer.echo(
            f"{waiting} messages, mails and events waited when the backup was made, or were given up. Those that have "
            "been sent since go out once more when the desk starts; handschlag outbox, mail and events list them."
        )


@contextmanager
def _database(settings: Settings, done: str) -> Iterator[Engine]:
    """The database of the settings; what goes wrong with it, or with the file, is said in a sentence."""
    engine = open_database(settings.database_url, connections=1)
    try:
        yield engine
    except BackupUnfit as fault:
        raise CannotGoOn(f"The backup cannot be {done}: {fault}.") from fault
    except DatabaseHoldsSomething as fault:
        raise CannotGoOn(
            f"The database is not empty: {fault}. Name an empty one in {PREFIX}DATABASE_URL; nothing was changed."
        ) from fault
    except FileExistsError as fault:
        raise CannotGoOn(f"{fault} is there already: name another file.") from fault
    except OSError as fault:
        raise CannotGoOn(f"The backup cannot be {done}: {fault.strerror or fault}.") from fault
    except DatabaseError as fault:
        raise unusable(fault) from fault
    finally:
        engine.dispose()
