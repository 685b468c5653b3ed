"""Partnerships and what belongs to them. The programme's exclusive rules stand here as constraints, too."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from domain.partnerships.rules import Access, Payer, SetUp, Side, Status
from storage.tables.base import Base, Id, by_value, index_where, unique_where
from storage.tables.organisations import Organisation
from storage.tables.products import Product


class Partnership(Base):
    """A request that became, or may become, a partnership; `domain.partnerships.rules` draws its statuses."""

    __tablename__ = "partnership"
    audited = True
    __table_args__ = (
        CheckConstraint("client_id <> partner_id", name="two_organisations"),
        CheckConstraint("(access = 'full') = (payer IS NOT NULL)", name="payer_with_full_access_only"),  # fact 22
        CheckConstraint("(status = 'pending') = (lapses_at IS NOT NULL)", name="pending_lapses"),
        CheckConstraint(
            "(status <> 'prepared' OR sent_at IS NULL) AND "
            "(sent_at IS NOT NULL OR status IN ('prepared', 'withdrawn', 'ended'))",
            name="prepared_is_not_sent",
        ),
        # fact 24
        unique_where("uq_partnership_full_access", "client_id", where="access = 'full' AND status = 'active'"),
        unique_where("uq_partnership_pending", "client_id", "partner_id", where="status IN ('prepared', 'pending')"),
        unique_where("uq_partnership_active", "client_id", "partner_id", where="status = 'active'"),
        Index("ix_partnership_partner", "partner_id", "status", "id"),
        Index("ix_partnership_client", "client_id", "status"),
        index_where("ix_partnership_due", "due_at", where="due_at IS NOT NULL"),
        index_where("ix_partnership_set_up", "id", where="set_up = 'waiting'"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    partner_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    access: Mapped[Access] = mapped_column(by_value(Access))
    payer: Mapped[Payer | None] = mapped_column(by_value(Payer))
    status: Mapped[Status] = mapped_column(by_value(Status))
    requested_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    requested_at: Mapped[dt.datetime]
    sent_at: Mapped[dt.datetime | None]
    """When the request was last sent; reminders and the lapse count from here. What was never sent is the client's
    alone: the partner, and the provider's systems, do not know of it."""
    lapses_at: Mapped[dt.datetime | None]
    due_at: Mapped[dt.datetime | None]
    """When the programme has to look at the pending request again: the next reminder, or the lapse."""
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

    client: Mapped[Organisation] = relationship(foreign_keys=client_id, lazy="joined", innerjoin=True)
    partner: Mapped[Organisation] = relationship(foreign_keys=partner_id, lazy="joined", innerjoin=True)
    product_accesses: Mapped[list[ProductAccess]] = relationship(
        back_populates="partnership", order_by="ProductAccess.id"
    )
    enquiries: Mapped[list[Enquiry]] = relationship(back_populates="partnership", order_by="Enquiry.id")


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
    """What a partner asks the client before it answers a request, and the client's reply."""

    __tablename__ = "enquiry"
    audited = True
    __table_args__ = (Index(None, "partnership_id"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    partnership_id: Mapped[int] = mapped_column(ForeignKey("partnership.id"))
    question: Mapped[str] = mapped_column(String(500))
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[dt.datetime]
    answer: Mapped[str | None] = mapped_column(String(500))
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    answered_at: Mapped[dt.datetime | None]

    partnership: Mapped[Partnership] = relationship(back_populates="enquiries")
