"""The outbox: messages that are committed and on their way to Telegram, events on theirs to the provider, and mails.

All undelivered messages of a chat form its lane, and a lane belongs to one worker: that keeps their order, whichever
process wrote them. Who adds a message locks the last one of the lane and so learns whose the lane is. Events and mails
have lanes of the same kind, with numbers that no chat has; how their worker comes by them, `storage.effects` and
`storage.mail` know.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import IntEnum

from sqlalchemy import (
    Row,
    Select,
    bindparam,
    delete,
    func,
    insert,
    lambda_stmt,
    select,
    text,
    update,
)
from sqlalchemy.orm import Session

from storage.tables import Card, CaseEntry, Mail, OutboxMessage, ProgrammeEvent, SupportCase
from storage.tables.base import JsonObject

_OUTBOX = OutboxMessage.__table__.c
NOBODY = 0
"""Stands for the worker of messages that nobody has taken into hand yet: a command line wrote them."""


class Priority(IntEnum):
    """Which message goes first where Telegram's limits make some wait. Within a chat, the order stays as it is."""

    CONTRACT = 0
    """Answers, and whatever is said about a contract."""
    REMINDER = 1


@dataclass(frozen=True, slots=True)
class Draft:
    """A Bot API call to be made once its transaction is committed.

    `card` is where its message shows a record. With a `case`, it is made in the case's topic; with an `entry`, its
    message is the entry's copy; with an `event` or a `mail`, it is no call at all. What is `fleeting` – an article that
    the person can open again – is no dead letter when Telegram refuses it: what somebody wanted to know must not stay
    beside their name.
    """

    chat_id: int
    method: str
    parameters: JsonObject
    card: Card | None = None
    priority: Priority = Priority.CONTRACT
    case: SupportCase | None = None
    entry: CaseEntry | None = None
    fleeting: bool = False
    event: ProgrammeEvent | None = None
    mail: Mail | None = None


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A committed message on its way: what delivery needs to know of an outbox row. One with an `event_id`
    or a `mail_id` only tells that there is an event, or a mail, to be sent."""

    id: int
    chat_id: int
    method: str
    parameters: JsonObject
    card_id: int | None
    priority: int = Priority.CONTRACT
    case_id: int | None = None
    entry_id: int | None = None
    event_id: int | None = None
    mail_id: int | None = None

    @property
    def is_to_chat(self) -> bool:
        """Whether it is a call to Telegram."""
        return self.event_id is None and self.mail_id is None

    @property
    def opens_topic(self) -> bool:
        """Whether it is the call that opens the topic of its case."""
        return self.method == OPEN_TOPIC


OPEN_TOPIC = "createForumTopic"


_LANE_BITS = 0x7FFF_FFFF
# Two numbers, and so apart from the locks of chats (see `storage.runtime.updates`), which have one.
_LOCK_LANES = text("SELECT pg_advisory_xact_lock(1, lane) FROM unnest(CAST(:lanes AS integer[])) AS lane")
_LAST = (
    select(_OUTBOX.worker_id, _OUTBOX.due_at)
    .where(_OUTBOX.chat_id == bindparam("lane"), _OUTBOX.failed_at.is_(None))
    .order_by(_OUTBOX.id.desc())
    .limit(1)
    .with_for_update()
    .cte("last")
)
_GIVEN = (
    _OUTBOX.chat_id,
    _OUTBOX.method,
    _OUTBOX.parameters,
    _OUTBOX.card_id,
    _OUTBOX.case_id,
    _OUTBOX.entry_id,
    _OUTBOX.priority,
    _OUTBOX.created_at,
    _OUTBOX.fleeting,
    _OUTBOX.event_id,
    _OUTBOX.mail_id,
)
_ADD = (
    insert(OutboxMessage)
    .from_select(
        [*(column.name for column in _GIVEN), "worker_id", "due_at"],
        select(
            *(bindparam(column.name, type_=column.type) for column in _GIVEN),
            func.coalesce(select(_LAST.c.worker_id).scalar_subquery(), bindparam("me", type_=_OUTBOX.worker_id.type)),
            # An event or a mail waits for those before it; only they have a moment at which they are due.
            func.coalesce(select(_LAST.c.due_at).scalar_subquery(), bindparam("due_at", type_=_OUTBOX.due_at.type)),
        ),
    )
    .returning(_OUTBOX.id, _OUTBOX.worker_id)
)
# Known by its lambda, the statement is found among the compiled ones without being looked at all over, each time.
_ADDING = lambda_stmt(
    lambda: _ADD, track_bound_values=False, track_closure_variables=False, global_track_bound_values=False
)
_TAKEN = (
    select(_OUTBOX.id)
    .where(_OUTBOX.id.in_(bindparam("ids", expanding=True)))
    .with_for_update(skip_locked=True)
    .scalar_subquery()
)
_STILL_THERE = select(_OUTBOX.id).where(_OUTBOX.id.in_(bindparam("ids", expanding=True)))
_SIGN = delete(OutboxMessage).where(_OUTBOX.id.in_(_TAKEN)).returning(_OUTBOX.id)


def add(
    session: Session, drafts: Collection[Draft], worker_id: int, now: dt.datetime, *, alone: bool = False
) -> list[Outgoing]:
    """Puts messages into the outbox; returns what `worker_id` now has to deliver in these lanes, in their order.

    The others belong to lanes that another worker is busy with; it will find them. `alone` says that there is none.
    """
    mine = []
    connection = session.connection()
    # Lanes are locked in one order by everybody, so that no two transactions wait for each other.
    if drafts and not alone and connection.dialect.name == "postgresql":
        # An empty lane has no last message that could be locked, and two must not both begin it.
        connection.execute(_LOCK_LANES, {"lanes": sorted({draft.chat_id & _LANE_BITS for draft in drafts})})
    for draft in sorted(drafts, key=lambda draft: draft.chat_id):
        card_id = draft.card.id if draft.card is not None else None
        case_id = draft.case.id if draft.case is not None else None
        entry_id = draft.entry.id if draft.entry is not None else None
        event_id = draft.event.id if draft.event is not None else None
        mail_id = draft.mail.id if draft.mail is not None else None
        given = {
            "lane": draft.chat_id,
            "chat_id": draft.chat_id,
            "method": draft.method,
            "parameters": draft.parameters,
            "card_id": card_id,
            "case_id": case_id,
            "entry_id": entry_id,
            "priority": draft.priority,
            "created_at": now,
            "fleeting": draft.fleeting,
            "event_id": event_id,
            "mail_id": mail_id,
            "due_at": None if event_id is None and mail_id is None else now,
            "me": worker_id,
        }
        outbox_id, owner = connection.execute(_ADDING, given).one()
        if owner == worker_id:
            what = (draft.chat_id, draft.method, draft.parameters, card_id, draft.priority, case_id, entry_id)
            mine.append(Outgoing(outbox_id, *what, event_id, mail_id))
    if mine and not alone:
        # Others may have added to these lanes just before, and what they have added goes first.
        chats = {each.chat_id for each in mine if each.is_to_chat}
        return [*waiting_in(session, worker_id, chats), *(each for each in mine if not each.is_to_chat)]
    return mine


def sign(session: Session, delivered: Collection[tuple[Outgoing, int | None]]) -> frozenset[int]:
    """Takes delivered messages out of the outbox. With each comes the place that it has now, if that is to be kept:

    the number of the message in which a card or the copy of an entry stands, or that of a topic.

    Returns the ids of those that are out, now or already. Whoever is writing to a lane at this moment holds its last
    message: that one is passed over and has to be signed once more.
    """
    connection = session.connection()
    outbox_ids = [message.id for message, _ in delivered]
    gone = frozenset(connection.execute(_SIGN, {"ids": outbox_ids}).scalars())
    if missing := frozenset(outbox_ids) - gone:
        # A commit may have been done although its answer was lost, or another worker has taken the message over.
        gone |= missing - frozenset(connection.execute(_STILL_THERE, {"ids": list(missing)}).scalars())
    for message, place in delivered:
        if place is not None:
            _keep_place(session, message, place)
    return gone


def _keep_place(session: Session, message: Outgoing, place: int) -> None:
    if message.card_id is not None:
        session.execute(update(Card).where(Card.id == message.card_id).values(message_id=place))
    if message.entry_id is not None:
        session.execute(update(CaseEntry).where(CaseEntry.id == message.entry_id).values(to_message_id=place))
    if message.case_id is not None and message.opens_topic:
        session.execute(update(SupportCase).where(SupportCase.id == message.case_id).values(thread_id=place))


def waiting(session: Session) -> Sequence[Outgoing]:
    """All messages to chats that are not delivered yet, in the order in which they are to arrive."""
    return [_read(row) for row in session.execute(_outgoing().order_by(OutboxMessage.id))]


def waiting_ids(session: Session, worker_id: int) -> frozenset[int]:
    """Which messages to chats the worker has to deliver."""
    mine = (OutboxMessage.failed_at.is_(None), OutboxMessage.due_at.is_(None), OutboxMessage.worker_id == worker_id)
    return frozenset(session.scalars(select(OutboxMessage.id).where(*mine)))


def waiting_among(session: Session, worker_id: int, outbox_ids: Collection[int]) -> Sequence[Outgoing]:
    """Those of the given messages that the worker has to deliver, in the order in which they are to arrive."""
    mine = (OutboxMessage.worker_id == worker_id, OutboxMessage.id.in_(outbox_ids))
    return [_read(row) for row in session.execute(_outgoing().where(*mine).order_by(OutboxMessage.id))]


def waiting_in(session: Session, worker_id: int, chat_ids: Collection[int]) -> Sequence[Outgoing]:
    """The worker's messages in these lanes, with those that others have added, in their order."""
    mine = (OutboxMessage.worker_id == worker_id, OutboxMessage.chat_id.in_(chat_ids))
    return [_read(row) for row in session.execute(_outgoing().where(*mine).order_by(OutboxMessage.id))]


def refused(session: Session, outbox_id: int, error: str, now: dt.datetime) -> None:
    """Keeps a message that Telegram refused for good, with Telegram's words; a fleeting one goes."""
    session.execute(delete(OutboxMessage).where(OutboxMessage.id == outbox_id, OutboxMessage.fleeting))
    session.execute(update(OutboxMessage).where(OutboxMessage.id == outbox_id).values(failed_at=now, error=error))


def _outgoing() -> Select[int, int, str, JsonObject, int | None, int, int | None, int | None]:
    return select(
        OutboxMessage.id,
        OutboxMessage.chat_id,
        OutboxMessage.method,
        OutboxMessage.parameters,
        OutboxMessage.card_id,
        OutboxMessage.priority,
        OutboxMessage.case_id,
        OutboxMessage.entry_id,
    ).where(OutboxMessage.failed_at.is_(None), OutboxMessage.due_at.is_(None))


def _read(row: Row[int, int, str, JsonObject, int | None, int, int | None, int | None]) -> Outgoing:
    return Outgoing(*row)
