"""Who takes part and what they own: people, organisations, memberships, invitations, VAT numbers, products."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from domain.names import sort_name
from domain.organisations.kinds import OrganisationKind
from domain.people import Role
from storage.tables.base import Base, Id, by_value, unique_where

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
    """A link that makes one person a member, once. `token` is the deep link's payload without its prefix."""

    __tablename__ = "invitation"
    audited = True

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    token: Mapped[str] = mapped_column(String(43), unique=True, info={"secret": True})
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    role: Mapped[Role] = mapped_column(by_value(Role))
    created_at: Mapped[dt.datetime]
    expires_at: Mapped[dt.datetime]
    used_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    organisation: Mapped[Organisation] = relationship()


class VatNumber(Base):
    """An organisation's VAT number, with its prefix; `country` is the ISO code (GR where the prefix is EL)."""

    __tablename__ = "vat_number"
    audited = True

    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), primary_key=True)
    number: Mapped[str] = mapped_column(String(16))
    country: Mapped[str] = mapped_column(String(2))
    terms_accepted_at: Mapped[dt.datetime]
    entered_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


class Product(Base):
    """Something an organisation has at the provider. `yearly_value` in hundredths of the organisation's currency."""

    __tablename__ = "product"
    audited = True
    __table_args__ = (
        CheckConstraint("yearly_value > 0", name="yearly_value_positive"),
        unique_where("uq_product_name_per_organisation", "organisation_id", "name", where="removed_at IS NULL"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    kind: Mapped[str] = mapped_column(String(24))
    name: Mapped[str] = mapped_column(String(80))
    yearly_value: Mapped[int] = mapped_column(BigInteger)
    removed_at: Mapped[dt.datetime | None]

    organisation: Mapped[Organisation] = relationship()
