"""Opens the database: SQLite as the embedded default, PostgreSQL for many processes.

SQLite runs in WAL mode with foreign keys, `synchronous=FULL` (unless told otherwise) and `BEGIN IMMEDIATE`: one writer
at a time, and what is committed survives a power cut. What is deleted is overwritten at once (`secure_delete`) in the
database file; the log in front of it, the WAL, keeps older states of a page until `empty_log`, which the caretaker
calls every minute. PostgreSQL is told to notice soon when one of the two ends has died, so that no lock outlives its
holder for long. Values never stand in error messages, because they are people's words and secrets. Network and disk
faults surface as SQLAlchemy's `DBAPIError`.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from enum import StrEnum
from functools import partial
from pathlib import Path

import orjson
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, NoSuchModuleError
from sqlalchemy.pool import ConnectionPoolEntry

BUSY_TIMEOUT_S = 3
"""How long SQLite waits for whoever else writes: command lines and another process, for moments."""
_SERVER_SIDE = {
    "lock_timeout": "15s",
    "idle_in_transaction_session_timeout": "30s",
    "tcp_keepalives_idle": 10,
    "tcp_keepalives_interval": 5,
    "tcp_keepalives_count": 3,
}
_READS = {"default_transaction_read_only": "on", "statement_timeout": "3s"}
_CLIENT_SIDE = {
    "connect_timeout": 10,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,
}
_READS_ONLY = "handschlag_reads_only"
_SCHEMES = {
    "sqlite": "sqlite+pysqlite",
    "postgresql": "postgresql+psycopg",
    "postgres": "postgresql+psycopg",
    "sqlite+pysqlite": "sqlite+pysqlite",
    "postgresql+psycopg": "postgresql+psycopg",
}


class Synchronous(StrEnum):
    """What a commit on SQLite waits for.

    `FULL`: until the disk has it. `NORMAL`: until the operating system has it – a power cut or a crash of the system
    (not of the bot) may take back the last commits, whose messages are sent and whose updates are acknowledged.
    """

    FULL = "FULL"
    NORMAL = "NORMAL"


class DatabaseUrlInvalid(ValueError):
    """The database URL cannot be used; the message says why and what a right one looks like."""


def open_database(
    url: str, *, connections: int = 4, synchronous: Synchronous = Synchronous.FULL, reads_only: bool = False
) -> Engine:
    """An engine for `sqlite:///path/to/file.db` or `postgresql://user:password@host/name`.

    `connections` bounds the pool on PostgreSQL, `synchronous` is SQLite's. What `reads_only` can write nothing, keeps
    no writer waiting, and takes seconds at most. Nothing is connected yet. Raises `DatabaseUrlInvalid`.
    """
    example = "a right one looks like sqlite:///var/handschlag.db or postgresql://user:password@localhost/handschlag"
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise DatabaseUrlInvalid(f"the database URL cannot be read; {example}") from error
    if parsed.drivername not in _SCHEMES:
        raise DatabaseUrlInvalid(
            f"the database URL starts with “{parsed.drivername}”, which is not supported; {example}"
        )
    parsed = parsed.set(drivername=_SCHEMES[parsed.drivername])
    try:
        if parsed.get_backend_name() == "sqlite":
            if not parsed.database or parsed.database == ":memory:":
                raise DatabaseUrlInvalid(f"the database URL names no file; {example}")
            Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
            engine = create_engine(
                parsed,
                hide_parameters=True,
                json_serializer=_json,
                json_deserializer=orjson.loads,
                connect_args={"timeout": BUSY_TIMEOUT_S, "check_same_thread": False},
            )
            event.listen(engine, "connect", partial(_prepare_sqlite, synchronous))
            if reads_only:
                event.listen(engine, "connect", _write_nothing)
            else:
                event.listen(engine, "begin", _begin_immediate)
            return engine
        return create_engine(
            parsed,
            hide_parameters=True,
            json_serializer=_json,
            json_deserializer=orjson.loads,
            pool_size=connections,
            max_overflow=2,
            connect_args=_CLIENT_SIDE | {"options": _options(parsed, _READS if reads_only else {})},
        )
    except NoSuchModuleError as error:
        raise DatabaseUrlInvalid(f"the database URL cannot be used ({error}); {example}") from error


def _options(url: URL, more: Mapping[str, str]) -> str:
    """The server's settings for our connections. Those in the URL stand last, and so have the last word."""
    ours = " ".join(f"-c {name}={value}" for name, value in {**_SERVER_SIDE, **more}.items())
    return f"{ours} {url.query.get('options', '')}".strip()


def _json(value: object) -> str:
    return orjson.dumps(value).decode()


def _prepare_sqlite(synchronous: Synchronous, connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    if not isinstance(connection, sqlite3.Connection):
        raise TypeError("not an SQLite connection")
    # The driver must not open transactions on its own: _begin_immediate does, with the write lock from the start.
    connection.isolation_level = None
    # SQLite’s own lower() knows ASCII only.
    connection.create_function("lower", 1, str.lower, deterministic=True)
    _turn_wal_on(connection)
    for pragma in (f"synchronous={synchronous}", "foreign_keys=ON", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _turn_wal_on(connection: sqlite3.Connection) -> None:
    """With a new file, two processes may do so at the same moment, and here SQLite does not wait by itself."""
    give_up_at = time.monotonic() + BUSY_TIMEOUT_S
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as busy:
            if busy.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > give_up_at:
                raise
            time.sleep(0.01)  # at the very first start only: the other one is through within milliseconds
        else:
            return


def empty_log(engine: Engine) -> None:
    """Brings SQLite's WAL into the database and empties it, so that nothing that was deleted is left in it.

    Where another process reads at this moment, it stays for now. PostgreSQL's log is the server's business.
    """
    if engine.dialect.name != "sqlite":
        return
    with closing(engine.raw_connection()) as connection:
        connection.cursor().execute("PRAGMA busy_timeout=0")
        connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.cursor().execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_S * 1000}")


def compact(engine: Engine) -> None:
    """Writes SQLite's file anew, without what was deleted before that was overwritten. PostgreSQL does it by itself."""
    if engine.dialect.name == "sqlite":
        with closing(engine.raw_connection()) as connection:
            connection.cursor().execute("VACUUM")
        empty_log(engine)


def _write_nothing(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    connection.cursor().execute("PRAGMA query_only=ON")


@contextmanager
def snapshot(engine: Engine) -> Iterator[Connection]:
    """A connection that reads everything as it is at one moment, and keeps nobody from writing meanwhile.

    As long as it is open, SQLite's WAL grows by what is written, and PostgreSQL keeps what is deleted.
    """
    on_postgresql = {"isolation_level": "REPEATABLE READ"}
    options = on_postgresql if engine.dialect.name == "postgresql" else {_READS_ONLY: True}
    with engine.connect().execution_options(**options) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            # Not by SQLAlchemy's option: it leaves the connection writing, even where the server's settings forbid it.
            connection.exec_driver_sql("SET TRANSACTION READ ONLY")
            connection.exec_driver_sql("SET LOCAL idle_in_transaction_session_timeout = 0")
        yield connection


def _begin_immediate(connection: Connection) -> None:
    reads_only = connection.get_execution_options().get(_READS_ONLY, False)
    connection.exec_driver_sql("BEGIN" if reads_only else "BEGIN IMMEDIATE")
