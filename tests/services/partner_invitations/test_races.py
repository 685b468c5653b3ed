"""Invitations to partners where two act at once, where time has passed, and where what was offered is gone."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from domain.partner_invitations import InvitedState
from domain.partnerships.rules import Payer, Status, Terms
from domain.people import Role
from domain.words import Refused
from services import events
from services.partner_invitations import becoming, following, making
from services.partner_invitations.following import LinkOver
from services.partner_invitations.lapsing import look_at_due_invitations
from services.partner_invitations.making import (
    MAILS_A_DAY,
    MOST_A_DAY,
    MOST_OPEN,
    CannotInvite,
    CannotMail,
    NewPartnerInvitation,
    state_now,
)
from services.partner_invitations.passing_on import pass_on
from services.partnerships import requesting
from services.people.one_time_links import TooManyWrongLinks
from storage.partnerships import of_client
from storage.tables import Membership, Partnership, Person
from storage.work import Work
from tests.programmes import INFOMANIAK
from tests.services.world import Somebody, World, full, limited


def made(
    world: World, client: Somebody, name: str = "Bergweb", terms: Terms | None = None, email: str | None = None
) -> NewPartnerInvitation:
    chosen = terms or full()
    return world.does(client, lambda work, person: making.make(work, INFOMANIAK, person, name, chosen, email=email))


def takes(token: str) -> Callable[[Work, Person], int]:
    return lambda work, person: following.take(work, INFOMANIAK, person, token).invitation.id


def standing(world: World, invitation: NewPartnerInvitation) -> InvitedState:
    with world.units.begin("job") as work:
        return state_now(work, work.session.merge(invitation.invitation))


def requests_of(world: World, client: Somebody) -> list[Partnership]:
    with world.units.begin("job") as work:
        return list(of_client(work.session, client.organisation, work.now))


def test_of_two_who_follow_one_link_one_has_it(world: World) -> None:
    client = world.client("Website")
    invitation = made(world, client)
    two = [world.partner("Bergweb"), world.partner("Bergweb Zwei")]

    outcomes = world.race(*((one, takes(invitation.token)) for one in two))

    assert sum(isinstance(outcome, LinkOver) for outcome in outcomes) == 1, outcomes
    state = standing(world, invitation)
    assert len(requests_of(world, client)) == (1 if state is InvitedState.USED else 0)
    assert state in {InvitedState.USED, InvitedState.DOUBTED}


@pytest.mark.parametrize("rival", ["revoke", "renew", "decline"])
def test_taking_and_whatever_else_comes_at_once_have_one_outcome(world: World, rival: str) -> None:
    client, bergweb = world.client("Website"), world.partner("Bergweb")
    invitation = made(world, client)
    key, token = invitation.invitation.id, invitation.token
    rivals = {
        "revoke": (client, lambda work, person: making.revoke(work, person, key).id),
        "renew": (client, lambda work, person: making.renew(work, INFOMANIAK, person, key, mail=False).token),
        "decline": (world.stranger(), lambda work, person: following.decline(work, person, token).id),
    }

    outcomes = world.race((bergweb, takes(token)), rivals[rival])

    assert sum(isinstance(outcome, Refused) for outcome in outcomes) == 1, outcomes
    taken = not isinstance(outcomes[0], Refused)
    assert len(requests_of(world, client)) == taken
    expected = {"revoke": InvitedState.REVOKED, "renew": InvitedState.OPEN, "decline": InvitedState.DECLINED}
    assert standing(world, invitation) is (InvitedState.USED if taken else expected[rival])


def test_vouching_and_withdrawing_at_once_have_one_outcome(world: World) -> None:
    client, other = world.client("Website"), world.partner("Nordnet")
    colleague = world.joined(world.stranger(), client)
    invitation = made(world, client)
    world.does(other, takes(invitation.token))
    assert world.events == [events.PartnerInvitationDoubted(invitation.invitation.id)]
    key = invitation.invitation.id

    outcomes = world.race(
        (client, lambda work, person: becoming.vouch(work, INFOMANIAK, person, key).id),
        (colleague, lambda work, person: making.revoke(work, person, key).id),
    )

    assert sum(isinstance(outcome, Refused) for outcome in outcomes) == 1, outcomes
    assert len(requests_of(world, client)) == (standing(world, invitation) is InvitedState.USED)


def test_it_lapses_as_a_request_does_and_is_told_once(world: World) -> None:
    client = world.client("Website")
    invitation = made(world, client)
    world.advance(days=30)
    with pytest.raises(LinkOver, match="open until"):
        world.does(world.stranger(), takes(invitation.token))
    told = []
    for _ in range(3):
        with world.units.begin("job") as work:
            look_at_due_invitations(work)
        told += work.events
    assert told == [events.PartnerInvitationLapsed(invitation.invitation.id)]

    again = world.does(
        client, lambda work, person: making.renew(work, INFOMANIAK, person, invitation.invitation.id, mail=False)
    )
    with pytest.raises(LinkOver, match="do not know"):
        world.does(world.stranger(), takes(invitation.token))
    world.does(world.partner("Bergweb"), takes(again.token))
    assert [one.status for one in requests_of(world, client)] == [Status.PENDING]


def test_what_is_not_possible_any_more_is_refused_to_who_acts_and_ceases_for_who_becomes(world: World) -> None:
    client, rea = world.client("Website", "Shop"), world.stranger()
    invitation = made(world, client, terms=limited(client.products[0]))
    world.does(rea, takes(invitation.token))
    world.requested(client, world.partner("Alpweb"), limited(client.products[0]))
    bergweb = world.partner("Bergweb")

    with world.units.begin("chat") as work:
        signs = Role.LEGAL_REPRESENTATIVE
        work.session.add(Membership(person_id=rea.person, organisation_id=bergweb.organisation, role=signs))
        work.session.flush()
        becoming.go_on(work, INFOMANIAK, [rea.person])

    assert [type(event) for event in work.events] == [events.PartnerInvitationCeased]
    assert standing(world, invitation) is InvitedState.CEASED
    assert len(requests_of(world, client)) == 1


def test_a_request_that_waits_already_is_where_the_link_leads(world: World) -> None:
    client, bergweb = world.client("Website"), world.partner("Bergweb")
    invitation = made(world, client)
    waiting = world.requested(client, bergweb, full(Payer.PARTNER))
    world.does(bergweb, takes(invitation.token))
    assert [one.id for one in requests_of(world, client)] == [waiting]
    assert standing(world, invitation) is InvitedState.USED


def test_a_link_passed_on_leads_to_its_request_while_that_waits_and_to_no_other(world: World) -> None:
    client, bergweb, rea = world.client("Website"), world.partner("Bergweb"), world.stranger()
    request = world.requested(client, bergweb, full())
    first = world.does(client, lambda work, person: pass_on(work, INFOMANIAK, person, request))
    second = world.does(client, lambda work, person: pass_on(work, INFOMANIAK, person, request))
    with pytest.raises(CannotInvite, match="alone"):
        world.does(world.partner("Nordnet"), takes(first.token))
    world.does(rea, takes(first.token))

    world.does(client, requesting.withdraw, request)

    with pytest.raises(CannotInvite, match="does not wait"):
        world.does(bergweb, takes(second.token))
    with pytest.raises(CannotInvite, match="does not wait"):
        world.does(
            client, lambda work, person: making.renew(work, INFOMANIAK, person, second.invitation.id, mail=False)
        )
    world.joined(rea, bergweb)
    world.does(rea, lambda work, person: becoming.go_on(work, INFOMANIAK, [person.id]))
    assert standing(world, first) is InvitedState.CEASED
    assert requests_of(world, client) == []


def test_a_client_and_a_person_invite_so_many_only(world: World) -> None:
    client = world.client("Website")
    for number in range(MOST_A_DAY):
        made(world, client, f"Bergweb {number}")
    with pytest.raises(CannotInvite, match="today"):
        made(world, client)
    world.advance(days=1, seconds=1)
    for number in range(MOST_A_DAY, MOST_OPEN):
        made(world, client, f"Bergweb {number}")
    world.advance(days=1, seconds=1)
    with pytest.raises(CannotInvite, match="open already"):
        made(world, client)


def test_nobody_is_mailed_at_will(world: World) -> None:
    client, other = world.client("Website"), world.client("Website", name="Bergbahn")
    address = "office@bergweb.example"
    first = made(world, client, email=address)
    for same in (address, "Office@bergweb.example", "office+1@bergweb.example"):
        with pytest.raises(CannotMail, match="lately"):
            made(world, other, email=same)
    for _ in range(2):
        world.advance(days=2)
        made(world, other, email=address)
    world.advance(days=2)
    with pytest.raises(CannotMail, match="lately"):
        made(world, client, email=address)
    world.does(world.stranger(), lambda work, person: following.decline(work, person, first.token).id)
    world.advance(days=40)
    with pytest.raises(CannotMail, match="declined"):
        made(world, client, email="OFFICE+new@bergweb.example")
    made(world, other, email=address)


def test_a_client_mails_so_many_a_day(world: World) -> None:
    client = world.client("Website")
    people = [client, world.joined(world.stranger(), client), world.joined(world.stranger(), client)]
    for number in range(MAILS_A_DAY):
        one = made(world, people[number // MOST_A_DAY], f"Bergweb {number}", email=f"office{number}@bergweb.example")
        world.does(client, making.revoke, one.invitation.id)
    with pytest.raises(CannotMail, match="tomorrow"):
        made(world, people[2], email="more@bergweb.example")


def test_guessing_links_has_a_limit(world: World) -> None:
    rea = world.stranger()
    for _ in range(5):
        assert world.does(rea, following.is_known, "guess") is False
    with pytest.raises(TooManyWrongLinks):
        world.does(rea, following.is_known, "guess")


def test_of_a_token_the_hash_alone_is_kept(world: World) -> None:
    invitation = made(world, world.client("Website"))
    with world.units.begin("job") as work:
        kept = work.session.merge(invitation.invitation)
        assert invitation.token not in str(vars(kept))
        assert len(invitation.token) == 22
        assert work.session.get_one(Person, kept.made_by_id)
