"""What income follows from: how partnerships stood at any moment, and partners' levels; and the ledger itself."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import BigInteger, Date, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from domain.accounts.kinds import OrderKind
from domain.income.rule import Doubt, Earning
from domain.partnerships.rules import Payer, Side
from storage.tables.base import Base, Id, by_value, index_where


class PartnershipTerm(Base):
    """The time in which a partnership was active with the same payment means: from `since` until before `until`.

    It follows from the partnership, and is written with it, whoever changes that; who inserts partnerships row by row,
    without the objects, has to write it. Where a last day is set, `until` lies ahead. An end that is undone has never
    been; neither has a beginning, or a change of the payment means, that the provider's systems have refused.
    """

    __tablename__ = "partnership_term"
    __table_args__ = (Index(None, "partnership_id", "since"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    partnership_id: Mapped[int] = mapped_column(ForeignKey("partnership.id"))
    payer: Mapped[Payer | None] = mapped_column(by_value(Payer))
    since: Mapped[dt.datetime]
    until: Mapped[dt.datetime | None]


class BenefitLevel(Base):
    """From the day `since` on, the partner has the profile's level of that `code`, as known at `as_of`."""

    __tablename__ = "benefit_level"
    __table_args__ = (UniqueConstraint("organisation_id", "since"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    code: Mapped[str | None] = mapped_column(String(24))
    """Nothing: from that day on, it has none."""
    since: Mapped[dt.date] = mapped_column(Date)
    as_of: Mapped[dt.datetime]


class IncomeEntry(Base):
    """An entry of the books in the ledger (see `domain.income.ledger`): it follows from entries, terms and levels.

    Entries in which no partner has a part have none. `turnover` and `income` in the currency's smallest unit, below
    zero where something is taken back; `month` is the first day of the month of `booked_on`.
    """

    __tablename__ = "income_entry"
    __table_args__ = (
        # Whole months are added up without a look at the rows.
        Index(
            "ix_income_entry_partner",
            "partner_id",
            "month",
            "client_id",
            "product_kind",
            "currency",
            "earning",
            "turnover",
            "income",
        ),
        Index("ix_income_entry_client", "client_id", "month"),
        Index(None, "product_id"),
        index_where("ix_income_entry_doubt", "booked_on", where="doubt IS NOT NULL"),
    )

    order_id: Mapped[int] = mapped_column(ForeignKey("provider_order.id"), primary_key=True, autoincrement=False)
    client_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    partner_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    month: Mapped[dt.date] = mapped_column(Date)
    booked_on: Mapped[dt.date] = mapped_column(Date)
    kind: Mapped[OrderKind] = mapped_column(by_value(OrderKind))
    product_id: Mapped[int | None] = mapped_column(ForeignKey("product.id"))
    product_kind: Mapped[str | None] = mapped_column(String(24))
    currency: Mapped[str] = mapped_column(String(3))
    ordered_by: Mapped[Side] = mapped_column(by_value(Side))
    turnover: Mapped[int] = mapped_column(BigInteger)
    earning: Mapped[Earning | None] = mapped_column(by_value(Earning))
    income: Mapped[int | None] = mapped_column(BigInteger)
    """Nothing where the partner's rate of that day is not known."""
    doubt: Mapped[Doubt | None] = mapped_column(by_value(Doubt))
