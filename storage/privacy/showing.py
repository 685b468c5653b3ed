"""Everything that is stored about somebody, by table, as JSON has it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from enum import Enum

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.privacy.note import Traces
from storage.privacy.register import NOTES


def rows_of(session: Session, traces: Traces) -> Mapping[str, Sequence[Mapping[str, object]]]:
    """By the table's name, the rows that are somebody's, oldest first; tables without any are left out."""
    found: dict[str, Sequence[Mapping[str, object]]] = {}
    for name, note in NOTES.items():
        if note.mine is None:
            continue
        table = note.table.__table__
        columns = [table.c[column] for column in note.shown_columns]
        # They are put in order here: asked for it, databases may walk the whole table in that order.
        rows = sorted(session.execute(select(*columns).where(note.mine(traces))), key=lambda row: str(row[0]).zfill(20))
        if rows:
            found[name] = [{key: _plain(value) for key, value in row._mapping.items()} for row in rows]
    return found


def _plain(value: object) -> object:
    match value:
        case Enum():
            return value.value
        case dt.datetime() | dt.date():
            return value.isoformat()
        case Decimal():
            return str(value)
        case _:
            return value
