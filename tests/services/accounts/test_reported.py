"""What the provider's systems read of people who come and go: of each person of its console once."""

from __future__ import annotations

import pytest

from domain.people import Role
from services.accounts import linking
from services.effects.reporting import report
from services.people import colleagues
from storage.tables import Organisation
from tests.services.accounts.console import link_for
from tests.services.accounts.provider import account, person, tell
from tests.services.world import Somebody, World


def read(world: World) -> list[tuple[str, object, object]]:
    """Kind, person and reason of what is reported of the last events."""
    found = []
    with world.units.begin("cli") as work:
        for event in world.events:
            kept = report(work, event)
            if kept is not None:
                told = kept.content["person"]
                assert isinstance(told, dict)
                found.append((kept.kind, told["person"], kept.content.get("why")))
    return found


@pytest.fixture
def mia(world: World) -> Somebody:
    """Somebody of the console who has connected their Telegram."""
    tell(world, account(account="7"), person(account="7", person="u1"))
    somebody = world.stranger()
    with world.units.begin("api") as work:
        token = link_for(work, "7", "u1")
    return Somebody(somebody.person, world.does(somebody, linking.connect, token).id)


def test_who_disconnects_has_not_left(world: World, mia: Somebody) -> None:
    world.does(mia, linking.unlink, mia.organisation)
    assert len(world.events) == 1
    assert read(world) == []


@pytest.mark.usefixtures("mia")
def test_who_is_removed_there_has_left_once_by_their_number(world: World) -> None:
    tell(world, person(5, account="7", person="u1", status="removed"))
    assert len(world.events) == 2
    assert read(world) == [("member.left", "u1", "removed_there")]


@pytest.mark.usefixtures("mia")
def test_another_role_there_is_told_once(world: World) -> None:
    tell(world, person(5, account="7", person="u1", role="employee"))
    assert len(world.events) == 2
    assert read(world) == [("member.role_changed", "u1", None)]


def test_a_colleague_by_hand_has_left_without_a_number(world: World, mia: Somebody) -> None:
    tim = world.colleague(mia, Role.EMPLOYEE)
    world.does(tim, colleagues.leave, mia.organisation)
    assert read(world) == [("member.left", None, "gone")]


def test_the_last_representative_of_a_closed_account_may_go(world: World) -> None:
    lea = world.client()
    with world.units.begin("cli") as work:
        work.session.get_one(Organisation, lea.organisation).closed_at = work.now
    world.does(lea, colleagues.leave, lea.organisation)
    assert [type(event).__name__ for event in world.events] == ["MemberLeft"]
