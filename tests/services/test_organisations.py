"""Organisations and their people: register, switch, invite, join, admit."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from domain.organisations.kinds import OrganisationKind
from domain.people import Role
from domain.words import Country, Day, Msg
from services import organisations
from services.events import MemberJoined
from services.people import invitations
from services.people.invitations import InvitationRefused, NewInvitation
from storage.people import members, membership
from storage.tables import Audit, Person
from storage.work import Work
from tests.programmes import AT_ONCE
from tests.services.world import START, Somebody, World


def acts_for(world: World, who: Somebody) -> int | None:
    def look(_work: Work, person: Person) -> int | None:
        return person.organisation_id

    return world.does(who, look)


def role_of(world: World, who: Somebody, organisation_id: int) -> Role | None:
    def look(work: Work, person: Person) -> Role | None:
        found = membership(work.session, person.id, organisation_id)
        return found.role if found is not None else None

    return world.does(who, look)


def invited(world: World, inviter: Somebody, role: Role = Role.EMPLOYEE) -> NewInvitation:
    return world.does(inviter, invitations.invite, inviter.organisation, role, programme=AT_ONCE)


@pytest.mark.parametrize(
    ("kind", "country", "number", "kept", "currency"),
    [
        (OrganisationKind.COMPANY, "CH", "CHE-123.456.788", "CHE-123.456.788", "CHF"),
        (OrganisationKind.COMPANY, "DE", None, None, "EUR"),
        (OrganisationKind.PRIVATE, "CH", None, None, "CHF"),
        (OrganisationKind.PRIVATE, "FR", "732 829 320 00074", None, "EUR"),  # only companies stand in a register
    ],
)
def test_who_registers_an_organisation_represents_it(
    world: World, kind: OrganisationKind, country: str, number: str | None, kept: str | None, currency: str
) -> None:
    person = world.stranger()
    made = world.does(
        person, organisations.register, kind, "Seegarten Hotels", Country(country), number, programme=AT_ONCE
    )

    assert (made.kind, made.name, made.country, made.created_at) == (kind, "Seegarten Hotels", country, START)
    assert (made.register_number, made.currency) == (kept, currency)
    assert (made.is_partner, made.partner_code) == (False, None)
    assert acts_for(world, person) == made.id
    assert role_of(world, person, made.id) is Role.LEGAL_REPRESENTATIVE


def test_a_person_switches_between_their_organisations(world: World) -> None:
    both = world.client(name="Seegarten Hotels")
    other = world.client(name="Bergbahn")
    world.joined(both, other)
    assert acts_for(world, both) == other.organisation

    assert world.does(both, organisations.switch, both.organisation).name == "Seegarten Hotels"
    assert acts_for(world, both) == both.organisation


@pytest.mark.parametrize("role", Role)
def test_an_invitation_makes_one_person_a_member(world: World, role: Role) -> None:
    client, colleague = world.client(), world.stranger()
    made = invited(world, client, role)
    assert (made.invitation.created_at, made.invitation.expires_at) == (START, START + timedelta(days=7))

    world.does(colleague, invitations.join, made.token)

    assert world.events == [MemberJoined(colleague.person, client.organisation)]
    assert acts_for(world, colleague) == client.organisation
    assert role_of(world, colleague, client.organisation) is role


def test_invitations_can_be_told_apart_by_nothing_but_their_tokens(world: World) -> None:
    client = world.client()
    tokens = {invited(world, client).token for _ in range(5)}

    assert len(tokens) == 5
    assert all(len(token) >= 22 for token in tokens)  # 128 bits, beyond guessing


def test_an_invitation_works_once(world: World) -> None:
    client, first, second = world.client(), world.stranger(), world.stranger()
    token = invited(world, client).token
    world.does(first, invitations.join, token)

    with pytest.raises(InvitationRefused, match="has been used already"):
        world.does(second, invitations.join, token)

    assert acts_for(world, second) is None
    assert role_of(world, second, client.organisation) is None


def test_an_invitation_expires_after_seven_days(world: World) -> None:
    client, early, late = world.client(), world.stranger(), world.stranger()
    first, second = invited(world, client).token, invited(world, client).token

    world.advance(days=6, hours=23, minutes=59)
    world.does(early, invitations.join, first)
    world.advance(minutes=1)
    with pytest.raises(InvitationRefused) as refused:
        world.does(late, invitations.join, second)

    assert isinstance(refused.value.reason, Msg)
    assert refused.value.reason.values["day"] == Day(START + timedelta(days=7))
    assert acts_for(world, late) is None


def test_an_unknown_invitation_is_refused(world: World) -> None:
    with pytest.raises(InvitationRefused, match="do not know this invitation"):
        world.does(world.stranger(), invitations.join, "made-up")


def test_who_belongs_to_the_organisation_already_does_not_use_an_invitation_up(world: World) -> None:
    client, colleague = world.client(), world.stranger()
    token = invited(world, client).token
    world.joined(client, world.client(name="Bergbahn"))

    world.does(client, invitations.join, token)
    assert world.events == []
    assert acts_for(world, client) == client.organisation  # the link still leads there
    assert role_of(world, client, client.organisation) is Role.LEGAL_REPRESENTATIVE

    world.does(colleague, invitations.join, token)
    assert acts_for(world, colleague) == client.organisation


def test_a_link_leads_its_user_back_even_when_it_has_expired(world: World) -> None:
    client, colleague = world.client(), world.stranger()
    token = invited(world, client).token
    world.does(colleague, invitations.join, token)
    world.advance(days=30)

    assert world.does(colleague, invitations.join, token).id == client.organisation


def test_who_belongs_to_two_organisations_has_a_role_in_each(world: World) -> None:
    employee = world.colleague(world.client())
    other = world.client(name="Bergbahn")
    world.joined(employee, other, Role.LEGAL_REPRESENTATIVE)

    assert role_of(world, employee, employee.organisation) is Role.EMPLOYEE
    assert role_of(world, employee, other.organisation) is Role.LEGAL_REPRESENTATIVE


def test_a_partner_is_admitted_with_a_code_and_an_invitation_for_its_representative(world: World) -> None:
    with world.units.begin("cli") as work:
        partner, invitation = organisations.admit_partner(
            work, "Alpweb", Country("FR"), "732 829 320 00074", programme=AT_ONCE
        )

    assert (partner.kind, partner.is_partner) == (OrganisationKind.COMPANY, True)  # fact 4
    assert (partner.register_number, partner.currency) == ("732 829 320 00074", "EUR")
    assert partner.partner_code is not None
    assert partner.partner_code.startswith("P-")
    assert len(partner.partner_code) == 8
    person = world.stranger()
    world.does(person, invitations.join, invitation.token)
    assert role_of(world, person, partner.id) is Role.LEGAL_REPRESENTATIVE


def test_members_are_listed_in_the_order_in_which_they_joined(world: World) -> None:
    client = world.client()
    people = [client.person, *(world.colleague(client).person for _ in range(3))]

    with world.units.begin("cli") as work:
        assert [found.person_id for found in members(work.session, client.organisation)] == people


def test_an_employee_becomes_a_legal_representative_by_an_invitation(world: World) -> None:
    client = world.client()
    employee, other = world.colleague(client), world.stranger()
    invitation = invited(world, client, Role.LEGAL_REPRESENTATIVE)

    world.does(employee, invitations.join, invitation.token)

    assert role_of(world, employee, client.organisation) is Role.LEGAL_REPRESENTATIVE
    with pytest.raises(InvitationRefused):
        world.does(other, invitations.join, invitation.token)


def test_the_token_of_an_invitation_stays_out_of_the_audit_trail(world: World) -> None:
    invitation = invited(world, world.client(), Role.LEGAL_REPRESENTATIVE)

    with world.units.begin("cli") as work:
        rows = work.session.scalars(select(Audit).where(Audit.subject == "invitation")).all()
    assert rows
    assert all(invitation.token not in str(row.after) for row in rows)
