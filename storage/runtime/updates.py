"""Which updates have arrived and which are applied: each one once, and those of one chat in Telegram's order.

One process alone keeps the order by itself. Where several take updates, each asks here which of its updates come too
early (`too_early`), and notes those that have to wait (`note_arrivals`), so that the others can see what comes first.

Whoever sends too much has their updates kept here (`keep_updates`) until it is their turn; they are updates that have
arrived like others, so everything that holds for those holds for them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, func, null, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session
from sqlalchemy.sql.dml import ReturningInsert

from storage.runtime.forgetting import forget_oldest
from storage.tables import ProcessedUpdate
from storage.tables.base import JsonObject

_UPDATE = ProcessedUpdate.__table__.c
MOST_MISSING = 100
"""Telegram sends at most so many updates at a time: no number that is further below is still to come."""

# What is applied does not say any more whose it was.
_GIVEN = (_UPDATE.update_id, _UPDATE.received_at, _UPDATE.processed_at)
# Taking the lock is a part of the claim, and not a round trip of its own.
_LOCKED = select(*(bindparam(column.name, type_=column.type) for column in _GIVEN)).select_from(
    select(func.pg_advisory_xact_lock(bindparam("chat_id", type_=_UPDATE.chat_id.type))).subquery()
)


def _claim(dialect: type[postgresql.Insert] | type[sqlite.Insert]) -> ReturningInsert[tuple[int]]:
    claim = dialect(ProcessedUpdate)
    if dialect is postgresql.Insert:
        claim = claim.from_select([column.name for column in _GIVEN], _LOCKED)
    first = claim.on_conflict_do_update(
        index_elements=[_UPDATE.update_id],
        set_={"processed_at": claim.excluded.processed_at, "content": null(), "chat_id": null()},
        where=_UPDATE.processed_at.is_(None),
    )
    return first.returning(_UPDATE.update_id)


def _keep(dialect: type[postgresql.Insert] | type[sqlite.Insert]) -> postgresql.Insert | sqlite.Insert:
    keep = dialect(ProcessedUpdate)
    return keep.on_conflict_do_update(
        index_elements=[_UPDATE.update_id],
        set_={"content": keep.excluded.content},
        where=_UPDATE.processed_at.is_(None),
    )


_CLAIM = {"postgresql": _claim(postgresql.Insert), "sqlite": _claim(sqlite.Insert)}
_KEEP = {"postgresql": _keep(postgresql.Insert), "sqlite": _keep(sqlite.Insert)}
_ARRIVE = {
    "postgresql": postgresql.insert(ProcessedUpdate).on_conflict_do_nothing(),
    "sqlite": sqlite.insert(ProcessedUpdate).on_conflict_do_nothing(),
}
_KNOWN = select(_UPDATE.update_id).where(_UPDATE.update_id.between(bindparam("lowest"), bindparam("highest")))
_UNDER_WAY = select(_UPDATE.update_id, _UPDATE.chat_id).where(
    _UPDATE.processed_at.is_(None), or_(_UPDATE.received_at >= bindparam("since"), _UPDATE.content.is_not(None))
)
_KEPT = (
    select(_UPDATE.update_id, _UPDATE.chat_id, _UPDATE.content)
    .where(_UPDATE.processed_at.is_(None), _UPDATE.content.is_not(None))
    .order_by(_UPDATE.update_id)
)


@dataclass(frozen=True, slots=True)
class Arrival:
    """An update that is here: its number and its chat."""

    update_id: int
    chat_id: int


def claim_update(session: Session, update_id: int, chat_id: int | None, now: dt.datetime) -> bool:
    """Whether this transaction is the one that applies the update; false if it has been applied before.

    Until it ends, it has the chat to itself: on SQLite it is the only one that writes, on PostgreSQL it takes a lock.
    """
    connection = session.connection()
    values = {"update_id": update_id, "received_at": now, "processed_at": now}
    locked = {"chat_id": chat_id} if connection.dialect.name == "postgresql" else {}
    return connection.execute(_CLAIM[connection.dialect.name], values | locked).first() is not None


def note_arrivals(session: Session, arrivals: Iterable[Arrival], now: dt.datetime) -> None:
    """Lets the other processes know that these updates are here and will be applied."""
    connection = session.connection()
    rows = [
        {"update_id": each.update_id, "chat_id": each.chat_id, "received_at": now, "processed_at": None}
        for each in sorted(arrivals, key=lambda each: each.update_id)
    ]
    if rows:
        connection.execute(_ARRIVE[connection.dialect.name], rows)


def pass_over(session: Session, numbers: Iterable[int], now: dt.datetime) -> None:
    """Lets the other processes know that nothing is to be applied for these numbers: they need not miss them."""
    connection = session.connection()
    rows = [
        {"update_id": number, "chat_id": None, "received_at": now, "processed_at": now} for number in sorted(numbers)
    ]
    if rows:
        connection.execute(_ARRIVE[connection.dialect.name], rows)


@dataclass(frozen=True, slots=True)
class Kept:
    """An update that waits in the database, as it came."""

    update_id: int
    chat_id: int
    content: JsonObject


def keep_updates(session: Session, updates: Iterable[Kept], now: dt.datetime) -> None:
    """Keeps updates until it is their turn; those that are applied already stay so."""
    connection = session.connection()
    rows = [
        {
            "update_id": each.update_id,
            "chat_id": each.chat_id,
            "received_at": now,
            "processed_at": None,
            "content": each.content,
        }
        for each in sorted(updates, key=lambda each: each.update_id)
    ]
    if rows:
        connection.execute(_KEEP[connection.dialect.name], rows)


def kept_updates(session: Session) -> Sequence[Kept]:
    """All updates that are kept, in Telegram's order."""
    return [Kept(*row) for row in session.connection().execute(_KEPT)]


def count_kept(session: Session) -> int:
    """How many updates are kept."""
    return session.connection().execute(select(func.count()).select_from(_KEPT.order_by(None).subquery())).scalar_one()


def withhold(session: Session, update_id: int, chat_id: int, content: JsonObject) -> None:
    """Keeps an update that this transaction has claimed, and that is not handled for now."""
    session.execute(
        update(ProcessedUpdate).where(_UPDATE.update_id == update_id).values(chat_id=chat_id, content=content)
    )


def release(session: Session, chat_id: int) -> int:
    """What was withheld of this chat waits for its turn, as if it had just been too much; how many updates."""
    withheld = (_UPDATE.chat_id == chat_id, _UPDATE.content.is_not(None), _UPDATE.processed_at.is_not(None))
    waiting = update(ProcessedUpdate).where(*withheld).values(processed_at=None).returning(_UPDATE.update_id)
    return len(session.execute(waiting).all())


def too_early(
    session: Session, arrivals: Collection[Arrival], minding_gaps: Collection[int], since: dt.datetime
) -> frozenset[int]:
    """Which of these updates have to wait for one with a lower number.

    That is an update of the same chat that has arrived `since` then, or is kept, and is not applied yet, or – for those
    that are `minding_gaps` – one that may be of the same chat because it is still missing in the numbers.
    """
    if not arrivals:
        return frozenset()
    numbers = sorted(each.update_id for each in arrivals)
    connection = session.connection()
    within = {"lowest": numbers[0] - MOST_MISSING, "highest": numbers[-1]}
    known = sorted({*connection.execute(_KNOWN, within).scalars(), *numbers})
    below = dict(zip(known[1:], known, strict=False))
    # With nothing known below, as at the very first, one may be on its way, too.
    missing = {each for each in minding_gaps if each - below.get(each, 0) > 1}
    first: dict[int, int] = {}
    for update_id, chat_id in connection.execute(_UNDER_WAY, {"since": since}):
        first[chat_id] = min(update_id, first.get(chat_id, update_id))
    return frozenset(
        each.update_id
        for each in arrivals
        if each.update_id in missing or first.get(each.chat_id, each.update_id) < each.update_id
    )


def forget_updates(session: Session, before: dt.datetime, most: int) -> int:
    """Drops `most` claims older than `before`, or all; how many. Telegram keeps unconfirmed updates for 24 hours."""
    return forget_oldest(session, ProcessedUpdate.update_id, ProcessedUpdate.received_at, before, most)
