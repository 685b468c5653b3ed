"""Who is let in, as what, and by whom; what an old card can still do."""

from __future__ import annotations

import pytest

from domain.organisations.verification import ClaimKind, Outcome
from domain.people import Role
from domain.words import Refused
from services import events
from services.accounts import linking
from services.people import colleagues, invitations
from services.people.colleagues import KeptInConsole
from services.rights import NotFound, SignatureNeeded
from services.verification import claiming, judging, merging
from services.verification.claiming import ClaimedAlready
from storage.people import membership
from storage.tables import Claim, Organisation
from storage.work import Work
from tests.programmes import AT_ONCE, INFOMANIAK
from tests.services.accounts.console import account, in_console, link_for
from tests.services.verification.scene import NUMBER, claim, organisation, stored, stored_claim, under, with_support
from tests.services.world import Somebody, World

REPRESENTATIVE, EMPLOYEE = Role.LEGAL_REPRESENTATIVE, Role.EMPLOYEE


def admitted(work: Work, claim_id: int, role: Role = EMPLOYEE) -> Claim:
    """Support lets them in."""
    return judging.admit(work, INFOMANIAK, claim_id, "Nina", role)


def role(world: World, who: Somebody, organisation_id: int) -> Role | None:
    with world.units.begin("cli") as work:
        found = membership(work.session, who.person, organisation_id)
    return None if found is None else found.role


def test_an_invitation_settles_what_was_asked_and_an_old_card_lowers_nobody(world: World) -> None:
    with_support(world)
    lea, tim = organisation(world, verified=True), world.stranger()
    key = claim(world, ClaimKind.ACCESS, lea, tim)
    world.joined(tim, lea, REPRESENTATIVE)
    assert stored_claim(world, key).outcome is Outcome.SETTLED
    with pytest.raises(Refused), world.units.begin("chat") as work:
        admitted(work, key)
    assert role(world, tim, lea.organisation) is REPRESENTATIVE


def test_an_account_link_settles_what_was_asked(world: World) -> None:
    with_support(world)
    with world.units.begin("api") as work:
        made = account(work, "A-1", "Seegarten", register_number=NUMBER)
        in_console(work, made, "u1", "Lea", EMPLOYEE)
    tim = world.stranger()
    key = world.does(tim, under(claiming.ask_for_access), "CH", NUMBER, "I am Tim").id
    with world.units.begin("api") as work:
        token = link_for(work, "A-1", "u1")
    world.does(tim, linking.connect, token)
    assert stored_claim(world, key).outcome is Outcome.SETTLED


@pytest.mark.parametrize(
    ("before", "given", "after", "outcome", "told"),
    [
        (None, EMPLOYEE, EMPLOYEE, Outcome.APPROVED, [events.MemberJoined]),
        (EMPLOYEE, REPRESENTATIVE, REPRESENTATIVE, Outcome.APPROVED, [events.RoleChanged]),
        (EMPLOYEE, EMPLOYEE, EMPLOYEE, Outcome.SETTLED, []),
        (Role.ADMINISTRATOR, EMPLOYEE, Role.ADMINISTRATOR, Outcome.SETTLED, []),
        (REPRESENTATIVE, EMPLOYEE, REPRESENTATIVE, Outcome.SETTLED, []),
    ],
)
def test_a_role_rises_and_never_falls(
    world: World, before: Role | None, given: Role, after: Role, outcome: Outcome, told: list[type]
) -> None:
    with_support(world)
    lea, tim = organisation(world, verified=True), world.stranger()
    key = claim(world, ClaimKind.ACCESS, lea, tim)
    if before is not None:
        world.joined(tim, lea, before)
        with world.units.begin("cli") as work:  # as if the claim had been made by another door meanwhile
            again = work.session.get_one(Claim, key)
            again.decided_at = again.outcome = None
    with world.units.begin("chat") as work:
        admitted(work, key, given)
    assert [type(event) for event in work.events] == [*told, events.ClaimDecided]
    assert role(world, tim, lea.organisation) is after
    assert stored_claim(world, key).outcome is outcome


def test_a_link_for_a_higher_role_changes_the_role(world: World) -> None:
    lea = world.client()
    tim = world.colleague(lea)
    world.joined(tim, lea, REPRESENTATIVE)
    assert world.events == [events.RoleChanged(tim.person, lea.organisation)]
    world.joined(tim, lea, Role.ADMINISTRATOR)
    assert world.events == []
    assert role(world, tim, lea.organisation) is REPRESENTATIVE


def test_an_account_s_representatives_are_not_named_by_a_colleague(world: World) -> None:
    with_support(world)
    lea, tim = organisation(world, verified=True), world.stranger()
    key = claim(world, ClaimKind.ACCESS, lea, tim)
    with world.units.begin("cli") as work:
        made = work.session.get_one(Organisation, lea.organisation)
        made.account_id, made.as_of = "A-1", work.now
    with pytest.raises(KeptInConsole):
        world.does(lea, under(judging.admit_as), key, REPRESENTATIVE)
    assert stored_claim(world, key).outcome is None
    with world.units.begin("chat") as work:  # support may, where the last one is gone
        admitted(work, key, REPRESENTATIVE)
    assert role(world, tim, lea.organisation) is REPRESENTATIVE


def test_a_stranger_hears_the_same_of_every_claim(world: World) -> None:
    with_support(world)
    lea = organisation(world, verified=True)
    employee = world.colleague(lea)
    waiting, decided = claim(world, ClaimKind.ACCESS, lea), claim(world, ClaimKind.ACCESS, lea)
    disputed = claim(world, ClaimKind.DISPUTE, lea)
    with world.units.begin("chat") as work:
        judging.decline(work, decided, "Nina", None)
    said = set()
    for key in (waiting, decided, disputed, 4711):
        with pytest.raises(NotFound) as refused:
            world.does(world.stranger(), under(judging.admit_as), key, EMPLOYEE)
        said.add(str(refused.value.reason))
        with pytest.raises(NotFound) as refused:
            world.does(world.stranger(), judging.turn_away, key)
        said.add(str(refused.value.reason))
    assert len(said) == 1
    with world.units.begin("chat") as work:
        judging.decline(work, disputed, "Nina", None)
    with pytest.raises(SignatureNeeded):
        world.does(employee, judging.turn_away, waiting)


def test_support_is_asked_once_and_about_access_alone(world: World) -> None:
    with_support(world)
    lea, tim = organisation(world, verified=True), world.stranger()
    key = claim(world, ClaimKind.ACCESS, lea, tim)
    world.does(tim, under(claiming.ask_support_instead), key)
    assert world.events == [events.ClaimMade(key, for_support=True)]
    with pytest.raises(ClaimedAlready):
        world.does(tim, under(claiming.ask_support_instead), key)
    disputed = claim(world, ClaimKind.DISPUTE, lea, tim)
    with pytest.raises(ClaimedAlready):
        world.does(tim, under(claiming.ask_support_instead), disputed)


@pytest.mark.parametrize("role_", [EMPLOYEE, REPRESENTATIVE])
def test_what_is_closed_disputed_or_an_account_takes_nobody_in_by_a_link(world: World, role_: Role) -> None:
    with_support(world)
    lea = organisation(world, verified=True)
    token = world.does(lea, invitations.invite, lea.organisation, role_, programme=AT_ONCE).token
    tim = world.stranger()
    for state in ("closed_at", "frozen_at"):
        with world.units.begin("cli") as work:
            setattr(work.session.get_one(Organisation, lea.organisation), state, work.now)
        with pytest.raises(Refused, match="Seegarten"):
            world.does(tim, invitations.join, token)
        with world.units.begin("cli") as work:
            setattr(work.session.get_one(Organisation, lea.organisation), state, None)
    with world.units.begin("cli") as work:
        made = work.session.get_one(Organisation, lea.organisation)
        made.account_id, made.as_of = "A-1", work.now
    if role_ is REPRESENTATIVE:
        with pytest.raises(KeptInConsole):
            world.does(tim, invitations.join, token)
        assert role(world, tim, lea.organisation) is None
    else:
        world.does(tim, invitations.join, token)
        assert role(world, tim, lea.organisation) is EMPLOYEE


@pytest.mark.parametrize("removed", [True, False])
def test_who_goes_comes_back_by_no_link_of_their_own(world: World, removed: bool) -> None:
    lea = world.client()
    tim = world.colleague(lea, REPRESENTATIVE)
    own = world.does(tim, invitations.invite, lea.organisation, REPRESENTATIVE, programme=AT_ONCE).token
    other = world.does(lea, invitations.invite, lea.organisation, EMPLOYEE, programme=AT_ONCE).token
    if removed:
        world.does(lea, colleagues.remove, lea.organisation, tim.person)
    else:
        world.does(tim, colleagues.leave, lea.organisation)
    with pytest.raises(invitations.InvitationRefused, match="withdrawn"):
        world.does(tim, invitations.join, own)
    world.does(tim, invitations.join, other)
    assert role(world, tim, lea.organisation) is EMPLOYEE


def test_who_is_let_in_and_takes_over_at_once_wait_for_each_other(world: World) -> None:
    with_support(world)
    tim = organisation(world, name="Source")
    lea = organisation(world, name="Seegarten AG", verified=True)
    mia = world.joined(world.joined(world.stranger(), tim), lea)
    key = world.does(tim, under(claiming.ask_for_access), "CH", NUMBER, "I am Tim").id
    world.race(
        (lea, lambda work, who: judging.admit_as(work, INFOMANIAK, who, key, REPRESENTATIVE)),
        (mia, lambda work, who: merging.take_over(work, INFOMANIAK, who, tim.organisation, lea.organisation)),
    )
    assert stored(world, tim.organisation).closed_at is not None
