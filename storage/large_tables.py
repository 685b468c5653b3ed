"""What a migration does to large tables before its own transaction: in pieces, while the desk goes on.

A migration names it in `prepares`. Each piece is a transaction of its own, and says in it how far it has come: whoever
was interrupted goes on there. It is done while the program of the version before still works with the database.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import BigInteger, Column, Connection, Engine, Index, MetaData, Table, column, func, select, table, text
from sqlalchemy.exc import OperationalError

from storage.schema_notes import FILLING, note, notes_in

DONE = "done"
PAUSE_S = 0.02
"""Between two pieces: on SQLite, whoever waits for its turn to write gets it."""
TRIES = 20


class Preparation(Protocol):
    """What is prepared before a migration; to do it once more does no harm."""

    def prepare(self, engine: Engine, revision: str) -> None:
        """Does what is left of it."""


@dataclass(frozen=True, slots=True)
class Filling:
    """Changes all rows of a table, some at a time: `change` is given the connection, and changes the rows whose number
    is above the second and up to the third argument. Rows that come meanwhile get what they need from the program.
    """

    name: str
    table: str
    change: Callable[[Connection, int, int], None]
    key: str = "id"
    at_once: int = 500

    def prepare(self, engine: Engine, revision: str) -> None:
        """Changes piece after piece, from where it was left."""
        while _patiently(lambda: self._piece(engine, f"{FILLING}{revision}:{self.name}")):
            time.sleep(PAUSE_S)  # no wait: a gap for whoever wants to write, as only one can on SQLite

    def _piece(self, engine: Engine, place: str) -> bool:
        """Whether there may be more."""
        with engine.begin() as connection:
            alone(connection)
            position = notes_in(connection).get(place, "")
            if position == DONE:
                return False
            after = int(position or -1)
            key = column(self.key, BigInteger())
            next_ones = select(key).select_from(table(self.table)).where(key > after).order_by(key).limit(self.at_once)
            up_to = connection.scalar(select(func.max(next_ones.subquery().c[0])))
            if up_to is None:
                note(connection, place, DONE)
                return False
            self.change(connection, after, up_to)
            note(connection, place, str(up_to))
            return True


@dataclass(frozen=True, slots=True)
class LargeIndex:
    """An index on columns that are there already. PostgreSQL makes it while others write, SQLite in one piece.

    The migration itself makes it with `if_not_exists=True`, for databases in which nothing is yet.
    """

    name: str
    table: str
    columns: Sequence[str]
    where: str | None = None
    unique: bool = False

    def prepare(self, engine: Engine, revision: str) -> None:  # noqa: ARG002 - it stands in the schema how far it is
        """Makes it, if it is not there or was left half made."""
        condition = text(self.where) if self.where else None
        of = Table(self.table, MetaData(), *(Column(name) for name in self.columns))
        index = Index(
            self.name,
            *of.c,
            unique=self.unique,
            sqlite_where=condition,
            postgresql_where=condition,
            postgresql_concurrently=True,
        )
        if engine.dialect.name == "sqlite":
            with engine.begin() as connection:
                index.create(connection, checkfirst=True)
            return
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("SET lock_timeout = 0")
            half_made = text("SELECT NOT indisvalid FROM pg_index WHERE indexrelid = to_regclass(:name)")
            if connection.scalar(half_made, {"name": self.name}):
                index.drop(connection)
            index.create(connection, checkfirst=True)
            connection.exec_driver_sql("RESET lock_timeout")


MIGRATION_LOCK = 7_446_128
"""Any number will do, as long as all processes use the same: only one of them migrates at a time."""


def alone(connection: Connection) -> None:
    """No other process migrates until the transaction ends. SQLite has one writer anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATION_LOCK})


def _patiently(piece: Callable[[], bool]) -> bool:
    """Whoever is at work in the same rows goes first."""
    for _ in range(TRIES - 1):
        try:
            return piece()
        except OperationalError:
            time.sleep(PAUSE_S)  # until another process has let go of these rows, of which nobody tells us
    return piece()
