"""The kinds of records that files bring: how each is read and taken, and what one looks like."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from domain.accounts.records import (
    ACCOUNT_FIELDS,
    LEVEL_FIELDS,
    ORDER_FIELDS,
    PERSON_FIELDS,
    PRODUCT_FIELDS,
    AccountRecord,
    LevelRecord,
    OrderRecord,
    PersonRecord,
    ProductRecord,
    read_account,
    read_level,
    read_order,
    read_person,
    read_product,
)
from domain.programme import Programme
from services.accounts.taking import (
    Taken,
    Verdicts,
    known_accounts,
    known_levels,
    known_orders,
    known_people,
    known_products,
    take_accounts,
    take_levels,
    take_orders,
    take_people,
    take_products,
)
from storage.work import Work

T = TypeVar("T")
R_contra = TypeVar("R_contra", contravariant=True)


class Take(Protocol[R_contra]):
    """A service that takes records."""

    def __call__(self, work: Work, programme: Programme, records: Sequence[R_contra]) -> Taken: ...


@dataclass(frozen=True, slots=True)
class Kind(Generic[T]):
    """A kind of records: how they are read, known and taken, and what one looks like."""

    name: str
    fields: Sequence[str]
    read: Callable[[Mapping[str, object]], T]
    know: Callable[[Work, Sequence[T]], Verdicts]
    take: Take[T]
    example: Mapping[str, str]


ACCOUNTS: Kind[AccountRecord] = Kind(
    "accounts",
    ACCOUNT_FIELDS,
    read_account,
    known_accounts,
    take_accounts,
    {
        "account": "4711",
        "kind": "company",
        "name": "Alpweb (Demo) AG",
        "country": "CH",
        "register_number": "CHE-123.456.788",
        "email": "office@example.ch",
        "partner": "false",
        "status": "open",
        "as_of": "2026-11-28T09:00:00Z",
    },
)
PEOPLE: Kind[PersonRecord] = Kind(
    "people",
    PERSON_FIELDS,
    read_person,
    known_people,
    take_people,
    {
        "person": "815",
        "account": "4711",
        "name": "Mia Muster",
        "email": "mia@example.ch",
        "role": "legal_representative",
        "status": "active",
        "as_of": "2026-11-28T09:00:00Z",
    },
)
PRODUCTS: Kind[ProductRecord] = Kind(
    "products",
    PRODUCT_FIELDS,
    read_product,
    known_products,
    take_products,
    {
        "product": "90001",
        "account": "4711",
        "kind": "domain",
        "name": "example.ch",
        "yearly_value": "18.00",
        "expires_on": "2027-11-28",
        "status": "active",
        "as_of": "2026-11-28T09:00:00Z",
    },
)
ORDERS: Kind[OrderRecord] = Kind(
    "orders",
    ORDER_FIELDS,
    read_order,
    known_orders,
    take_orders,
    {
        "order": "500123",
        "account": "4711",
        "kind": "renewal",
        "product": "90001",
        "amount": "18.00",
        "currency": "CHF",
        "booked_on": "2026-11-28",
        "ordered_by": "4711",
        "paid_by": "4711",
        "as_of": "2026-11-28T09:00:00Z",
    },
)
LEVELS: Kind[LevelRecord] = Kind(
    "levels",
    LEVEL_FIELDS,
    read_level,
    known_levels,
    take_levels,
    {"level": "silver", "account": "4711", "since": "2026-01-01", "as_of": "2026-11-28T09:00:00Z"},
)
OWN_FIELD: Mapping[str, str] = {
    "order": "orders",
    "person": "people",
    "product": "products",
    "level": "levels",
    "account": "accounts",
}
"""By which field a kind of records is known, of those that are there the first one."""
