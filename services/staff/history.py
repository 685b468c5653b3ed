"""What was done with a record, by whom and through which door: the audit trail, read for people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from storage.audit import newest_of, points_at
from storage.staff import names_of
from storage.tables import Audit, Base, Person
from storage.tables.audit import OPERATION
from storage.tables.base import JsonObject
from storage.work import Work

MOST_ROWS = 50
PROGRAMME = "programme"
"""Who has acted where nobody has: a chore, or a deadline."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One record that was changed, made (`is_new`) or removed (`is_gone`), or what was done with it besides.

    `who` is a person's first name, or a name of the provider's staff, which is `is_staff` then. `changed` has the
    column, what was there before, and what there is now; it may be empty. `names` tells what the records are called
    that stand there, by their table and id.
    """

    at: dt.datetime
    who: str
    is_staff: bool
    channel: str
    action: str
    subject: str
    subject_id: int
    changed: tuple[tuple[str, object, object], ...]
    is_new: bool
    is_gone: bool
    names: Mapping[tuple[str, int], str]


def history(work: Work, records: Mapping[type[Base], Collection[int]], limit: int = MOST_ROWS) -> list[Entry]:
    """What was done with these records, the newest first, `limit` entries at most; in a handful of statements."""
    rows = newest_of(work.session, records, limit)
    met: dict[str, set[int]] = {Person.__tablename__: {row.actor_id for row in rows if row.actor_id is not None}}
    for row in rows:
        for column, before, after in _changed(row):
            for kind, number in points_at(row.subject, column, (before, after)):
                met.setdefault(kind, set()).add(number)
    return list(_entries(rows, names_of(work.session, met)))


def _entries(rows: Sequence[Audit], names: Mapping[tuple[str, int], str]) -> Iterator[Entry]:
    for row in rows:
        if row.operator is not None:
            who, is_staff = row.operator, True
        else:
            who, is_staff = names.get((Person.__tablename__, row.actor_id or 0), PROGRAMME), False
        subject = row.subject.removeprefix(OPERATION)
        yield Entry(
            at=row.at,
            who=who,
            is_staff=is_staff,
            channel=row.channel,
            action=row.action,
            subject=subject,
            subject_id=row.subject_id,
            changed=_changed(row),
            is_new=subject == row.subject and row.before is None and row.after is not None,
            is_gone=row.before is not None and row.after is None,
            names=names,
        )


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
