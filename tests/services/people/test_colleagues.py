"""People who go, and invitations that are revoked."""

from __future__ import annotations

from hashlib import sha256

import pytest
from sqlalchemy import select

from domain.people import Role
from services.events import InvitationRevoked, MemberLeft
from services.partnerships.finding import visible_partnership
from services.people import colleagues, invitations
from services.people.colleagues import LastRepresentative
from services.people.invitations import InvitationRefused, NewInvitation
from services.people.one_time_links import MOST_WRONG_LINKS, TooManyWrongLinks
from services.rights import NotFound, SignatureNeeded
from storage.people import membership
from storage.tables import Invitation, Person
from storage.work import Work
from tests.services.world import Somebody, World, full


def belongs(world: World, who: Somebody) -> bool:
    def look(work: Work, person: Person) -> bool:
        return membership(work.session, person.id, who.organisation) is not None

    return world.does(who, look)


def acts_for(_work: Work, person: Person) -> int | None:
    return person.organisation_id


def invited(world: World, by: Somebody, role: Role = Role.EMPLOYEE) -> NewInvitation:
    return world.does(by, invitations.invite, by.organisation, role)


def test_who_is_removed_sees_nothing_any_more(world: World) -> None:
    client, partner = world.client("Website"), world.partner()
    employee = world.colleague(client)
    made = world.confirmed(client, partner, full())
    world.does(employee, visible_partnership, made)

    world.does(client, colleagues.remove, client.organisation, employee.person)

    assert world.events == [MemberLeft(employee.person, client.organisation)]
    assert not belongs(world, employee)
    assert world.does(employee, acts_for) is None
    with pytest.raises(NotFound):
        world.does(employee, visible_partnership, made)


def test_who_has_another_organisation_acts_for_that_one(world: World) -> None:
    client, other = world.client(), world.client(name="Bergbahn")
    both = world.joined(world.colleague(other), client, Role.EMPLOYEE)

    world.does(client, colleagues.remove, client.organisation, both.person)

    assert world.does(both, acts_for) == other.organisation


def test_one_legal_representative_stays(world: World) -> None:  # fact 40
    client = world.client()
    world.colleague(client)

    with pytest.raises(LastRepresentative):
        world.does(client, colleagues.leave, client.organisation)
    with pytest.raises(LastRepresentative):
        world.does(client, colleagues.remove, client.organisation, client.person)

    second = world.colleague(client, Role.LEGAL_REPRESENTATIVE)
    world.does(client, colleagues.leave, client.organisation)
    assert belongs(world, second)
    assert not belongs(world, client)


def test_two_who_remove_each_other_at_once_do_not_both_go(world: World) -> None:
    first = world.client()
    second = world.colleague(first, Role.LEGAL_REPRESENTATIVE)

    world.race(
        (first, lambda work, person: colleagues.remove(work, person, first.organisation, second.person)),
        (second, lambda work, person: colleagues.remove(work, person, first.organisation, first.person)),
    )

    assert sorted([belongs(world, first), belongs(world, second)]) == [False, True]


def test_who_may_remove_whom(world: World) -> None:
    client, stranger = world.client(), world.stranger()
    employee, other = world.colleague(client), world.colleague(client)

    with pytest.raises(SignatureNeeded):
        world.does(employee, colleagues.remove, client.organisation, other.person)
    with pytest.raises(NotFound):
        world.does(world.client(name="Bergbahn"), colleagues.remove, client.organisation, other.person)
    for nobody in (stranger.person, 4_711):
        with pytest.raises(NotFound):
            world.does(client, colleagues.remove, client.organisation, nobody)
    with pytest.raises(NotFound):
        world.does(client, colleagues.remove, 4_711, other.person)

    world.does(employee, colleagues.leave, client.organisation)
    assert belongs(world, other)


def test_a_revoked_invitation_leads_nowhere(world: World) -> None:
    client, guest = world.client(), world.stranger()
    made = invited(world, client)

    world.does(client, invitations.revoke, made.invitation.id)
    assert world.events == [InvitationRevoked(made.invitation.id)]
    with pytest.raises(InvitationRefused, match="withdrawn"):
        world.does(guest, invitations.join, made.token)

    world.does(client, invitations.revoke, made.invitation.id)
    assert world.events == []  # once is enough


def test_only_who_may_invite_revokes_and_only_what_is_open(world: World) -> None:
    client, guest = world.client(), world.stranger()
    employee = world.colleague(client)
    made = invited(world, client)

    with pytest.raises(SignatureNeeded):
        world.does(employee, invitations.revoke, made.invitation.id)
    with pytest.raises(NotFound):
        world.does(world.client(name="Bergbahn"), invitations.revoke, made.invitation.id)
    with pytest.raises(NotFound):
        world.does(client, invitations.revoke, 4_711)
    world.does(guest, invitations.join, made.token)
    with pytest.raises(InvitationRefused, match="joined with this link already"):
        world.does(client, invitations.revoke, made.invitation.id)


def test_of_a_link_its_hash_is_kept(world: World) -> None:
    made = invited(world, world.client())

    with world.units.begin("cli") as work:
        (kept,) = work.session.scalars(select(Invitation.token_hash).where(Invitation.id == made.invitation.id))
    assert kept == sha256(made.token.encode()).hexdigest()


def test_who_guesses_links_has_to_wait(world: World) -> None:
    client, guessing, other = world.client(), world.stranger(), world.stranger()
    made = invited(world, client)

    for number in range(MOST_WRONG_LINKS):
        assert not world.does(guessing, invitations.is_known, f"guess{number}")
    with pytest.raises(TooManyWrongLinks):
        world.does(guessing, invitations.is_known, made.token)
    assert world.does(other, invitations.is_known, made.token)

    world.advance(hours=1)
    assert world.does(guessing, invitations.is_known, made.token)
