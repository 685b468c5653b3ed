"""Partnerships and what belongs to them. The programme's exclusive rules stand here as constraints, too."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from domain.absence import Way
from domain.partnerships.rules import Access, Payer, SetUp, Side, Status
from storage.tables.base import Base, Id, JsonColumn, by_value, index_where, unique_where
from storage.tables.organisations import Organisation
from storage.tables.products import Product

WAITS = "status IN ('prepared', 'pending', 'proposed')"
LAPSES = "(status IN ('pending', 'proposed') OR (status = 'active' AND ends_on IS NOT NULL)) = (lapses_at IS NOT NULL)"


class Partnership(Base):
    """A request that became, or may become, a partnership; `domain.partnerships.rules` draws its statuses."""

    __tablename__ = "partnership"
    audited = True
    __table_args__ = (
        CheckConstraint("client_id <> partner_id", name="two_organisations"),
        CheckConstraint("(access = 'full') = (payer IS NOT NULL)", name="payer_with_full_access_only"),  # fact 22
        CheckConstraint(LAPSES, name="pending_lapses"),
        CheckConstraint(
            "(status <> 'prepared' OR sent_at IS NULL) AND "
            "(sent_at IS NOT NULL OR status IN ('prepared', 'withdrawn', 'ended'))",
            name="prepared_is_not_sent",
        ),
        CheckConstraint("ending_by IS NULL OR ends_on IS NOT NULL", name="ending_has_day"),
        # fact 24
        unique_where("uq_partnership_full_access", "client_id", where="access = 'full' AND status = 'active'"),
        unique_where("uq_partnership_pending", "client_id", "partner_id", where=WAITS),
        unique_where("uq_partnership_active", "client_id", "partner_id", where="status = 'active'"),
        Index("ix_partnership_partner", "partner_id", "status", "id"),
        Index("ix_partnership_client", "client_id", "status"),
        index_where("ix_partnership_due", "due_at", where="due_at IS NOT NULL"),
        index_where("ix_partnership_set_up", "id", where="set_up = 'waiting'"),
        index_where("ix_partnership_checked", "checked_at", where="status = 'active'"),
        index_where("ix_partnership_closed_by_id", "closed_by_id", where="closed_by_id IS NOT NULL"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    partner_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    access: Mapped[Access] = mapped_column(by_value(Access))
    payer: Mapped[Payer | None] = mapped_column(by_value(Payer))
    status: Mapped[Status] = mapped_column(by_value(Status))
    requested_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    requested_at: Mapped[dt.datetime]
    sent_at: Mapped[dt.datetime | None]
    """When the request was last sent; reminders and the lapse count from here. What was never sent is the client's
    alone: the partner, and the provider's systems, do not know of it."""
    lapses_at: Mapped[dt.datetime | None]
    """The last moment: of a request, when nobody has answered; of an active partnership, when its last day is over."""
    due_at: Mapped[dt.datetime | None]
    """When the programme has to look at it again: the next reminder of a request, or its lapse; of the last day of an
    active partnership, or the moment when that day is over."""
    confirmed_at: Mapped[dt.datetime | None]
    closed_at: Mapped[dt.datetime | None]
    closed_by: Mapped[Side | None] = mapped_column(by_value(Side))
    reason: Mapped[str | None] = mapped_column(String(500))
    status_via: Mapped[str | None] = mapped_column(String(8))
    """The channel through which somebody last decided: `chat`, or `api` for the provider's console."""
    set_up: Mapped[SetUp | None] = mapped_column(by_value(SetUp))
    """How far the provider's systems are with the last change that was reported to them."""
    set_up_refusal: Mapped[str | None] = mapped_column(String(500))
    """Why they could not do it, in their words."""
    asked_by: Mapped[Side] = mapped_column(by_value(Side, "askedby"), default=Side.CLIENT)
    """Who has made the first step: a client that adds a partner, or a partner that asks for access."""
    shelves: Mapped[list[str] | None] = mapped_column(JsonColumn)
    """Categories of the catalogue for which a partner asks limited access; which products that means is the client's
    to choose."""
    ends_on: Mapped[dt.date | None] = mapped_column(Date)
    """The last day of the access, where it has one."""
    ending_by: Mapped[Side | None] = mapped_column(by_value(Side, "endingby"))
    """Who ends the partnership on that day; without, the client has given the access until then."""
    last_words: Mapped[str | None] = mapped_column(String(500))
    """What whoever ends it says to the other."""
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """Whoever has ended it; they can undo that for a while."""
    checked_at: Mapped[dt.datetime | None]
    """When the client last confirmed or was asked whether the partner still needs its access."""
    unreached: Mapped[Way | None] = mapped_column(by_value(Way), info={"derived": True})
    """By which way a request, or a question about it, goes on whose reader cannot be reached in the chat."""

    client: Mapped[Organisation] = relationship(foreign_keys=client_id, lazy="joined", innerjoin=True)
    partner: Mapped[Organisation] = relationship(foreign_keys=partner_id, lazy="joined", innerjoin=True)
    product_accesses: Mapped[list[ProductAccess]] = relationship(
        back_populates="partnership", order_by="ProductAccess.id"
    )
    enquiries: Mapped[list[Enquiry]] = relationship(back_populates="partnership", order_by="Enquiry.id")
    proposals: Mapped[list[Proposal]] = relationship(back_populates="partnership", order_by="Proposal.id")


class Proposal(Base):
    """What one of the two has proposed for a request, in the order in which it went back and forth.

    The partnership itself always has the terms of the last one. `products` are ids; `message` is a sentence to the
    other side.
    """

    __tablename__ = "proposal"
    audited = True
    __table_args__ = (Index(None, "partnership_id"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    partnership_id: Mapped[int] = mapped_column(ForeignKey("partnership.id"))
    by: Mapped[Side] = mapped_column(by_value(Side))
    made_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    made_at: Mapped[dt.datetime]
    access: Mapped[Access] = mapped_column(by_value(Access))
    payer: Mapped[Payer | None] = mapped_column(by_value(Payer))
    products: Mapped[list[int]] = mapped_column(JsonColumn)
    shelves: Mapped[list[str]] = mapped_column(JsonColumn)
    message: Mapped[str | None] = mapped_column(String(500))

    partnership: Mapped[Partnership] = relationship(back_populates="proposals")


class RequestBlock(Base):
    """An organisation takes no requests from another one."""

    __tablename__ = "request_block"
    audited = True
    __table_args__ = (UniqueConstraint("organisation_id", "blocked_id"), Index(None, "blocked_id"))

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    blocked_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    created_at: Mapped[dt.datetime]
    created_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)

    blocked: Mapped[Organisation] = relationship(foreign_keys=blocked_id)


class ProductAccess(Base):
    """A product that a limited-access partner manages, or is asked to manage, until it is released."""

    __tablename__ = "product_access"
    audited = True
    __table_args__ = (
        # Fact 19: several partners, each with other products. A pending request holds its products already.
        unique_where("uq_product_access_product", "product_id", where="released_at IS NULL"),
        Index(None, "partnership_id"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    partnership_id: Mapped[int] = mapped_column(ForeignKey("partnership.id"))
    product_id: Mapped[int] = mapped_column(ForeignKey("product.id"))
    granted_at: Mapped[dt.datetime]
    released_at: Mapped[dt.datetime | None]

    partnership: Mapped[Partnership] = relationship(back_populates="product_accesses")
    product: Mapped[Product] = relationship(lazy="joined", innerjoin=True)


class Enquiry(Base):
    """What one of the two asks the other before it answers a request, and the reply."""

    __tablename__ = "enquiry"
    audited = True
    __table_args__ = (
        Index(None, "partnership_id"),
        index_where("ix_enquiry_answered_by_id", "answered_by_id", where="answered_by_id IS NOT NULL"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    partnership_id: Mapped[int] = mapped_column(ForeignKey("partnership.id"))
    question: Mapped[str] = mapped_column(String(500))
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    asked_at: Mapped[dt.datetime]
    answer: Mapped[str | None] = mapped_column(String(500))
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    answered_at: Mapped[dt.datetime | None]
    asked_by: Mapped[Side] = mapped_column(by_value(Side, "askedby"), default=Side.PARTNER)
    """The side that asks."""

    partnership: Mapped[Partnership] = relationship(back_populates="enquiries")
