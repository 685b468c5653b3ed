"""Messages to chats that Telegram refused for good: looked through, sent once more, and forgotten in time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from storage.runtime.forgetting import forget_oldest
from storage.runtime.outbox import NOBODY, Draft, Priority, add
from storage.tables import Card, CaseEntry, OutboxMessage, SupportCase


def dead_letters(session: Session, limit: int | None = None) -> Sequence[OutboxMessage]:
    """Messages to chats that were given up, the newest first."""
    given_up = select(OutboxMessage).where(OutboxMessage.failed_at.is_not(None), OutboxMessage.due_at.is_(None))
    return session.scalars(
        given_up.order_by(OutboxMessage.failed_at.desc(), OutboxMessage.id.desc()).limit(limit)
    ).all()


def replay(session: Session, letter: OutboxMessage, now: dt.datetime) -> None:
    """Sends a message that was given up once more, behind whatever the chat is waiting for."""
    card = session.get(Card, letter.card_id) if letter.card_id is not None else None
    case = session.get(SupportCase, letter.case_id) if letter.case_id is not None else None
    entry = session.get(CaseEntry, letter.entry_id) if letter.entry_id is not None else None
    draft = Draft(letter.chat_id, letter.method, letter.parameters, card, Priority(letter.priority), case, entry)
    add(session, [draft], NOBODY, now)
    session.delete(letter)


def forget_dead_letters(session: Session, before: dt.datetime, most: int) -> int:
    """Drops `most` of the messages to chats that were given up before that moment, or all; how many.

    Events stay: their partnerships wait for them.
    """
    to_chat = OutboxMessage.due_at.is_(None)
    return forget_oldest(session, OutboxMessage.id, OutboxMessage.failed_at, before, most, to_chat)


def drop_dead_cards(session: Session, chat_id: int) -> None:
    """Drops what was given up in this chat and shows a record as it was then; cards that never arrived are none."""
    given_up = (OutboxMessage.chat_id == chat_id, OutboxMessage.failed_at.is_not(None), OutboxMessage.due_at.is_(None))
    query = delete(OutboxMessage).where(*given_up, OutboxMessage.card_id.is_not(None)).returning(OutboxMessage.card_id)
    if cards := session.scalars(query).all():
        session.execute(delete(Card).where(Card.id.in_(cards), Card.message_id.is_(None)))
