"""What the provider knows: accounts, people, products, who manages what, and the events it was told.

`as_of` of a record is when it was last changed here, after RFC 3339; the desk is told of the record as it stands.
"""

from __future__ import annotations

import datetime as dt
import logging
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal, TypeAlias

from pydantic import TypeAdapter, ValidationError

JsonObject: TypeAlias = dict[str, Any]
Role: TypeAlias = Literal["legal_representative", "administrator", "employee"]
KEPT_EVENTS = 300
"""How many events the console lists; which ones are known already is kept of all."""
_log = logging.getLogger(__name__)


@dataclass
class Account:
    """A customer. `blocked` is the provider's own business: its records do not carry it."""

    account: str
    kind: Literal["company", "private"]
    name: str
    country: str
    as_of: str
    register_number: str | None = None
    email: str | None = None
    partner: bool = False
    partner_code: str | None = None
    status: Literal["open", "closed"] = "open"
    blocked: bool = False


@dataclass
class Person:
    """Somebody who can log in to the console for an account."""

    person: str
    account: str
    name: str
    role: Role
    as_of: str
    email: str | None = None
    status: Literal["active", "removed"] = "active"


@dataclass
class Product:
    """What an account has. `gone` is a fault to try: the systems do not find it any more, and have told nobody."""

    product: str
    account: str
    kind: str
    name: str
    yearly_value: str
    as_of: str
    expires_on: str | None = None
    status: Literal["active", "cancelled"] = "active"
    gone: bool = False


@dataclass
class Order:
    """An entry in the books. What takes another one back has its number in `refers_to`."""

    order: str
    account: str
    kind: str
    amount: str
    currency: str
    booked_on: str
    ordered_by: str
    paid_by: str
    as_of: str
    product: str | None = None
    refers_to: str | None = None


@dataclass
class Level:
    """A partner's level of benefits from a day on."""

    level: str
    account: str
    since: str
    as_of: str


@dataclass
class Deal:
    """What a client had agreed with the agency, or asked it, before the desk was there.

    `by` is who acts for the client; there are `products` with limited access.
    """

    client: str
    by: str
    access: Literal["limited", "full"]
    since: str
    payer: Literal["client", "partner"] | None = None
    products: tuple[str, ...] = ()
    waits: bool = False


@dataclass
class Received:
    """An event and the answer to it. `times` is how often it came."""

    id: str
    type: str
    at: str
    about: str
    status: int
    code: str | None = None
    detail: str | None = None
    times: int = 1


@dataclass
class Books:
    """Everything, as the state file holds it. `access` has the partnerships that count here, by their number."""

    accounts: dict[str, Account] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    products: dict[str, Product] = field(default_factory=dict)
    access: dict[str, JsonObject] = field(default_factory=dict)
    orders: dict[str, Order] = field(default_factory=dict)
    levels: list[Level] = field(default_factory=list)
    deals: dict[str, Deal] = field(default_factory=dict)
    """By the client's account."""
    events: list[Received] = field(default_factory=list)
    settled: dict[str, int] = field(default_factory=dict)
    """The answer to each event that was settled, by the event's id: it does not count twice."""
    latest: dict[str, str] = field(default_factory=dict)
    """When the newest event of a partnership happened: an older one that comes late changes nothing."""
    out_of_order: bool = False


def now() -> str:
    """The present, as records carry it."""
    return dt.datetime.now(dt.UTC).isoformat()


def account_record(account: Account) -> JsonObject:
    """The account as the desk's API takes it."""
    return _given(account, "blocked")


def person_record(person: Person) -> JsonObject:
    """The person as the desk's API takes it."""
    return _given(person)


def product_record(product: Product) -> JsonObject:
    """The product as the desk's API takes it."""
    return _given(product, "gone")


def order_record(order: Order) -> JsonObject:
    """The entry as the desk's API takes it."""
    return _given(order)


def level_record(level: Level) -> JsonObject:
    """The level as the desk's API takes it."""
    return _given(level)


def _given(record: Level | Account | Person | Product | Order, *own: str) -> JsonObject:
    fields: Mapping[str, object] = asdict(record)
    return {name: value for name, value in fields.items() if value is not None and name not in own}


_BOOKS = TypeAdapter(Books)


def save(file: Path, books: Books) -> None:
    """Replaces the file as a whole; what was answered before is on the disk afterwards."""
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f"{file.name}.new")
    with draft.open("wb") as stream:
        stream.write(_BOOKS.dump_json(books))
        stream.flush()
        os.fsync(stream.fileno())
    draft.replace(file)


def load(file: Path) -> Books | None:
    """The books in the file; `None` where there are none, or those of another version (they are set aside)."""
    if not file.exists():
        return None
    try:
        return _BOOKS.validate_json(file.read_bytes())
    except ValidationError:
        aside = file.with_name(f"{file.name}.unreadable")
        file.replace(aside)
        _log.warning("The provider's books were not readable; they are kept as %s", aside)
        return None
