"""People, what they may do for which organisation, and the links by which they join one."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from domain.mail import MailPace
from domain.people import Role
from storage.tables.base import Base, Id, by_value, index_where, unique_where
from storage.tables.organisations import Organisation


class Person(Base):
    """Somebody who has written to the bot, or who acts in the provider's console.

    In a private chat `telegram_id` is the chat's id, too. Somebody of the console has their number there, `console_id`,
    and no chat: they are never `reachable`. Who has linked the two is both persons, one for each door; what they are to
    an account is the same (see `Membership`). With `support_banned_at`, support does not take this person's cases any
    more.
    """

    __tablename__ = "person"
    audited = True
    __table_args__ = (
        CheckConstraint(
            "(erased_at IS NOT NULL AND telegram_id IS NULL AND console_id IS NULL) OR "
            "(erased_at IS NULL AND (telegram_id IS NULL) <> (console_id IS NULL))",
            name="comes_by_one_door",
        ),
        CheckConstraint("telegram_id IS NOT NULL OR NOT reachable", name="reachable_in_chat"),
        CheckConstraint("(email IS NULL) = (email_confirmed_at IS NULL)", name="email_is_confirmed"),
        index_where("ix_person_idle", "id", where="organisation_id IS NULL AND telegram_id IS NOT NULL"),
        unique_where("uq_person_console_id", "console_id", where="console_id IS NOT NULL"),
        Index(None, "first_name"),
        index_where("ix_person_email", "email", where="email IS NOT NULL"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    telegram_id: Mapped[int | None] = mapped_column(BigInteger, unique=True)
    first_name: Mapped[str] = mapped_column(String(64))
    language: Mapped[str] = mapped_column(String(2))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    reachable: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[dt.datetime]
    support_banned_at: Mapped[dt.datetime | None]
    console_id: Mapped[str | None] = mapped_column(String(64))
    email: Mapped[str | None] = mapped_column(String(254))
    """The address that the person has confirmed to be theirs."""
    email_confirmed_at: Mapped[dt.datetime | None]
    mail_pace: Mapped[MailPace] = mapped_column(by_value(MailPace), default=MailPace.AT_ONCE)
    timezone: Mapped[str | None] = mapped_column(String(64))
    """As the IANA names it, where the person has chosen one."""
    erased_at: Mapped[dt.datetime | None]
    """When everything that told who it is was erased: nobody knows any more, and contracts have somebody to name."""

    organisation: Mapped[Organisation | None] = relationship(lazy="joined")

    @property
    def chat_id(self) -> int:
        """The private chat with this person. Raises `TypeError` for somebody who has none."""
        if self.telegram_id is None:
            raise TypeError("a person of the console has no chat")
        return self.telegram_id


class Membership(Base):
    """A person acts for an organisation, in a role.

    With a `console_id` they are the person of that number in the provider's console, which gives the role: themselves,
    or somebody in Telegram who has followed an account link.
    """

    __tablename__ = "membership"
    audited = True
    __table_args__ = (
        UniqueConstraint("person_id", "organisation_id"),
        Index(None, "organisation_id"),
        index_where("ix_membership_console", "organisation_id", "console_id", where="console_id IS NOT NULL"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    role: Mapped[Role] = mapped_column(by_value(Role))
    console_id: Mapped[str | None] = mapped_column(String(64))

    person: Mapped[Person] = relationship()
    organisation: Mapped[Organisation] = relationship()


class Invitation(Base):
    """A link that makes one person a member, once, unless it is revoked before.

    Of the deep link's payload, only the SHA-256 is kept, in hexadecimal: who reads the table cannot follow the link.
    """

    __tablename__ = "invitation"
    audited = True
    __table_args__ = (
        Index(None, "organisation_id"),
        index_where("ix_invitation_used_by_id", "used_by_id", where="used_by_id IS NOT NULL"),
        index_where("ix_invitation_created_by_id", "created_by_id", where="created_by_id IS NOT NULL"),
        index_where("ix_invitation_for_telegram_id", "for_telegram_id", where="for_telegram_id IS NOT NULL"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    role: Mapped[Role] = mapped_column(by_value(Role))
    created_at: Mapped[dt.datetime]
    expires_at: Mapped[dt.datetime]
    used_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True, info={"secret": True})
    revoked_at: Mapped[dt.datetime | None]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """Whoever has made it, from the chat; of older ones that is not known. Theirs is over when they go."""
    for_telegram_id: Mapped[int | None] = mapped_column(BigInteger)
    """Whom it is for, where somebody was chosen from the contacts: nobody else can follow it."""
    for_name: Mapped[str | None] = mapped_column(String(64))
    declined_at: Mapped[dt.datetime | None]
    """When the invited has said no: that uses it up, too."""

    organisation: Mapped[Organisation] = relationship()


class WrongLinks(Base):
    """How many links that nobody knows a person has followed since that moment: guessing has a limit."""

    __tablename__ = "wrong_links"
    __table_args__ = (Index(None, "since"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    count: Mapped[int]
    since: Mapped[dt.datetime]
