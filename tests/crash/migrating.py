"""The next version's migrations (`tests/crash/next_version`), run on a database with which the present one works."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, text

from storage import schema
from storage.database import open_database, snapshot

FOLDER = Path(__file__).parent / "next_version"


class NotMigrated(Exception):
    """The migrations have left out rows that were there when they began."""


def migrate_to_the_next(database_url: str) -> None:
    """Runs them, as `handschlag migrate` of the next version does. Raises `NotMigrated`."""
    with _with_the_next(database_url) as engine:
        with snapshot(engine) as connection:
            last = connection.scalar(text("SELECT max(update_id) FROM processed_update"))
        schema.upgrade(engine)
        with snapshot(engine) as connection:
            left = connection.scalar(
                text("SELECT count(*) FROM processed_update WHERE came_by IS NULL AND update_id <= :last"),
                {"last": last},
            )
        if left or schema.current_revision(engine) != "9999":
            raise NotMigrated(f"{left} rows were left out")


def come_back_from_the_next(database_url: str) -> None:
    """Takes them back, where they were run: the next scene finds the present version's database."""
    present = schema.newest_revision()
    with _with_the_next(database_url) as engine:
        if schema.current_revision(engine) != present:
            schema.downgrade(engine, present)


@contextmanager
def _with_the_next(database_url: str) -> Iterator[Engine]:
    engine = open_database(database_url)
    versions = [*schema.VERSIONS]
    schema.VERSIONS.append(FOLDER)
    try:
        yield engine
    finally:
        schema.VERSIONS[:] = versions
        engine.dispose()
