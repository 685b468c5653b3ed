"""Queries about people, their memberships and the invitations to them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session, joinedload

from domain.sorting import sort_key
from storage.tables import Invitation, Membership, Person

_PERSON = select(Person).where(Person.telegram_id == bindparam("telegram_id"))


def person_by_telegram_id(session: Session, telegram_id: int) -> Person | None:
    """The person with the organisation in whose name they act, in one statement."""
    return session.execute(_PERSON, {"telegram_id": telegram_id}).scalar()


def membership(session: Session, person_id: int, organisation_id: int) -> Membership | None:
    """The person's membership in the organisation, if there is one."""
    return session.scalar(
        select(Membership).where(Membership.person_id == person_id, Membership.organisation_id == organisation_id)
    )


def memberships_of(session: Session, person_id: int) -> Sequence[Membership]:
    """All the person's memberships with their organisations, by name."""
    query = select(Membership).where(Membership.person_id == person_id).options(joinedload(Membership.organisation))
    return sorted(session.scalars(query), key=lambda one: (sort_key(one.organisation.name), one.organisation_id))


def members(session: Session, *organisation_ids: int) -> Sequence[Membership]:
    """All memberships of the organisations with their people, in the order in which they joined."""
    return session.scalars(
        select(Membership)
        .where(Membership.organisation_id.in_(organisation_ids))
        .options(joinedload(Membership.person))
        .order_by(Membership.id)
    ).all()


def invitation_by_token(session: Session, token: str) -> Invitation | None:
    """The invitation behind a link; locked, so that two people cannot use it at once."""
    query = select(Invitation).where(Invitation.token == token).with_for_update(of=Invitation)
    return session.scalar(query.options(joinedload(Invitation.organisation, innerjoin=True)))


def in_several_organisations(session: Session, person_ids: Collection[int]) -> frozenset[int]:
    """Those of the people who belong to more than one organisation."""
    if not person_ids:
        return frozenset()
    several = (
        select(Membership.person_id)
        .where(Membership.person_id.in_(person_ids))
        .group_by(Membership.person_id)
        .having(func.count() > 1)
    )
    return frozenset(session.scalars(several))
