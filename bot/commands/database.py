"""Whether the database is fit for this program; every command asks here before it works with it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sqlalchemy import Engine, inspect
from sqlalchemy.exc import DatabaseError, OperationalError

from bot.config import PREFIX
from bot.ending import CannotGoOn
from storage import schema

MIGRATE = "handschlag migrate"


def unusable(fault: DatabaseError) -> CannotGoOn:
    """The sentence about a database that cannot be reached or read."""
    words = str(fault.orig).strip().splitlines()[0]
    return CannotGoOn(f"The database cannot be used ({words}): check {PREFIX}DATABASE_URL and the database itself.")


def is_missing(engine: Engine) -> bool:
    """Whether it is an SQLite file that does not exist yet. Asking does not make one."""
    return engine.dialect.name == "sqlite" and not Path(engine.url.database or "").exists()


def require_newest(engine: Engine) -> None:
    """Raises `CannotGoOn` unless the program works with the database, `DatabaseError` where it cannot be read.

    A newer program may have brought it further, if that one says that this one still works with it: so processes are
    renewed one by one.
    """
    current, newest = _revision(engine), schema.newest_revision()
    if current != newest and not (current > newest and newest >= (schema.works_from(engine) or current)):
        todo = (
            f"back it up with the program before this one, and bring it up to date with {MIGRATE}"
            if current < newest
            else "install the program that has brought the database further"
        )
        raise CannotGoOn(f"The database has revision {current} and the program needs {newest}: {todo}.")


def require_own(engine: Engine) -> None:
    """As `require_newest`, and it must be the program's own revision: there is no column that it does not know."""
    require_newest(engine)
    if (current := _revision(engine)) != schema.newest_revision():
        raise CannotGoOn(f"The database has revision {current} already: let the newer program do this.")


def _revision(engine: Engine) -> str:
    if is_missing(engine):
        raise CannotGoOn(f"There is no database yet: make one with {MIGRATE}.")
    if (current := schema.current_revision(engine)) is None:
        with engine.begin():
            pass  # what cannot be written to, such as another file, is no empty database, and raises
        raise CannotGoOn(f"The database is empty: prepare it with {MIGRATE}.")
    return current


def make_ready(engine: Engine) -> None:
    """As `require_newest`, but an embedded database that does not exist yet is made.

    One that exists is never migrated in passing: that is somebody's decision, after a backup.
    """
    if is_missing(engine):
        migrate(engine)
    else:
        require_newest(engine)


def migrate(engine: Engine) -> None:
    """Brings the database to the program's revision. Raises `CannotGoOn`."""
    try:
        if schema.current_revision(engine) is None and inspect(engine).get_table_names():
            raise CannotGoOn(
                f"The database holds tables that are not Handschlag’s: name an empty one in {PREFIX}DATABASE_URL."
            )
        schema.upgrade(engine)
    except DatabaseError as fault:
        raise unusable(fault) from fault
    except schema.UnknownRevision as error:
        raise CannotGoOn(
            f"The database is further than this program ({str(error).rstrip('.')}): install the newer program."
        ) from error


def is_worth_waiting(engine: Engine, fault: DatabaseError) -> bool:
    """Whether the same attempt may succeed later.

    A server can still be starting; a file does not change by itself, but may be locked by whoever writes or migrates.
    """
    if engine.dialect.name == "sqlite":
        return getattr(fault.orig, "sqlite_errorcode", None) == sqlite3.SQLITE_BUSY
    return isinstance(fault, OperationalError)
