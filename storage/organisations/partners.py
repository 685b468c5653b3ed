"""Which organisations are partners, and which partner has a code or looks like somebody else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session

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


def partners_with_ids(session: Session, ids: Iterable[int]) -> Sequence[Organisation]:
    """Those of the organisations with these ids that are partners."""
    return session.scalars(select(Organisation).where(Organisation.is_partner, Organisation.id.in_(ids))).all()


def partner_by_code(session: Session, code: str) -> Organisation | None:
    """The partner with exactly this code."""
    return session.scalar(select(Organisation).where(Organisation.partner_code == code))


def partner_that_looks(session: Session, skeleton: str) -> Organisation | None:
    """The partner whose name looks so (see `domain.names.lookalikes`), the oldest of several."""
    return session.scalar(
        select(Organisation)
        .where(Organisation.is_partner, Organisation.skeleton == skeleton)
        .order_by(Organisation.id)
        .limit(1)
    )


def partner_called(session: Session, called: str) -> Organisation | None:
    """The partner with this account number at the provider, or else this code, unless its account is closed."""
    found = session.scalars(
        select(Organisation).where(
            Organisation.is_partner,
            Organisation.closed_at.is_(None),
            or_(Organisation.account_id == called, Organisation.partner_code == called.upper()),
        )
    ).all()
    return min(found, key=lambda partner: partner.account_id != called, default=None)
