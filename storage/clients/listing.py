"""The list of a partner's clients, with what needs attention first, and what waits between the two."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, case, func, or_, select
from sqlalchemy.orm import Session, contains_eager, lazyload

from domain.partnerships.rules import Status
from storage.clients.seen import Seen, Wanted, expires, is_wanted, proposed, questioned, requested, waits_for_reader
from storage.tables import Enquiry, Organisation, Partnership, Product


class Listed(NamedTuple):
    """A client in the list: what waits for the partner (a request to decide, a question), and for the client; the
    first day on which a product runs out, and how many do."""

    partnership: Partnership
    request: bool
    question: bool
    proposed: bool
    runs_out: dt.date | None
    running_out: int


def count_clients(session: Session, seen: Seen, wanted: Wanted) -> int:
    """How many clients are wanted."""
    return session.scalar(select(func.count()).select_from(Partnership).where(is_wanted(seen, wanted))) or 0


def page_of_clients(session: Session, seen: Seen, wanted: Wanted, limit: int, offset: int = 0) -> Sequence[Listed]:
    """Some of the wanted clients: first those of which something waits for the reader, then what runs out soonest,
    then by name."""
    told = (
        select(
            Partnership.id,
            waits_for_reader(seen).label("waits"),
            requested(seen).label("requested"),
            questioned(seen).label("questioned"),
            proposed(seen).label("proposed"),
            _first_day(seen).label("runs_out"),
        )
        .where(is_wanted(seen, wanted))
        .offset(0)  # so that databases look for each of these once, although the order asks for them, too
        .subquery()
        .c
    )
    last_day = case((Partnership.ends_on <= seen.days[1], Partnership.ends_on))
    soonest = case((or_(told.runs_out.is_(None), last_day < told.runs_out), last_day), else_=told.runs_out)
    statement = (
        select(Partnership, told.requested, told.questioned, told.proposed, told.runs_out)
        .join(Partnership.client)
        .join(told.id.table, told.id == Partnership.id)
        # The partner is the reader's own, and at hand.
        .options(contains_eager(Partnership.client), lazyload(Partnership.partner))
        .order_by(case((told.waits, 0), else_=1), soonest.is_(None), soonest)
        .order_by(Organisation.sort_name, Partnership.id)
        .limit(limit)
        .offset(offset)
    )
    rows = session.execute(statement).all()
    counts = _running_out(session, seen, [row[0].id for row in rows])
    return [
        Listed(client, is_requested, is_questioned, is_proposed, day, counts.get(client.id, 0))
        for client, is_requested, is_questioned, is_proposed, day in rows
    ]


def _first_day(seen: Seen) -> ColumnElement[dt.date | None]:
    """The first day on which something of the client runs out."""
    return select(func.min(Product.expires_on)).where(expires(seen)).correlate(Partnership).scalar_subquery()


def _running_out(session: Session, seen: Seen, partnership_ids: Sequence[int]) -> Mapping[int, int]:
    """How many products of each of these run out, by partnership; those without one are left out."""
    rows = session.execute(
        select(Partnership.id, func.count())
        .join(Product, expires(seen))
        .where(Partnership.id.in_(partnership_ids))
        .group_by(Partnership.id)
    )
    return {row[0]: row[1] for row in rows}


def questions_between(session: Session, client_id: int, partner_id: int, now: dt.datetime) -> Sequence[Enquiry]:
    """Questions between the two about an open request that nobody has answered, the oldest first."""
    query = (
        select(Enquiry)
        .join(Enquiry.partnership)
        .where(Partnership.client_id == client_id, Partnership.partner_id == partner_id)
        .where(Partnership.status.in_([Status.PENDING, Status.PROPOSED]), Partnership.lapses_at > now)
        .where(Enquiry.answer.is_(None))
        .options(
            contains_eager(Enquiry.partnership).options(lazyload(Partnership.client), lazyload(Partnership.partner))
        )
        .order_by(Enquiry.id)
    )
    return session.scalars(query).all()
