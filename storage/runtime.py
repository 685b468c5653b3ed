"""Queries of the running bot: claiming updates, locking conversations, the outbox, cards, defects."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from storage.tables import Card, Conversation, Defect, OutboxMessage, ProcessedUpdate
from storage.tables.base import JsonObject


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A committed message on its way to Telegram: what delivery needs to know of an outbox row."""

    id: int
    chat_id: int
    method: str
    parameters: JsonObject
    card_id: int | None


def claim_update(session: Session, update_id: int, now: dt.datetime) -> bool:
    """Whether this transaction is the one that applies the update; false if it has been applied before."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    claim = insert(ProcessedUpdate).values(update_id=update_id, processed_at=now).on_conflict_do_nothing()
    return session.scalar(claim.returning(ProcessedUpdate.update_id)) is not None


def forget_updates(session: Session, before: dt.datetime) -> None:
    """Drops claims older than `before`. Telegram keeps unconfirmed updates for 24 hours, so later is safe."""
    session.execute(delete(ProcessedUpdate).where(ProcessedUpdate.processed_at < before))


def locked_conversation(session: Session, chat_id: int) -> Conversation | None:
    """The chat's conversation, locked until the transaction ends: one chat is answered by one at a time."""
    return session.scalar(select(Conversation).where(Conversation.chat_id == chat_id).with_for_update())


def waiting(session: Session, until: dt.datetime | None = None) -> Sequence[Outgoing]:
    """Messages not delivered yet, in the order in which they are to arrive; all, or those written up to `until`."""
    query = select(OutboxMessage).where(OutboxMessage.failed_at.is_(None)).order_by(OutboxMessage.id)
    if until is not None:
        query = query.where(OutboxMessage.created_at <= until)
    return [outgoing(row) for row in session.scalars(query)]


def outgoing(row: OutboxMessage) -> Outgoing:
    """An outbox row as delivery takes it."""
    return Outgoing(row.id, row.chat_id, row.method, row.parameters, row.card_id)


def card_message_id(session: Session, card_id: int) -> int | None:
    """The message in which a card stands, once it has been delivered."""
    return session.scalar(select(Card.message_id).where(Card.id == card_id))


def delivered(session: Session, outbox_ids: Collection[int], card_messages: Collection[tuple[int, int]]) -> None:
    """Takes delivered messages out of the outbox; `card_messages` are pairs of card id and new message id."""
    session.execute(delete(OutboxMessage).where(OutboxMessage.id.in_(outbox_ids)))
    for card_id, message_id in card_messages:
        session.execute(update(Card).where(Card.id == card_id).values(message_id=message_id))


def refused(session: Session, outbox_id: int, error: str, now: dt.datetime) -> None:
    """Keeps a message that Telegram refused for good, with Telegram's words."""
    session.execute(update(OutboxMessage).where(OutboxMessage.id == outbox_id).values(failed_at=now, error=error))


def cards_of(session: Session, partnership_id: int) -> Sequence[Card]:
    """The messages that show this partnership."""
    return session.scalars(select(Card).where(Card.partnership_id == partnership_id).order_by(Card.id)).all()


def card_in(session: Session, chat_id: int, message_id: int) -> Card | None:
    """The card that stands in this message, if one does."""
    return session.scalar(select(Card).where(Card.chat_id == chat_id, Card.message_id == message_id))


def cards_in(session: Session, chat_id: int, partnership_id: int) -> Sequence[Card]:
    """The messages of this chat that show the partnership, the newest first."""
    of_both = (Card.chat_id == chat_id, Card.partnership_id == partnership_id)
    return session.scalars(select(Card).where(*of_both).order_by(Card.id.desc())).all()


def forget_card(session: Session, chat_id: int, message_id: int) -> None:
    """The message shows something else from now on."""
    session.execute(delete(Card).where(Card.chat_id == chat_id, Card.message_id == message_id))


def record_defect(
    session: Session, now: dt.datetime, traceback: str, update_id: int | None, content: JsonObject | None
) -> int:
    """Keeps a defect and returns its reference number."""
    defect = Defect(at=now, update_id=update_id, update=content, traceback=traceback)
    session.add(defect)
    session.flush()
    return defect.id
