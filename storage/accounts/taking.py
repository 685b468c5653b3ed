"""What the provider's data are compared with: many rows at once, by the provider's numbers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from domain.partnerships.rules import OPEN
from storage.tables import (
    AccountMember,
    Membership,
    Organisation,
    Partnership,
    Person,
    Product,
    ProductAccess,
    ProviderOrder,
)

# Ascending, so that two who lock several never wait crosswise; the same lock as `storage.partnerships.lock_client`.
_LOCK = (
    select(Organisation.id)
    .where(Organisation.id.in_(bindparam("ids", expanding=True)))
    .order_by(Organisation.id)
    .with_for_update(key_share=True)
)
_ACCOUNT_IDS = select(Organisation.account_id, Organisation.id).where(
    Organisation.account_id.in_(bindparam("accounts", expanding=True))
)
_HOMES = _ACCOUNT_IDS.add_columns(Organisation.country)
_ACCOUNTS = (
    select(Organisation)
    .where(Organisation.account_id.in_(bindparam("accounts", expanding=True)))
    .execution_options(populate_existing=True)
)
_WITH_KEYS = (
    select(Organisation)
    .where(
        Organisation.register_key.in_(bindparam("keys", expanding=True)),
        Organisation.verified_at.is_not(None),
        Organisation.closed_at.is_(None),
    )
    .execution_options(populate_existing=True)
)
_WITH_CODES = select(Organisation.partner_code, Organisation.account_id).where(
    Organisation.partner_code.in_(bindparam("codes", expanding=True))
)
_OPEN_OF = select(Partnership).where(
    Partnership.status.in_(OPEN),
    or_(
        Partnership.client_id.in_(bindparam("organisations", expanding=True)),
        Partnership.partner_id.in_(bindparam("organisations", expanding=True)),
    ),
)
_MEMBERS = (
    select(AccountMember)
    .where(AccountMember.console_id.in_(bindparam("people", expanding=True)))
    .options(joinedload(AccountMember.person, innerjoin=True))
    .execution_options(populate_existing=True)
)
_PEOPLE = select(Person).where(Person.console_id.in_(bindparam("people", expanding=True)))
_MEMBERSHIPS = (
    select(Membership)
    .where(
        Membership.organisation_id.in_(bindparam("organisations", expanding=True)),
        Membership.console_id.in_(bindparam("people", expanding=True)),
    )
    .options(joinedload(Membership.person, innerjoin=True))
    .order_by(Membership.id)
    .execution_options(populate_existing=True)
)
_PRODUCTS = (
    select(Product)
    .where(Product.provider_id.in_(bindparam("products", expanding=True)))
    .execution_options(populate_existing=True)
)
_HELD = (
    select(ProductAccess)
    .where(ProductAccess.product_id.in_(bindparam("products", expanding=True)), ProductAccess.released_at.is_(None))
    .options(selectinload(ProductAccess.partnership).selectinload(Partnership.product_accesses))
    .order_by(ProductAccess.id)
    .execution_options(populate_existing=True)
)
_ORDERS = (
    select(ProviderOrder)
    .where(ProviderOrder.provider_id.in_(bindparam("orders", expanding=True)))
    .execution_options(populate_existing=True)
)
_PRODUCT_IDS = select(Product.provider_id, Product.id).where(
    Product.provider_id.in_(bindparam("products", expanding=True))
)

_ACCOUNT_AGES = select(Organisation.account_id, Organisation.as_of).where(
    Organisation.account_id.in_(bindparam("accounts", expanding=True))
)
_PEOPLE_AGES = (
    select(Organisation.account_id, AccountMember.console_id, AccountMember.as_of)
    .join(AccountMember.organisation)
    .where(AccountMember.console_id.in_(bindparam("people", expanding=True)))
)
_PRODUCT_AGES = select(Product.provider_id, Product.as_of).where(
    Product.provider_id.in_(bindparam("products", expanding=True))
)
_ORDER_AGES = select(ProviderOrder.provider_id, ProviderOrder.as_of).where(
    ProviderOrder.provider_id.in_(bindparam("orders", expanding=True))
)


@dataclass(frozen=True, slots=True)
class Home:
    """An organisation as the records of its people need it."""

    id: int
    country: str


def ages_of_accounts(session: Session, accounts: Collection[str]) -> dict[str, dt.datetime]:
    """As of when the accounts are known, by the provider's numbers; unknown ones are left out."""
    found = session.execute(_ACCOUNT_AGES, {"accounts": list(accounts)})
    return {account: as_of for account, as_of in found if account is not None and as_of is not None}


def ages_of_people(session: Session, people: Collection[str]) -> dict[tuple[str, str], dt.datetime]:
    """As of when the people are known, by the provider's numbers of account and person."""
    found = session.execute(_PEOPLE_AGES, {"people": list(people)})
    return {(account, person): as_of for account, person, as_of in found if account is not None}


def ages_of_products(session: Session, products: Collection[str]) -> dict[str, dt.datetime]:
    """As of when the products are known, by the provider's numbers."""
    found = session.execute(_PRODUCT_AGES, {"products": list(products)})
    return {product: as_of for product, as_of in found if product is not None and as_of is not None}


def ages_of_orders(session: Session, orders: Collection[str]) -> dict[str, dt.datetime]:
    """As of when the entries in the books are known, by the provider's numbers."""
    found = session.execute(_ORDER_AGES, {"orders": list(orders)})
    return dict(found.all())


def lock_organisations(session: Session, ids: Iterable[int]) -> None:
    """Waits until no other transaction changes these, or their partnerships. SQLite has one writer anyway."""
    if session.get_bind().dialect.name != "sqlite" and (wanted := sorted(set(ids))):
        session.execute(_LOCK, {"ids": wanted})


def account_ids(session: Session, accounts: Collection[str]) -> dict[str, int]:
    """The organisations' ids by the provider's numbers of accounts; unknown ones are left out."""
    found = session.execute(_ACCOUNT_IDS, {"accounts": list(accounts)})
    return {account: organisation_id for account, organisation_id in found if account is not None}


def homes(session: Session, accounts: Collection[str]) -> dict[str, Home]:
    """What people's records need of their organisations, by the provider's numbers of accounts."""
    found = session.execute(_HOMES, {"accounts": list(accounts)})
    return {account: Home(*home) for account, *home in found if account is not None}


def accounts(session: Session, numbers: Collection[str]) -> dict[str, Organisation]:
    """The organisations by the provider's numbers of accounts, as the database has them now."""
    found = session.scalars(_ACCOUNTS, {"accounts": list(numbers)})
    return {each.account_id: each for each in found if each.account_id is not None}


def verified_with_keys(session: Session, keys: Collection[str]) -> Mapping[tuple[str, str], Organisation]:
    """The verified organisations that are open and have one of the register keys, by country and key."""
    if not keys:
        return {}
    found = session.scalars(_WITH_KEYS, {"keys": list(keys)})
    return {(each.country, each.register_key): each for each in found if each.register_key is not None}


def holders_of_codes(session: Session, codes: Collection[str]) -> dict[str, str | None]:
    """Which of the partner codes are taken, by which account; `None` for a partner without one."""
    if not codes:
        return {}
    found = session.execute(_WITH_CODES, {"codes": list(codes)})
    return {code: account for code, account in found if code is not None}


def clients_of_open(session: Session, organisation_ids: Collection[int]) -> Sequence[int]:
    """The ids of the clients in the open partnerships of these organisations, on whichever side they stand."""
    if not organisation_ids:
        return []
    query = _OPEN_OF.with_only_columns(Partnership.client_id).distinct()
    return session.scalars(query, {"organisations": list(organisation_ids)}).all()


def open_partnerships(session: Session, organisation_ids: Collection[int]) -> Sequence[Partnership]:
    """The open partnerships of these organisations, on whichever side they stand, with their products."""
    query = _OPEN_OF.options(selectinload(Partnership.product_accesses)).order_by(Partnership.id)
    fresh = query.execution_options(populate_existing=True)
    return session.scalars(fresh, {"organisations": list(organisation_ids)}).all()


def account_members(session: Session, people: Collection[str]) -> Sequence[AccountMember]:
    """What the provider has told of these people, in whichever accounts they are."""
    return session.scalars(_MEMBERS, {"people": list(people)}).all()


def console_people(session: Session, people: Collection[str]) -> dict[str, Person]:
    """The people of the console by their numbers there."""
    found = session.scalars(_PEOPLE, {"people": list(people)})
    return {each.console_id: each for each in found if each.console_id is not None}


def console_memberships(
    session: Session, organisation_ids: Collection[int], people: Collection[str]
) -> Sequence[Membership]:
    """The memberships, of the console's people and of those linked with them, in these organisations."""
    given = {"organisations": list(organisation_ids), "people": list(people)}
    return session.scalars(_MEMBERSHIPS, given).all()


def provided_products(session: Session, products: Collection[str]) -> dict[str, Product]:
    """The products by the provider's numbers, removed ones too."""
    found = session.scalars(_PRODUCTS, {"products": list(products)})
    return {each.provider_id: each for each in found if each.provider_id is not None}


def held_accesses(session: Session, product_ids: Collection[int]) -> Sequence[ProductAccess]:
    """Who manages these products, or is asked to, each with all its partnership's products."""
    return session.scalars(_HELD, {"products": list(product_ids)}).all()


def product_ids(session: Session, products: Collection[str]) -> dict[str, int]:
    """The products' ids by the provider's numbers, removed ones too."""
    found = session.execute(_PRODUCT_IDS, {"products": list(products)})
    return {number: product_id for number, product_id in found if number is not None}


def booked_orders(session: Session, orders: Collection[str]) -> dict[str, ProviderOrder]:
    """The entries in the books by the provider's numbers."""
    return {each.provider_id: each for each in session.scalars(_ORDERS, {"orders": list(orders)})}
