"""Queries about people, their memberships and the invitations to them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session, joinedload

from storage.tables import Invitation, Membership, Organisation, Person

# Written down once, because nearly every update makes them (see `storage.partnerships`).
_PERSON = select(Person).where(Person.telegram_id == bindparam("telegram_id"))
_MEMBERSHIP = select(Membership).where(
    Membership.person_id == bindparam("person"), Membership.organisation_id == bindparam("organisation")
)
_MEMBERS = (
    select(Membership)
    .where(Membership.organisation_id.in_(bindparam("organisations", expanding=True)))
    .options(joinedload(Membership.person))
    .order_by(Membership.id)
)
_SEVERAL = (
    select(Membership.person_id)
    .where(Membership.person_id.in_(bindparam("people", expanding=True)))
    .group_by(Membership.person_id)
    .having(func.count() > 1)
)


def person_by_telegram_id(session: Session, telegram_id: int) -> Person | None:
    """The person with the organisation in whose name they act, in one statement."""
    return session.execute(_PERSON, {"telegram_id": telegram_id}).scalar()


def membership(session: Session, person_id: int, organisation_id: int) -> Membership | None:
    """The person's membership in the organisation, if there is one."""
    return session.scalar(_MEMBERSHIP, {"person": person_id, "organisation": organisation_id})


def memberships_of(session: Session, person_id: int) -> Sequence[Membership]:
    """All the person's memberships with their organisations, by name."""
    return session.scalars(
        select(Membership)
        .join(Membership.organisation)
        .where(Membership.person_id == person_id)
        .options(joinedload(Membership.organisation))
        .order_by(func.lower(Organisation.name), Organisation.id)
    ).all()


def members(session: Session, *organisation_ids: int) -> Sequence[Membership]:
    """All memberships of the organisations with their people, in the order in which they joined."""
    return session.scalars(_MEMBERS, {"organisations": organisation_ids}).all()


def invitation_by_token(session: Session, token: str) -> Invitation | None:
    """The invitation behind a link; locked, so that two people cannot use it at once."""
    query = select(Invitation).where(Invitation.token == token).with_for_update(of=Invitation)
    return session.scalar(query.options(joinedload(Invitation.organisation, innerjoin=True)))


def in_several_organisations(session: Session, person_ids: Collection[int]) -> frozenset[int]:
    """Those of the people who belong to more than one organisation."""
    if not person_ids:
        return frozenset()
    return frozenset(session.scalars(_SEVERAL, {"people": list(person_ids)}))
