"""Partnerships to which something has happened in a time, for whoever wants to read of all of them at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import ColumnElement, SQLColumnExpression, func, or_, select
from sqlalchemy.orm import Session, selectinload

from storage.tables import Audit, Enquiry, Partnership, ProductAccess, Proposal


def partnerships_changed(
    session: Session, mine: Sequence[ColumnElement[bool]], since: dt.datetime, until: dt.datetime, limit: int
) -> Sequence[Partnership]:
    """Those of them that were changed after `since` and up to `until`, or of which somebody asked or proposed
    something; the one first that was changed last. With all that their steps are read from."""
    trail = (Audit.subject == Partnership.__tablename__, Audit.subject_id == Partnership.id)
    last = select(func.max(Audit.at)).where(*trail, Audit.at <= until).correlate(Partnership).scalar_subquery()

    def then(moment: SQLColumnExpression[dt.datetime] | SQLColumnExpression[dt.datetime | None]) -> ColumnElement[bool]:
        return moment.between(since, until)

    def any_of(kind: SQLColumnExpression[int], *conditions: ColumnElement[bool]) -> ColumnElement[bool]:
        # Without an offset, PostgreSQL would look for all that happened then, and keep it in a hash.
        return select(kind).where(*conditions).correlate(Partnership).offset(0).exists()

    touched = or_(
        any_of(Audit.id, *trail, then(Audit.at)),
        any_of(
            ProductAccess.id,
            ProductAccess.partnership_id == Partnership.id,
            or_(then(ProductAccess.granted_at), then(ProductAccess.released_at)),
        ),
        any_of(
            Enquiry.id,
            Enquiry.partnership_id == Partnership.id,
            or_(then(Enquiry.asked_at), then(Enquiry.answered_at)),
        ),
        any_of(Proposal.id, Proposal.partnership_id == Partnership.id, then(Proposal.made_at)),
    )
    return session.scalars(
        select(Partnership)
        .where(*mine, touched)
        .options(
            selectinload(Partnership.product_accesses),
            selectinload(Partnership.enquiries),
            selectinload(Partnership.proposals),
        )
        .order_by(last.desc(), Partnership.id.desc())
        .limit(limit)
    ).all()
