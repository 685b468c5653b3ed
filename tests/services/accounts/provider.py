"""The provider's data as tests have them: who tells what, as of which minute of the world's start."""

from __future__ import annotations

import datetime as dt

from domain.accounts.records import (
    AccountRecord,
    OrderRecord,
    PersonRecord,
    ProductRecord,
    read_account,
    read_order,
    read_person,
    read_product,
)
from services.accounts.taking import Taken, take_accounts, take_orders, take_people, take_products
from tests.domain.accounts.examples import ACCOUNT, ORDER, PERSON, PRODUCT
from tests.programmes import INFOMANIAK
from tests.services.world import START, World


def at(minute: int) -> str:
    """`as_of` so many minutes after a day before the world's start."""
    return (START - dt.timedelta(days=1) + dt.timedelta(minutes=minute)).isoformat()


def account(minute: int = 0, **changed: object) -> AccountRecord:
    """A partner's account, unless it is changed."""
    return read_account({**ACCOUNT, "as_of": at(minute), **changed})


def client_account(number: str, minute: int = 0, **changed: object) -> AccountRecord:
    """A private account without any number."""
    private = {"account": number, "kind": "private", "name": f"Mia {number}", "register_number": None}
    none = {"partner": False, "partner_code": None}
    return account(minute, **{**private, **none, **changed})


def person(minute: int = 0, **changed: object) -> PersonRecord:
    """A legal representative."""
    return read_person({**PERSON, "as_of": at(minute), **changed})


def product(minute: int = 0, **changed: object) -> ProductRecord:
    """A domain."""
    return read_product({**PRODUCT, "as_of": at(minute), **changed})


def order(minute: int = 0, **changed: object) -> OrderRecord:
    """A renewal."""
    return read_order({**ORDER, "as_of": at(minute), **changed})


Record = AccountRecord | PersonRecord | ProductRecord | OrderRecord


def tell(world: World, *records: Record) -> Taken:
    """Takes records of one kind in a unit of work of their own; what was reported is in `world.events`."""
    world.events = []
    with world.units.begin("import") as work:
        taken = Taken()
        if accounts := [each for each in records if isinstance(each, AccountRecord)]:
            taken += take_accounts(work, INFOMANIAK, accounts)
        if people := [each for each in records if isinstance(each, PersonRecord)]:
            taken += take_people(work, INFOMANIAK, people)
        if products := [each for each in records if isinstance(each, ProductRecord)]:
            taken += take_products(work, INFOMANIAK, products)
        if orders := [each for each in records if isinstance(each, OrderRecord)]:
            taken += take_orders(work, INFOMANIAK, orders)
    world.events = work.events
    return taken
