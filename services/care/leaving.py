"""What becomes of the clients of somebody who goes: they are handed over, or stay with whoever is left."""

from __future__ import annotations

from collections.abc import Collection

from domain.people import REACH_ALL
from domain.words import Msg, Refused
from services.events import CareChanged, CareOrphaned
from services.rights import Act, NotFound, own_organisation, require
from storage.care import (
    anybody_left,
    care_about,
    care_by_client,
    carers_that_are,
    clients_of_team,
    teams_with,
    with_care,
)
from storage.partnerships import lock_client
from storage.people import membership
from storage.tables import Organisation, Person, TeamMember
from storage.work import Work


class HandsToThemselves(Refused):
    """Whoever hands over and whoever takes over are the same."""


def hand_over(work: Work, person: Person, from_id: int, to_id: int | None, organisation_id: int | None = None) -> int:
    """What the colleague `from_id` looks after, and their place in teams, goes to `to_id`, or to nobody.

    Returns how many clients were theirs by themselves, not in a team.

    Everybody hands over what is their own; what is a colleague's, whoever may assign clients. It is about the
    organisation for which the person acts unless another one of theirs is given. Nobody leaves by it: it is for before.
    Who reaches every client anyway takes over without a row: a client that nobody else looks after is theirs then.
    Raises `NotFound`, `HandsToThemselves` and as `require` does.
    """
    work.action = Act.ASSIGN
    organisation = (
        own_organisation(person) if organisation_id is None else work.session.get(Organisation, organisation_id)
    )
    if organisation is None:
        raise NotFound(Msg("You do not belong to this organisation (any more)."))
    lock_client(work.session, organisation.id)
    require(work, person, Act.LEAVE if from_id == person.id else Act.ASSIGN, organisation)
    if from_id == to_id:
        raise HandsToThemselves(Msg("Please choose somebody else to take over."))
    taker = None if to_id is None else membership(work.session, to_id, organisation.id)
    if to_id is not None and taker is None:
        raise NotFound(Msg("This person no longer acts for {organisation}.", organisation=organisation.name))
    count = len(carers_that_are(work.session, organisation.id, from_id))
    given = None if taker is None or taker.role in REACH_ALL else taker.person_id
    _give(work, from_id, organisation.id, given, tell=taker is None)
    return count


def forget_all(work: Work, gone: Collection[tuple[int, int]]) -> None:
    """As `forget`, for many at once: (person id, organisation id). Who has looked after nobody costs nothing."""
    have = with_care(work.session, {person_id for person_id, _ in gone})
    for person_id, organisation_id in gone:
        if person_id in have:
            forget(work, person_id, organisation_id)


def forget(work: Work, person_id: int, organisation_id: int) -> None:
    """The person no longer acts for the organisation: what they looked after is given to nobody."""
    _give(work, person_id, organisation_id, None, tell=True)


def _give(work: Work, from_id: int, organisation_id: int, to_id: int | None, *, tell: bool) -> None:
    """Moves care and teams; with `tell`, whoever can choose hears of clients that nobody looks after then."""
    session = work.session
    clients: list[int] = []
    for place in teams_with(session, organisation_id, from_id):
        team = place.team
        if to_id is not None and all(member.person_id != to_id for member in team.members):
            team.members.append(TeamMember(person_id=to_id))
        team.members.remove(place)
        session.flush()
        clients += [care.client_id for care in clients_of_team(session, team.id)]
    for carer in carers_that_are(session, organisation_id, from_id):
        care = carer.care
        clients.append(care.client_id)
        theirs = next((each for each in care.carers if to_id is not None and each.person_id == to_id), None)
        if theirs is not None:
            both = theirs.products is not None and carer.products is not None
            theirs.products = sorted({*(theirs.products or ()), *(carer.products or ())}) if both else None
        if to_id is None or theirs is not None:
            care.carers.remove(carer)
        else:
            carer.person_id = to_id
    session.flush()
    for client_id in dict.fromkeys(clients):
        work.happened(CareChanged(organisation_id, client_id, () if to_id is None else (to_id,)))
    if tell:
        report_orphans(work, organisation_id, clients)


def report_orphans(work: Work, partner_id: int, client_ids: Collection[int]) -> None:
    """Reports those of the clients whom nobody looks after any more: they stay with whoever reaches every client."""
    cares = care_by_client(work.session, partner_id, set(client_ids))
    left = anybody_left(work.session, [care.id for care in cares.values()])
    orphans = tuple(sorted(client_id for client_id, care in cares.items() if care.id not in left))
    if orphans:
        work.happened(CareOrphaned(partner_id, orphans))


def client_becomes(work: Work, source_id: int, target_id: int) -> None:
    """Who looks after the client `source_id` looks after `target_id`, which it is now; at partners where that is not
    divided up already."""
    there = {care.partner_id for care in care_about(work.session, target_id)}
    for care in care_about(work.session, source_id):
        if care.partner_id in there:
            work.session.delete(care)
        else:
            care.client_id = target_id
    work.session.flush()
