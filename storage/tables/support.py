"""A person who helps: who is support, in which group they work, and the cases with all that was written in them."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, SmallInteger, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.tables.base import Base, Id, by_value, index_where, unique_where
from storage.tables.people import Person


class EntryKind(StrEnum):
    """What an entry of a case is: a message of one of the two, or what only support sees."""

    PERSON = "person"
    STAFF = "staff"
    NOTE = "note"
    ARTICLE = "article"


class SupportGroup(Base):
    """The group in Telegram in which support works: one at most. `language` is the one that the bot speaks there."""

    __tablename__ = "support_group"
    audited = True
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    id: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    chat_id: Mapped[int] = mapped_column(BigInteger)
    language: Mapped[str] = mapped_column(String(2))
    connected_at: Mapped[dt.datetime]


class Staff(Base):
    """Somebody who belongs to support, by their number in Telegram. A `lead` may admit others."""

    __tablename__ = "staff"
    audited = True

    telegram_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(String(64))
    lead: Mapped[bool]
    added_at: Mapped[dt.datetime]


class SupportCase(Base):
    """A conversation between a person and support. Open until `closed_at`; a person has one open case at most.

    `chat_id` and `thread_id` are the topic in the support group, `title` its name; `waiting_since` is when the person
    wrote what nobody has answered yet, `escalated_at` when the group was told of that. `question_id` is what the person
    had asked when they wanted to talk about it; it may be forgotten meanwhile.
    """

    __tablename__ = "support_case"
    __table_args__ = (
        unique_where("uq_support_case_open", "person_id", where="closed_at IS NULL"),
        unique_where("uq_support_case_topic", "chat_id", "thread_id", where="thread_id IS NOT NULL"),
        index_where(
            "ix_support_case_waiting",
            "waiting_since",
            where="closed_at IS NULL AND escalated_at IS NULL AND waiting_since IS NOT NULL",
        ),
        Index(None, "person_id"),
        Index(None, "opened_at"),
        index_where("ix_support_case_closed", "closed_at", where="closed_at IS NOT NULL"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    chat_id: Mapped[int] = mapped_column(BigInteger)
    thread_id: Mapped[int | None] = mapped_column(BigInteger)
    title: Mapped[str] = mapped_column(String(128))
    opened_at: Mapped[dt.datetime]
    waiting_since: Mapped[dt.datetime | None]
    answered_at: Mapped[dt.datetime | None]
    escalated_at: Mapped[dt.datetime | None]
    closed_at: Mapped[dt.datetime | None]
    assigned_to: Mapped[str | None] = mapped_column(String(64))
    question_id: Mapped[int | None] = mapped_column(Id)

    person: Mapped[Person] = relationship()


class CaseEntry(Base):
    """Something that was written in a case: where it was written, and where its copy stands once that is delivered.

    `text` is kept of notes, and the topic of articles; all else stays in Telegram.
    """

    __tablename__ = "case_entry"
    __table_args__ = (
        Index(None, "case_id"),
        Index(None, "from_chat_id", "from_message_id"),
        Index(None, "to_chat_id", "to_message_id"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("support_case.id"))
    kind: Mapped[EntryKind] = mapped_column(by_value(EntryKind))
    at: Mapped[dt.datetime]
    author: Mapped[str] = mapped_column(String(64))
    text: Mapped[str | None] = mapped_column(Text)
    from_chat_id: Mapped[int] = mapped_column(BigInteger)
    from_message_id: Mapped[int] = mapped_column(BigInteger)
    to_chat_id: Mapped[int | None] = mapped_column(BigInteger)
    to_message_id: Mapped[int | None] = mapped_column(BigInteger)
