"""Who of a partner's people reaches which of its clients, by role and by what was chosen; and what becomes of it."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from sqlalchemy import event

from domain.partnerships.rules import Status
from domain.people import Role
from domain.words import Refused
from services import care
from services.care import assigning, teams
from services.care.assigning import HasNoClients, ReachesAnyway, Who
from services.care.leaving import HandsToThemselves
from services.care.teams import BadTeamName
from services.events import CareChanged, CareOrphaned
from services.partnerships import answering, enquiries
from services.partnerships.finding import visible_partnership
from services.people import colleagues
from services.rights import NotFound, SignatureNeeded, own_organisation
from storage.partnerships import count_of_partner, newest_of_partner
from storage.tables import Person
from storage.work import Work
from tests.services.world import Somebody, World, limited


@dataclass(frozen=True)
class Scene:
    """A partner with an active partnership with Seegarten, which has two products, and one with Bergbahn."""

    partner: Somebody
    seegarten: Somebody
    bergbahn: Somebody
    first: int
    second: int


@pytest.fixture
def scene(world: World) -> Scene:
    partner, seegarten = world.partner(), world.client("Website", "Shop")
    bergbahn = world.client("Webcam", name="Bergbahn")
    first = world.confirmed(seegarten, partner, limited(*seegarten.products))
    return Scene(partner, seegarten, bergbahn, first, world.confirmed(bergbahn, partner, limited(*bergbahn.products)))


def looks_after(world: World, scene: Scene, who: Who, client: Somebody, *, cares: bool = True) -> None:
    world.does(scene.partner, assigning.look_after, client.organisation, who, cares=cares)


def listed(work: Work, person: Person) -> list[int]:
    own = own_organisation(person)
    among = care.reach(work, person, own).among
    found = newest_of_partner(work.session, own.id, Status.ACTIVE, work.now, among=among, limit=9)
    assert count_of_partner(work.session, own.id, Status.ACTIVE, work.now, among=among) == len(found)
    return sorted(one.id for one in found)


def sees(world: World, who: Somebody, partnership: int) -> bool:
    """Whether it is in their list, and opens: never the one without the other."""
    try:
        world.does(who, visible_partnership, partnership)
    except NotFound:
        assert partnership not in world.does(who, listed)
        return False
    assert partnership in world.does(who, listed)
    return True


CHOSEN = ("everybody", "nobody", "them", "their team", "another")
REACHED = {
    (role, chosen): role.outranks(Role.EMPLOYEE) or chosen in ("everybody", "them", "their team")
    for role in Role
    for chosen in CHOSEN
}


@pytest.mark.parametrize("chosen", CHOSEN)
def test_role_by_choice_reached_or_not(world: World, scene: Scene, chosen: str) -> None:  # facts 11, 41
    another = world.colleague(scene.partner)
    for role in Role:
        who = world.colleague(scene.partner, role)
        team = world.does(scene.partner, teams.make, f"Team {role}").id
        world.does(scene.partner, teams.put, team, who.person, belongs=True)
        match chosen:
            case "nobody" | "another":
                looks_after(world, scene, Who(person=another.person), scene.seegarten)
                if chosen == "nobody":
                    looks_after(world, scene, Who(person=another.person), scene.seegarten, cares=False)
            case "them" if role.outranks(Role.EMPLOYEE):
                with pytest.raises(ReachesAnyway):
                    looks_after(world, scene, Who(person=who.person), scene.seegarten)
            case "them":
                looks_after(world, scene, Who(person=who.person), scene.seegarten)
            case "their team":
                looks_after(world, scene, Who(team=team), scene.seegarten)
        assert sees(world, who, scene.first) == REACHED[role, chosen]
        assert sees(world, who, scene.second)  # nothing was chosen for that client
        world.does(scene.partner, assigning.leave_to_everybody, scene.seegarten.organisation)
        assert sees(world, who, scene.first)


def test_who_does_not_look_after_a_client_does_nothing_about_it(world: World, scene: Scene) -> None:
    tim, ada = world.colleague(scene.partner), world.colleague(scene.partner)
    asked = world.client("Blog", name="Muster (Demo)")
    request = world.requested(asked, scene.partner, limited(*asked.products))
    assert world.does(tim, enquiries.ask, request, "Since when?")  # a new client's request is everybody's
    looks_after(world, scene, Who(person=ada.person), asked)
    with pytest.raises(NotFound):
        world.does(tim, enquiries.ask, request, "And why?")
    with pytest.raises(NotFound):
        world.does(tim, answering.confirm, request)
    with pytest.raises(SignatureNeeded):  # it is hers to see, and not to sign
        world.does(ada, answering.confirm, request)


def test_only_some_products(world: World, scene: Scene) -> None:
    tim = world.colleague(scene.partner)
    client, (website, shop) = scene.seegarten.organisation, scene.seegarten.products
    looks_after(world, scene, Who(person=tim.person), scene.seegarten)
    with pytest.raises(NotFound):
        world.does(scene.partner, assigning.limit_to, client, Who(person=tim.person), [scene.bergbahn.products[0]])
    world.does(scene.partner, assigning.limit_to, client, Who(person=tim.person), [shop])
    assert products_of(world, scene, tim) == {shop}

    team = world.does(scene.partner, teams.make, "Romandie").id
    world.does(scene.partner, teams.put, team, tim.person, belongs=True)
    looks_after(world, scene, Who(team=team), scene.seegarten)
    world.does(scene.partner, assigning.limit_to, client, Who(team=team), [website])
    assert products_of(world, scene, tim) == {website, shop}  # what either gives
    world.does(scene.partner, assigning.limit_to, client, Who(team=team), None)
    assert products_of(world, scene, tim) is None


def products_of(world: World, scene: Scene, who: Somebody) -> set[int] | None:
    with world.units.begin("cli") as work:
        found = care.care_for(work, scene.partner.organisation, scene.seegarten.organisation)
    products = found.products_of(who.person, Role.EMPLOYEE)
    return None if products is None else set(products)


def test_teams_have_a_name_of_their_own_and_members_of_their_own_partner(world: World, scene: Scene) -> None:
    stranger = world.colleague(world.partner())
    team = world.does(scene.partner, teams.make, " Romandie ").id
    for bad in ("romandie", "", "x" * 31):
        with pytest.raises(BadTeamName):
            world.does(scene.partner, teams.make, bad)
    assert world.does(scene.partner, teams.rename, team, "ROMANDIE").name == "ROMANDIE"
    with pytest.raises(NotFound):
        world.does(scene.partner, teams.put, team, stranger.person, belongs=True)
    other = world.partner()
    for deed in (
        lambda work, person: teams.rename(work, person, team, "Ours"),
        lambda work, person: teams.dissolve(work, person, team),
        lambda work, person: assigning.look_after(
            work, person, scene.seegarten.organisation, Who(team=team), cares=True
        ),
    ):
        with pytest.raises(NotFound):
            world.does(other, deed)
    with pytest.raises(HasNoClients):
        world.does(scene.seegarten, teams.make, "Ours")


def test_who_goes_looks_after_nobody_and_it_is_said_for_whom_nobody_is_left(world: World, scene: Scene) -> None:
    tim, ada = world.colleague(scene.partner), world.colleague(scene.partner)
    team = world.does(scene.partner, teams.make, "Romandie").id
    world.does(scene.partner, teams.put, team, tim.person, belongs=True)
    looks_after(world, scene, Who(person=tim.person), scene.seegarten)
    looks_after(world, scene, Who(team=team), scene.bergbahn)
    looks_after(world, scene, Who(person=ada.person), scene.bergbahn)

    world.does(tim, colleagues.leave, scene.partner.organisation)

    orphaned = [each for each in world.events if isinstance(each, CareOrphaned)]
    assert orphaned == [CareOrphaned(scene.partner.organisation, (scene.seegarten.organisation,))]
    assert sees(world, scene.partner, scene.first)
    assert not sees(world, ada, scene.first)  # it has not become everybody's
    again = world.joined(tim, scene.partner, Role.EMPLOYEE)
    assert not sees(world, again, scene.first)
    assert not sees(world, again, scene.second)


@pytest.mark.parametrize("by_themselves", [True, False])
def test_handing_over(world: World, scene: Scene, by_themselves: bool) -> None:
    tim, ada = world.colleague(scene.partner), world.colleague(scene.partner, Role.READER)
    looks_after(world, scene, Who(person=tim.person), scene.seegarten)
    team = world.does(scene.partner, teams.make, "Romandie").id
    world.does(scene.partner, teams.put, team, tim.person, belongs=True)
    looks_after(world, scene, Who(team=team), scene.bergbahn)

    who = tim if by_themselves else scene.partner
    assert world.does(who, care.hand_over, tim.person, ada.person) == 1

    assert not any(isinstance(each, CareOrphaned) for each in world.events)
    assert {each.given for each in world.events if isinstance(each, CareChanged)} == {(ada.person,)}
    assert [sees(world, each, scene.first) for each in (tim, ada)] == [False, True]
    assert [sees(world, each, scene.second) for each in (tim, ada)] == [False, True]


def test_what_is_handed_over_twice_adds_up_and_nobody_takes_what_is_not_theirs(world: World, scene: Scene) -> None:
    tim, ada = world.colleague(scene.partner), world.colleague(scene.partner)
    client, (website, shop) = scene.seegarten.organisation, scene.seegarten.products
    for who, product in ((tim, website), (ada, shop)):
        looks_after(world, scene, Who(person=who.person), scene.seegarten)
        world.does(scene.partner, assigning.limit_to, client, Who(person=who.person), [product])
    for thief, refusal in ((ada, SignatureNeeded), (scene.seegarten, NotFound)):
        with pytest.raises(refusal):
            world.does(thief, care.hand_over, tim.person, ada.person, scene.partner.organisation)
    with pytest.raises(HandsToThemselves):
        world.does(tim, care.hand_over, tim.person, tim.person)
    world.does(scene.partner, care.hand_over, tim.person, ada.person)
    assert products_of(world, scene, ada) == {website, shop}
    world.does(scene.partner, care.hand_over, ada.person, None)
    assert CareOrphaned(scene.partner.organisation, (client,)) in world.events


def test_a_list_costs_the_same_however_many_clients_are_divided_up(world: World, scene: Scene) -> None:
    tim = world.colleague(scene.partner)
    alone = statements(world, tim)
    for client in (scene.seegarten, scene.bergbahn):
        looks_after(world, scene, Who(person=tim.person), client)
    assert statements(world, tim) == alone == 3  # their role, the page, the count


def statements(world: World, who: Somebody) -> int:
    counted: list[str] = []

    def count(*arguments: object) -> None:
        counted.append(str(arguments[2]))

    with world.units.begin("cli") as work:
        person = work.session.get_one(Person, who.person)
        assert person.organisation is not None
        event.listen(world.engine, "before_cursor_execute", count)
        try:
            listed(work, person)
        finally:
            event.remove(world.engine, "before_cursor_execute", count)
    return len(counted)


def test_a_refusal_names_those_who_may(world: World, scene: Scene) -> None:
    for role, words in ((Role.EMPLOYEE, "or an administrator of"), (Role.READER, "or an administrator of")):
        who = world.colleague(scene.partner, role)
        with pytest.raises(SignatureNeeded, match=words):
            world.does(who, teams.make, "Romandie")
    asked = world.client("Blog", name="Muster (Demo)")
    request = world.requested(asked, scene.partner, limited(*asked.products))
    with pytest.raises(Refused, match="As a reader"):
        world.does(world.colleague(scene.partner, Role.READER), enquiries.ask, request, "Since when?")
