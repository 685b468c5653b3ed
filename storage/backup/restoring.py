"""Brings a backup into an empty database of either kind, and reads it back before anything of it counts.

A backup of an older program is brought in as it was, under its own schema, and migrated then.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from sqlalchemy import Connection, Engine, column, exists, insert, inspect, literal, select, table, text

from storage import schema
from storage.backup.files import BackupUnfit, Contents, Part, Reader, Tally, check, reading
from storage.backup.numbering import go_on_from
from storage.backup.taking import AT_ONCE
from storage.schema_notes import NOTES, note

_KEYS_NOW = text(
    "SELECT conrelid::regclass::text AS of, quote_ident(conname) AS name FROM pg_constraint "
    "WHERE contype = 'f' AND NOT condeferrable AND connamespace = current_schema()::regnamespace"
)


class DatabaseHoldsSomething(Exception):
    """The database is not empty; the message names a table."""


def restore(engine: Engine, file: Path) -> Contents:
    """Brings the backup in, and the database to the program's revision.

    All of it or nothing: where it raises, the database may have tables, but no rows. Raises `BackupUnfit`,
    `DatabaseHoldsSomething`, and `OSError`.
    """
    contents = check(file)
    newest = schema.newest_revision()
    if contents.revision > newest:
        raise BackupUnfit(
            f"it has revision {contents.revision}, and this program knows {newest}: it was written by Handschlag "
            f"{contents.program}, which can restore it"
        )
    _require_empty(engine, contents.revision)
    schema.upgrade(engine, contents.revision)
    with reading(file) as backup, engine.begin() as connection:
        _require_no_rows(connection)
        with _keys_checked_in_the_end(connection):
            for part in backup.contents.parts:
                _bring_in(connection, backup, part)
        for part in backup.contents.parts:
            go_on_from(connection, part.shape, part.highest)
            _require_same(connection, part)
        for name, value in backup.contents.notes.items():
            note(connection, name, value)
    schema.upgrade(engine)
    return contents


def _require_empty(engine: Engine, revision: str) -> None:
    with engine.begin() as connection:
        current = schema.revision_in(connection)
        if current is None and (tables := inspect(connection).get_table_names()):
            raise DatabaseHoldsSomething(f"it has the table {tables[0]}, which is not Handschlag’s")
        _require_no_rows(connection)
    if current is not None and current > revision:
        raise DatabaseHoldsSomething(f"its tables have revision {current}, and the backup’s {revision}")


def _require_no_rows(connection: Connection) -> None:
    for name in inspect(connection).get_table_names():
        if name not in {"alembic_version", NOTES.name} and connection.scalar(
            select(exists(select(literal(1)).select_from(table(name, column("x")))))
        ):
            raise DatabaseHoldsSomething(f"there are rows in its table {name}")


@contextmanager
def _keys_checked_in_the_end(connection: Connection) -> Iterator[None]:
    """Rows may point to others that come later; those that then point to nothing are refused when all are in."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        yield
        if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
            raise BackupUnfit("a row of it points to another one that is missing")
        return
    keys = connection.execute(_KEYS_NOW).all()
    for key in keys:
        connection.exec_driver_sql(f"ALTER TABLE {key.of} ALTER CONSTRAINT {key.name} DEFERRABLE INITIALLY DEFERRED")
    yield
    connection.exec_driver_sql("SET CONSTRAINTS ALL IMMEDIATE")
    for key in keys:
        connection.exec_driver_sql(f"ALTER TABLE {key.of} ALTER CONSTRAINT {key.name} NOT DEFERRABLE")


def _bring_in(connection: Connection, backup: Reader, part: Part) -> None:
    lines = backup.lines(part)
    statement = insert(part.shape.table)
    while rows := [part.shape.row(line) for line in islice(lines, AT_ONCE)]:
        connection.execute(statement, rows)


def _require_same(connection: Connection, part: Part) -> None:
    """What the database now tells of the table is what the backup has, byte by byte."""
    tally = Tally()
    rows = connection.execute(part.shape.all_rows(connection.dialect.name), execution_options={"yield_per": AT_ONCE})
    for row in rows:
        tally.add(part.shape.line(tuple(row)))
    if tally.part(part.shape, part.highest) != part:
        raise BackupUnfit(f"the table {part.shape.name} came out of the database otherwise than it went in")
