"""What stands in the ledger, added up: by month, client and kind of product. Sums of one currency only stand together.

Amounts are whole numbers of the currency's smallest unit.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from sqlalchemy import ColumnElement, case, func, or_, select
from sqlalchemy.orm import Session, aliased

from domain.accounts.kinds import OrderKind
from domain.income.rule import Earning
from domain.partnerships.rules import Side
from storage.tables import IncomeEntry, Organisation, Partnership, Product, ProviderOrder


@dataclass(frozen=True, slots=True)
class Sight:
    """How much of a partner's income somebody sees: of the clients for which `among` holds (`services.care.reach`); of
    those in `only`, what these products (ids) bring."""

    partner_id: int
    among: tuple[ColumnElement[bool], ...] = ()
    only: Mapping[int, frozenset[int]] = field(default_factory=dict)

    @property
    def conditions(self) -> list[ColumnElement[bool]]:
        """What holds for the entries that are seen."""
        found: list[ColumnElement[bool]] = [IncomeEntry.partner_id == self.partner_id]
        if self.among:
            theirs = select(Partnership.client_id).where(Partnership.partner_id == self.partner_id, *self.among)
            found.append(IncomeEntry.client_id.in_(theirs))
        found += [
            or_(IncomeEntry.client_id != client, IncomeEntry.product_id.in_(products))
            for client, products in sorted(self.only.items())
        ]
        return found


class Sums(NamedTuple):
    """Entries that were added up. `known` of them have an `income`; that of the others is not known."""

    turnover: int
    income: int
    entries: int
    known: int

    def plus(self, other: Sums) -> Sums:
        """Both together: they must be in one currency."""
        return Sums(*(one + another for one, another in zip(self, other, strict=True)))


NOTHING = Sums(0, 0, 0, 0)


class Part(NamedTuple):
    """What one client, with products of one kind (or of none that is known), brought in one way."""

    client_id: int
    product_kind: str | None
    currency: str
    earning: Earning
    sums: Sums


class OfMonth(NamedTuple):
    """What a month brought in one currency and in one way."""

    month: dt.date
    currency: str
    earning: Earning
    sums: Sums


class Line(NamedTuple):
    """An entry. `income` is missing where it is not known."""

    booked_on: dt.date
    kind: OrderKind
    client: str
    partner: str
    product: str | None
    product_kind: str | None
    ordered_by: Side
    turnover: int
    currency: str
    earning: Earning
    income: int | None
    number: str


_SUMS = (
    func.sum(IncomeEntry.turnover),
    func.coalesce(func.sum(IncomeEntry.income), 0),
    func.count(),
    func.count(IncomeEntry.income),
)
_PART = (IncomeEntry.client_id, IncomeEntry.product_kind, IncomeEntry.currency, IncomeEntry.earning)
_OF_MONTH = (IncomeEntry.month, IncomeEntry.currency, IncomeEntry.earning)
_PARTNER = aliased(Organisation)
_LINES = (
    select(
        IncomeEntry.booked_on,
        IncomeEntry.kind,
        Organisation.name,
        _PARTNER.name,
        Product.name,
        IncomeEntry.product_kind,
        IncomeEntry.ordered_by,
        IncomeEntry.turnover,
        IncomeEntry.currency,
        IncomeEntry.earning,
        IncomeEntry.income,
        ProviderOrder.provider_id,
    )
    .join(Organisation, Organisation.id == IncomeEntry.client_id)
    .join(_PARTNER, _PARTNER.id == IncomeEntry.partner_id)
    .join(ProviderOrder, ProviderOrder.id == IncomeEntry.order_id)
    .outerjoin(Product, Product.id == IncomeEntry.product_id)
    .order_by(IncomeEntry.booked_on.desc(), IncomeEntry.order_id.desc())
)


def _between(first: dt.date, last: dt.date) -> ColumnElement[bool]:
    """Whole months, from the one to the other."""
    return IncomeEntry.month == first if first == last else IncomeEntry.month.between(first, last)


def parts_of(session: Session, sight: Sight, first: dt.date, last: dt.date) -> list[Part]:
    """What these months (their first days) brought, by client, kind of product, currency and way: one statement."""
    query = select(*_PART, *_SUMS).where(*sight.conditions, _between(first, last)).group_by(*_PART)
    found = [
        Part(client, kind, currency, earning, _sums(sums))
        for client, kind, currency, earning, *sums in session.execute(query)
        if earning is not None
    ]
    return sorted(found, key=lambda part: part.client_id)  # equals have the same place each time


def by_month(
    session: Session, sight: Sight, first: dt.date, last: dt.date, client_id: int | None = None
) -> list[OfMonth]:
    """What each of the months brought, of one client or of all."""
    conditions = [*sight.conditions, _between(first, last)]
    if client_id is not None:
        conditions.append(IncomeEntry.client_id == client_id)
    query = select(*_OF_MONTH, *_SUMS).where(*conditions).group_by(*_OF_MONTH).order_by(IncomeEntry.month)
    return [
        OfMonth(month, currency, earning, _sums(sums))
        for month, currency, earning, *sums in session.execute(query)
        if earning is not None
    ]


def _sums(values: Iterable[int | None]) -> Sums:
    """PostgreSQL adds up whole numbers to decimal ones."""
    return Sums(*(int(value or 0) for value in values))


def months_with_entries(session: Session, sight: Sight) -> tuple[dt.date, dt.date] | None:
    """The first and the last month (their first days) of which there is anything; an index knows both."""
    theirs = IncomeEntry.partner_id == sight.partner_id
    first, last = session.execute(
        select(
            select(func.min(IncomeEntry.month)).where(theirs).scalar_subquery(),
            select(func.max(IncomeEntry.month)).where(theirs).scalar_subquery(),
        )
    ).one()
    return None if first is None else (first, last)


def entries_of(
    session: Session,
    sight: Sight,
    first: dt.date,
    last: dt.date,
    *,
    client_id: int | None = None,
    product_id: int | None = None,
    limit: int,
) -> Iterator[Line]:
    """The entries of these months, the youngest first; of one client or product, or of all."""
    conditions = [*sight.conditions, _between(first, last)]
    if client_id is not None:
        conditions.append(IncomeEntry.client_id == client_id)
    if product_id is not None:
        conditions.append(IncomeEntry.product_id == product_id)
    for row in session.execute(_LINES.where(*conditions).limit(limit)):
        yield Line._make(row)


def names_of(session: Session, organisation_ids: Sequence[int]) -> dict[int, str]:
    """The organisations' names."""
    query = select(Organisation.id, Organisation.name).where(Organisation.id.in_(organisation_ids))
    return {row[0]: row[1] for row in session.execute(query)}


class OfPartner(NamedTuple):
    """What one partner has ordered for a client, and what the client has ordered with it beside, in one way.

    `orders` counts orders and renewals alone, `turnover` and `income` are less what was taken back.
    """

    partner_id: int
    ordered_by: Side
    currency: str
    earning: Earning
    orders: int
    sums: Sums


def by_partner(session: Session, client_id: int, first: dt.date, last: dt.date) -> list[OfPartner]:
    """What was booked for the client in these months, by partner, who ordered, currency and way."""
    columns = (IncomeEntry.partner_id, IncomeEntry.ordered_by, IncomeEntry.currency, IncomeEntry.earning)
    orders = func.sum(case((IncomeEntry.kind.in_((OrderKind.ORDER, OrderKind.RENEWAL)), 1), else_=0))
    query = (
        select(*columns, orders, *_SUMS)
        .where(IncomeEntry.client_id == client_id, _between(first, last), IncomeEntry.partner_id.is_not(None))
        .group_by(*columns)
    )
    return [
        OfPartner(partner or 0, side, currency, earning, int(count), _sums(sums))
        for partner, side, currency, earning, count, *sums in session.execute(query)
        if earning is not None
    ]


def lines_of_client(
    session: Session,
    client_id: int,
    ordered_by: Side,
    first: dt.date,
    last: dt.date,
    *,
    partner_id: int | None = None,
    product_id: int | None = None,
    limit: int,
    offset: int = 0,
) -> list[Line]:
    """A page of the client's entries that this side has ordered, with a partner's part in them, the youngest first;
    with that partner's, or of that product."""
    conditions = [
        IncomeEntry.client_id == client_id,
        _between(first, last),
        IncomeEntry.partner_id.is_not(None) if partner_id is None else IncomeEntry.partner_id == partner_id,
        IncomeEntry.ordered_by == ordered_by,
    ]
    if product_id is not None:
        conditions.append(IncomeEntry.product_id == product_id)
    return [Line._make(row) for row in session.execute(_LINES.where(*conditions).limit(limit).offset(offset))]


def is_seen(session: Session, sight: Sight, client_id: int) -> bool:
    """Whether the client is, or was, one of those that are seen, or asks to become one."""
    between = (Partnership.partner_id == sight.partner_id, Partnership.client_id == client_id)
    query = select(Partnership.id).where(*between, Partnership.sent_at.is_not(None), *sight.among).limit(1)
    return session.scalar(query) is not None


def paid_by_client(session: Session, client_id: int, since: dt.date) -> dict[str, int]:
    """What the client has paid since that day, by currency, less what was given back."""
    back = ProviderOrder.kind.in_((OrderKind.CREDIT_NOTE, OrderKind.REFUND))
    paid = func.sum(case((back, -ProviderOrder.amount), else_=ProviderOrder.amount))
    query = (
        select(ProviderOrder.currency, paid)
        .where(
            ProviderOrder.organisation_id == client_id,
            ProviderOrder.paid_by_id == client_id,
            ProviderOrder.booked_on >= since,
        )
        .group_by(ProviderOrder.currency)
    )
    return {currency: int(amount) for currency, amount in session.execute(query) if amount > 0}
