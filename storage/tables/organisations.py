"""Organisations: the accounts of clients and partners."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, validates

from domain.names import sort_name
from domain.organisations.kinds import OrganisationKind
from storage.tables.base import Base, Id, by_value

# Compared letter by letter, as SQLite does: what a server's language makes of it may change with its system.
SortKey = String().with_variant(String(collation="C"), "postgresql")


class Organisation(Base):
    """A client's or partner's account (fact 2). `currency` is ISO 4217, `country` ISO 3166 alpha-2.

    `sort_name` follows from `name` (see `domain.names.sort_name`); it is written with it.
    """

    __tablename__ = "organisation"
    audited = True
    __table_args__ = (
        CheckConstraint("is_partner = (partner_code IS NOT NULL)", name="partner_has_code"),
        CheckConstraint("kind = 'company' OR NOT is_partner", name="partner_is_company"),  # fact 4
        CheckConstraint("kind = 'company' OR register_number IS NULL", name="register_number_of_company"),
        # The condition is in the words of the queries: otherwise SQLite does not take the index.
        Index(
            "ix_organisation_partners",
            "sort_name",
            "id",
            sqlite_where=text("is_partner = 1"),
            postgresql_where=text("is_partner"),
        ),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    kind: Mapped[OrganisationKind] = mapped_column(by_value(OrganisationKind))
    name: Mapped[str] = mapped_column(String(80))
    country: Mapped[str] = mapped_column(String(2))
    currency: Mapped[str] = mapped_column(String(3))
    register_number: Mapped[str | None] = mapped_column(String(40))
    is_partner: Mapped[bool] = mapped_column(default=False)
    partner_code: Mapped[str | None] = mapped_column(String(12), unique=True)
    created_at: Mapped[dt.datetime]
    sort_name: Mapped[str] = mapped_column(SortKey, info={"derived": True})

    @validates("name")
    def _keep_sort_name(self, _key: str, name: str) -> str:
        self.sort_name = sort_name(name)
        return name
