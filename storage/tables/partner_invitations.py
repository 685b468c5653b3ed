"""Clients' invitations to partners that are not here."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from domain.partnerships.rules import Access, Payer
from storage.tables.base import Base, Id, JsonColumn, by_value, index_where
from storage.tables.organisations import Organisation
from storage.tables.people import Person


class PartnerInvitation(Base):
    """A link with which a partner that is not here takes up a client's request, once; `domain.partner_invitations`
    draws what can become of it.

    `for_name` is what the client calls the company, `products` are ids. Of the deep link's payload, only the SHA-256 is
    kept, in hexadecimal. `taken_by` has the link for themselves; `partner` is the company for which they do.
    """

    __tablename__ = "partner_invitation"
    audited = True
    __table_args__ = (
        CheckConstraint("(access = 'full') = (payer IS NOT NULL)", name="payer_with_full_access_only"),  # fact 22
        CheckConstraint("(taken_by_id IS NULL) = (taken_at IS NULL)", name="taken_by_somebody"),
        CheckConstraint("partner_id IS NULL OR taken_by_id IS NOT NULL", name="partner_has_taken"),
        CheckConstraint("partnership_id IS NULL OR partner_id IS NOT NULL", name="used_by_partner"),
        Index(None, "client_id"),
        Index(None, "made_by_id", "made_at"),
        Index(None, "mailed_at"),
        index_where("ix_partner_invitation_inbox", "inbox", where="inbox IS NOT NULL"),
        index_where("ix_partner_invitation_taken", "taken_by_id", where="taken_by_id IS NOT NULL"),
        index_where("ix_partner_invitation_due", "due_at", where="due_at IS NOT NULL"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    made_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[dt.datetime]
    for_name: Mapped[str] = mapped_column(String(80))
    email: Mapped[str | None] = mapped_column(String(254))
    """Where the link was sent by mail, too."""
    inbox: Mapped[str | None] = mapped_column(String(254))
    """The address as mails to it are counted: `domain.mail.inbox_of`."""
    access: Mapped[Access] = mapped_column(by_value(Access))
    payer: Mapped[Payer | None] = mapped_column(by_value(Payer))
    products: Mapped[list[int]] = mapped_column(JsonColumn)
    message: Mapped[str | None] = mapped_column(String(500))
    for_request_id: Mapped[int | None] = mapped_column(ForeignKey("partnership.id"))
    """The request to which a link leads that is passed on, as long as it waits for the partner."""
    token_hash: Mapped[str] = mapped_column(String(64), unique=True, info={"secret": True})
    expires_at: Mapped[dt.datetime]
    due_at: Mapped[dt.datetime | None]
    """When the programme has to tell the client that nobody has taken it up."""
    mailed_at: Mapped[dt.datetime | None]
    """When the last mail was written."""
    mails: Mapped[int] = mapped_column(default=0)
    taken_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    taken_at: Mapped[dt.datetime | None]
    partner_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    partnership_id: Mapped[int | None] = mapped_column(ForeignKey("partnership.id"))
    """The request that has come of it."""
    declined_at: Mapped[dt.datetime | None]
    revoked_at: Mapped[dt.datetime | None]
    ceased_at: Mapped[dt.datetime | None]

    client: Mapped[Organisation] = relationship(foreign_keys=client_id, lazy="joined", innerjoin=True)
    partner: Mapped[Organisation | None] = relationship(foreign_keys=partner_id)
    made_by: Mapped[Person] = relationship(foreign_keys=made_by_id)
    taken_by: Mapped[Person | None] = relationship(foreign_keys=taken_by_id)
