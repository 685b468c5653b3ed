"""Links in mails by which somebody who is not in Telegram does one thing on a page in the browser."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from domain.pages import LinkPurpose, LinkUse
from storage.tables.base import Base, Id, by_value
from storage.tables.organisations import Organisation
from storage.tables.people import Person


class PageLink(Base):
    """A link that was mailed to a person's `address`: with it, they answer a request in the name of `organisation`.

    It works once. Of what it carries, only the SHA-256 is kept, in hexadecimal: who reads the table cannot follow the
    link.
    """

    __tablename__ = "page_link"
    audited = True
    __table_args__ = (
        CheckConstraint("(used_at IS NULL) = (used_how IS NULL)", name="used_somehow"),
        Index(None, "person_id"),
        Index(None, "partnership_id"),
        Index(None, "expires_at"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True, info={"secret": True})
    purpose: Mapped[LinkPurpose] = mapped_column(by_value(LinkPurpose))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    partnership_id: Mapped[int] = mapped_column(ForeignKey("partnership.id"))
    address: Mapped[str] = mapped_column(String(254), info={"secret": True})
    made_at: Mapped[dt.datetime]
    expires_at: Mapped[dt.datetime]
    used_at: Mapped[dt.datetime | None]
    used_how: Mapped[LinkUse | None] = mapped_column(by_value(LinkUse))

    person: Mapped[Person] = relationship()
    organisation: Mapped[Organisation] = relationship()
