"""Which organisations are verified, by their register numbers."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.tables import Organisation


def verified_with_number(session: Session, country: str, register_number: str) -> Organisation | None:
    """The verified organisation that has this number in its country's register: one at most, unless it is closed."""
    return session.scalar(
        select(Organisation).where(
            Organisation.country == country,
            Organisation.register_number == register_number,
            Organisation.verified_at.is_not(None),
            Organisation.closed_at.is_(None),
        )
    )
