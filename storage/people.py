"""Queries about people, their memberships and the invitations to them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import ColumnElement, Select, bindparam, func, select
from sqlalchemy.orm import Session, joinedload

from domain.people import Role
from domain.sorting import sort_key
from storage.tables import Invitation, Membership, Person, WrongLinks

_MOST_NAMED = 100
"""Invitations among which somebody is looked for by their name."""

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
# Who is in the provider's console and in Telegram has two memberships with one number there, and is one human.
_HUMANS = func.count() - func.count(Membership.console_id) + func.count(Membership.console_id.distinct())
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


def people_of(session: Session, person_ids: Collection[int]) -> Mapping[int, Person]:
    """The people with these ids, by id."""
    return {person.id: person for person in session.scalars(select(Person).where(Person.id.in_(person_ids)))}


def belonging(session: Session, person_ids: Collection[int], organisation_ids: Collection[int]) -> set[tuple[int, int]]:
    """Which of the people belong to which of the organisations, as (person id, organisation id)."""
    both = (Membership.person_id.in_(person_ids), Membership.organisation_id.in_(organisation_ids))
    rows = session.execute(select(Membership.person_id, Membership.organisation_id).where(*both))
    return {(row[0], row[1]) for row in rows}


def belonging_to(session: Session, person_id: int, organisation_ids: Collection[int]) -> Sequence[Membership]:
    """The person's memberships in these organisations, with them; first the one in which they act now."""
    there = (Membership.person_id == person_id, Membership.organisation_id.in_(organisation_ids))
    found = session.scalars(
        select(Membership).where(*there).options(joinedload(Membership.organisation), joinedload(Membership.person))
    )
    return sorted(found, key=lambda one: (one.person.organisation_id != one.organisation_id, one.id))


def memberships_of(session: Session, person_id: int) -> Sequence[Membership]:
    """All the person's memberships with their organisations, by name."""
    query = select(Membership).where(Membership.person_id == person_id).options(joinedload(Membership.organisation))
    return sorted(session.scalars(query), key=lambda one: (sort_key(one.organisation.name), one.organisation_id))


def members(session: Session, *organisation_ids: int) -> Sequence[Membership]:
    """All memberships of the organisations with their people, in the order in which they joined."""
    return session.scalars(_MEMBERS, {"organisations": organisation_ids}).all()


def members_of_each(session: Session, organisation_ids: Collection[int]) -> Sequence[Membership]:
    """All memberships of these organisations, with them and their people."""
    there = select(Membership).where(Membership.organisation_id.in_(organisation_ids)).order_by(Membership.id)
    return session.scalars(there.options(joinedload(Membership.person), joinedload(Membership.organisation))).all()


def members_once(session: Session, organisation_id: int) -> Sequence[Membership]:
    """As `members`; of those who are in the provider's console and in Telegram, the membership in Telegram alone."""
    return once(members(session, organisation_id))


def once(everybody: Sequence[Membership]) -> Sequence[Membership]:
    """Of those who are in the provider's console and in Telegram, the membership in Telegram alone."""
    linked = {(each.organisation_id, each.console_id) for each in everybody if each.person.telegram_id is not None}
    return [
        each
        for each in everybody
        if each.person.telegram_id is not None or (each.organisation_id, each.console_id) not in linked
    ]


def count_with_role(session: Session, organisation_id: int, role: Role) -> int:
    """How many people have this role in the organisation."""
    there = (Membership.organisation_id == organisation_id, Membership.role == role)
    return session.scalar(select(_HUMANS).where(*there)) or 0


def people_by_telegram_id(session: Session, telegram_ids: Collection[int]) -> Mapping[int, Person]:
    """Those of them who have written to the bot."""
    found = session.scalars(select(Person).where(Person.telegram_id.in_(telegram_ids)))
    return {person.chat_id: person for person in found}


def invited_to(session: Session, key: str | int) -> int | None:
    """The id of the organisation to which an invitation leads, by its id or the hash of its link's token."""
    which = Invitation.id == key if isinstance(key, int) else Invitation.token_hash == key
    return session.scalar(select(Invitation.organisation_id).where(which))


def invitation_by_hash(session: Session, token_hash: str) -> Invitation | None:
    """The invitation behind a link; locked, so that two people cannot use it at once."""
    return session.scalar(_invitation().where(Invitation.token_hash == token_hash))


def invitation(session: Session, invitation_id: int) -> Invitation | None:
    """The invitation with this id, locked as `invitation_by_hash` does."""
    return session.scalar(_invitation().where(Invitation.id == invitation_id))


def _invitation() -> Select[Invitation]:
    with_organisation = joinedload(Invitation.organisation, innerjoin=True)
    fresh = select(Invitation).execution_options(populate_existing=True)
    return fresh.with_for_update(of=Invitation).options(with_organisation)


def open_invitations(session: Session, organisation_id: int, now: dt.datetime) -> Sequence[Invitation]:
    """The organisation's links that still make somebody a member, the one that expires first in front."""
    return session.scalars(
        select(Invitation)
        .where(Invitation.organisation_id == organisation_id, *_still_works(now))
        .order_by(Invitation.expires_at, Invitation.id)
    ).all()


def named_invitations(session: Session, organisation_id: int) -> Sequence[Invitation]:
    """The organisation's invitations that have a name, the newest first."""
    named = (Invitation.organisation_id == organisation_id, Invitation.for_name.is_not(None))
    return session.scalars(select(Invitation).where(*named).order_by(Invitation.id.desc()).limit(_MOST_NAMED)).all()


def open_personal_invitations(
    session: Session, organisation_id: int, telegram_ids: Collection[int], now: dt.datetime
) -> Mapping[int, Invitation]:
    """The organisation's open invitations for these people, by their Telegram ids."""
    theirs = (Invitation.organisation_id == organisation_id, Invitation.for_telegram_id.in_(telegram_ids))
    found = session.scalars(select(Invitation).where(*theirs, *_still_works(now)).order_by(Invitation.id))
    return {each.for_telegram_id: each for each in found if each.for_telegram_id is not None}


def count_open_invitations_by(session: Session, person_id: int, organisation_id: int, now: dt.datetime) -> int:
    """How many links of this person still make somebody a member of the organisation."""
    made = (Invitation.created_by_id == person_id, Invitation.organisation_id == organisation_id)
    return session.scalar(select(func.count()).select_from(Invitation).where(*made, *_still_works(now))) or 0


def _still_works(now: dt.datetime) -> tuple[ColumnElement[bool], ...]:
    over = (Invitation.used_by_id, Invitation.revoked_at, Invitation.declined_at)
    return (*(column.is_(None) for column in over), Invitation.expires_at > now)


def revoke_invitations_by(session: Session, makers: Collection[tuple[int, int]], now: dt.datetime) -> None:
    """Links that still work and that were made by these people, each for the organisation: (person id, its id)."""
    if not makers:
        return
    people, organisations = ({maker[place] for maker in makers} for place in (0, 1))
    made = (Invitation.created_by_id.in_(people), Invitation.organisation_id.in_(organisations))
    for invitation in session.scalars(select(Invitation).where(*made, *_still_works(now)).order_by(Invitation.id)):
        if (invitation.created_by_id, invitation.organisation_id) in makers:
            invitation.revoked_at = now


def count_members(session: Session, organisation_ids: Collection[int]) -> Mapping[int, int]:
    """How many people act for each of the organisations, by its id; those for which nobody does are left out."""
    of_these = Membership.organisation_id.in_(organisation_ids)
    query = select(Membership.organisation_id, _HUMANS).where(of_these).group_by(Membership.organisation_id)
    return {row[0]: row[1] for row in session.execute(query)}


def in_several_organisations(session: Session, person_ids: Collection[int]) -> frozenset[int]:
    """Those of the people who belong to more than one organisation."""
    if not person_ids:
        return frozenset()
    return frozenset(session.scalars(_SEVERAL, {"people": list(person_ids)}))


def first_names(session: Session, person_ids: Collection[int]) -> Mapping[int, str]:
    """What these people are called, by their ids."""
    if not person_ids:
        return {}
    rows = session.execute(select(Person.id, Person.first_name).where(Person.id.in_(person_ids)))
    return {row.id: row.first_name for row in rows}


def wrong_in_all(session: Session, since: dt.datetime) -> int:
    """How many wrong links, codes and names everybody together has tried, of those counted since then."""
    return session.scalar(select(func.coalesce(func.sum(WrongLinks.count), 0)).where(WrongLinks.since > since)) or 0
