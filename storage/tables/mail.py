"""Mails, and the addresses that refuse them."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, Id, JsonColumn, JsonObject, index_where


class Mail(Base):
    """A mail as it was written once, in its reader's language; it goes through the outbox (see `storage.mail`).

    `mark` makes its Message-ID one that nobody can guess and that stays the same whenever it is sent. `content` is what
    is sent (see `storage.mail.Written`). Mails of one `thread` stand together in the reader's mailbox. Where the
    address refuses it for good, `caused_by` is told. `failing_since` and `tries` are of a mail that could not be
    handed over yet. One that carries a secret is worth sending until `secret_until`; once it is sent, or that moment
    is over, it loses its content, and has no such moment any more.
    """

    __tablename__ = "mail"
    __table_args__ = (
        Index(None, "thread"),
        Index(None, "mark"),
        index_where("ix_mail_sent", "sent_at", where="sent_at IS NOT NULL"),
        index_where("ix_mail_unsent", "created_at", where="sent_at IS NULL"),
        index_where("ix_mail_secret", "secret_until", where="secret_until IS NOT NULL"),
        index_where("ix_mail_person_id", "person_id", where="person_id IS NOT NULL"),
        index_where("ix_mail_caused_by_id", "caused_by_id", where="caused_by_id IS NOT NULL"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    mark: Mapped[str] = mapped_column(String(32))
    address: Mapped[str] = mapped_column(String(254))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """Whose it is; nobody's, where only the address is known."""
    language: Mapped[str] = mapped_column(String(2))
    content: Mapped[JsonObject] = mapped_column(JsonColumn)
    thread: Mapped[str | None] = mapped_column(String(40))
    contractual: Mapped[bool]
    caused_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[dt.datetime]
    sent_at: Mapped[dt.datetime | None]
    failing_since: Mapped[dt.datetime | None]
    tries: Mapped[int] = mapped_column(default=0)
    secret_until: Mapped[dt.datetime | None]


class MailTrouble(Base):
    """An address that has refused a mail for good, with the server's own words: nothing more is sent there."""

    __tablename__ = "mail_trouble"

    address: Mapped[str] = mapped_column(String(254), primary_key=True)
    since: Mapped[dt.datetime]
    answer: Mapped[str] = mapped_column(Text)
