"""Which updates have arrived and which are applied: each one once, and those of one chat in Telegram's order.

One process alone keeps the order by itself. Where several take updates, each notes what has arrived before it applies
it (`note_arrival`), so that the others can see what comes first.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import bindparam, delete, exists, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session
from sqlalchemy.sql.dml import ReturningInsert

from storage.tables import ProcessedUpdate

_UPDATE = ProcessedUpdate.__table__.c
_GIVEN = (_UPDATE.update_id, _UPDATE.chat_id, _UPDATE.received_at, _UPDATE.processed_at)
# Taking the lock is a part of the claim, and not a round trip of its own.
_LOCKED = select(*(bindparam(column.name, type_=column.type) for column in _GIVEN)).select_from(
    select(func.pg_advisory_xact_lock(bindparam("chat_id", type_=_UPDATE.chat_id.type))).subquery()
)
MOST_MISSING = 100
"""Telegram sends at most so many updates at a time. A wider gap in the numbers means that it has begun a new count."""


def _claim(dialect: type[postgresql.Insert] | type[sqlite.Insert]) -> ReturningInsert[tuple[int]]:
    claim = dialect(ProcessedUpdate)
    if dialect is postgresql.Insert:
        claim = claim.from_select([column.name for column in _GIVEN], _LOCKED)
    first = claim.on_conflict_do_update(
        index_elements=[_UPDATE.update_id],
        set_={"processed_at": claim.excluded.processed_at},
        where=_UPDATE.processed_at.is_(None),
    )
    return first.returning(_UPDATE.update_id)


_CLAIM = {"postgresql": _claim(postgresql.Insert), "sqlite": _claim(sqlite.Insert)}
_ARRIVE = {
    "postgresql": postgresql.insert(ProcessedUpdate).on_conflict_do_nothing(),
    "sqlite": sqlite.insert(ProcessedUpdate).on_conflict_do_nothing(),
}
_FIRST = select(
    exists().where(
        _UPDATE.chat_id == bindparam("chat_id"),
        _UPDATE.update_id < bindparam("update_id"),
        _UPDATE.processed_at.is_(None),
        _UPDATE.received_at >= bindparam("since"),
    )
)


def claim_update(session: Session, update_id: int, chat_id: int | None, now: dt.datetime) -> bool:
    """Whether this transaction is the one that applies the update; false if it has been applied before.

    Until it ends, it has the chat to itself: on SQLite it is the only one that writes, on PostgreSQL it takes a lock.
    """
    connection = session.connection()
    values = {"update_id": update_id, "chat_id": chat_id, "received_at": now, "processed_at": now}
    return connection.execute(_CLAIM[connection.dialect.name], values).first() is not None


def note_arrival(session: Session, update_id: int, chat_id: int, now: dt.datetime) -> None:
    """Lets the other processes know that the update is here and will be applied."""
    connection = session.connection()
    values = {"update_id": update_id, "chat_id": chat_id, "received_at": now, "processed_at": None}
    connection.execute(_ARRIVE[connection.dialect.name], values)


def is_preceded(session: Session, update_id: int, chat_id: int, since: dt.datetime) -> bool:
    """Whether an earlier update of the chat has arrived `since` then and is not applied yet."""
    values = {"update_id": update_id, "chat_id": chat_id, "since": since}
    return bool(session.connection().execute(_FIRST, values).scalar())


def is_gap_before(session: Session, update_id: int) -> bool:
    """Whether the update's number tells that another one, of whatever chat, is still on its way."""
    below = select(func.max(_UPDATE.update_id)).where(_UPDATE.update_id < update_id)
    last = session.scalar(below)
    return last is not None and 1 < update_id - last <= MOST_MISSING


def forget_updates(session: Session, before: dt.datetime) -> None:
    """Drops claims older than `before`. Telegram keeps unconfirmed updates for 24 hours, so later is safe."""
    session.execute(delete(ProcessedUpdate).where(ProcessedUpdate.received_at < before))
