"""A partner's teams, and the other way round: the clients of one person."""

from __future__ import annotations

from dataclasses import dataclass

from domain.partnerships.rules import Status
from domain.people import REACH_ALL
from domain.words import Lines, Msg, Words, lines, listing, paragraphs
from handlers.care.carers import ALWAYS, MOST_NAMED, SHOWN, given_people, page_within, tick
from handlers.care.payloads import (
    DissolveTeam,
    GiveClient,
    NameTeam,
    PutInTeam,
    ShowCarers,
    ShowClientsOf,
    ShowGivenPeople,
    ShowTeam,
)
from handlers.chat.chapters import Chapter, on
from handlers.chat.forms.dialogue import open_form
from handlers.chat.forms.form import Ask, Asking, Form, answered
from handlers.chat.labels import name_on_button
from handlers.chat.lists import pages
from handlers.chat.payloads import Go, TurnPage
from handlers.chat.turn import ChatCommand, Turn
from handlers.chat.views import MENU, Button, Row, View
from services.care import assigning
from services.care import teams as services
from services.care.assigning import Who
from services.rights import role_in
from storage.care import care_by_client, clients_of_team, teams_of, teams_with
from storage.partnerships import count_of_partner, newest_of_partner
from storage.tables import ClientCare, Organisation, Person, Team

_TEAMS = Button(Msg("👥 Teams"), Go("teams"))


def _teams(turn: Turn) -> None:
    partner = assigning.choosing(turn.work, turn.person)
    there = teams_of(turn.work.session, partner.id)
    page = page_within(turn.page, len(there))
    words = paragraphs(
        Msg("<b>Teams of {partner}</b>", partner=partner.name),
        lines(*(_entry(team) for team in there[page * SHOWN : (page + 1) * SHOWN]))
        if there
        else Msg("There is no team yet. A team looks after clients together, for example “Romandie”."),
        Msg("A client is everybody’s until you choose who looks after it: /clients"),
    )
    rows: list[Row] = [
        (Button(name_on_button(team.name), ShowTeam(team.id, 0)),) for team in there[page * SHOWN : (page + 1) * SHOWN]
    ]
    rows += _turning(page, len(there))
    rows.append((Button(Msg("➕ New team"), NameTeam(0)), Button(Msg("👤 By person"), ShowGivenPeople(0))))
    rows.append((MENU,))
    turn.show(View(words, tuple(rows)))


def _turning(page: int, total: int) -> tuple[Row, ...]:
    return pages(page, total, lambda number: TurnPage("teams", number, ""), SHOWN)


def _entry(team: Team) -> Words:
    if not team.members:
        return Msg("• {team}: nobody yet", team=team.name)
    people = listing(member.person.first_name for member in team.members[:MOST_NAMED])
    return Msg("• {team}: {people}", team=team.name, people=people)


def _show_team(turn: Turn, payload: ShowTeam) -> None:
    turn.show(_team_view(turn, services.own_team(turn.work, turn.person, payload.team), payload.page))


def _team_view(turn: Turn, team: Team, page: int) -> View:
    partner = assigning.choosing(turn.work, turn.person)
    people = given_people(turn.work, partner)
    page = page_within(page, len(people))
    clients = [care.client.name for care in clients_of_team(turn.work.session, team.id)]
    more = len(clients) - MOST_NAMED
    words = paragraphs(
        Msg("<b>👥 {team}</b>", team=team.name),
        lines(
            Msg("Looks after {clients}.", clients=listing(clients[:MOST_NAMED])),
            Msg("… and {n} more", n=more) if more > 0 else None,
        )
        if clients
        else Msg("It looks after no client yet: /clients shows them."),
        Msg("Tick who belongs to it; it counts at once.")
        if people
        else Msg("There are no employees or readers here yet: /people invites some."),
    )
    inside = {member.person_id for member in team.members}
    rows: list[Row] = [
        (
            Button(
                tick(member.person_id in inside, name_on_button(member.person.first_name, 30)),
                PutInTeam(team.id, member.person_id, member.person_id not in inside, page),
            ),
        )
        for member in people[page * SHOWN : (page + 1) * SHOWN]
    ]
    rows += pages(page, len(people), lambda number: ShowTeam(team.id, number), SHOWN)
    rows.append((Button(Msg("✏️ Rename"), NameTeam(team.id)), Button(Msg("🗑 Delete"), DissolveTeam(team.id, False))))
    rows.append((_TEAMS, MENU))
    return View(words, tuple(rows))


def _put(turn: Turn, payload: PutInTeam) -> None:
    team = services.put(turn.work, turn.person, payload.team, payload.person, belongs=payload.belongs)
    turn.show(_team_view(turn, team, payload.page))


def _dissolve(turn: Turn, payload: DissolveTeam) -> None:
    team = services.own_team(turn.work, turn.person, payload.team)
    if not payload.sure:
        words = paragraphs(
            Msg("<b>Delete the team {team}?</b>", team=team.name),
            Msg("Anyone who looked after a client only through this team stops doing so at once."),
        )
        yes = Button(Msg("🗑 Yes, delete"), DissolveTeam(team.id, True))
        turn.show(View(words, ((yes,), (Button(Msg("◀️ No, go back"), ShowTeam(team.id, 0)),))))
        return
    name = services.dissolve(turn.work, turn.person, payload.team)
    turn.show(View(Msg("🗑 The team {team} is no more.", team=name), ((_TEAMS, MENU),)))


@dataclass(frozen=True)
class NameDraft:
    """A team's name; `team` is 0 for a new one."""

    team: int = 0
    name: str | None = None


def _begin(turn: Turn, draft: NameDraft) -> None:
    if draft.team:
        services.own_team(turn.work, turn.person, draft.team)
    else:
        assigning.choosing(turn.work, turn.person)


def _which_name(asking: Asking[NameDraft]) -> Words:
    if asking.draft.team:
        team = services.own_team(asking.turn.work, asking.turn.person, asking.draft.team)
        return Msg("<b>What should the team {team} be called?</b>", team=team.name)
    return Msg("<b>What should the team be called?</b> For example: Romandie")


def _finish(turn: Turn, draft: NameDraft) -> View:
    name = answered(draft.name)
    if draft.team:
        return _team_view(turn, services.rename(turn.work, turn.person, draft.team, name), 0)
    return _team_view(turn, services.make(turn.work, turn.person, name), 0)


NAME_TEAM: Form[NameDraft] = Form(
    name="name_team",
    title=Msg("A team’s name"),
    draft=NameDraft,
    begin=_begin,
    questions=(
        Ask(
            name="name",
            label=Msg("Name"),
            say=_which_name,
            read=lambda _asking, text: services.read_team_name(text),
        ),
    ),
    finish=_finish,
)


def _show_people(turn: Turn, payload: ShowGivenPeople) -> None:
    partner = assigning.choosing(turn.work, turn.person)
    people = given_people(turn.work, partner)
    page = page_within(payload.page, len(people))
    words = paragraphs(
        Msg("<b>Whose clients?</b>"),
        ALWAYS,
        None if people else Msg("There are no employees or readers here yet: /people invites some."),
    )
    rows: list[Row] = [
        (Button(Lines(("👤", name_on_button(one.person.first_name)), " "), ShowClientsOf(one.person_id, 0)),)
        for one in people[page * SHOWN : (page + 1) * SHOWN]
    ]
    rows += pages(page, len(people), ShowGivenPeople, SHOWN)
    turn.show(View(words, (*rows, (_TEAMS, MENU))))


def _show_clients(turn: Turn, payload: ShowClientsOf) -> None:
    turn.show(_clients_view(turn, payload.person, payload.page))


def _clients_view(turn: Turn, person_id: int, page: int) -> View:
    """The partner's clients, with a tick at those that the colleague looks after."""
    partner = assigning.choosing(turn.work, turn.person)
    colleague = turn.work.session.get(Person, person_id)
    role = role_in(turn.work, colleague, partner) if colleague is not None else None
    if colleague is None or role is None or role in REACH_ALL:
        return View(ALWAYS, ((_TEAMS, MENU),))
    session, now = turn.work.session, turn.work.now
    total = count_of_partner(session, partner.id, Status.ACTIVE, now)
    page = page_within(page, total)
    listed = newest_of_partner(session, partner.id, Status.ACTIVE, now, limit=SHOWN, offset=page * SHOWN)
    cares = care_by_client(session, partner.id, [one.client_id for one in listed])
    teams = {place.team_id for place in teams_with(session, partner.id, person_id)}
    words = paragraphs(
        Msg("<b>Clients of {name}</b>", name=colleague.first_name),
        Msg("☑️ chosen – 👥 everybody’s, or a team’s – ◻️ not theirs")
        if listed
        else Msg("There is no client with a confirmed partnership yet."),
    )
    rows: list[Row] = [
        (_client_button(one.client, cares.get(one.client_id), person_id, teams, page),) for one in listed
    ]
    rows += pages(page, total, lambda number: ShowClientsOf(person_id, number), SHOWN)
    return View(words, (*rows, (_TEAMS, MENU)))


def _client_button(client: Organisation, care: ClientCare | None, person_id: int, teams: set[int], page: int) -> Button:
    """Ticks or unticks; of a client that everybody or a team looks after, leads to where that is chosen."""
    name = name_on_button(client.name)
    if care is None or any(carer.team_id in teams for carer in care.carers):
        return Button(Lines(("👥", name), " "), ShowCarers(client.id, 0))
    cares = any(carer.person_id == person_id for carer in care.carers)
    return Button(Lines(("☑️" if cares else "◻️", name), " "), GiveClient(person_id, client.id, not cares, page))


def _give(turn: Turn, payload: GiveClient) -> None:
    who = Who(person=payload.person)
    assigning.look_after(turn.work, turn.person, payload.client, who, cares=payload.cares)
    turn.show(_clients_view(turn, payload.person, payload.page))


CHAPTER = Chapter(
    commands=(
        ChatCommand(
            "teams",
            _teams,
            Msg("For partners: who looks after which client"),
            in_help=Msg("Who looks after which client"),
            by_link=True,
        ),
    ),
    routes=(
        on(ShowTeam, _show_team),
        on(PutInTeam, _put),
        on(DissolveTeam, _dissolve),
        on(NameTeam, lambda turn, payload: open_form(turn, NAME_TEAM, team=payload.team)),
        on(ShowGivenPeople, _show_people),
        on(ShowClientsOf, _show_clients),
        on(GiveClient, _give),
    ),
    forms=(NAME_TEAM,),
)
