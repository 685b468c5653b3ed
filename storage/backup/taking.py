"""Takes a backup of either database while the desk goes on: every table as it is at one and the same moment."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from sqlalchemy import Connection, Engine, column, func, select, table

from storage import schema
from storage.backup.files import FORMAT, BackupUnfit, Contents, Part, Writer, writing
from storage.backup.numbering import highest
from storage.backup.shapes import Shape, shapes
from storage.database import snapshot
from storage.schema_notes import notes_in

AT_ONCE = 1_000
"""Rows that are read into memory together."""


def take(engine: Engine, file: Path, *, program: str, now: dt.datetime) -> Contents:
    """Writes a backup to `file`; the database has the program's own revision. `program` is the program's version.

    Raises `FileExistsError`, `OSError`, and `BackupUnfit` where what was written is not what the database counts.
    """
    with writing(file) as writer, snapshot(engine) as connection:
        revision = schema.revision_in(connection)
        if revision is None:
            raise BackupUnfit("the database is empty")
        contents = Contents(
            format=FORMAT,
            program=program,
            revision=revision,
            notes=notes_in(connection),
            taken_at=now.astimezone(dt.UTC).isoformat(timespec="seconds"),
            database=connection.dialect.name,
            parts=[_part(writer, connection, shape) for shape in shapes()],
        )
        writer.close(contents)
    return contents


def _part(writer: Writer, connection: Connection, shape: Shape) -> Part:
    rows = connection.execute(shape.all_rows(connection.dialect.name), execution_options={"yield_per": AT_ONCE})
    part = writer.add(shape, map(tuple, rows)).part(shape, highest(connection, shape))
    counted = connection.scalar(select(func.count()).select_from(table(shape.name, column("x"))))
    if counted != part.rows:
        raise BackupUnfit(f"the table {shape.name} has {counted} rows, and {part.rows} were read")
    return part
