"""What was done with a record, by whom and through which door: the audit trail, read for people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from storage.audit import newest_of
from storage.people import first_names
from storage.tables import Audit, Base
from storage.tables.audit import OPERATION
from storage.tables.base import JsonObject
from storage.work import Work

MOST_ROWS = 50
PROGRAMME = "programme"
"""Who has acted where nobody has: a chore, or a deadline."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One changed record, or what was done with it without changing it (`changed` is empty then).

    `who` is a person's first name, or a name of the provider's staff, which is `is_staff` then. `changed` has the
    column, what was there before, and what there is now.
    """

    at: dt.datetime
    who: str
    is_staff: bool
    channel: str
    action: str
    subject: str
    subject_id: int
    changed: tuple[tuple[str, object, object], ...]


def history(work: Work, records: Mapping[type[Base], Collection[int]], limit: int = MOST_ROWS) -> list[Entry]:
    """What was done with these records, the newest first, `limit` entries at most; in two statements."""
    rows = newest_of(work.session, records, limit)
    names = first_names(work.session, {row.actor_id for row in rows if row.actor_id is not None})
    return list(_entries(rows, names))


def _entries(rows: Sequence[Audit], names: Mapping[int, str]) -> Iterator[Entry]:
    for row in rows:
        if row.operator is not None:
            who, is_staff = row.operator, True
        else:
            who, is_staff = names.get(row.actor_id or 0, PROGRAMME), False
        subject = row.subject.removeprefix(OPERATION)
        yield Entry(row.at, who, is_staff, row.channel, row.action, subject, row.subject_id, _changed(row))


def _changed(row: Audit) -> tuple[tuple[str, object, object], ...]:
    """A new record's columns that are empty say nothing."""
    before: JsonObject = row.before or {}
    after: JsonObject = row.after or {}
    columns = dict.fromkeys((*before, *after))
    return tuple(
        (column, before.get(column), after.get(column))
        for column in columns
        if before.get(column) is not None or after.get(column) is not None
    )
