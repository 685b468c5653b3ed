"""What the running bot remembers: conversations, updates, messages to send, the processes that serve it, defects."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, SmallInteger, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.tables.base import Base, Id, JsonColumn, JsonObject, index_where, unique_where
from storage.tables.partnerships import Partnership


class Conversation(Base):
    """Where a private chat stands: its forms (see `handlers.chat.forms.dialogue`), and the topic of its last answer.

    `serial` numbers the forms of this chat, so that a button of an earlier one is known as old. `updated_at` is when
    the state last changed. `remind_at` is when the person is to be reminded of a form that is not finished; `reminded`
    is the number of the one of which they were.
    """

    __tablename__ = "conversation"
    __table_args__ = (index_where("ix_conversation_unfinished", "remind_at", where="remind_at IS NOT NULL"),)

    chat_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    serial: Mapped[int] = mapped_column(default=0)
    state: Mapped[JsonObject] = mapped_column(JsonColumn)
    updated_at: Mapped[dt.datetime]
    remind_at: Mapped[dt.datetime | None]
    reminded: Mapped[int | None]


class ProcessedUpdate(Base):
    """An update that has been applied. Telegram may deliver it again; the row makes that harmless.

    Without `processed_at` it has arrived and waits for its turn (see `storage.runtime.updates`); with `content`, the
    update as it came, for the turn of somebody who sends too much. Applied, it has neither content nor chat any more,
    but for what was withheld of somebody who is banned.
    """

    __tablename__ = "processed_update"
    __table_args__ = (
        Index(None, "received_at"),
        index_where("ix_processed_update_arrived", "chat_id", "update_id", where="processed_at IS NULL"),
        index_where("ix_processed_update_kept", "update_id", where="content IS NOT NULL"),
    )

    update_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    processed_at: Mapped[dt.datetime | None]
    chat_id: Mapped[int | None] = mapped_column(BigInteger)
    received_at: Mapped[dt.datetime]
    content: Mapped[JsonObject | None] = mapped_column(JsonColumn)


SHOWN = ("partnership_id", "claim_id", "application_id", "review_id", "tender_id")


class Card(Base):
    """A message that keeps showing the live state of a record: a partnership, or what is to be judged – a claim, an
    application, a partner's review, a tender.

    `message_id` is known once it is delivered.
    """

    __tablename__ = "card"
    __table_args__ = (
        CheckConstraint(
            " + ".join(f"CASE WHEN {column} IS NULL THEN 0 ELSE 1 END" for column in SHOWN) + " = 1",
            name="shows_one_record",
        ),
        Index(None, "partnership_id"),
        index_where("ix_card_claim", "claim_id", where="claim_id IS NOT NULL"),
        index_where("ix_card_application", "application_id", where="application_id IS NOT NULL"),
        index_where("ix_card_review", "review_id", where="review_id IS NOT NULL"),
        index_where("ix_card_tender", "tender_id", where="tender_id IS NOT NULL"),
        Index(None, "chat_id", "message_id"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    chat_id: Mapped[int] = mapped_column(BigInteger)
    message_id: Mapped[int | None] = mapped_column(BigInteger)
    partnership_id: Mapped[int | None] = mapped_column(ForeignKey("partnership.id"))
    claim_id: Mapped[int | None] = mapped_column(ForeignKey("claim.id"))
    application_id: Mapped[int | None] = mapped_column(ForeignKey("application.id"))
    review_id: Mapped[int | None] = mapped_column(ForeignKey("partner_review.id"))
    tender_id: Mapped[int | None] = mapped_column(ForeignKey("tender.id", ondelete="CASCADE"))

    partnership: Mapped[Partnership | None] = relationship()


class OutboxMessage(Base):
    """A Bot API call to make once its transaction is committed; gone when Telegram has taken it.

    `parameters` are the call's, complete but for what was not known when this was written: the `message_id` of a card
    or of an entry's copy, and the topic of a case. With an `event_id` it is no call, but an event for the provider's
    systems, with a `mail_id` a mail; `chat_id` is then the number of its lane (see `storage.effects` and
    `storage.mail`), and `due_at` is when the lane is to be looked at: messages to chats have none. `worker_id` is who
    delivers it, 0 nobody yet. A row with `failed_at` is final, a dead letter: it was refused for good, `error` says
    why. None is kept of what is `fleeting`.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        index_where("ix_outbox_waiting", "chat_id", "id", where="failed_at IS NULL"),
        index_where("ix_outbox_of_worker", "worker_id", "id", where="failed_at IS NULL AND due_at IS NULL"),
        index_where("ix_outbox_due", "worker_id", "due_at", "id", where="failed_at IS NULL AND event_id IS NOT NULL"),
        index_where(
            "ix_outbox_due_mail", "worker_id", "due_at", "id", where="failed_at IS NULL AND mail_id IS NOT NULL"
        ),
        index_where("ix_outbox_event", "event_id", where="event_id IS NOT NULL"),
        index_where("ix_outbox_mail", "mail_id", where="mail_id IS NOT NULL"),
        index_where("ix_outbox_dead_events", "event_id", where="failed_at IS NOT NULL AND event_id IS NOT NULL"),
        index_where(
            "ix_outbox_dead_letters", "failed_at", "id", "due_at", where="failed_at IS NOT NULL AND due_at IS NULL"
        ),
        index_where("ix_outbox_dead_cards", "chat_id", where="failed_at IS NOT NULL AND card_id IS NOT NULL"),
        index_where("ix_outbox_case_id", "case_id", where="case_id IS NOT NULL"),
        index_where("ix_outbox_entry_id", "entry_id", where="entry_id IS NOT NULL"),
        index_where("ix_outbox_dead_of_chat", "chat_id", where="failed_at IS NOT NULL"),
        index_where("ix_outbox_card", "card_id", where="card_id IS NOT NULL"),  # for when a card is deleted
        # A number never comes back, so a process knows a message that it has delivered already.
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    chat_id: Mapped[int] = mapped_column(BigInteger)
    method: Mapped[str] = mapped_column(String(32))
    parameters: Mapped[JsonObject] = mapped_column(JsonColumn)
    card_id: Mapped[int | None] = mapped_column(ForeignKey("card.id", ondelete="SET NULL"))
    created_at: Mapped[dt.datetime]
    failed_at: Mapped[dt.datetime | None]
    error: Mapped[str | None] = mapped_column(Text)
    worker_id: Mapped[int] = mapped_column(Id, default=0)
    priority: Mapped[int] = mapped_column(SmallInteger, default=0)
    case_id: Mapped[int | None] = mapped_column(ForeignKey("support_case.id"))
    entry_id: Mapped[int | None] = mapped_column(ForeignKey("case_entry.id"))
    fleeting: Mapped[bool] = mapped_column(default=False)
    event_id: Mapped[int | None] = mapped_column(ForeignKey("programme_event.id"))
    due_at: Mapped[dt.datetime | None]
    mail_id: Mapped[int | None] = mapped_column(ForeignKey("mail.id"))


class Worker(Base):
    """A process that serves the bot (see `storage.runtime.workers`). At most one of them `polls`."""

    __tablename__ = "worker"
    __table_args__ = (unique_where("uq_worker_polls", "polls", where="polls"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    place: Mapped[str] = mapped_column(String(200))
    pid: Mapped[int]
    born: Mapped[int] = mapped_column(BigInteger)
    started_at: Mapped[dt.datetime]
    seen_at: Mapped[dt.datetime]
    sees: Mapped[int] = mapped_column(Id)
    polls: Mapped[bool]


class Pause(Base):
    """Telegram wants to be left alone until then: in one chat, or by the bot as a whole (chat 0)."""

    __tablename__ = "pause"

    chat_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    until: Mapped[dt.datetime]


class Defect(Base):
    """Something unexpected: the shape of the update, and where in the program it happened (see `bot.defects`).

    The person concerned has been given the id as a reference.
    """

    __tablename__ = "defect"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    at: Mapped[dt.datetime]
    update_id: Mapped[int | None] = mapped_column(BigInteger)
    update: Mapped[JsonObject | None] = mapped_column(JsonColumn)
    traceback: Mapped[str] = mapped_column(Text)
