"""What stands beside the schema's revision: who may work with it, and how far large tables have been filled.

Like Alembic's own table, this one belongs to no revision: a program reads it to find out whether it knows the schema.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Column, Connection, MetaData, String, Table, Text, delete, insert, inspect, select

NOTES = Table("schema_note", MetaData(), Column("name", String(120), primary_key=True), Column("value", Text))
WORKS_FROM = "works_from"
FILLING = "filling:"


def notes_in(connection: Connection) -> Mapping[str, str]:
    """All notes; none where the schema is older than they are."""
    if not inspect(connection).has_table(NOTES.name):
        return {}
    return {str(name): str(value) for name, value in connection.execute(select(NOTES.c.name, NOTES.c.value))}


def note(connection: Connection, name: str, value: str) -> None:
    """Notes it, in place of what was noted before."""
    NOTES.create(connection, checkfirst=True)
    connection.execute(delete(NOTES).where(NOTES.c.name == name))
    connection.execute(insert(NOTES).values(name=name, value=value))


def forget_notes(connection: Connection) -> None:
    """Nothing is noted any more."""
    NOTES.drop(connection, checkfirst=True)
