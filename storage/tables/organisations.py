"""Organisations: the accounts of clients and partners, and what partners are found by."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, Connection, ForeignKey, Index, String, delete, event, insert, inspect, text
from sqlalchemy.orm import Mapped, Mapper, mapped_column, validates

from domain.names.keys import keys_of, search_name, sort_name
from domain.names.lookalikes import skeleton
from domain.organisations.kinds import OrganisationKind
from domain.organisations.register_keys import register_key
from domain.organisations.verification import VerifiedBy
from storage.tables.base import Base, Id, by_value, index_where, unique_where

# Compared letter by letter, as SQLite does: what a server's language makes of it may change with its system.
SortKey = String().with_variant(String(collation="C"), "postgresql")


def _of_partners(name: str, *columns: str) -> Index:
    """An index over partners, its condition in the words of the queries: otherwise SQLite does not take it."""
    return Index(name, *columns, sqlite_where=text("is_partner = 1"), postgresql_where=text("is_partner"))


class Organisation(Base):
    """A client's or partner's account (fact 2). `currency` is ISO 4217, `country` ISO 3166 alpha-2.

    With an `account_id`, it is the provider's account of that number: name, country and the like come from there, the
    last time as they were at `as_of`, and it is over with `closed_at`. It is verified since `verified_at`, by
    `verified_by`; of those with the same `register_key`, one at most. While it is `frozen_at`, nobody can decide
    anything in its name: somebody disputes who may act for it, or the provider's staff has frozen it, by name
    (`frozen_by`), for a reason that its people do not read (`frozen_because`).

    `sort_name`, `search_name` and `skeleton` follow from `name` (see `domain.names`); they are written with it. So does
    `register_key` from `country` and `register_number` (see `domain.organisations.register_keys`).
    """

    __tablename__ = "organisation"
    audited = True
    __table_args__ = (
        CheckConstraint("is_partner = (partner_code IS NOT NULL)", name="partner_has_code"),
        CheckConstraint("kind = 'company' OR NOT is_partner", name="partner_is_company"),  # fact 4
        CheckConstraint("kind = 'company' OR register_number IS NULL", name="register_number_of_company"),
        CheckConstraint("(register_number IS NULL) = (register_key IS NULL)", name="register_number_has_key"),
        CheckConstraint("(verified_at IS NULL) = (verified_by IS NULL)", name="verified_by_somebody"),
        CheckConstraint("account_id IS NULL OR as_of IS NOT NULL", name="account_has_age"),
        unique_where(
            "uq_organisation_register_key",
            "country",
            "register_key",
            where="register_key IS NOT NULL AND verified_at IS NOT NULL AND closed_at IS NULL",
        ),
        unique_where("uq_organisation_account_id", "account_id", where="account_id IS NOT NULL"),
        index_where(
            "ix_organisation_register_number", "country", "register_number", where="register_number IS NOT NULL"
        ),
        Index("ix_organisation_search_name", "search_name"),
        index_where("ix_organisation_email", "email", where="email IS NOT NULL"),
        _of_partners("ix_organisation_partners", "sort_name", "id"),
        _of_partners("ix_organisation_skeleton", "skeleton", "id"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    kind: Mapped[OrganisationKind] = mapped_column(by_value(OrganisationKind))
    name: Mapped[str] = mapped_column(String(80))
    country: Mapped[str] = mapped_column(String(2))
    currency: Mapped[str] = mapped_column(String(3))
    register_number: Mapped[str | None] = mapped_column(String(64))
    is_partner: Mapped[bool] = mapped_column(default=False)
    partner_code: Mapped[str | None] = mapped_column(String(12), unique=True)
    created_at: Mapped[dt.datetime]
    sort_name: Mapped[str] = mapped_column(SortKey, info={"derived": True})
    search_name: Mapped[str] = mapped_column(SortKey, info={"derived": True})
    skeleton: Mapped[str] = mapped_column(SortKey, info={"derived": True})
    account_id: Mapped[str | None] = mapped_column(String(64))
    email: Mapped[str | None] = mapped_column(String(254))
    """In small letters; partners are found by it."""
    as_of: Mapped[dt.datetime | None] = mapped_column(info={"derived": True})
    closed_at: Mapped[dt.datetime | None]
    verified_at: Mapped[dt.datetime | None]
    verified_by: Mapped[VerifiedBy | None] = mapped_column(by_value(VerifiedBy))
    frozen_at: Mapped[dt.datetime | None]
    register_key: Mapped[str | None] = mapped_column(String(64), info={"derived": True})
    requests_paused_until: Mapped[dt.datetime | None]
    """Until then, nobody can ask the organisation for anything."""
    website: Mapped[str | None] = mapped_column(String(255))
    frozen_by: Mapped[str | None] = mapped_column(String(64))
    frozen_because: Mapped[str | None] = mapped_column(String(500))

    @validates("name")
    def _keep_what_follows(self, _key: str, name: str) -> str:
        self.sort_name = sort_name(name)
        self.search_name = search_name(name)
        self.skeleton = skeleton(name)
        return name

    @validates("country", "register_number")
    def _keep_register_key(self, column: str, value: str | None) -> str | None:
        country = value if column == "country" else self.country
        number = value if column == "register_number" else self.register_number
        self.register_key = None if country is None or number is None else register_key(country, number)
        return value


class OrganisationKey(Base):
    """A key by which a partner's name is found (see `domain.names.keys`); they are written with the organisation."""

    __tablename__ = "organisation_key"
    __table_args__ = (Index(None, "organisation_id", "key"), {"sqlite_with_rowid": False})

    key: Mapped[str] = mapped_column(SortKey, primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), primary_key=True, autoincrement=False)


@event.listens_for(Organisation, "after_insert")
@event.listens_for(Organisation, "after_update")
def _keep_keys(_mapper: Mapper[Organisation], connection: Connection, organisation: Organisation) -> None:
    state = inspect(organisation)
    if not any(state.attrs[column].history.has_changes() for column in ("name", "is_partner")):
        return
    if state.has_identity:
        connection.execute(delete(OrganisationKey).where(OrganisationKey.organisation_id == organisation.id))
    if organisation.is_partner:
        rows = [{"key": key, "organisation_id": organisation.id} for key in sorted(keys_of(organisation.name))]
        connection.execute(insert(OrganisationKey), rows)
