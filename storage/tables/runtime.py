"""What the running bot remembers: conversations, updates already applied, messages to send, defects."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.tables.base import Base, Id, JsonColumn, JsonObject, index_where


class Conversation(Base):
    """Where a private chat stands: the open form and the forms put aside (see `handlers.dialogue`).

    `serial` numbers the forms of this chat, so that a button of an earlier one is known as old. `updated_at` is when
    the state last changed.
    """

    __tablename__ = "conversation"

    chat_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    serial: Mapped[int] = mapped_column(default=0)
    state: Mapped[JsonObject] = mapped_column(JsonColumn)
    updated_at: Mapped[dt.datetime]


class ProcessedUpdate(Base):
    """An update that has been applied. Telegram may deliver it again; the row makes that harmless."""

    __tablename__ = "processed_update"
    __table_args__ = (Index(None, "processed_at"),)

    update_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    processed_at: Mapped[dt.datetime]


class Card(Base):
    """A message that keeps showing the live state of a record. `message_id` is known once it is delivered."""

    __tablename__ = "card"
    __table_args__ = (Index(None, "partnership_id"), Index(None, "chat_id", "message_id"))

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    chat_id: Mapped[int] = mapped_column(BigInteger)
    message_id: Mapped[int | None] = mapped_column(BigInteger)
    partnership_id: Mapped[int] = mapped_column(ForeignKey("partnership.id"))


class OutboxMessage(Base):
    """A Bot API call to make once its transaction is committed; gone when Telegram has taken it.

    `parameters` are the call's, complete but for `message_id` of a card that was not delivered when this was
    written. A row with `failed_at` is final: Telegram refused it for good, `error` says why.
    """

    __tablename__ = "outbox"
    __table_args__ = (index_where("ix_outbox_waiting", "chat_id", "id", where="failed_at IS NULL"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    chat_id: Mapped[int] = mapped_column(BigInteger)
    method: Mapped[str] = mapped_column(String(32))
    parameters: Mapped[JsonObject] = mapped_column(JsonColumn)
    card_id: Mapped[int | None] = mapped_column(ForeignKey("card.id", ondelete="SET NULL"))
    created_at: Mapped[dt.datetime]
    failed_at: Mapped[dt.datetime | None]
    error: Mapped[str | None] = mapped_column(Text)

    card: Mapped[Card | None] = relationship()


class Defect(Base):
    """Something unexpected, with its traceback. The person concerned has been given the id as a reference."""

    __tablename__ = "defect"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    at: Mapped[dt.datetime]
    update_id: Mapped[int | None] = mapped_column(BigInteger)
    update: Mapped[JsonObject | None] = mapped_column(JsonColumn)
    traceback: Mapped[str] = mapped_column(Text)
