"""Queries about whom an organisation takes no requests from."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from storage.tables import RequestBlock


def is_blocked(session: Session, organisation_id: int, sender_id: int) -> bool:
    """Whether the organisation takes no requests from the sender."""
    pair = (RequestBlock.organisation_id == organisation_id, RequestBlock.blocked_id == sender_id)
    return session.scalar(select(RequestBlock.id).where(*pair)) is not None


def blocks_of(session: Session, organisation_id: int, limit: int, offset: int = 0) -> Sequence[RequestBlock]:
    """Whom the organisation takes no requests from, the newest first."""
    return session.scalars(
        select(RequestBlock)
        .where(RequestBlock.organisation_id == organisation_id)
        .options(joinedload(RequestBlock.blocked))
        .order_by(RequestBlock.id.desc())
        .limit(limit)
        .offset(offset)
    ).all()


def count_blocks(session: Session, organisation_id: int) -> int:
    """How many the organisation takes no requests from."""
    query = select(func.count()).select_from(RequestBlock).where(RequestBlock.organisation_id == organisation_id)
    return session.scalar(query) or 0
