"""What somebody of a partner sees of its clients, as conditions.

A client is one by its active partnership. What a partner sees of its products are those that it manages: with full
access all of them, with limited access those that were given (facts 16, 20), and of these, somebody who looks after
some only sees no others (fact 11).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import BindParameter, ColumnElement, and_, exists, false, or_, select
from sqlalchemy.orm import aliased

from domain.names.keys import read_search
from domain.partnerships.rules import Access, Payer, Side, Status
from storage.searching import holds, read_product_search
from storage.tables import Enquiry, Organisation, Partnership, Product, ProductAccess

_BESIDE = aliased(Partnership)
"""A request between the two, beside their active partnership."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What somebody of a partner sees of its clients now, and between which days they look at what runs out.

    `among` are conditions for the partnerships; `only` has, by client (id), the products (ids) to which they are
    limited. They `decide` what requests ask for, and answer questions, if they are `asked`.
    """

    partner_id: int
    now: dt.datetime
    days: tuple[dt.date, dt.date]
    among: tuple[ColumnElement[bool], ...] = ()
    only: Mapping[int, frozenset[int]] = field(default_factory=dict)
    decides: bool = True
    asked: bool = True


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which of them: with this kind of access, paid by, something waits for the reader, with `search` in their name or
    the name of a product that the reader sees."""

    access: Access | None = None
    payer: Payer | None = None
    waits: bool = False
    search: str = ""


def is_client(seen: Seen) -> ColumnElement[bool]:
    """Whether a partnership makes its client one of those that the reader sees."""
    return and_(is_active_with(seen.partner_id, seen.now), *seen.among)


def is_active_with(
    partner_id: int | BindParameter[int], now: dt.datetime | BindParameter[dt.datetime]
) -> ColumnElement[bool]:
    """Whether a partnership is one that the partner has now."""
    is_not_over = or_(Partnership.lapses_at.is_(None), Partnership.lapses_at > now)
    return and_(Partnership.partner_id == partner_id, Partnership.status == Status.ACTIVE, is_not_over)


def manages(only: Mapping[int, frozenset[int]]) -> ColumnElement[bool]:
    """Whether a product is one of the partnership's that the reader sees."""
    given = exists().where(
        ProductAccess.product_id == Product.id,
        ProductAccess.released_at.is_(None),
        ProductAccess.partnership_id == Partnership.id,
    )
    conditions = [
        Product.organisation_id == Partnership.client_id,
        Product.removed_at.is_(None),
        or_(Partnership.access == Access.FULL, given),
    ]
    return and_(*conditions, *limits(only))


def limits(only: Mapping[int, frozenset[int]]) -> Sequence[ColumnElement[bool]]:
    """To which products of clients the reader is limited."""
    if not only:
        return ()
    ids = sorted(frozenset().union(*only.values()))
    return (or_(Product.organisation_id.not_in(sorted(only)), Product.id.in_(ids)),)


def expires(seen: Seen) -> ColumnElement[bool]:
    """Whether a product is one of them, and runs out within the days."""
    first, last = seen.days
    return and_(manages(seen.only), Product.expires_on.between(first, last))


def _asks(status: Status, seen: Seen) -> ColumnElement[bool]:
    """Whether a request between the two waits for an answer."""
    same = (_BESIDE.client_id == Partnership.client_id, _BESIDE.partner_id == Partnership.partner_id)
    return and_(*same, _BESIDE.status == status, _BESIDE.lapses_at > seen.now)


def requested(seen: Seen) -> ColumnElement[bool]:
    """Whether the client asks for something that the partner has to decide."""
    return exists().where(_asks(Status.PENDING, seen))


def proposed(seen: Seen) -> ColumnElement[bool]:
    """Whether the partner asks for something that the client has to decide."""
    return exists().where(_asks(Status.PROPOSED, seen))


def questioned(seen: Seen) -> ColumnElement[bool]:
    """Whether the client has asked something about that, and waits for the answer."""
    of_client = (Enquiry.asked_by == Side.CLIENT, Enquiry.answer.is_(None))
    return exists().where(_asks(Status.PROPOSED, seen), Enquiry.partnership_id == _BESIDE.id, *of_client)


def waits_for_reader(seen: Seen) -> ColumnElement[bool]:
    """Whether any of that is the reader's to answer."""
    return or_(requested(seen) if seen.decides else false(), questioned(seen) if seen.asked else false())


def is_wanted(seen: Seen, wanted: Wanted) -> ColumnElement[bool]:
    """Whether a partnership's client is one of the wanted ones."""
    conditions = [is_client(seen)]
    if wanted.access is not None:
        conditions.append(Partnership.access == wanted.access)
    if wanted.payer is not None:
        conditions.append(Partnership.payer == wanted.payer)
    if wanted.waits:
        conditions.append(waits_for_reader(seen))
    if wanted.search:
        called = holds(Product.search_name, read_product_search(wanted.search))
        # Also where the statement is about products itself, it is another one that is called so.
        by_product = select(Product.id).where(manages(seen.only), called).correlate(Partnership).exists()
        named = holds(Organisation.search_name, read_search(wanted.search))
        own = select(Organisation.id).where(Organisation.id == Partnership.client_id, named).correlate(Partnership)
        # Without an offset, PostgreSQL would look for all organisations that are called so, and keep them in a hash.
        conditions.append(or_(own.offset(0).exists(), by_product))
    return and_(*conditions)


def under(terms: Collection[tuple[Access, Payer | None]]) -> ColumnElement[bool]:
    """The condition under which a partnership has one of these terms: the access, and who pays."""
    pairs = (
        and_(Partnership.access == access, Partnership.payer.is_not_distinct_from(payer)) for access, payer in terms
    )
    return or_(false(), *pairs)
