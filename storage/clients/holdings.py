"""What a partner manages of its clients, and what it has paid for them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, case, func, select, true
from sqlalchemy.orm import Session

from domain.accounts.kinds import OrderKind
from domain.partnerships.rules import Access, Payer, Status
from storage.clients.seen import Seen, Wanted, is_client, is_wanted, manages
from storage.tables import Organisation, Partnership, Product, ProviderOrder


class Kind(NamedTuple):
    """How many products of a kind there are, and the first day on which one runs out."""

    kind: str
    number: int
    runs_out: dt.date | None


class Holding(NamedTuple):
    """How many products the partner manages of a client, and what they are worth a year, in hundredths."""

    number: int
    yearly_value: int


class Held(NamedTuple):
    """A product that the partner manages; `yearly_value` in hundredths of the client's `currency`."""

    client: str
    name: str
    kind: str
    yearly_value: int
    currency: str
    expires_on: dt.date | None
    access: Access
    payer: Payer | None


class Booked(NamedTuple):
    """An entry in the provider's books about a client; `amount` in the currency's smallest unit."""

    booked_on: dt.date
    kind: OrderKind
    product: str | None
    by_client: bool
    amount: int
    currency: str
    number: str
    refers_to: str | None


def kinds_managed(session: Session, partnership: Partnership, only: frozenset[int] | None) -> Sequence[Kind]:
    """What of the client the partner manages, kind by kind; with `only`, of these products (ids)."""
    query = select(Product.kind, func.count(), func.min(Product.expires_on)).join(Partnership, true())
    return [Kind(*row) for row in session.execute(query.where(_products(partnership, only)).group_by(Product.kind))]


def products_managed(
    session: Session,
    partnership: Partnership,
    only: frozenset[int] | None,
    kinds: Sequence[str],
    limit: int,
    offset: int = 0,
) -> Sequence[Product]:
    """Some of them, kind by kind in the order of `kinds`, then by name."""
    if not kinds:  # there is no place among none: databases refuse to look for one
        return []
    places = case({kind: place for place, kind in enumerate(kinds)}, value=Product.kind, else_=len(kinds))
    query = select(Product).join(Partnership, true()).where(_products(partnership, only), Product.kind.in_(kinds))
    return session.scalars(query.order_by(places, Product.sort_name, Product.id).limit(limit).offset(offset)).all()


def managing(session: Session, seen: Seen, product_ids: Collection[int]) -> Sequence[tuple[Partnership, str]]:
    """Those of these products that the partner manages: through which partnership, and the product's name."""
    query = select(Partnership, Product.name).join(Product, manages(seen.only))
    found = session.execute(query.where(is_client(seen), Product.id.in_(product_ids)).order_by(Product.id))
    return [(partnership, name) for partnership, name in found]


def _products(partnership: Partnership, only: frozenset[int] | None) -> ColumnElement[bool]:
    """What is managed in the partnership: nothing before it is confirmed, and nothing any more when it is over."""
    limits = {} if only is None else {partnership.client_id: only}
    return and_(Partnership.id == partnership.id, Partnership.status == Status.ACTIVE, manages(limits))


def holdings(session: Session, seen: Seen, wanted: Wanted) -> Mapping[int, Holding]:
    """What the partner manages of the wanted clients, by partnership; those of which it is nothing are left out."""
    rows = session.execute(
        select(Partnership.id, func.count(), func.sum(Product.yearly_value))
        .join(Product, manages(seen.only))
        .where(is_wanted(seen, wanted))
        .group_by(Partnership.id)
    )
    return {partnership_id: Holding(number, int(value)) for partnership_id, number, value in rows}


def held(session: Session, seen: Seen, wanted: Wanted, limit: int) -> Sequence[Held]:
    """The products that the partner manages of the wanted clients, by client and name; `limit` at most."""
    rows = session.execute(
        select(
            Organisation.name,
            Product.name,
            Product.kind,
            Product.yearly_value,
            Organisation.currency,
            Product.expires_on,
            Partnership.access,
            Partnership.payer,
        )
        .select_from(Partnership)
        .join(Partnership.client)
        .join(Product, manages(seen.only))
        .where(is_wanted(seen, wanted))
        .order_by(Organisation.sort_name, Partnership.id, Product.sort_name, Product.id)
        .limit(limit)
    )
    return [Held(*row) for row in rows]


def booked(
    session: Session, client_id: int, partner_id: int, only: frozenset[int] | None, limit: int
) -> Sequence[Booked]:
    """What the partner has paid of the client's orders, the newest first; with `only`, for these products (ids)."""
    query = (
        select(
            ProviderOrder.booked_on,
            ProviderOrder.kind,
            Product.name,
            ProviderOrder.ordered_by_id == client_id,
            ProviderOrder.amount,
            ProviderOrder.currency,
            ProviderOrder.provider_id,
            ProviderOrder.refers_to,
        )
        .outerjoin(Product, Product.id == ProviderOrder.product_id)
        .where(ProviderOrder.organisation_id == client_id, ProviderOrder.paid_by_id == partner_id)
        .order_by(ProviderOrder.booked_on.desc(), ProviderOrder.id.desc())
        .limit(limit)
    )
    if only is not None:
        query = query.where(ProviderOrder.product_id.in_(only))
    return [Booked(*row) for row in session.execute(query)]
