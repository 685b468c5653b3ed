"""What runs out among all clients of a partner: products, and whole accesses."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session, contains_eager, lazyload

from domain.partnerships.rules import Access, Payer
from storage.clients.seen import Seen, expires, is_client
from storage.tables import Organisation, Partnership, Product


class Expiring(NamedTuple):
    """What runs out on a day: a product, or with no `name` the whole access to the client."""

    day: dt.date
    name: str | None
    kind: str | None
    partnership_id: int
    client: str
    access: Access
    payer: Payer | None


_EXPIRING = (
    Product.expires_on,
    Product.name,
    Product.kind,
    Partnership.id,
    Organisation.name,
    Partnership.access,
    Partnership.payer,
)


def count_expiring(session: Session, seen: Seen) -> int:
    """How many products run out."""
    query = select(func.count()).select_from(Partnership).join(Product, expires(seen)).where(is_client(seen))
    return session.scalar(query) or 0


def page_of_expiring(session: Session, seen: Seen, limit: int, offset: int = 0) -> Sequence[Expiring]:
    """Some of the products that run out, the soonest first."""
    query = select(*_EXPIRING).select_from(Partnership).join(Partnership.client).join(Product, expires(seen))
    order = (Product.expires_on, Organisation.sort_name, Product.sort_name, Product.id)
    found = session.execute(query.where(is_client(seen)).order_by(*order).limit(limit).offset(offset))
    return [Expiring(row[0], *row[1:]) for row in found if row[0] is not None]


def accesses_ending(session: Session, seen: Seen, limit: int) -> Sequence[Expiring]:
    """Accesses whose last day comes within these days, the soonest first."""
    ends = Partnership.ends_on.between(*seen.days)
    query = select(Partnership).join(Partnership.client).where(is_client(seen), ends)
    query = query.options(contains_eager(Partnership.client), lazyload(Partnership.partner))
    found = session.scalars(query.order_by(Partnership.ends_on, Organisation.sort_name).limit(limit))
    return [
        Expiring(each.ends_on, None, None, each.id, each.client.name, each.access, each.payer)
        for each in found
        if each.ends_on is not None
    ]
