"""How many requests have been made lately, by whom."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from domain.partnerships.rules import Side
from storage.tables import Partnership


def requested_since(
    session: Session, side: Side, organisation_id: int, person_id: int, since: dt.datetime
) -> tuple[int, int]:
    """How many requests the organisation has made on this side since then, and how many of them this person."""
    of = Partnership.client_id if side is Side.CLIENT else Partnership.partner_id
    theirs = func.sum(case((Partnership.requested_by_id == person_id, 1), else_=0))
    counted = select(func.count(), theirs).where(
        of == organisation_id, Partnership.asked_by == side, Partnership.requested_at >= since
    )
    made, by_person = session.execute(counted).one()
    return made, by_person or 0
