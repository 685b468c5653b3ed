"""A unit of work for a command, on the database that the settings name."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DatabaseError

from bot.app import now
from bot.commands.database import require_newest, unusable
from bot.commands.operators import operator
from bot.config import Settings
from bot.units import units_on
from storage.database import open_database
from storage.work import Units


@contextmanager
def units_of(settings: Settings, by: str | None = None) -> Iterator[Units]:
    """Units of work on behalf of whoever runs the command (see `operators`).

    Raises `CannotGoOn` where the database is not fit for them.
    """
    engine = open_database(settings.database_url, connections=1)
    try:
        require_newest(engine)
        units = units_on(engine, now, settings)
        units.operator = operator(by)
        yield units
    except DatabaseError as fault:
        raise unusable(fault) from fault
    finally:
        engine.dispose()
