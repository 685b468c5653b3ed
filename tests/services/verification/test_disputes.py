"""How often somebody can dispute who acts, what stands still meanwhile, and what follows."""

from __future__ import annotations

import pytest

from domain.organisations.verification import ClaimKind, VerifiedBy
from domain.people import Role
from services import events
from services.people.colleagues import KeptInConsole
from services.verification import claiming, judging
from services.verification.claiming import MOST_DISPUTES, ClaimedAlready
from storage.people import membership
from storage.tables import Membership, Organisation
from tests.services.verification.scene import NUMBER, claim, organisation, stored, stored_claim, under, with_support
from tests.services.world import Somebody, World

NUMBERS = ("CHE123456788", "CHE109322551", "CHE106037089", "CHE100155212", "CHE116281710")


def disputed(world: World, by: Somebody, number: str) -> int:
    return world.does(by, under(claiming.dispute), "CH", number, "I am Rea").id


def test_one_dispute_at_a_time_and_few_a_day(world: World) -> None:
    with_support(world)
    for number in NUMBERS:
        organisation(world, number=number, verified=True)
    rea = world.stranger()
    first = disputed(world, rea, NUMBERS[0])
    with pytest.raises(ClaimedAlready, match="one at a time"):
        disputed(world, rea, NUMBERS[1])
    world.advance(days=3)  # as long as it is open
    with pytest.raises(ClaimedAlready, match="one at a time"):
        disputed(world, rea, NUMBERS[1])
    with world.units.begin("chat") as work:
        judging.decline(work, first, "Nina", None)
    for number in NUMBERS[1 : 1 + MOST_DISPUTES]:
        key = disputed(world, rea, number)
        with world.units.begin("chat") as work:
            judging.decline(work, key, "Nina", None)
    with pytest.raises(ClaimedAlready, match="several"):
        disputed(world, rea, NUMBERS[-1])
    disputed(world, world.stranger(), NUMBERS[-1])  # others may
    world.advance(days=1, seconds=1)
    with pytest.raises(ClaimedAlready, match="already"):
        disputed(world, rea, NUMBERS[-1])


@pytest.mark.parametrize("by", VerifiedBy)
def test_a_claim_alone_does_not_stop_an_account(world: World, by: VerifiedBy) -> None:
    with_support(world)
    lea = organisation(world, verified=True)
    with world.units.begin("cli") as work:
        work.session.get_one(Organisation, lea.organisation).verified_by = by
    key = claim(world, ClaimKind.DISPUTE, lea)
    stops = by is not VerifiedBy.ACCOUNT
    assert (stored(world, lea.organisation).frozen_at is not None) is stops
    with world.units.begin("chat") as work:
        judging.decline(work, key, "Nina", None)
    assert work.events == [events.ClaimDecided(key, frees=stops)]


def test_whoever_is_right_has_joined(world: World) -> None:
    with_support(world)
    lea = organisation(world, verified=True)
    rea = world.stranger()
    key = claim(world, ClaimKind.DISPUTE, lea, rea)
    with world.units.begin("chat") as work:
        judging.uphold(work, key, "Nina")
    assert events.MemberJoined(rea.person, lea.organisation) in work.events


def test_an_employee_who_is_right_has_another_role(world: World) -> None:
    with_support(world)
    lea = organisation(world, verified=True)
    tim = world.colleague(lea)
    key = claim(world, ClaimKind.DISPUTE, lea, tim)
    with world.units.begin("chat") as work:
        judging.uphold(work, key, "Nina")
    assert events.RoleChanged(tim.person, lea.organisation, by_claim=True) in work.events


def test_the_console_s_people_get_their_role_there(world: World) -> None:
    with_support(world)
    lea, tim = organisation(world, verified=True), world.stranger()
    with world.units.begin("cli") as work:
        work.session.add(
            Membership(person_id=tim.person, organisation_id=lea.organisation, role=Role.EMPLOYEE, console_id="u1")
        )
    key = world.does(tim, under(claiming.dispute), "CH", NUMBER, "I am Tim").id
    with pytest.raises(KeptInConsole), world.units.begin("chat") as work:
        judging.uphold(work, key, "Nina")
    assert stored_claim(world, key).outcome is None
    with world.units.begin("cli") as work:
        found = membership(work.session, lea.person, lea.organisation)
    assert found is not None
    assert stored(world, lea.organisation).frozen_at is not None
