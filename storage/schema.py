"""The database's schema: brings it up to date, takes it back, and tells where it stands.

Alembic is imported where something is migrated only: every start asks where the schema stands, and should not wait a
tenth of a second for that.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, inspect, text

from storage.database import compact
from storage.tables import Base

if TYPE_CHECKING:
    from alembic.config import Config

_MIGRATIONS = Path(__file__).parent / "migrations"
# Any number will do, as long as all processes use the same: only one of them migrates at a time.
_MIGRATION_LOCK = 7_446_128
_PATIENCE_S = 300
"""How long a process waits for another one that migrates: a large database takes its time."""


class UnknownRevision(Exception):
    """The database has a revision that this program does not know: a newer one has been at work."""


def _config(connection: Connection | None = None) -> Config:
    from alembic.config import Config

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
            connection.connection.cursor().execute(f"PRAGMA busy_timeout={_PATIENCE_S * 1000}")
        with connection.begin():
            yield connection


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Runs the migrations up to `revision`. Safe when several processes start at once. Raises `UnknownRevision`.

    What they have deleted is not left in SQLite's file either.
    """
    from alembic import command
    from alembic.util import CommandError

    with _migrating(engine) as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text(f"SET LOCAL lock_timeout = '{_PATIENCE_S}s'"))
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MIGRATION_LOCK})
        before = _revision_in(connection)
        try:
            command.upgrade(_config(connection), revision)
        except CommandError as error:
            raise UnknownRevision(str(error)) from error
    if before not in (None, current_revision(engine)):
        compact(engine)


def downgrade(engine: Engine, revision: str) -> None:
    """Takes migrations back down to `revision` (`base` for an empty database)."""
    from alembic import command

    with _migrating(engine) as connection:
        command.downgrade(_config(connection), revision)


def newest_revision() -> str:
    """The revision that this program needs: migrations are files called by their number."""
    return max(file.name.partition("_")[0] for file in (_MIGRATIONS / "versions").glob("[0-9]*_*.py"))


def current_revision(engine: Engine) -> str | None:
    """The revision that the database has; `None` for an empty one."""
    with engine.begin() as connection:
        return _revision_in(connection)


def _revision_in(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return revision


def differences(engine: Engine) -> list[object]:
    """What the tables in the program and those in the database do not agree on."""
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    with engine.begin() as connection:
        return list(compare_metadata(MigrationContext.configure(connection), Base.metadata))
