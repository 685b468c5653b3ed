"""Queries about the products of an organisation."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.sorting import sort_key
from storage.tables import Product


def products_of(session: Session, organisation_id: int) -> Sequence[Product]:
    """The organisation's present products, by name."""
    present = select(Product).where(Product.organisation_id == organisation_id, Product.removed_at.is_(None))
    return sorted(session.scalars(present), key=lambda product: sort_key(product.name))
