"""What the outbox holds for chats, as its operator sees it: messages that wait, and those that were given up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from storage.runtime.workers import WHOLE_BOT
from storage.tables import Audit, Card, Enquiry, OutboxMessage, Pause, Person, ProductAccess, Worker

_WAITS = and_(OutboxMessage.failed_at.is_(None), OutboxMessage.due_at.is_(None))
_GIVEN_UP = and_(OutboxMessage.failed_at.is_not(None), OutboxMessage.due_at.is_(None))
_CHANGE_NOTHING_SHOWN = ("partnership.remind", "partnership.postpone")
"""Actions that move the date at which the programme looks at a request again, which no card shows."""


@dataclass(frozen=True, slots=True)
class Lane:
    """What waits for a chat. `place` and `pid` are those of the worker that delivers it, if it is there."""

    chat_id: int
    messages: int
    oldest: dt.datetime
    place: str | None
    pid: int | None
    paused_until: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Totals:
    """How much there is; `oldest` is when the first of the waiting messages was written."""

    waiting: int
    chats: int
    oldest: dt.datetime | None
    given_up: int


def totals(session: Session) -> Totals:
    """How much waits and was given up."""
    chats = func.count(OutboxMessage.chat_id.distinct())
    waiting, distinct, oldest = session.execute(
        select(func.count(), chats, func.min(OutboxMessage.created_at)).where(_WAITS)
    ).one()
    given_up = session.scalar(select(func.count()).select_from(OutboxMessage).where(_GIVEN_UP))
    return Totals(waiting, distinct, oldest, given_up or 0)


def lanes(session: Session, limit: int) -> Sequence[Lane]:
    """The chats for which messages wait, those that have waited longest first."""
    oldest = func.min(OutboxMessage.created_at)
    lane = (
        select(
            OutboxMessage.chat_id,
            func.count().label("messages"),
            oldest.label("oldest"),
            func.max(OutboxMessage.worker_id).label("worker_id"),
        )
        .where(_WAITS)
        .group_by(OutboxMessage.chat_id)
        .order_by(oldest, OutboxMessage.chat_id)
        .limit(limit)
        .subquery()
    )
    rows = session.execute(
        select(lane.c.chat_id, lane.c.messages, lane.c.oldest, Worker.place, Worker.pid, Pause.until)
        .outerjoin(Worker, Worker.id == lane.c.worker_id)
        .outerjoin(Pause, Pause.chat_id == lane.c.chat_id)
        .order_by(lane.c.oldest, lane.c.chat_id)
    )
    return [Lane(*row) for row in rows]


def paused_until(session: Session) -> dt.datetime | None:
    """Until when Telegram wants to be left alone by the bot as a whole. That may be over."""
    return session.scalar(select(Pause.until).where(Pause.chat_id == WHOLE_BOT))


def message(session: Session, outbox_id: int) -> OutboxMessage | None:
    """A message that waits or was given up; locked until the transaction ends, so that nobody sends it twice."""
    to_a_chat = (OutboxMessage.id == outbox_id, OutboxMessage.due_at.is_(None))
    return session.scalar(select(OutboxMessage).where(*to_a_chat).with_for_update())


def given_up_because(session: Session, words: str) -> Sequence[tuple[int, int]]:
    """(message id, chat id) of the dead letters whose error contains `words`, whatever the case, the oldest first."""
    like = OutboxMessage.error.icontains(words, autoescape=True)
    rows = session.execute(
        select(OutboxMessage.id, OutboxMessage.chat_id)
        .where(_GIVEN_UP, like)
        .order_by(OutboxMessage.failed_at, OutboxMessage.id)
    )
    return [(row.id, row.chat_id) for row in rows]


def people_in(session: Session, chat_ids: Collection[int]) -> Mapping[int, Person]:
    """Those whose private chats these are, by chat."""
    found = session.scalars(select(Person).where(Person.telegram_id.in_(chat_ids)))
    return {person.chat_id: person for person in found}


def shows_the_past(session: Session, letter: OutboxMessage) -> bool:
    """Whether the message shows a partnership that has changed since it was written."""
    if letter.card_id is None:
        return False
    shown = session.scalar(select(Card.partnership_id).where(Card.id == letter.card_id))
    written = letter.created_at
    changes = (
        select(Audit.id).where(
            Audit.subject == "partnership",
            Audit.subject_id == shown,
            Audit.at > written,
            Audit.action.not_in(_CHANGE_NOTHING_SHOWN),
        ),
        select(ProductAccess.id).where(
            ProductAccess.partnership_id == shown,
            or_(ProductAccess.granted_at > written, ProductAccess.released_at > written),
        ),
        select(Enquiry.id).where(
            Enquiry.partnership_id == shown, or_(Enquiry.asked_at > written, Enquiry.answered_at > written)
        ),
    )
    return any(session.scalar(change.limit(1)) is not None for change in changes)
