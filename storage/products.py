"""Queries about the products of an organisation: one has three, another five thousand.

Whoever looks at them looks at a page, at a few by name, or at how many there are; so do the statements. None reads more
rows of products than it returns, but for a search, and for counts, which an index answers.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    ColumnElement,
    Select,
    String,
    and_,
    bindparam,
    case,
    cast,
    exists,
    func,
    literal,
    or_,
    select,
)
from sqlalchemy.orm import Session

from domain.sorting import sort_text
from storage.searching import holds, read_product_search
from storage.tables import Partnership, Product, ProductAccess

_PRODUCTS = (
    select(Product)
    .where(Product.organisation_id == bindparam("organisation"), Product.removed_at.is_(None))
    .order_by(Product.sort_name, Product.id)
)
# One statement for both: who chooses products is asked about them, and about who has them.
# A request that is over has nothing any more (see `storage.partnerships`).
_THESE_WITH_HOLDERS = (
    _PRODUCTS.add_columns(case((Partnership.lapses_at <= bindparam("now"), None), else_=ProductAccess.partnership_id))
    .outerjoin(ProductAccess, and_(ProductAccess.product_id == Product.id, ProductAccess.released_at.is_(None)))
    .outerjoin(ProductAccess.partnership)
    .where(Product.id.in_(bindparam("products", expanding=True)))
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which of an organisation's present products: of these `kinds`, or all; with `search` in their names, or all.

    With `free_at`, those only that no partner manages at that moment, or is asked to, but for the partnership `beside`.
    """

    organisation_id: int
    kinds: tuple[str, ...] | None = None
    search: str = ""
    free_at: dt.datetime | None = None
    beside: int | None = None


@dataclass(frozen=True, slots=True)
class KindOfProducts:
    """How many products of a kind there are, and what they are worth a year, in hundredths."""

    kind: str
    count: int
    yearly_value: int


def products_of(session: Session, organisation_id: int) -> Sequence[Product]:
    """The organisation's present products, by name."""
    return session.scalars(_PRODUCTS, {"organisation": organisation_id}).all()


def products_with_holders(
    session: Session, organisation_id: int, now: dt.datetime, these: Collection[int]
) -> list[tuple[Product, int | None]]:
    """As `products_of`, but `these` only, each with the partnership that has it or asks for it now (fact 19)."""
    given = {"organisation": organisation_id, "now": now, "products": list(these)}
    return [(product, holder) for product, holder in session.execute(_THESE_WITH_HOLDERS, given)]


def by_kind(session: Session, wanted: Wanted) -> Sequence[KindOfProducts]:
    """How many products are wanted, kind by kind, and what they are worth."""
    query = select(Product.kind, func.count(), func.sum(Product.yearly_value)).where(*_conditions(wanted))
    found = session.execute(query.group_by(Product.kind))
    return [KindOfProducts(kind, count, int(value)) for kind, count, value in found]


def count_by_kind(session: Session, wanted: Wanted, these: Collection[int] | None = None) -> dict[str, int]:
    """As `by_kind`, without values: an index knows the numbers. Of `these` only, where they are given."""
    query = select(Product.kind, func.count()).where(*_conditions(wanted)).group_by(Product.kind)
    if these is not None:
        query = query.where(_is_one_of(session, these))
    return {row[0]: row[1] for row in session.execute(query)}


def page_of_products(session: Session, wanted: Wanted, limit: int, offset: int = 0) -> Sequence[Product]:
    """Some of the wanted products, by name."""
    query = select(Product).where(*_conditions(wanted)).order_by(Product.sort_name, Product.id)
    return session.scalars(query.limit(limit).offset(offset)).all()


def ids_of_products(session: Session, wanted: Wanted, these: Collection[int] | None = None) -> Sequence[int]:
    """All wanted products; of `these` only, where they are given."""
    query: Select[Any] = select(Product.id).where(*_conditions(wanted)).order_by(Product.id)
    if these is not None:
        query = query.where(_is_one_of(session, these))
    return session.scalars(query).all()


def of_kinds(session: Session, organisation_id: int, kinds: Collection[str], most: int) -> Sequence[tuple[int, str]]:
    """The organisation's products of these kinds, the first ones: the id and the kind of each."""
    query = select(Product.id, Product.kind).where(
        Product.organisation_id == organisation_id, Product.removed_at.is_(None), Product.kind.in_(kinds)
    )
    return [(id_, kind) for id_, kind in session.execute(query.order_by(Product.id).limit(most))]


def products_called(session: Session, wanted: Wanted, names: Iterable[str]) -> Sequence[Product]:
    """The wanted products that are called exactly so, but for the case."""
    spelt = {name.casefold() for name in names}
    if not spelt:
        return ()
    same = Product.sort_name.in_(sorted(map(sort_text, spelt)))
    found = session.scalars(select(Product).where(*_conditions(wanted), same).order_by(Product.sort_name, Product.id))
    return [product for product in found if product.name.casefold() in spelt]


def products_with_ids(session: Session, ids: Collection[int]) -> Sequence[Product]:
    """The products with these ids, as far as they are there, by name."""
    query = select(Product).where(Product.id.in_(ids), Product.removed_at.is_(None))
    return session.scalars(query.order_by(Product.sort_name, Product.id)).all()


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


def expiring(
    session: Session, organisation_id: int, days: tuple[dt.date, dt.date], managed_in: int | None, limit: int
) -> tuple[Sequence[Product], int]:
    """The present products that run out in these days, the soonest first, and how many there are; only those given to
    the partnership `managed_in`, if that is said."""
    of_it = [
        Product.organisation_id == organisation_id,
        Product.removed_at.is_(None),
        Product.expires_on.between(*days),
    ]
    if managed_in is not None:
        given = exists().where(ProductAccess.product_id == Product.id, ProductAccess.released_at.is_(None))
        of_it.append(given.where(ProductAccess.partnership_id == managed_in))
    count = session.scalar(select(func.count()).select_from(Product).where(*of_it)) or 0
    soonest = select(Product).where(*of_it).order_by(Product.expires_on, Product.id).limit(limit)
    return session.scalars(soonest).all(), count


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    conditions = [Product.organisation_id == wanted.organisation_id, Product.removed_at.is_(None)]
    if wanted.kinds is not None:
        kinds = wanted.kinds
        conditions.append(Product.kind == kinds[0] if len(kinds) == 1 else Product.kind.in_(kinds))
    if wanted.search:
        conditions.append(holds(Product.search_name, read_product_search(wanted.search)))
    if wanted.free_at is not None:
        conditions.append(~_is_held(wanted.free_at, wanted.beside))
    return conditions


def _is_held(now: dt.datetime, beside: int | None) -> ColumnElement[bool]:
    """Whether a partner manages the product or is asked to; a request that is over holds nothing."""
    held = (
        exists()
        .where(ProductAccess.product_id == Product.id, ProductAccess.released_at.is_(None))
        .where(Partnership.id == ProductAccess.partnership_id)
        .where(or_(Partnership.lapses_at.is_(None), Partnership.lapses_at > now))
    )
    return held if beside is None else held.where(Partnership.id != beside)


def _is_one_of(session: Session, ids: Collection[int]) -> ColumnElement[bool]:
    """As `in_`, with one parameter for all: thousands of them take longer than what is asked."""
    given = json.dumps(list(ids))
    if session.get_bind().dialect.name == "sqlite":
        each = func.json_each(given).table_valued("value")
        return Product.id.in_(select(each.c.value))
    texts = func.json_array_elements_text(cast(literal(given, String), JSON)).column_valued("number")
    return Product.id.in_(select(cast(texts, BigInteger)))
