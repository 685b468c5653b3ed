"""Queries about who of a partner's people looks after which of its clients (facts 11, 41)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, bindparam, exists, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from domain.sorting import sort_key
from storage.tables import Carer, ClientCare, Partnership, Person, Team, TeamMember


class LooksAfter(NamedTuple):
    """A carer of a client: a person, or a team with one of its members; with `products` (ids), of those only.

    Nobody's ids are `None`: the client is not everybody's to look after, and no carer is left.
    """

    person_id: int | None
    member_id: int | None
    products: list[int] | None


_OF_CLIENT = (
    select(Carer.person_id, TeamMember.person_id, Carer.products)
    .select_from(ClientCare)
    .outerjoin(Carer, Carer.care_id == ClientCare.id)
    .outerjoin(TeamMember, TeamMember.team_id == Carer.team_id)
    .where(ClientCare.partner_id == bindparam("partner"), ClientCare.client_id == bindparam("client"))
)

_OF_PARTNERSHIP = (ClientCare.partner_id == Partnership.partner_id, ClientCare.client_id == Partnership.client_id)


def looked_after_by(session: Session, partner_id: int, client_id: int) -> Sequence[LooksAfter]:
    """Whoever looks after the client at the partner, in one statement; nothing where everybody does."""
    rows = session.execute(_OF_CLIENT, {"partner": partner_id, "client": client_id})
    return [LooksAfter(*row) for row in rows]


def reached_by(person_id: int) -> ColumnElement[bool]:
    """The condition under which a partnership's client is everybody's at the partner, or this person's."""
    return or_(~exists().where(*_OF_PARTNERSHIP), given_to(person_id))


def given_to(person_id: int) -> ColumnElement[bool]:
    """The condition under which this person looks after a partnership's client, by themselves or in a team."""
    in_team = exists().where(TeamMember.team_id == Carer.team_id, TeamMember.person_id == person_id)
    theirs = exists().where(Carer.care_id == ClientCare.id, or_(Carer.person_id == person_id, in_team))
    return exists().where(*_OF_PARTNERSHIP, theirs)


def limited_to(session: Session, partner_id: int, person_id: int) -> dict[int, frozenset[int]]:
    """Of the clients of which the person looks after some products only, those products (ids), by client."""
    in_team = select(TeamMember.team_id).where(TeamMember.person_id == person_id)
    rows = session.execute(
        select(ClientCare.client_id, Carer.products)
        .join(Carer.care)
        .where(or_(Carer.person_id == person_id, Carer.team_id.in_(in_team)), ClientCare.partner_id == partner_id)
    )
    found: dict[int, frozenset[int] | None] = {}
    for client_id, products in rows:
        before = found.get(client_id, frozenset())
        # Who looks after a client in two ways has what either gives.
        found[client_id] = None if before is None or products is None else before | frozenset(products)
    return {client_id: products for client_id, products in found.items() if products is not None}


def carers_of(session: Session, partner_id: int, client_id: int | None = None) -> dict[int, list[str]]:
    """The names of the people and teams that look after the partner's clients, or one of them, by client.

    Those that everybody looks after are left out; where nobody is chosen at present, there is no name.
    """
    query = (
        select(ClientCare.client_id, Person.first_name, Team.name)
        .select_from(ClientCare)
        .outerjoin(Carer, Carer.care_id == ClientCare.id)
        .outerjoin(Person, Person.id == Carer.person_id)
        .outerjoin(Team, Team.id == Carer.team_id)
        .where(ClientCare.partner_id == partner_id)
        .order_by(Carer.id)
    )
    if client_id is not None:
        query = query.where(ClientCare.client_id == client_id)
    found: dict[int, list[str]] = {}
    for of, person, team_name in session.execute(query):
        found.setdefault(of, []).extend(name for name in (person, team_name) if name is not None)
    return found


def care_of(session: Session, partner_id: int, client_id: int) -> ClientCare | None:
    """The client's care at the partner, with its carers; `None` where everybody looks after it."""
    return session.scalar(
        select(ClientCare)
        .where(ClientCare.partner_id == partner_id, ClientCare.client_id == client_id)
        .options(selectinload(ClientCare.carers))
        .execution_options(populate_existing=True)
    )


def care_by_client(session: Session, partner_id: int, client_ids: Collection[int]) -> dict[int, ClientCare]:
    """The care of these clients at the partner, by client; those that everybody looks after are left out."""
    found = session.scalars(
        select(ClientCare)
        .where(ClientCare.partner_id == partner_id, ClientCare.client_id.in_(client_ids))
        .options(selectinload(ClientCare.carers))
    )
    return {care.client_id: care for care in found}


def care_about(session: Session, client_id: int) -> Sequence[ClientCare]:
    """The client's care at all partners that have divided it up."""
    return session.scalars(select(ClientCare).where(ClientCare.client_id == client_id).order_by(ClientCare.id)).all()


def carers_that_are(session: Session, partner_id: int, person_id: int) -> Sequence[Carer]:
    """Where this person, not a team, looks after a client of the partner; with the care and its other carers."""
    return session.scalars(
        select(Carer)
        .join(Carer.care)
        .where(Carer.person_id == person_id, ClientCare.partner_id == partner_id)
        .options(joinedload(Carer.care).selectinload(ClientCare.carers))
        .order_by(Carer.id)
    ).all()


def clients_of_team(session: Session, team_id: int) -> Sequence[ClientCare]:
    """The care of the clients that the team looks after, with the carers."""
    return session.scalars(
        select(ClientCare)
        .where(ClientCare.id.in_(select(Carer.care_id).where(Carer.team_id == team_id)))
        .options(joinedload(ClientCare.client), selectinload(ClientCare.carers))
        .order_by(ClientCare.id)
    ).all()


def teams_of(session: Session, organisation_id: int) -> Sequence[Team]:
    """The organisation's teams with their members, by name."""
    found = session.scalars(
        select(Team).where(Team.organisation_id == organisation_id).options(selectinload(Team.members))
    )
    return sorted(found, key=lambda team: (sort_key(team.name), team.id))


def team(session: Session, team_id: int) -> Team | None:
    """The team as the database has it now, with its members."""
    return session.scalar(
        select(Team)
        .where(Team.id == team_id)
        .options(selectinload(Team.members))
        .execution_options(populate_existing=True)
    )


def teams_with(session: Session, organisation_id: int, person_id: int) -> Sequence[TeamMember]:
    """The person's places in the organisation's teams."""
    return session.scalars(
        select(TeamMember)
        .join(TeamMember.team)
        .where(TeamMember.person_id == person_id, Team.organisation_id == organisation_id)
        .order_by(TeamMember.id)
    ).all()


def with_care(session: Session, person_ids: Collection[int]) -> frozenset[int]:
    """Those of the people who look after a client, or belong to a team, of any partner."""
    if not person_ids:
        return frozenset()
    cares = select(Carer.person_id).where(Carer.person_id.in_(person_ids))
    return frozenset(
        session.scalars(cares.union(select(TeamMember.person_id).where(TeamMember.person_id.in_(person_ids))))
    )


def anybody_left(session: Session, care_ids: Collection[int]) -> frozenset[int]:
    """Those of the cares for which some person is left, by themselves or in a team: ids."""
    if not care_ids:
        return frozenset()
    members = select(TeamMember.id).where(TeamMember.team_id == Carer.team_id)
    query = select(Carer.care_id).where(
        Carer.care_id.in_(care_ids), or_(Carer.person_id.is_not(None), members.exists())
    )
    return frozenset(session.scalars(query.distinct()))
