"""Queries about what waits for people whom Telegram does not reach."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session, selectinload

from domain.absence import Way
from domain.partnerships.rules import WAITING
from storage.tables import Partnership


def waiting_with(
    session: Session, organisation_ids: Collection[int], now: dt.datetime, most: int, *, unreached_first: bool
) -> Mapping[int, int]:
    """The open requests from and to these organisations, whoever is to answer, each with its client's id.

    Of `most` at the most, those come first of which it is known that they do not reach their reader, or those of which
    it is not; then those that lapse first.
    """
    known = Partnership.unreached.is_(None)
    rows = session.execute(
        select(Partnership.id, Partnership.client_id)
        .where(Partnership.status.in_(WAITING), Partnership.lapses_at > now, _with(organisation_ids))
        .order_by(known if unreached_first else known.desc(), Partnership.lapses_at, Partnership.id)
        .limit(most)
    )
    return {row.id: row.client_id for row in rows}


def requests(session: Session, ids: Collection[int]) -> Sequence[Partnership]:
    """These, as the database has them now, with the questions about them; those first that lapse first."""
    return session.scalars(
        select(Partnership)
        .where(Partnership.id.in_(ids), Partnership.status.in_(WAITING))
        .options(selectinload(Partnership.enquiries))
        .order_by(Partnership.lapses_at, Partnership.id)
        .execution_options(populate_existing=True)
    ).all()


def told_to_support(
    session: Session, organisation_id: int, now: dt.datetime, but_for: Collection[int]
) -> Sequence[Partnership]:
    """The other open requests from and to the organisation of which support was told, with the questions about them.

    Whom of the two they do not reach is for the caller to see.
    """
    told = (Partnership.unreached == Way.SUPPORT, Partnership.status.in_(WAITING), Partnership.lapses_at > now)
    query = select(Partnership).where(*told, _with((organisation_id,)), Partnership.id.not_in(but_for))
    return session.scalars(query.options(selectinload(Partnership.enquiries))).all()


def _with(organisation_ids: Collection[int]) -> ColumnElement[bool]:
    return or_(Partnership.client_id.in_(organisation_ids), Partnership.partner_id.in_(organisation_ids))
