"""Teams of a partner's people, which look after clients together: “team Romandie”."""

from __future__ import annotations

from domain.words import Msg, Refused
from services.care.assigning import choosing
from services.care.leaving import report_orphans
from services.care.reaching import care_for
from services.events import CareChanged
from services.rights import Act, NotFound
from storage.care import clients_of_team, teams_of
from storage.care import team as stored_team
from storage.people import membership
from storage.tables import Organisation, Person, Team, TeamMember
from storage.work import Work

LONGEST_NAME = 30
"""Characters of a team's name: so many fit on a button."""
MOST_TEAMS = 100


class BadTeamName(Refused):
    """A team's name is empty, too long, or another team's."""


def read_team_name(text: str) -> str:
    """The name as it was typed, blanks tidied up. Raises `BadTeamName`."""
    name = " ".join(text.split())
    if not 1 <= len(name) <= LONGEST_NAME:
        raise BadTeamName(
            Msg("A team’s name has up to {longest} characters, for example “Romandie”.", longest=LONGEST_NAME)
        )
    return name


def own_team(work: Work, person: Person, team_id: int) -> Team:
    """The team of the person's own partner, for somebody who may change it. Raises `NotFound`."""
    partner = choosing(work, person)
    found = stored_team(work.session, team_id)
    if found is None or found.organisation_id != partner.id:
        raise NotFound(Msg("There is no such team (any more): /teams"))
    return found


def make(work: Work, person: Person, name: str) -> Team:
    """A team without members. Raises `BadTeamName`."""
    work.action = Act.ASSIGN
    partner = choosing(work, person)
    name = read_team_name(name)
    _require_free(work, partner, name, None)
    made = Team(organisation_id=partner.id, name=name, members=[])
    work.session.add(made)
    work.session.flush()
    return made


def rename(work: Work, person: Person, team_id: int, name: str) -> Team:
    """Gives the team another name. Raises `BadTeamName`."""
    work.action = Act.ASSIGN
    found = own_team(work, person, team_id)
    name = read_team_name(name)
    _require_free(work, choosing(work, person), name, found.id)
    found.name = name
    work.session.flush()
    return found


def _require_free(work: Work, partner: Organisation, name: str, but: int | None) -> None:
    there = teams_of(work.session, partner.id)
    if any(each.id != but and each.name.casefold() == name.casefold() for each in there):
        raise BadTeamName(Msg("There is a team {name} already. Please choose another name.", name=name))
    if but is None and len(there) >= MOST_TEAMS:
        raise BadTeamName(Msg("More than {most} teams are not possible.", most=MOST_TEAMS))


def put(work: Work, person: Person, team_id: int, member_id: int, *, belongs: bool) -> Team:
    """The colleague belongs to the team from now on, or no longer does; so with the clients of the team."""
    work.action = Act.ASSIGN
    found = own_team(work, person, team_id)
    present = next((member for member in found.members if member.person_id == member_id), None)
    if belongs == (present is not None):
        return found
    before = _people_by_client(work, found)
    if present is not None:
        found.members.remove(present)
    else:
        if membership(work.session, member_id, found.organisation_id) is None:
            raise NotFound(
                Msg("This person no longer acts for {organisation}.", organisation=choosing(work, person).name)
            )
        found.members.append(TeamMember(person_id=member_id))
    work.session.flush()
    _tell(work, found.organisation_id, before)
    return found


def dissolve(work: Work, person: Person, team_id: int) -> str:
    """The team is no more; who looked after a client only in it no longer does. Its name."""
    work.action = Act.ASSIGN
    found = own_team(work, person, team_id)
    before = _people_by_client(work, found)
    name, partner_id = found.name, found.organisation_id
    for care in clients_of_team(work.session, found.id):
        care.carers = [carer for carer in care.carers if carer.team_id != found.id]
    work.session.flush()
    work.session.delete(found)
    work.session.flush()
    _tell(work, partner_id, before)
    report_orphans(work, partner_id, before)
    return name


def _people_by_client(work: Work, team: Team) -> dict[int, set[int]]:
    """Who looks after each of the team's clients now."""
    return {
        care.client_id: set(care_for(work, team.organisation_id, care.client_id).people or ())
        for care in clients_of_team(work.session, team.id)
    }


def _tell(work: Work, partner_id: int, before: dict[int, set[int]]) -> None:
    for client_id, people in before.items():
        now = set(care_for(work, partner_id, client_id).people or ())
        if now != people:
            work.happened(CareChanged(partner_id, client_id, tuple(sorted(now - people))))
