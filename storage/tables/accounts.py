"""What the provider's systems tell of its accounts: their people, their orders; and links to connect Telegram."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import BigInteger, Date, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from domain.accounts.kinds import OrderKind
from domain.people import Role
from storage.tables.base import Base, Id, by_value, index_where
from storage.tables.organisations import Organisation
from storage.tables.people import Person


class AccountMember(Base):
    """Who belongs to an account, as the provider's console has it at `as_of`; with `removed_at`, no longer.

    `person` is the console's side of them, under whose name they decide there.
    """

    __tablename__ = "account_member"
    audited = True
    __table_args__ = (
        UniqueConstraint("organisation_id", "console_id"),
        Index(None, "console_id"),
        Index(None, "person_id"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    console_id: Mapped[str] = mapped_column(String(64))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    name: Mapped[str] = mapped_column(String(120))
    email: Mapped[str | None] = mapped_column(String(254))
    role: Mapped[Role] = mapped_column(by_value(Role))
    as_of: Mapped[dt.datetime] = mapped_column(info={"derived": True})
    removed_at: Mapped[dt.datetime | None]

    organisation: Mapped[Organisation] = relationship()
    person: Mapped[Person] = relationship()


class AccountLink(Base):
    """A link that connects one person's Telegram with their account at the provider, once, for some minutes.

    Of the deep link's payload, only the SHA-256 is kept, in hexadecimal: who reads the table cannot follow the link.
    """

    __tablename__ = "account_link"
    audited = True
    __table_args__ = (
        Index(None, "member_id"),
        index_where("ix_account_link_used_by_id", "used_by_id", where="used_by_id IS NOT NULL"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("account_member.id"))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True, info={"secret": True})
    created_at: Mapped[dt.datetime]
    expires_at: Mapped[dt.datetime]
    used_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    used_at: Mapped[dt.datetime | None]

    member: Mapped[AccountMember] = relationship()


class ProviderOrder(Base):
    """An entry in the provider's books, as it was at `as_of`. `amount` in the currency's smallest unit.

    Who ordered and who paid are organisations: the account's own, or its partner's. A credit note or refund takes back
    the entry that `refers_to` names, by the provider's number.

    The ledger has it as of its last settling (`storage.tables.income`); at `settle_at`, it is to be settled once more.
    """

    __tablename__ = "provider_order"
    __table_args__ = (
        Index(None, "organisation_id", "booked_on"),
        Index(None, "product_id"),
        index_where("ix_provider_order_refers_to", "refers_to", where="refers_to IS NOT NULL"),
        index_where("ix_provider_order_settle", "settle_at", "id", where="settle_at IS NOT NULL"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    provider_id: Mapped[str] = mapped_column(String(64), unique=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    product_id: Mapped[int | None] = mapped_column(ForeignKey("product.id"))
    kind: Mapped[OrderKind] = mapped_column(by_value(OrderKind))
    amount: Mapped[int] = mapped_column(BigInteger)
    currency: Mapped[str] = mapped_column(String(3))
    booked_on: Mapped[dt.date] = mapped_column(Date)
    ordered_by_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    paid_by_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    refers_to: Mapped[str | None] = mapped_column(String(64))
    as_of: Mapped[dt.datetime]
    settle_at: Mapped[dt.datetime | None]
