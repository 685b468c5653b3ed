"""The database's schema: brings it up to date, takes it back, and tells where it stands.

Alembic is imported where something is migrated only: every start asks where the schema stands, and should not wait a
tenth of a second for that.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import OperationalError

from storage.database import compact, snapshot
from storage.large_tables import Preparation, alone
from storage.schema_notes import NOTES, WORKS_FROM, forget_notes, note, notes_in
from storage.tables import Base

if TYPE_CHECKING:
    from alembic.config import Config

_MIGRATIONS = Path(__file__).parent / "migrations"
VERSIONS = [_MIGRATIONS / "versions"]
"""The folders of the migrations; those of a program to come can be tried beside the present ones."""
_PATIENCE_S = 300
"""How long a process waits for another one that migrates: a large database takes its time."""
_IN_THE_WAY_MS = 1_000
"""How long a migration waits for a table that others use, who wait behind it meanwhile."""
_PAUSE_S = 0.5


class UnknownRevision(Exception):
    """The database has a revision that this program does not know: a newer one has been at work."""


def _config(connection: Connection | None = None) -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.set_main_option("path_separator", "newline")
    config.set_main_option("version_locations", "\n".join(map(str, VERSIONS)))
    if connection is not None:
        config.attributes["connection"] = connection
    return config


@contextmanager
def _migrating(engine: Engine) -> Iterator[Connection]:
    """A transaction for migrations; one process at a time has one.

    SQLite changes most about a table by replacing it with a copy. Foreign keys that point to it would forbid that, so
    nobody minds them meanwhile, which SQLite has to be told before the transaction begins. On PostgreSQL, to change a
    table, one has to wait for whoever uses it, and others wait behind: for a moment only, then they go first.
    """
    with engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            connection.detach()  # for this use only, as it does not check foreign keys any more
            connection.connection.cursor().execute("PRAGMA foreign_keys=OFF")
            connection.connection.cursor().execute(f"PRAGMA busy_timeout={_PATIENCE_S * 1000}")
        with connection.begin():
            if connection.dialect.name == "postgresql":
                connection.execute(text(f"SET LOCAL lock_timeout = '{_PATIENCE_S}s'"))
                alone(connection)
                connection.execute(text(f"SET LOCAL lock_timeout = '{_IN_THE_WAY_MS}ms'"))
            yield connection


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Runs the migrations up to `revision`. Safe when several processes start at once. Raises `UnknownRevision`.

    An empty database is prepared in one transaction; otherwise, each migration has its own, and before it, what it
    prepares. What they have deleted is not left in SQLite's file either; those beside which older programs work delete
    nothing.
    """
    from alembic.script.revision import RevisionError
    from alembic.util import CommandError

    may_have_deleted = False
    try:
        while (step := _next_step(current_revision(engine), revision)) is not None:
            may_have_deleted |= step.begin is not None and step.works_from == step.revision
            for preparation in step.prepares:
                preparation.prepare(engine, step.revision)
            _take(engine, step)
    except (CommandError, RevisionError) as error:
        raise UnknownRevision(str(error)) from error
    if may_have_deleted:
        compact(engine)


@dataclass(frozen=True, slots=True)
class _Step:
    """The way from one revision – `None` of an empty database – to the next."""

    begin: str | None
    revision: str
    prepares: Sequence[Preparation]
    works_from: str


def _next_step(current: str | None, wanted: str) -> _Step | None:
    """What to do next, `None` where nothing is."""
    from alembic.script import ScriptDirectory

    scripts = ScriptDirectory.from_config(_config())
    ways = list(scripts.iterate_revisions(wanted, current or "base"))
    if not ways:
        return None
    modules = {one.revision: one.module for one in scripts.walk_revisions()}
    # An empty database has nothing to prepare, and nobody who works with it meanwhile.
    following = ways[0 if current is None else -1].revision
    works_from = max(module.works_from for revision, module in modules.items() if revision <= following)
    prepares = () if current is None else getattr(modules[following], "prepares", ())
    return _Step(current, following, prepares, works_from)


def _take(engine: Engine, step: _Step) -> None:
    """Takes the step, unless another process has. Whoever uses a table that it changes goes first."""
    from alembic import command

    give_up_at = time.monotonic() + _PATIENCE_S
    while True:
        try:
            with _migrating(engine) as connection:
                if revision_in(connection) == step.begin:
                    command.upgrade(_config(connection), step.revision)
                    note(connection, WORKS_FROM, step.works_from)
        except OperationalError as fault:
            if not _is_in_the_way(fault) or time.monotonic() > give_up_at:
                raise
            time.sleep(_PAUSE_S)  # those who waited behind us use the table now, in other processes
        else:
            return


def _is_in_the_way(fault: OperationalError) -> bool:
    """Whether PostgreSQL has waited in vain for a table that others use."""
    return getattr(fault.orig, "sqlstate", None) == "55P03"


def downgrade(engine: Engine, revision: str) -> None:
    """Takes migrations back down to `revision` (`base` for an empty database)."""
    from alembic import command

    with _migrating(engine) as connection:
        forget_notes(connection)
        command.downgrade(_config(connection), revision)


def works_from(engine: Engine) -> str | None:
    """The oldest program, by the revision it was made for, that works with the database as it is.

    `None` where that is not known: only the program of the database's own revision does, then.
    """
    with snapshot(engine) as connection:
        return notes_in(connection).get(WORKS_FROM)


def newest_revision() -> str:
    """The revision that this program needs: migrations are files called by their number."""
    return max(file.name.partition("_")[0] for folder in VERSIONS for file in folder.glob("[0-9]*_*.py"))


def current_revision(engine: Engine) -> str | None:
    """The revision that the database has; `None` for an empty one."""
    with snapshot(engine) as connection:  # whoever writes is not waited for
        return revision_in(connection)


def revision_in(connection: Connection) -> str | None:
    """As `current_revision`, within a transaction."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return revision


def differences(engine: Engine) -> list[object]:
    """What the tables in the program and those in the database do not agree on."""
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    with engine.begin() as connection:
        ours = MigrationContext.configure(
            connection, opts={"include_object": lambda _thing, name, *_more: name != NOTES.name}
        )
        return list(compare_metadata(ours, Base.metadata))
