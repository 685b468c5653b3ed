"""Writes the audit trail: every flush of an audited table leaves one row per changed record.

It hangs on the session itself, so no service can forget it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from sqlalchemy import Column, and_, event, false, insert, inspect, or_, select, union_all
from sqlalchemy.orm import Session, UOWTransaction

from storage.tables.audit import OPERATION, Audit
from storage.tables.base import Base, JsonObject


@dataclass(kw_only=True, slots=True)
class Signature:
    """Under which moment, channel, actor and action changes are recorded. `actor_id` is a person, or the programme.

    `operator` is who acts at the provider's desk, by name: in support's group, or on the command line.
    """

    now: dt.datetime
    channel: str
    actor_id: int | None = None
    action: str = ""
    operator: str | None = None


class AuditedSession(Session):
    """A session in which every change is recorded, with the `signature` of its moment."""

    signature: Signature


def _record(session: AuditedSession, _context: UOWTransaction) -> None:
    # Whenever the session is asked for one of these, it puts it together anew.
    new, deleted = session.new, session.deleted
    rows = [
        row
        for changed in (new, session.dirty, deleted)
        for instance in changed
        if isinstance(instance, Base)
        and instance.audited
        and (row := _row(session.signature, instance, is_new=instance in new, is_deleted=instance in deleted))
        is not None
    ]
    if rows:
        session.execute(insert(Audit), rows)


event.listen(AuditedSession, "after_flush", _record)


@cache
def recorded(kind: type[Base]) -> tuple[str, ...]:
    """The columns of a table that the trail holds."""
    return tuple(
        column.key for column in inspect(kind).column_attrs if not column.columns[0].info.keys() & {"secret", "derived"}
    )


def _row(signature: Signature, instance: Base, *, is_new: bool, is_deleted: bool) -> dict[str, object] | None:
    before: JsonObject = {}
    after: JsonObject = {}
    state = inspect(instance)
    for key in recorded(type(instance)):
        if is_deleted:
            before[key] = _json(getattr(instance, key))
        elif is_new:
            after[key] = _json(getattr(instance, key))
        elif (history := state.attrs[key].history).has_changes():
            before[key] = _json(history.deleted[0] if history.deleted else None)
            after[key] = _json(history.added[0] if history.added else None)
    if not before and not after:
        return None
    return {
        "at": signature.now,
        "actor_id": signature.actor_id,
        "channel": signature.channel,
        "action": signature.action,
        "subject": instance.__tablename__,
        "subject_id": state.mapper.primary_key_from_instance(instance)[0],
        "before": before or None,
        "after": after or None,
        "operator": signature.operator,
    }


@cache
def column_of(subject: str, column: str) -> Column[object] | None:
    """The column that an entry of the trail tells of, if there is one of that name (any more)."""
    table = Base.metadata.tables.get(subject)
    return None if table is None else table.columns.get(column)


def points_at(subject: str, column: str, values: Iterable[object]) -> Iterator[tuple[str, int]]:
    """The records that stood in a column, by their table and id; a list of products has their ids."""
    stored = column_of(subject, column)
    if stored is None:
        return
    kinds = [key.column.table.name for key in stored.foreign_keys] or (["product"] if column == "products" else [])
    for kind in kinds:
        for value in values:
            for number in value if isinstance(value, list) else (value,):
                if isinstance(number, int):
                    yield kind, number


def note(session: AuditedSession, kind: type[Base], ids: Collection[int], said: JsonObject | None = None) -> None:
    """Records that the signature's operator did its action with these records, whatever has changed in them.

    `said` is what they gave as the reason, and the like.
    """
    signature = session.signature
    rows = [
        {
            "at": signature.now,
            "actor_id": signature.actor_id,
            "channel": signature.channel,
            "action": signature.action,
            "subject": f"{OPERATION}{kind.__tablename__}",
            "subject_id": number,
            "before": None,
            "after": said,
            "operator": signature.operator,
        }
        for number in ids
    ]
    if rows:
        session.flush()  # what was changed before stands before it
        session.execute(insert(Audit), rows)


def _json(value: object) -> object:
    match value:
        case None | bool() | int() | float() | str():
            return value
        case dt.datetime() | dt.date():
            return value.isoformat()
        case Decimal():
            return str(value)
        case list() | dict():  # JSON already, and somebody may go on writing in it
            return deepcopy(value)
        case _:
            raise TypeError(f"the audit trail cannot hold a {type(value).__name__}")


def trail_of(session: Session, records: Mapping[str, Collection[int]]) -> Sequence[Audit]:
    """All that was ever changed in these records, ids by their kind, the oldest first."""
    of_kind = [
        and_(Audit.subject == subject, Audit.subject_id.in_(subject_ids)) for subject, subject_ids in records.items()
    ]
    return session.scalars(select(Audit).where(or_(false(), *of_kind)).order_by(Audit.id)).all()


def changed_since(session: Session, subject: str, subject_ids: Collection[int], moment: dt.datetime) -> Sequence[Audit]:
    """What was changed in these records of one kind after that moment, the newest first."""
    of_kind = (Audit.subject == subject, Audit.subject_id.in_(subject_ids))
    return session.scalars(select(Audit).where(*of_kind, Audit.at > moment).order_by(Audit.id.desc())).all()


def newest_of(session: Session, records: Mapping[type[Base], Collection[int]], limit: int) -> Sequence[Audit]:
    """What was last changed in these records, or done with them, `limit` rows at most, the newest first."""
    ways = [
        select(Audit.id)
        .where(Audit.subject == subject, Audit.subject_id.in_(ids))
        .order_by(Audit.id.desc())
        .limit(limit)
        .subquery()
        for kind, ids in records.items()
        if ids
        for subject in (kind.__tablename__, f"{OPERATION}{kind.__tablename__}")
    ]
    if not ways:
        return []
    found = union_all(*(select(way.c.id) for way in ways))
    return session.scalars(select(Audit).where(Audit.id.in_(found)).order_by(Audit.id.desc()).limit(limit)).all()
