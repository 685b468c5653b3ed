"""The next version's migrations (`tests/crash/next_version`), run on a database with which the present one works."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import text

from storage import schema
from storage.database import open_database, snapshot

FOLDER = Path(__file__).parent / "next_version"


class NotMigrated(Exception):
    """The migrations have left out rows that were there when they began."""


def migrate_to_the_next(database_url: str) -> None:
    """Runs them, as `handschlag migrate` of the next version does. Raises `NotMigrated`."""
    engine = open_database(database_url)
    versions = [*schema.VERSIONS]
    try:
        with snapshot(engine) as connection:
            last = connection.scalar(text("SELECT max(update_id) FROM processed_update"))
        schema.VERSIONS.append(FOLDER)
        schema.upgrade(engine)
        with snapshot(engine) as connection:
            left = connection.scalar(
                text("SELECT count(*) FROM processed_update WHERE came_by IS NULL AND update_id <= :last"),
                {"last": last},
            )
        if left or schema.current_revision(engine) != "9999":
            raise NotMigrated(f"{left} rows were left out")
    finally:
        schema.VERSIONS[:] = versions
        engine.dispose()
