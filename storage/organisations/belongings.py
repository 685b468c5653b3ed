"""What an organisation has that a message may name: its products and its people, in one statement."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from sqlalchemy import (
    BigInteger,
    Select,
    String,
    cast,
    null,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from storage.searching import has_one_of
from storage.tables import Membership, Person, Product

MOST_PRODUCTS, MOST_PEOPLE = 200, 200
"""Products and people that are compared with a message, at most."""


class Belonging(NamedTuple):
    """A product with its owner and `search_name`; a person has neither."""

    id: int
    name: str
    searched: str | None
    owner: int | None


def own_belongings(session: Session, organisation_id: int, parts: Collection[str]) -> Sequence[Belonging]:
    """The organisation's products whose names have one of these parts, and its people."""
    products = select(Product.id, Product.name, Product.search_name, Product.organisation_id).where(
        Product.organisation_id == organisation_id,
        Product.removed_at.is_(None),
        has_one_of(session, Product.search_name, parts),
    )
    return with_people(session, organisation_id, products)


def with_people(session: Session, organisation_id: int, products: Select[int, str, str, int]) -> Sequence[Belonging]:
    """Those products and the organisation's people, in one statement."""
    people = (
        select(
            Person.id,
            Person.first_name,
            cast(null(), String).label("searched"),
            cast(null(), BigInteger).label("owner"),
        )
        .join(Membership, Membership.person_id == Person.id)
        .where(Membership.organisation_id == organisation_id)
        .limit(MOST_PEOPLE)
    )
    both = (products.limit(MOST_PRODUCTS).subquery(), people.subquery())
    return [Belonging(*row) for row in session.execute(union_all(*(select(each) for each in both)))]
