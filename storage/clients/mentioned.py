"""A partner's clients, and the products that it manages for them, that a message may name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from sqlalchemy import BigInteger, ColumnElement, Select, bindparam, or_, select
from sqlalchemy.orm import Session

from domain.partnerships.rules import OPEN, Status
from storage.clients.seen import Seen, is_active_with, is_client, limits, manages
from storage.searching import given_parts, has_one_of, is_sqlite, room_for
from storage.tables import Organisation, Partnership, Product

MOST_FOUND = 200
"""Clients that are compared with a message, at most."""


class MentionedClient(NamedTuple):
    """A client with its `search_name`; it is `present` unless all is over between the two."""

    id: int
    name: str
    searched: str
    present: bool


def clients_mentioned(
    session: Session,
    partner_id: int,
    now: dt.datetime,
    among: Sequence[ColumnElement[bool]],
    parts: Sequence[str],
    ids: Collection[int] = (),
) -> Sequence[MentionedClient]:
    """The partner's clients, present and former ones, whose names have one of these parts, or which have these ids.

    `among` are conditions for the partnerships: which of the clients the reader reaches (`services.care.reach`).
    """
    room = room_for(parts)
    query = _clients(room, is_sqlite(session))
    given = {"partner": partner_id, "now": now, "ids": list(ids), **given_parts(parts, room)}
    found: dict[int, MentionedClient] = {}
    for row in session.connection().execute(query.where(*among) if among else query, given):
        found.setdefault(row.id, MentionedClient(row.id, row.name, row.search_name, row.status is not Status.ENDED))
    return list(found.values())


# To put a statement together takes longer than to execute it.
@cache
def _clients(room: int, on_sqlite: bool) -> Select[int, str, str, Status]:
    called = has_one_of(Organisation.search_name, room, on_sqlite=on_sqlite)
    return (
        select(Organisation.id, Organisation.name, Organisation.search_name, Partnership.status)
        .join(Partnership, Partnership.client_id == Organisation.id)
        .where(
            Partnership.partner_id == bindparam("partner"),
            # Open ones that it was sent, and those that ended: by them it knows the client.
            Partnership.status.in_(sorted(OPEN | {Status.ENDED})),
            Partnership.sent_at.is_not(None),
            or_(Partnership.lapses_at.is_(None), Partnership.lapses_at > bindparam("now")),
            or_(called, Organisation.id.in_(bindparam("ids", expanding=True))),
            Organisation.closed_at.is_(None),
        )
        .order_by(Partnership.status == Status.ENDED, Organisation.id)
        .limit(MOST_FOUND)
    )


def products_mentioned(
    session: Session, seen: Seen, parts: Sequence[str], clients: Collection[int] = ()
) -> tuple[Select[int, str, str, int], Mapping[str, object]]:
    """The query for those products of its clients that the reader sees, with one of the parts in their names, and what
    it asks for.

    With `clients` (ids), of these only.
    """
    room = room_for(parts)
    query = _products(room, is_sqlite(session), bool(clients))
    given = {"partner": seen.partner_id, "now": seen.now, **given_parts(parts, room)}
    limited = (*seen.among, *limits(seen.only))
    return query.where(*limited) if limited else query, given | {"clients": list(clients)} if clients else given


@cache
def _products(room: int, on_sqlite: bool, of_clients: bool) -> Select[int, str, str, int]:
    query = (
        select(Product.id, Product.name, Product.search_name, Product.organisation_id)
        .select_from(Partnership)
        .join(Product, manages({}))
        .where(
            is_active_with(bindparam("partner", type_=BigInteger), bindparam("now", type_=Partnership.lapses_at.type)),
            has_one_of(Product.search_name, room, on_sqlite=on_sqlite),
        )
    )
    return query.where(Partnership.client_id.in_(bindparam("clients", expanding=True))) if of_clients else query


def products_among(session: Session, seen: Seen, ids: Collection[int]) -> frozenset[int]:
    """Those of the products (ids) that the reader sees."""
    query = select(Product.id).select_from(Partnership).join(Product, manages(seen.only))
    return frozenset(session.scalars(query.where(is_client(seen), Product.id.in_(ids))))
