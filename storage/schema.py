"""The database's schema: brings it up to date, takes it back, and tells where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from storage.tables import Base

_MIGRATIONS = Path(__file__).parent / "migrations"
# Any number will do, as long as all processes use the same: only one of them migrates at a time.
_MIGRATION_LOCK = 7_446_128


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    if connection is not None:
        config.attributes["connection"] = connection
    return config


@contextmanager
def _migrating(engine: Engine) -> Iterator[Connection]:
    """A transaction for migrations.

    SQLite changes most about a table by replacing it with a copy. Foreign keys that point to it would forbid that, so
    nobody minds them meanwhile, which SQLite has to be told before the transaction begins.
    """
    with engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            connection.detach()  # for this use only, as it does not check foreign keys any more
            connection.connection.cursor().execute("PRAGMA foreign_keys=OFF")
        with connection.begin():
            yield connection


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Runs the migrations up to `revision`. Safe when several processes start at once."""
    with _migrating(engine) as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MIGRATION_LOCK})
        command.upgrade(_config(connection), revision)


def downgrade(engine: Engine, revision: str) -> None:
    """Takes migrations back down to `revision` (`base` for an empty database)."""
    with _migrating(engine) as connection:
        command.downgrade(_config(connection), revision)


def newest_revision() -> str | None:
    """The revision that this program needs."""
    return ScriptDirectory.from_config(_config()).get_current_head()


def current_revision(engine: Engine) -> str | None:
    """The revision that the database has; `None` for an empty one."""
    with engine.begin() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def differences(engine: Engine) -> list[object]:
    """What the tables in the program and those in the database do not agree on."""
    with engine.begin() as connection:
        return list(compare_metadata(MigrationContext.configure(connection), Base.metadata))
