"""Queries about the products of an organisation."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from storage.tables import Product


def products_of(session: Session, organisation_id: int) -> Sequence[Product]:
    """The organisation's present products, by name."""
    return session.scalars(
        select(Product)
        .where(Product.organisation_id == organisation_id, Product.removed_at.is_(None))
        .order_by(func.lower(Product.name), Product.id)
    ).all()
