"""What an organisation has at the provider."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import BigInteger, CheckConstraint, Date, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.tables.base import Base, Id, unique_where
from storage.tables.organisations import Organisation


class Product(Base):
    """Something an organisation has at the provider. `yearly_value` in hundredths of the organisation's currency.

    With a `provider_id` it is the provider's own, as it was at `as_of`; without one, somebody has typed it.
    """

    __tablename__ = "product"
    audited = True
    __table_args__ = (
        CheckConstraint("yearly_value >= 0", name="yearly_value_not_negative"),
        CheckConstraint("(provider_id IS NULL) = (as_of IS NULL)", name="provider_gives_age"),
        unique_where(
            "uq_product_name_per_organisation",
            "organisation_id",
            "name",
            where="removed_at IS NULL AND provider_id IS NULL",
        ),
        Index(None, "organisation_id"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    kind: Mapped[str] = mapped_column(String(24))
    name: Mapped[str] = mapped_column(String(255))
    yearly_value: Mapped[int] = mapped_column(BigInteger)
    removed_at: Mapped[dt.datetime | None]
    provider_id: Mapped[str | None] = mapped_column(String(64), unique=True)
    expires_on: Mapped[dt.date | None] = mapped_column(Date)
    as_of: Mapped[dt.datetime | None] = mapped_column(info={"derived": True})

    organisation: Mapped[Organisation] = relationship()
