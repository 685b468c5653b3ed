"""Messages, events and mails whose worker is gone: somebody else takes them over, in their lanes' order."""

from __future__ import annotations

from collections.abc import Collection
from enum import Enum

from sqlalchemy import ColumnElement, Select, func, literal, select, union_all, update
from sqlalchemy.orm import Session

from storage.tables import OutboxMessage, Worker

TAKEN_AT_ONCE = 5_000
"""So many messages of one that is gone are taken over in a transaction: others want to write, too."""


class Kind(Enum):
    """What goes through the outbox."""

    CALL = 0
    EVENT = 1
    MAIL = 2


def take_orphans(session: Session, worker_id: int, kinds: Collection[Kind] = frozenset(Kind)) -> None:
    """Makes `worker_id` the owner of messages whose worker is gone, or that nobody has taken into hand yet.

    Where their lane has an owner meanwhile, they wait until it is through. Of very many, it takes some each time.
    Other `kinds` are left to workers that send them.
    """
    others = (OutboxMessage.worker_id != worker_id, OutboxMessage.worker_id.in_(select(Worker.id)))
    for gone, number in session.execute(_GONE).all():
        if Kind(number) not in kinds:
            continue
        waiting = _WAITING[Kind(number)]
        # The lanes of others, found once: looked for at each message, long lanes would be read again and again.
        busy = select(OutboxMessage.chat_id).where(*waiting, *others)
        orphans = (*waiting, OutboxMessage.worker_id == gone, OutboxMessage.chat_id.not_in(busy))
        some = select(OutboxMessage.id).where(*orphans).order_by(OutboxMessage.id).limit(TAKEN_AT_ONCE)
        # Whoever writes to a lane holds its last message, and may be about to hold another one: nobody waits for the
        # other, and what is held is taken over the next time.
        some = some.with_for_update(skip_locked=True)
        session.execute(
            update(OutboxMessage)
            .where(OutboxMessage.id.in_(some.scalar_subquery()), OutboxMessage.worker_id == gone)
            .values(worker_id=worker_id)
            .execution_options(synchronize_session=False)
        )


def _owners(waiting_: tuple[ColumnElement[bool], ...]) -> Select[int]:
    """The workers to whom messages of a kind belong: one step in its index for each worker, however many wait."""
    smallest = select(func.min(OutboxMessage.worker_id)).where(*waiting_)
    owners = select(smallest.scalar_subquery().label("id")).cte(recursive=True)
    next_ = smallest.where(OutboxMessage.worker_id > owners.c.id).correlate(owners)
    owners = owners.union_all(select(next_.scalar_subquery()).where(owners.c.id.is_not(None)))
    return select(owners.c.id).where(owners.c.id.is_not(None), owners.c.id.not_in(select(Worker.id)))


_WAITING = {
    Kind.CALL: (OutboxMessage.failed_at.is_(None), OutboxMessage.due_at.is_(None)),
    Kind.EVENT: (OutboxMessage.failed_at.is_(None), OutboxMessage.event_id.is_not(None)),
    Kind.MAIL: (OutboxMessage.failed_at.is_(None), OutboxMessage.mail_id.is_not(None)),
}
_GONE = union_all(
    *(_owners(waiting_).add_columns(literal(kind.value, literal_execute=True)) for kind, waiting_ in _WAITING.items())
)
"""Owners that are there no longer, and what they have left behind."""
