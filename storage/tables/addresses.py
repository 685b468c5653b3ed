"""Addresses that people have yet to confirm, what waits for a daily mail, and the keys of links in mails."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, Index, SmallInteger, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, Id, unique_where


class EmailConfirmation(Base):
    """A code that was mailed to the `address` which a person says to be theirs, and the link beside it.

    Of the code, only a slow hash is kept, of the link's token its SHA-256, both in hexadecimal. A person has one that
    is open; those that were are counted for a while. `inbox` is the address as it is counted: who writes to
    `a+1@…` and `a+2@…` writes to one person.
    """

    __tablename__ = "email_confirmation"
    __table_args__ = (
        unique_where("uq_email_confirmation_open", "person_id", where="ended_at IS NULL"),
        Index(None, "person_id", "made_at"),
        Index(None, "inbox", "made_at"),
        Index(None, "made_at"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    address: Mapped[str] = mapped_column(String(254))
    inbox: Mapped[str] = mapped_column(String(254))
    code_hash: Mapped[str] = mapped_column(String(64))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    attempts: Mapped[int] = mapped_column(SmallInteger, default=0)
    """How many wrong codes were typed."""
    made_at: Mapped[dt.datetime]
    expires_at: Mapped[dt.datetime]
    ended_at: Mapped[dt.datetime | None]
    """When it was confirmed, called off, or replaced by another one."""


class Digest(Base):
    """When a person's next daily mail is due; there is one where anything waits for it."""

    __tablename__ = "digest"
    __table_args__ = (Index(None, "due_at"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, autoincrement=False)
    due_at: Mapped[dt.datetime]


class DigestEntry(Base):
    """A notice that waits for its reader's daily mail, as it was written at that moment in their language.

    Its `link` leads to what it is about.
    """

    __tablename__ = "digest_entry"
    __table_args__ = (Index(None, "person_id", "id"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("digest.person_id"))
    subject: Mapped[str] = mapped_column(String(120))
    text: Mapped[str] = mapped_column(Text)
    link: Mapped[str | None] = mapped_column(String(200))
    at: Mapped[dt.datetime]


class SigningKey(Base):
    """A random key, in hexadecimal, by which the programme knows links for one `purpose` that it has made itself.

    It stays as long as the database does, because mails do: a link must work years later.
    """

    __tablename__ = "signing_key"

    purpose: Mapped[str] = mapped_column(String(24), primary_key=True)
    key: Mapped[str] = mapped_column(String(64))
