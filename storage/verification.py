"""Queries about claims: what people say about organisations, for support or representatives to judge."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session, joinedload

from domain.organisations.register_keys import register_key
from domain.organisations.verification import ClaimKind
from storage.tables import Claim, Organisation


def claim(session: Session, claim_id: int) -> Claim | None:
    """The claim as the database has it now, locked: two may judge it at the same moment."""
    found = _claims().where(Claim.id == claim_id).with_for_update(of=Claim)
    return session.scalar(found.execution_options(populate_existing=True))


def newest_claim(session: Session, organisation_id: int, kind: ClaimKind, person_id: int | None = None) -> Claim | None:
    """The last claim of this kind about the organisation; by this person, if one is given."""
    found = _claims().where(Claim.organisation_id == organisation_id, Claim.kind == kind)
    if person_id is not None:
        found = found.where(Claim.claimed_by_id == person_id)
    return session.scalar(found.order_by(Claim.id.desc()).limit(1))


def open_claims_about(session: Session, organisation_id: int) -> Sequence[Claim]:
    """The claims about the organisation that nobody has decided yet, the oldest first."""
    about = (Claim.organisation_id == organisation_id, Claim.decided_at.is_(None))
    return session.scalars(_claims().where(*about).order_by(Claim.id)).all()


def waiting_claims(session: Session, limit: int) -> Sequence[Claim]:
    """All claims that nobody has decided yet, `limit` at most, the oldest first."""
    return session.scalars(_claims().where(Claim.decided_at.is_(None)).order_by(Claim.id).limit(limit)).all()


def open_claims_of(session: Session, person_id: int, kinds: Collection[ClaimKind]) -> Sequence[Claim]:
    """What the person has claimed, of these kinds, and nobody has decided yet, the newest first."""
    theirs = (Claim.claimed_by_id == person_id, Claim.kind.in_(kinds), Claim.decided_at.is_(None))
    return session.scalars(_claims().where(*theirs).order_by(Claim.id.desc())).all()


def disputes_since(session: Session, person_id: int, moment: dt.datetime) -> Sequence[Claim]:
    """The person's disputes that are not decided yet, or that they have made since then."""
    theirs = (Claim.claimed_by_id == person_id, Claim.kind == ClaimKind.DISPUTE)
    lately = or_(Claim.decided_at.is_(None), Claim.claimed_at > moment)
    return session.scalars(_claims().where(*theirs, lately).order_by(Claim.id)).all()


def open_claims_to_number(session: Session, country: str, register_number: str) -> Sequence[Claim]:
    """Claims to be the company with this number that nobody has decided yet."""
    key = register_key(country, register_number)
    same = (Organisation.country == country, Organisation.register_key == key)
    waiting = (Claim.kind == ClaimKind.REGISTER, Claim.decided_at.is_(None))
    return session.scalars(_claims().join(Claim.organisation).where(*same, *waiting).order_by(Claim.id)).all()


def _claims() -> Select[Claim]:
    return select(Claim).options(
        joinedload(Claim.organisation, innerjoin=True), joinedload(Claim.claimed_by, innerjoin=True)
    )
