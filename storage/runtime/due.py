"""Due things: rows that exactly one process takes, once, in their order, also after a week of downtime.

Whoever takes rows holds them until its transaction ends, and has done or put off all of them by then. What one person
is to read is taken together, by one process, so that it can be summed up in one message.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import and_, bindparam, delete, func, or_, select, text, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from storage.tables import Due, Muted
from storage.tables.base import JsonObject

_DUE = Due.__table__.c
_COLUMNS = (_DUE.id, _DUE.kind, _DUE.mark, _DUE.person_id, _DUE.partnership_id, _DUE.content, _DUE.due_at, _DUE.made_at)
_UNLESS_THERE = {
    "postgresql": postgresql.insert(Due).on_conflict_do_nothing(),
    "sqlite": sqlite.insert(Due).on_conflict_do_nothing(),
}


def _in_place(new: postgresql.Insert | sqlite.Insert) -> postgresql.Insert | sqlite.Insert:
    changed = {name: new.excluded[name] for name in ("person_id", "partnership_id", "content", "due_at", "made_at")}
    return new.on_conflict_do_update(index_elements=[_DUE.kind, _DUE.mark], set_=changed)


_IN_PLACE = {"postgresql": _in_place(postgresql.insert(Due)), "sqlite": _in_place(sqlite.insert(Due))}
_PUT_OFF = update(Due).where(_DUE.id == bindparam("row")).values(due_at=bindparam("until", type_=_DUE.due_at.type))
_CHANGE = update(Due).where(_DUE.id == bindparam("row")).values(content=bindparam("new", type_=_DUE.content.type))
_WIDTH = 5
"""So many times what it takes a process looks at: others, who are as quick, hold the first ones."""
_LOOKS = 10
# Three numbers' class of its own, as lanes of the outbox have 1 (see `storage.runtime.outbox`).
_TRY = text(
    "SELECT lane FROM unnest(CAST(:lanes AS bigint[])) AS lane"
    " WHERE pg_try_advisory_xact_lock(3, CAST(lane & 2147483647 AS integer)) LIMIT :most"
)


@dataclass(frozen=True, slots=True)
class DueRow:
    """A due thing, as its kind gets to see it (see `storage.tables.due`)."""

    id: int
    kind: str
    mark: str
    person_id: int | None
    partnership_id: int | None
    content: JsonObject
    due_at: dt.datetime
    made_at: dt.datetime


@dataclass(frozen=True, slots=True)
class NewDue:
    """Something that is to become due."""

    kind: str
    mark: str
    due_at: dt.datetime
    content: JsonObject
    person_id: int | None = None
    partnership_id: int | None = None


def put(session: Session, things: Iterable[NewDue], now: dt.datetime, *, keep: bool = False) -> None:
    """Has things done at their time. What is due already is due anew; with `keep`, it stays as it is."""
    rows = [
        {
            "kind": each.kind,
            "mark": each.mark,
            "person_id": each.person_id,
            "partnership_id": each.partnership_id,
            "content": each.content,
            "due_at": each.due_at,
            "made_at": now,
        }
        for each in things
    ]
    if rows:
        connection = session.connection()
        connection.execute((_UNLESS_THERE if keep else _IN_PLACE)[connection.dialect.name], rows)


def take(session: Session, now: dt.datetime, limit: int) -> Sequence[DueRow]:
    """Some of what is due, in its order, with everything else that is due for the same people; `limit` lanes at most.

    Nobody else gets it before the transaction ends. It is empty when nothing is due, or others have it all in hand.
    """
    if session.connection().dialect.name != "postgresql":
        found = lanes(session, now, limit)
        return _rows_of(session, now, found) if found else ()
    for _ in range(_LOOKS):
        heads = lanes(session, now, limit * _WIDTH)
        free = session.scalars(_TRY, {"lanes": heads, "most": limit}).all() if heads else ()
        rows = _rows_of(session, now, free) if free else ()
        if rows or not free:
            return rows
        # Others have done these between the two statements.
    return ()


def take_lane(session: Session, now: dt.datetime, lane: int) -> Sequence[DueRow]:
    """What is due of this lane: of a person by their id, or one row by its id, below zero."""
    return _rows_of(session, now, [lane])


def lanes(session: Session, now: dt.datetime, limit: int) -> Sequence[int]:
    """The lanes of the `limit` rows that have been due longest."""
    first = select(_DUE.id, _DUE.person_id).where(_DUE.due_at <= now).order_by(_DUE.due_at, _DUE.id).limit(limit)
    return list(dict.fromkeys(_lane(*row) for row in session.execute(first)))


def late(session: Session, before: dt.datetime) -> tuple[int, dt.datetime | None]:
    """How much was due before that moment and is not done, and since when the first of it."""
    row = session.execute(select(func.count(), func.min(_DUE.due_at)).where(_DUE.due_at < before)).one()
    return row[0], row[1]


def rows_in(session: Session, now: dt.datetime, person_id: int) -> Sequence[int]:
    """The ids of the rows that are due for a person, in their order."""
    theirs = select(_DUE.id).where(_DUE.person_id == person_id, _DUE.due_at <= now)
    return session.scalars(theirs.order_by(_DUE.due_at, _DUE.id)).all()


def _lane(row_id: int, person_id: int | None) -> int:
    return -row_id if person_id is None else person_id


def _rows_of(session: Session, now: dt.datetime, lanes: Sequence[int]) -> Sequence[DueRow]:
    people, others = [lane for lane in lanes if lane > 0], [-lane for lane in lanes if lane < 0]
    theirs = or_(and_(_DUE.person_id.in_(people), _DUE.due_at <= now), and_(_DUE.id.in_(others), _DUE.due_at <= now))
    found = select(*_COLUMNS).where(theirs).order_by(_DUE.due_at, _DUE.id).with_for_update(skip_locked=True)
    return [DueRow(*row) for row in session.execute(found)]


def done(session: Session, row_ids: Collection[int]) -> None:
    """These are done."""
    if row_ids:
        session.connection().execute(delete(Due).where(_DUE.id.in_(row_ids)))


def put_off(session: Session, until: Mapping[int, dt.datetime]) -> None:
    """These, by their ids, are due later."""
    if until:
        moments = [{"row": row_id, "until": moment} for row_id, moment in until.items()]
        session.connection().execute(_PUT_OFF, moments)


def change(session: Session, contents: Mapping[int, JsonObject]) -> None:
    """Gives these, by their ids, another content."""
    if contents:
        session.connection().execute(_CHANGE, [{"row": row_id, "new": each} for row_id, each in contents.items()])


def is_due(session: Session, kind: str, mark: str) -> bool:
    """Whether this is to be done at some time."""
    return session.scalar(select(_DUE.id).where(_DUE.kind == kind, _DUE.mark == mark)) is not None


def drop(session: Session, kind: str, mark: str) -> None:
    """This is not to be done any more, if it was."""
    session.connection().execute(delete(Due).where(_DUE.kind == kind, _DUE.mark == mark))


def mute(session: Session, person_id: int, kind: str, now: dt.datetime) -> None:
    """The person does not want to hear of this kind of thing any more."""
    if session.get(Muted, (person_id, kind)) is None:
        session.add(Muted(person_id=person_id, kind=kind, since=now))


def unmute(session: Session, person_id: int, kind: str) -> None:
    """They want to, again."""
    session.connection().execute(delete(Muted).where(Muted.person_id == person_id, Muted.kind == kind))


def muted(session: Session, kind: str, person_ids: Collection[int]) -> frozenset[int]:
    """Who of these people do not want to hear of it."""
    among = select(Muted.person_id).where(Muted.person_id.in_(person_ids), Muted.kind == kind)
    return frozenset(session.scalars(among))
