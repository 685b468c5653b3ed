"""Queries about who is turned away."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.tables import Ban


def ban_of(session: Session, chat_id: int) -> Ban | None:
    """The ban of the person or group of this number."""
    return session.get(Ban, chat_id)


def any_banned(session: Session, numbers: Collection[int]) -> bool:
    """Whether one of these people and groups is banned."""
    return session.scalar(select(Ban.chat_id).where(Ban.chat_id.in_(numbers)).limit(1)) is not None


def all_bans(session: Session) -> Sequence[Ban]:
    """All bans, the newest first."""
    return session.scalars(select(Ban).order_by(Ban.banned_at.desc(), Ban.chat_id)).all()
