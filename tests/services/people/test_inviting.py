"""Invitations for contacts, answers to them, other roles: as services, without a chat."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from domain.people import Role
from domain.words import Refused
from services.people import contacts, invitations
from services.people.colleagues import LastRepresentative
from services.people.contacts import Contact
from services.people.invitations import InvitationRefused
from services.people.roles import change_role
from services.rights import SignatureNeeded
from storage.people import count_with_role
from storage.tables import Membership, Person
from storage.work import Work
from tests.programmes import AT_ONCE
from tests.services.world import Somebody, World

REPRESENTATIVE = Role.LEGAL_REPRESENTATIVE


def telegram_id(world: World, who: Somebody) -> int:
    with world.units.begin("cli") as work:
        return work.session.get_one(Person, who.person).chat_id


def test_a_second_invitation_of_the_same_person_takes_the_place_of_the_first(world: World) -> None:
    client, guest = world.client(), world.stranger()
    chosen = [Contact(telegram_id(world, guest), "Tim")]
    made = [
        world.does(client, contacts.invite_contacts, client.organisation, role, chosen, programme=AT_ONCE)[0].new
        for role in (Role.EMPLOYEE, Role.READER)
    ]
    assert made[0] is not None
    assert made[1] is not None
    assert made[0].invitation.id == made[1].invitation.id
    with pytest.raises(InvitationRefused):
        world.does(guest, invitations.join, made[0].token)
    world.does(guest, invitations.join, made[1].invitation.id)
    with world.units.begin("cli") as work:
        role = work.session.scalar(select(Membership.role).where(Membership.person_id == guest.person))
    assert role is Role.READER


@pytest.mark.parametrize("answer", [invitations.join, invitations.decline])
def test_a_personal_invitation_is_answered_by_its_person_only_and_once(world: World, answer: object) -> None:
    client, guest, other = world.client(), world.stranger(), world.stranger()
    chosen = [Contact(telegram_id(world, guest))]
    (invited,) = world.does(
        client, contacts.invite_contacts, client.organisation, Role.EMPLOYEE, chosen, programme=AT_ONCE
    )
    assert invited.new is not None
    for key in (invited.new.token, invited.new.invitation.id):
        for deed in (invitations.join, invitations.decline, invitations.look):
            with pytest.raises(InvitationRefused, match="for somebody else"):
                world.does(other, deed, key)
    assert callable(answer)
    world.does(guest, answer, invited.new.invitation.id)
    with pytest.raises(InvitationRefused):
        world.does(guest, invitations.decline, invited.new.token)


def test_the_id_of_a_link_opens_nothing(world: World) -> None:
    client, guest = world.client(), world.stranger()
    made = world.does(client, invitations.invite, client.organisation, Role.EMPLOYEE, programme=AT_ONCE)
    with pytest.raises(InvitationRefused, match="do not know"):
        world.does(guest, invitations.join, made.invitation.id)


def test_accepting_and_revoking_at_once_have_one_outcome(world: World) -> None:
    client, guest = world.client(), world.stranger()
    made = world.does(client, invitations.invite, client.organisation, Role.EMPLOYEE, programme=AT_ONCE)
    results = world.race(
        (guest, lambda work, person: invitations.join(work, person, made.token)),
        (client, lambda work, person: invitations.revoke(work, person, made.invitation.id)),
    )
    assert sum(isinstance(each, Refused) for each in results) == 1


def test_the_last_representative_keeps_the_role(world: World) -> None:  # fact 40
    client = world.client()
    with pytest.raises(LastRepresentative):
        world.does(client, change_role, client.organisation, client.person, Role.EMPLOYEE)


def test_two_representatives_who_demote_each_other_leave_one(world: World) -> None:
    client = world.client()
    other = world.colleague(client, REPRESENTATIVE)

    def demoting(whom: Somebody, role: Role) -> object:
        return lambda work, person: change_role(work, person, client.organisation, whom.person, role)

    first, second = demoting(other, Role.EMPLOYEE), demoting(client, Role.READER)
    assert callable(first)
    assert callable(second)
    results = world.race((client, first), (other, second))
    assert sum(isinstance(each, SignatureNeeded) for each in results) == 1
    with world.units.begin("cli") as work:
        assert representatives(work, client) == 1


def representatives(work: Work, of: Somebody) -> int:
    return count_with_role(work.session, of.organisation, REPRESENTATIVE)
