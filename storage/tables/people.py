"""People, what they may do for which organisation, and the links by which they join one."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import BigInteger, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from domain.people import Role
from storage.tables.base import Base, Id, by_value
from storage.tables.organisations import Organisation


class Person(Base):
    """Somebody who has written to the bot. In a private chat `telegram_id` is the chat's id, too.

    With `support_banned_at`, support does not take this person's cases any more.
    """

    __tablename__ = "person"
    audited = True

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    telegram_id: Mapped[int] = mapped_column(BigInteger, unique=True)
    first_name: Mapped[str] = mapped_column(String(64))
    language: Mapped[str] = mapped_column(String(2))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    reachable: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[dt.datetime]
    support_banned_at: Mapped[dt.datetime | None]

    organisation: Mapped[Organisation | None] = relationship(lazy="joined")


class Membership(Base):
    """A person acts for an organisation, in a role."""

    __tablename__ = "membership"
    audited = True
    __table_args__ = (UniqueConstraint("person_id", "organisation_id"), Index(None, "organisation_id"))

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    role: Mapped[Role] = mapped_column(by_value(Role))

    person: Mapped[Person] = relationship()
    organisation: Mapped[Organisation] = relationship()


class Invitation(Base):
    """A link that makes one person a member, once, unless it is revoked before.

    Of the deep link's payload, only the SHA-256 is kept, in hexadecimal: who reads the table cannot follow the link.
    """

    __tablename__ = "invitation"
    audited = True
    __table_args__ = (Index(None, "organisation_id"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    role: Mapped[Role] = mapped_column(by_value(Role))
    created_at: Mapped[dt.datetime]
    expires_at: Mapped[dt.datetime]
    used_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True, info={"secret": True})
    revoked_at: Mapped[dt.datetime | None]

    organisation: Mapped[Organisation] = relationship()


class WrongLinks(Base):
    """How many links that nobody knows a person has followed since that moment: guessing has a limit."""

    __tablename__ = "wrong_links"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    count: Mapped[int]
    since: Mapped[dt.datetime]
