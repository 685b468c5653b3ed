"""Account links: who may use them, once, and what they make of whom."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256

import pytest
from sqlalchemy import select

from domain.people import Parting, Role
from services.accounts import linking
from services.accounts.linking import LinkRefused, NotConnected
from services.events import MemberJoined, MemberLeft
from services.people import invitations
from services.people.colleagues import KeptInConsole
from services.people.one_time_links import MOST_WRONG_LINKS, TooManyWrongLinks
from services.rights import NotFound
from storage.people import membership
from storage.tables import AccountLink, Membership, Organisation, Person
from storage.work import Work
from tests.programmes import AT_ONCE, INFOMANIAK
from tests.services.accounts.console import account, in_console, link_for, member
from tests.services.world import Somebody, World

LASTS = INFOMANIAK.account_link_lasts
NUMBER = "A-100"


@pytest.fixture
def seegarten(world: World) -> int:
    """An account with a legal representative, Lea, and an employee, Tim."""
    with world.units.begin("api") as work:
        made = account(work, NUMBER, "Seegarten Hotels")
        in_console(work, made, "u1", "Lea")
        in_console(work, made, "u2", "Tim", Role.EMPLOYEE)
    return made.id


def link(world: World, console_id: str = "u1") -> str:
    with world.units.begin("api") as work:
        return link_for(work, NUMBER, console_id)


def role(world: World, who: Somebody, organisation: int) -> tuple[Role, str | None] | None:
    with world.units.begin("cli") as work:
        found = membership(work.session, who.person, organisation)
    return None if found is None else (found.role, found.console_id)


def acts_for(_work: Work, person: Person) -> int | None:
    return person.organisation_id


@pytest.mark.parametrize(
    ("console_id", "given"), [("u1", Role.LEGAL_REPRESENTATIVE), ("u2", Role.EMPLOYEE)], ids=["Lea", "Tim"]
)
def test_who_opens_the_link_acts_for_the_account_in_the_consoles_role(
    world: World, seegarten: int, console_id: str, given: Role
) -> None:
    person, token = world.stranger(), link(world, console_id)

    seen = world.does(person, linking.look, token)
    assert seen is not None
    assert (seen.organisation.id, seen.role, seen.stands) == (seegarten, given, False)
    assert role(world, person, seegarten) is None  # looking is not using
    world.does(person, linking.connect, token)

    assert world.events == [MemberJoined(person.person, seegarten)]
    assert role(world, person, seegarten) == (given, console_id)
    assert world.does(person, acts_for) == seegarten
    with world.units.begin("cli") as work:  # the console's half stays
        assert membership(work.session, member(work, NUMBER, console_id).person_id, seegarten) is not None


@pytest.mark.usefixtures("seegarten")
def test_of_a_link_its_hash_is_kept_and_the_token_is_fit_for_telegram(world: World) -> None:
    token = link(world)

    with world.units.begin("cli") as work:
        (kept,) = work.session.scalars(select(AccountLink.token_hash))
    assert kept == sha256(token.encode()).hexdigest()
    assert len(token) == 22
    assert set(token) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_")


def test_a_link_works_once_for_minutes_and_only_the_newest(world: World, seegarten: int) -> None:
    first, second = world.stranger(), world.stranger()
    old, token = link(world), link(world)
    with pytest.raises(LinkRefused, match="only the newest"):
        world.does(first, linking.connect, old)
    world.does(first, linking.connect, token)
    for act in (linking.look, linking.connect):
        with pytest.raises(LinkRefused, match="used already"):
            world.does(second, act, token)

    late = link(world)
    world.moment += LASTS
    for act in (linking.look, linking.connect):
        with pytest.raises(LinkRefused, match="too old"):
            world.does(second, act, late)
    assert role(world, second, seegarten) is None


def test_a_new_link_for_one_leaves_the_others_alone(world: World, seegarten: int) -> None:
    person, of_tim = world.stranger(), link(world, "u2")
    link(world, "u1")

    assert world.does(person, linking.connect, of_tim).id == seegarten


def test_the_same_person_may_use_a_link_twice(world: World, seegarten: int) -> None:
    person, token = world.stranger(), link(world)
    world.does(person, linking.connect, token)
    other = world.joined(person, world.client(name="Bergbahn"))
    assert world.does(person, acts_for) == other.organisation

    seen = world.does(person, linking.look, token)
    assert seen is not None
    assert seen.stands
    world.does(person, linking.connect, token)

    assert world.events == []
    assert world.does(person, acts_for) == seegarten


def gone(work: Work) -> None:
    member(work, NUMBER, "u1").removed_at = work.now


def closed(work: Work) -> None:
    member(work, NUMBER, "u1").organisation.closed_at = work.now


@pytest.mark.parametrize("end", [gone, closed])
def test_who_no_longer_belongs_there_gets_no_link_and_cannot_use_one(
    world: World, seegarten: int, end: Callable[[Work], None]
) -> None:
    person, token = world.stranger(), link(world)
    with world.units.begin("api") as work:
        end(work)

    for act in (linking.look, linking.connect):
        with pytest.raises(LinkRefused, match="leads nowhere any more"):
            world.does(person, act, token)
    with pytest.raises(NotFound):
        link(world)
    assert role(world, person, seegarten) is None


@pytest.mark.usefixtures("seegarten")
@pytest.mark.parametrize(("number", "console_id"), [("A-101", "u1"), (NUMBER, "u9"), ("", "")])
def test_nobody_unknown_gets_a_link(world: World, number: str, console_id: str) -> None:
    with world.units.begin("api") as work, pytest.raises(NotFound, match="no such person"):
        link_for(work, number, console_id)


def test_what_somebody_was_by_hand_is_taken_over(world: World, seegarten: int) -> None:
    lea = world.stranger()
    world.does(lea, linking.connect, link(world))
    by_hand = world.colleague(Somebody(lea.person, seegarten), Role.ADMINISTRATOR)

    world.does(by_hand, linking.connect, link(world, "u2"))

    assert world.events == [MemberJoined(by_hand.person, seegarten)]
    assert role(world, by_hand, seegarten) == (Role.EMPLOYEE, "u2")


def test_an_invitation_does_not_outdo_the_console(world: World, seegarten: int) -> None:
    lea, tim = world.stranger(), world.stranger()
    world.does(tim, linking.connect, link(world, "u2"))
    with world.units.begin("cli") as work:
        organisation = work.session.get_one(Organisation, seegarten)
        token = invitations.invitation_to(work, organisation, Role.LEGAL_REPRESENTATIVE, AT_ONCE).token

    world.does(tim, invitations.join, token)

    assert role(world, tim, seegarten) == (Role.EMPLOYEE, "u2")
    with pytest.raises(KeptInConsole):  # nor does it make anybody else an account's representative
        world.does(lea, invitations.join, token)


def test_the_newer_telegram_replaces_the_older_one(world: World, seegarten: int) -> None:
    old, new = world.stranger(), world.stranger()
    world.does(old, linking.connect, link(world))

    world.does(new, linking.connect, link(world))

    assert world.events == [
        MemberLeft(old.person, seegarten, Parting.REPLACED, "u1"),
        MemberJoined(new.person, seegarten, instead_of=old.person),
    ]
    assert role(world, old, seegarten) is None
    assert world.does(old, acts_for) is None
    assert role(world, new, seegarten) == (Role.LEGAL_REPRESENTATIVE, "u1")


@pytest.mark.usefixtures("seegarten")
def test_of_two_who_open_one_link_exactly_one_wins(world: World) -> None:
    people, token = [world.stranger() for _ in range(3)], link(world)

    done = world.race(*((one, lambda work, person: linking.connect(work, person, token)) for one in people))

    assert sorted(type(each) is Organisation for each in done) == [False, False, True]
    with world.units.begin("cli") as work:
        linked = work.session.scalars(select(Membership).join(Membership.person).where(Person.telegram_id.is_not(None)))
        assert len(linked.all()) == 1


def test_a_new_link_and_the_use_of_the_old_one_do_not_cross(world: World, seegarten: int) -> None:
    person, old = world.stranger(), link(world)

    used, made = world.race(
        (person, lambda work, who: linking.connect(work, who, old)),
        (world.stranger(), lambda work, _: link_for(work, NUMBER, "u1")),
    )

    assert isinstance(made, str)
    assert isinstance(used, LinkRefused) == (role(world, person, seegarten) is None)


def test_who_disconnects_acts_for_it_no_longer(world: World, seegarten: int) -> None:
    person, token = world.stranger(), link(world)
    world.does(person, linking.connect, token)

    world.does(person, linking.unlink, seegarten)

    assert world.events == [MemberLeft(person.person, seegarten, Parting.DISCONNECTED, "u1")]
    assert role(world, person, seegarten) is None
    with pytest.raises(LinkRefused, match="used already"):
        world.does(person, linking.connect, token)
    with pytest.raises(NotFound):
        world.does(person, linking.unlink, seegarten)
    world.does(person, linking.connect, link(world))
    assert role(world, person, seegarten) == (Role.LEGAL_REPRESENTATIVE, "u1")


def test_who_is_not_connected_cannot_disconnect(world: World) -> None:
    by_hand = world.client()

    with pytest.raises(NotConnected):
        world.does(by_hand, linking.unlink, by_hand.organisation)
    for organisation in (world.client(name="Bergbahn").organisation, 4_711):
        with pytest.raises(NotFound):
            world.does(by_hand, linking.unlink, organisation)


def test_the_console_disconnects_and_revokes(world: World, seegarten: int) -> None:
    person, later = world.stranger(), world.stranger()
    world.does(person, linking.connect, link(world))
    unused = link(world)

    for expected in ([MemberLeft(person.person, seegarten, Parting.DISCONNECTED, "u1")], []):  # twice is harmless
        with world.units.begin("api") as work:
            linking.unlink_from_console(work, NUMBER, "u1")
        assert work.events == expected

    assert role(world, person, seegarten) is None
    with pytest.raises(LinkRefused, match="too old"):
        world.does(later, linking.connect, unused)
    with world.units.begin("api") as work, pytest.raises(NotFound):
        linking.unlink_from_console(work, NUMBER, "u9")


@pytest.mark.usefixtures("seegarten")
def test_who_guesses_account_links_has_to_wait_for_all_links(world: World) -> None:
    guessing, client, token = world.stranger(), world.client(), link(world)
    invited = world.does(client, invitations.invite, client.organisation, Role.EMPLOYEE, programme=AT_ONCE).token

    for number in range(MOST_WRONG_LINKS):
        assert world.does(guessing, linking.look, f"guess{number}") is None
    with pytest.raises(TooManyWrongLinks):
        world.does(guessing, linking.look, token)
    with pytest.raises(TooManyWrongLinks):
        world.does(guessing, invitations.is_known, invited)
    with pytest.raises(LinkRefused, match="do not know"):
        world.does(world.stranger(), linking.connect, "guess")


def test_one_telegram_may_be_connected_with_several_accounts(world: World, seegarten: int) -> None:
    person = world.stranger()
    with world.units.begin("api") as work:
        other = account(work, "A-200", "Bergbahn")
        in_console(work, other, "u7")
        token = link_for(work, "A-200", "u7")

    world.does(person, linking.connect, link(world))
    world.does(person, linking.connect, token)

    assert role(world, person, seegarten) is not None
    assert world.does(person, acts_for) == other.id
    world.does(person, linking.unlink, other.id)
    assert world.does(person, acts_for) == seegarten
