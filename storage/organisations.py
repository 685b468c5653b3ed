"""Queries about organisations: which are partners, and how they are found."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from domain.names import sort_name
from storage.tables import Organisation

_PARTNERS = (
    select(Organisation)
    .where(Organisation.is_partner, Organisation.id != bindparam("but"))
    .order_by(Organisation.sort_name, Organisation.id)
    .limit(bindparam("most"))
    .offset(bindparam("skipped"))
)


def partners(session: Session, *, but: int, limit: int, offset: int = 0) -> Sequence[Organisation]:
    """Organisations that are partners, by name, without the one with id `but`."""
    return session.scalars(_PARTNERS, {"but": but, "most": limit, "skipped": offset}).all()


def partner_by_code(session: Session, code: str) -> Organisation | None:
    """The partner with exactly this code."""
    return session.scalar(select(Organisation).where(Organisation.partner_code == code))


def partners_by_name(session: Session, name: str, *, but: int, limit: int) -> Sequence[Organisation]:
    """Partners whose name contains `name`, whatever case and accents, without the one with id `but`.

    Those that are called exactly so come first, the others follow by name.
    """
    wanted = sort_name(name)
    return session.scalars(
        select(Organisation)
        .where(
            Organisation.is_partner, Organisation.id != but, Organisation.sort_name.contains(wanted, autoescape=True)
        )
        .order_by(Organisation.sort_name != wanted, Organisation.sort_name, Organisation.id)
        .limit(limit)
    ).all()
