"""Lanes of the outbox that have a moment at which they are due: those of events and of mails.

A worker is told of none in advance: it asks for the first ones of its lanes that are due, a few at a time, so that a
hundred thousand may wait and cost nothing. What could not be sent puts off its whole lane.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from sqlalchemy import ColumnElement, delete, exists, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from storage.tables import OutboxMessage


def first_and_due(
    kind: InstrumentedAttribute[int | None], worker_id: int, now: dt.datetime, but: Collection[int]
) -> tuple[ColumnElement[bool], ...]:
    """What holds for the worker's rows of that kind that are to be sent now: one a lane, and none of the lanes `but`.

    `kind` is the column that only such rows have.
    """
    earlier = aliased(OutboxMessage)
    comes_after = exists().where(
        earlier.chat_id == OutboxMessage.chat_id, earlier.id < OutboxMessage.id, earlier.failed_at.is_(None)
    )
    return (
        OutboxMessage.worker_id == worker_id,
        OutboxMessage.failed_at.is_(None),
        kind.is_not(None),
        OutboxMessage.due_at <= now,
        OutboxMessage.chat_id.not_in(but),
        ~comes_after,
    )


def is_still_to_send(session: Session, worker_id: int, outbox_id: int) -> bool:
    """Whether the row waits still, and for this worker."""
    mine = (OutboxMessage.id == outbox_id, OutboxMessage.worker_id == worker_id, OutboxMessage.failed_at.is_(None))
    return session.scalar(select(OutboxMessage.id).where(*mine)) is not None


def take_out(session: Session, outbox_id: int) -> bool:
    """The row is through, and leaves the outbox. False: it had left it already."""
    gone = delete(OutboxMessage).where(OutboxMessage.id == outbox_id).returning(OutboxMessage.id)
    return session.execute(gone).first() is not None


def put_off(session: Session, lane: int, until: dt.datetime) -> None:
    """The lane has to wait: its first row could not be sent."""
    waits = (OutboxMessage.chat_id == lane, OutboxMessage.failed_at.is_(None))
    session.execute(update(OutboxMessage).where(*waits).values(due_at=until))
