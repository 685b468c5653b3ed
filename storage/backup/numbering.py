"""How far a table has numbered its rows: a number never comes back, also where the last ones were deleted."""

from __future__ import annotations

from sqlalchemy import Connection, text

from storage.backup.shapes import Shape

_SEQUENCE = text("SELECT pg_get_serial_sequence(:table, :column)")
_LAST = text("SELECT last_value FROM pg_sequences WHERE (schemaname || '.' || sequencename)::regclass = :it ::regclass")
_LAST_IN_FILE = text("SELECT seq FROM sqlite_sequence WHERE name = :table")
_NEVER_TWICE = text("SELECT count(*) FROM sqlite_master WHERE name = :table AND sql LIKE '%AUTOINCREMENT%'")


def highest(connection: Connection, shape: Shape) -> int:
    """The last number that the database has given to a row of the table by itself; 0 where it remembers none."""
    if connection.dialect.name == "postgresql":
        sequence = _sequence(connection, shape)
        last = connection.scalar(_LAST, {"it": sequence}) if sequence else None
    else:
        last = connection.scalar(_LAST_IN_FILE, {"table": shape.name})
    return int(last or 0)


def go_on_from(connection: Connection, shape: Shape, last: int) -> None:
    """Further rows of the table get numbers above `last`, and above those that are there."""
    if connection.dialect.name == "postgresql":
        if sequence := _sequence(connection, shape):
            there = connection.execute(shape.highest_key).scalar_one()
            if least := max(last, there):
                connection.execute(text("SELECT setval(:it ::regclass, :last)"), {"it": sequence, "last": least})
    elif connection.scalar(_NEVER_TWICE, {"table": shape.name}) and last > highest(connection, shape):
        connection.execute(text("DELETE FROM sqlite_sequence WHERE name = :table"), {"table": shape.name})
        connection.execute(
            text("INSERT INTO sqlite_sequence (name, seq) VALUES (:table, :last)"), {"table": shape.name, "last": last}
        )


def _sequence(connection: Connection, shape: Shape) -> str | None:
    if len(shape.key) != 1:
        return None
    found: str | None = connection.scalar(_SEQUENCE, {"table": f'"{shape.name}"', "column": shape.key[0]})
    return found
