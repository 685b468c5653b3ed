"""Queries about the products of an organisation."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import and_, bindparam, case, select
from sqlalchemy.orm import Session

from domain.sorting import sort_key
from storage.tables import Partnership, Product, ProductAccess

_PRODUCTS = select(Product).where(Product.organisation_id == bindparam("organisation"), Product.removed_at.is_(None))
# One statement for both: who chooses products is asked about them, and about who has them, at every tap.
# A request that is over has nothing any more (see `storage.partnerships`).
_WITH_HOLDERS = (
    _PRODUCTS.add_columns(case((Partnership.lapses_at <= bindparam("now"), None), else_=ProductAccess.partnership_id))
    .outerjoin(ProductAccess, and_(ProductAccess.product_id == Product.id, ProductAccess.released_at.is_(None)))
    .outerjoin(ProductAccess.partnership)
)
_THESE_WITH_HOLDERS = _WITH_HOLDERS.where(Product.id.in_(bindparam("products", expanding=True)))


def products_of(session: Session, organisation_id: int) -> Sequence[Product]:
    """The organisation's present products, by name."""
    found = session.scalars(_PRODUCTS, {"organisation": organisation_id})
    return sorted(found, key=lambda product: sort_key(product.name))


def products_with_holders(
    session: Session, organisation_id: int, now: dt.datetime, these: Collection[int] | None = None
) -> list[tuple[Product, int | None]]:
    """As `products_of`, each with the partnership that has it or asks for it now (fact 19); all of them, or `these`."""
    if these is None:
        found = session.execute(_WITH_HOLDERS, {"organisation": organisation_id, "now": now})
    else:
        given = {"organisation": organisation_id, "now": now, "products": list(these)}
        found = session.execute(_THESE_WITH_HOLDERS, given)
    return sorted(((product, holder) for product, holder in found), key=lambda row: sort_key(row[0].name))


def products_by_provider_id(session: Session, organisation_id: int, provider_ids: Collection[str]) -> Mapping[str, int]:
    """The ids of the organisation's present products with these numbers of the provider's, by number."""
    rows = session.execute(
        select(Product.provider_id, Product.id).where(
            Product.organisation_id == organisation_id,
            Product.provider_id.in_(provider_ids),
            Product.removed_at.is_(None),
        )
    )
    return {provider_id: product_id for provider_id, product_id in rows if provider_id is not None}
