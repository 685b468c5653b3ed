"""What the provider's systems tell of accounts, people, products, entries in the books and levels: read, and checked.

The same fields come from CSV cells, lines of JSON and bodies of the API. What is not given may be missing, null or
empty. All that is wrong with a record is said at once (`RecordFaulty`), each with what a right value looks like.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from domain.accounts.fields import Fields, RecordFaulty
from domain.accounts.kinds import AccountStatus, OrderKind, PersonStatus, ProductStatus
from domain.countries import currency_of
from domain.organisations.kinds import OrganisationKind
from domain.people import Role
from domain.words import Msg

__all__ = [
    "ACCOUNT_FIELDS",
    "LEVEL_FIELDS",
    "ORDER_FIELDS",
    "PERSON_FIELDS",
    "PRODUCT_FIELDS",
    "AccountRecord",
    "LevelRecord",
    "OrderRecord",
    "PersonRecord",
    "ProductRecord",
    "RecordFaulty",
    "read_account",
    "read_level",
    "read_order",
    "read_person",
    "read_product",
]

ACCOUNT_FIELDS = (
    "account",
    "kind",
    "name",
    "country",
    "register_number",
    "email",
    "partner",
    "partner_code",
    "status",
    "as_of",
)
PERSON_FIELDS = ("person", "account", "name", "email", "role", "status", "as_of")
PRODUCT_FIELDS = ("product", "account", "kind", "name", "yearly_value", "expires_on", "status", "as_of")
ORDER_FIELDS = (
    "order",
    "account",
    "kind",
    "product",
    "amount",
    "currency",
    "booked_on",
    "ordered_by",
    "paid_by",
    "refers_to",
    "as_of",
)

LEVEL_FIELDS = ("level", "account", "since", "as_of")
NO_LEVEL = "none"
"""What stands for a partner that has no level (any more)."""


@dataclass(frozen=True, slots=True)
class AccountRecord:
    """An account as it was at `as_of` (UTC); `country` is ISO 3166 alpha-2, `register_number` as it is stored."""

    account: str
    kind: OrganisationKind
    name: str
    country: str
    register_number: str | None
    email: str | None
    partner: bool
    partner_code: str | None
    status: AccountStatus
    as_of: dt.datetime


@dataclass(frozen=True, slots=True)
class PersonRecord:
    """Somebody of an account, and their role there."""

    person: str
    account: str
    name: str
    email: str | None
    role: Role
    status: PersonStatus
    as_of: dt.datetime


@dataclass(frozen=True, slots=True)
class ProductRecord:
    """A product of an account. `yearly_value` in hundredths of the account's currency; `kind` is not checked yet."""

    product: str
    account: str
    kind: str
    name: str
    yearly_value: int
    expires_on: dt.date | None
    status: ProductStatus
    as_of: dt.datetime


@dataclass(frozen=True, slots=True)
class OrderRecord:
    """An entry in the provider's books. `amount` in the currency's smallest unit."""

    order: str
    account: str
    kind: OrderKind
    product: str | None
    amount: int
    currency: str
    booked_on: dt.date
    ordered_by: str
    paid_by: str
    refers_to: str | None
    as_of: dt.datetime


@dataclass(frozen=True, slots=True)
class LevelRecord:
    """From the day `since` on, the partner's account has that `level` of benefits, or none; its code is not checked
    yet."""

    level: str | None
    account: str
    since: dt.date
    as_of: dt.datetime


def read_account(raw: Mapping[str, object]) -> AccountRecord:
    """The account that `raw` tells of. Raises `RecordFaulty`."""
    fields = Fields(raw, ACCOUNT_FIELDS)
    kind = fields.one_of("kind", OrganisationKind)
    country = fields.country("country")
    partner = fields.yes_or_no("partner")
    record = AccountRecord(
        account=fields.number("account"),
        kind=kind,
        name=fields.name("name", longest=80),
        country=country,
        register_number=fields.register_number("register_number", country),
        email=fields.email("email"),
        partner=partner,
        partner_code=fields.partner_code("partner_code"),
        status=fields.one_of("status", AccountStatus),
        as_of=fields.moment("as_of"),
    )
    if kind is OrganisationKind.PRIVATE and not fields.is_faulty("kind"):
        if fields.has("register_number"):
            fields.fault(
                "register_number", Msg("Only a company has a register number: leave it out, or set the kind “company”.")
            )
        if partner:  # fact 4
            fields.fault("partner", Msg("Only a company can be a partner: “false”, or set the kind “company”."))
    if fields.has("partner_code") and not partner and not fields.is_faulty("partner"):
        fields.fault("partner_code", Msg("Only a partner has a code: leave it out, or set “partner” to “true”."))
    fields.require_sound()
    return record


def read_person(raw: Mapping[str, object]) -> PersonRecord:
    """The person that `raw` tells of. Raises `RecordFaulty`."""
    fields = Fields(raw, PERSON_FIELDS)
    record = PersonRecord(
        person=fields.number("person"),
        account=fields.number("account"),
        name=fields.name("name", longest=120),
        email=fields.email("email"),
        role=fields.one_of("role", Role),
        status=fields.one_of("status", PersonStatus),
        as_of=fields.moment("as_of"),
    )
    fields.require_sound()
    return record


def read_product(raw: Mapping[str, object]) -> ProductRecord:
    """The product that `raw` tells of. Raises `RecordFaulty`. Which kinds there are is the programme's profile."""
    fields = Fields(raw, PRODUCT_FIELDS)
    record = ProductRecord(
        product=fields.number("product"),
        account=fields.number("account"),
        kind=fields.number("kind"),
        name=fields.name("name", longest=255),
        yearly_value=fields.amount("yearly_value", currency_of("CH")),
        expires_on=fields.day_or_none("expires_on"),
        status=fields.one_of("status", ProductStatus),
        as_of=fields.moment("as_of"),
    )
    fields.require_sound()
    return record


def read_order(raw: Mapping[str, object]) -> OrderRecord:
    """The entry in the books that `raw` tells of. Raises `RecordFaulty`."""
    fields = Fields(raw, ORDER_FIELDS)
    kind = fields.one_of("kind", OrderKind)
    currency = fields.currency("currency")
    record = OrderRecord(
        order=fields.number("order"),
        account=fields.number("account"),
        kind=kind,
        product=fields.number_or_none("product"),
        amount=fields.amount("amount", currency),
        currency=currency,
        booked_on=fields.day("booked_on"),
        ordered_by=fields.number("ordered_by"),
        paid_by=fields.number("paid_by"),
        refers_to=fields.number_or_none("refers_to"),
        as_of=fields.moment("as_of"),
    )
    fields.require_sound()
    return record


def read_level(raw: Mapping[str, object]) -> LevelRecord:
    """The level that `raw` tells of. Raises `RecordFaulty`. Which levels there are is the programme's profile."""
    fields = Fields(raw, LEVEL_FIELDS)
    level = fields.number("level")
    record = LevelRecord(
        level=None if level == NO_LEVEL else level,
        account=fields.number("account"),
        since=fields.day("since"),
        as_of=fields.moment("as_of"),
    )
    fields.require_sound()
    return record
