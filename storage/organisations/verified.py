"""Which organisations are verified, by their register numbers."""

from __future__ import annotations

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from domain.organisations.register_keys import register_key
from storage.tables import Organisation

# One number, and so apart from the locks of chats and lanes: the key is a hash of what is verified.
_LOCK_NUMBER = text("SELECT pg_advisory_xact_lock(hashtextextended(:number, 11))")


def lock_number(session: Session, country: str, register_number: str) -> None:
    """Waits until no other transaction verifies the company with this number. SQLite has one writer anyway."""
    if session.get_bind().dialect.name != "sqlite":
        session.execute(_LOCK_NUMBER, {"number": f"{country} {register_key(country, register_number)}"})


def verified_with_number(session: Session, country: str, register_number: str) -> Organisation | None:
    """The verified organisation that is the company with this number: one at most, unless it is closed."""
    return session.scalar(
        select(Organisation).where(
            Organisation.country == country,
            Organisation.register_key == register_key(country, register_number),
            Organisation.verified_at.is_not(None),
            Organisation.closed_at.is_(None),
        )
    )
