"""What an organisation has at the provider."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import BigInteger, CheckConstraint, Date, ForeignKey, String
from sqlalchemy.engine.default import DefaultExecutionContext
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from domain.names.keys import search_name
from domain.sorting import sort_text
from storage.tables.base import Base, Id, index_where, unique_where
from storage.tables.organisations import Organisation, SortKey


def _sorted_as(row: DefaultExecutionContext) -> str:
    return sort_text(_name_in(row))


def _searched_as(row: DefaultExecutionContext) -> str:
    return search_name(_name_in(row))


def _name_in(row: DefaultExecutionContext) -> str:
    name: str = row.get_current_parameters()["name"]  # type: ignore[no-untyped-call]  # SQLAlchemy's has no types
    return name


class Product(Base):
    """Something an organisation has at the provider. `yearly_value` in hundredths of the organisation's currency.

    With a `provider_id` it is the provider's own, as it was at `as_of`; without one, somebody has typed it.

    `sort_name` and `search_name` follow from `name`; they are written with it, by inserts of many rows, too. Whoever
    changes names row by row, without the objects, has to write them.
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
        # Not over all of them: PostgreSQL would walk it to join the shelves of many organisations.
        index_where("ix_product_removed", "organisation_id", "removed_at", where="removed_at IS NOT NULL"),
        unique_where("uq_product_provider_id", "provider_id", where="provider_id IS NOT NULL"),
        index_where("ix_product_name", "search_name", "id", "removed_at", where="removed_at IS NULL"),
        # With what its condition asks for: SQLite reads the rows otherwise, to see it for itself.
        index_where(
            "ix_product_shelves", "organisation_id", "kind", "sort_name", "id", "removed_at", where="removed_at IS NULL"
        ),
        index_where(
            "ix_product_expiry",
            "organisation_id",
            "expires_on",
            "id",
            "removed_at",
            where="removed_at IS NULL AND expires_on IS NOT NULL",
        ),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    kind: Mapped[str] = mapped_column(String(24))
    name: Mapped[str] = mapped_column(String(255))
    yearly_value: Mapped[int] = mapped_column(BigInteger)
    removed_at: Mapped[dt.datetime | None]
    provider_id: Mapped[str | None] = mapped_column(String(64))
    expires_on: Mapped[dt.date | None] = mapped_column(Date)
    as_of: Mapped[dt.datetime | None] = mapped_column(info={"derived": True})
    sort_name: Mapped[str] = mapped_column(SortKey, default=_sorted_as, info={"derived": True})
    search_name: Mapped[str] = mapped_column(SortKey, default=_searched_as, info={"derived": True})

    organisation: Mapped[Organisation] = relationship()

    @validates("name")
    def _keep_what_follows(self, _key: str, name: str) -> str:
        self.sort_name = sort_text(name)
        self.search_name = search_name(name)
        return name
