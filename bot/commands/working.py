"""A unit of work for a command, on the database that the settings name."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DatabaseError

from bot.app import now
from bot.commands.database import require_newest, unusable
from bot.config import Settings
from storage.database import open_database
from storage.work import Units


@contextmanager
def units_of(settings: Settings) -> Iterator[Units]:
    """Units of work on the command line's behalf. Raises `CannotGoOn` where the database is not fit for them."""
    engine = open_database(settings.database_url, connections=1)
    try:
        require_newest(engine)
        listened, registers = settings.events_endpoint is not None, settings.registers
        yield Units(engine, now, listened=listened, asks_vies=registers.vies is not None)
    except DatabaseError as fault:
        raise unusable(fault) from fault
    finally:
        engine.dispose()
