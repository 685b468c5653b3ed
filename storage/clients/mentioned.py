"""A partner's clients, and the products that it manages for them, that a message may name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import Session

from domain.partnerships.rules import OPEN, Status
from storage.clients.seen import Seen, is_client, manages
from storage.searching import has_one_of
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
    parts: Collection[str],
    ids: Collection[int] = (),
) -> Sequence[MentionedClient]:
    """The partner's clients, present and former ones, whose names have one of these parts, or which have these ids.

    `among` are conditions for the partnerships: which of the clients the reader reaches (`services.care.reach`).
    """
    rows = session.execute(
        select(Organisation.id, Organisation.name, Organisation.search_name, Partnership.status)
        .join(Partnership, Partnership.client_id == Organisation.id)
        .where(*knows(partner_id, now), *among)
        .where(or_(has_one_of(session, Organisation.search_name, parts), Organisation.id.in_(ids)))
        .where(Organisation.closed_at.is_(None))
        .order_by(Partnership.status == Status.ENDED, Organisation.id)
        .limit(MOST_FOUND)
    )
    found: dict[int, MentionedClient] = {}
    for row in rows:
        found.setdefault(row.id, MentionedClient(row.id, row.name, row.search_name, row.status is not Status.ENDED))
    return list(found.values())


def knows(partner_id: int, now: dt.datetime) -> tuple[ColumnElement[bool], ...]:
    """By which partnerships a partner knows a client: open ones that it was sent, and those that ended."""
    return (
        Partnership.partner_id == partner_id,
        Partnership.status.in_(sorted(OPEN | {Status.ENDED})),
        Partnership.sent_at.is_not(None),
        or_(Partnership.lapses_at.is_(None), Partnership.lapses_at > now),
    )


def products_mentioned(
    session: Session, seen: Seen, parts: Collection[str], clients: Collection[int] = ()
) -> Select[int, str, str, int]:
    """The query for those products of its clients that the reader sees, with one of the parts in their names.

    With `clients` (ids), of these only.
    """
    query = (
        select(Product.id, Product.name, Product.search_name, Product.organisation_id)
        .select_from(Partnership)
        .join(Product, manages(seen.only))
        .where(is_client(seen), has_one_of(session, Product.search_name, parts))
    )
    return query.where(Partnership.client_id.in_(clients)) if clients else query


def products_among(session: Session, seen: Seen, ids: Collection[int]) -> frozenset[int]:
    """Those of the products (ids) that the reader sees."""
    query = select(Product.id).select_from(Partnership).join(Product, manages(seen.only))
    return frozenset(session.scalars(query.where(is_client(seen), Product.id.in_(ids))))
