"""What an organisation has that a message may name: its products and its people, in one statement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from sqlalchemy import (
    BigInteger,
    CompoundSelect,
    Select,
    String,
    bindparam,
    cast,
    exists,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from storage.searching import given_parts, has_one_of, is_sqlite, room_for
from storage.tables import Membership, Person, Product

MOST_PRODUCTS, MOST_PEOPLE = 200, 200
"""Products and people that are compared with a message, at most."""


class Belonging(NamedTuple):
    """A product with its owner and `search_name`; a person has neither."""

    id: int
    name: str
    searched: str | None
    owner: int | None


def own_belongings(session: Session, organisation_id: int, parts: Sequence[str]) -> Sequence[Belonging]:
    """The organisation's products whose names have one of these parts, and its people."""
    room = room_for(parts)
    return with_people(session, organisation_id, _own(room, is_sqlite(session)), given_parts(parts, room))


def with_people(
    session: Session, organisation_id: int, products: Select[int, str, str, int], given: Mapping[str, object]
) -> Sequence[Belonging]:
    """Those products, by what is `given` for them, and the organisation's people, in one statement."""
    rows = session.connection().execute(_together(products), {**given, "organisation": organisation_id})
    return [Belonging(*row) for row in rows]


@cache
def _own(room: int, on_sqlite: bool) -> Select[int, str, str, int]:
    product = Product.__table__.c
    return select(product.id, product.name, product.search_name, product.organisation_id).where(
        product.organisation_id == bindparam("organisation"),
        product.removed_at.is_(None),
        has_one_of(product.search_name, room, on_sqlite=on_sqlite),
    )


# To put it together takes longer than to execute it, of mapped classes twice as long as of tables; of most of those
# who ask, it is the same.
@lru_cache(maxsize=32)
def _together(products: Select[int, str, str, int]) -> CompoundSelect[int, str, str | None, int | None]:
    members, persons = Membership.__table__, Person.__table__
    member, person, twin, other = members.c, persons.c, members.alias().c, persons.alias().c
    # Who is in the provider's console and in Telegram is one human, and is meant as the one in Telegram.
    is_twice = (
        exists()
        .where(twin.organisation_id == member.organisation_id, twin.console_id == member.console_id)
        .where(twin.console_id.is_not(None), other.id == twin.person_id, other.telegram_id.is_not(None))
    )
    people = (
        select(
            person.id,
            person.first_name,
            cast(null(), String).label("searched"),
            cast(null(), BigInteger).label("owner"),
        )
        .join(members, member.person_id == person.id)
        .where(member.organisation_id == bindparam("organisation"))
        .where(or_(person.telegram_id.is_not(None), ~is_twice))
        .limit(MOST_PEOPLE)
    )
    return union_all(*(select(each) for each in (products.limit(MOST_PRODUCTS).subquery(), people.subquery())))
