"""Whoever removes themselves leaves: the audit trail says so, whichever button was tapped."""

from __future__ import annotations

from domain.people import Role
from services.people import colleagues
from services.rights import Act
from tests.services.world import World


def test_who_removes_themselves_leaves(world: World) -> None:
    client = world.client()
    tim = world.colleague(client, Role.READER)
    before = world.end_of_trail()
    world.does(tim, colleagues.remove, client.organisation, tim.person)
    assert {row.action for row in world.trail(before)} == {Act.LEAVE}


def test_who_removes_a_colleague_removes(world: World) -> None:
    client = world.client()
    tim = world.colleague(client, Role.READER)
    before = world.end_of_trail()
    world.does(client, colleagues.remove, client.organisation, tim.person)
    assert {row.action for row in world.trail(before)} == {Act.REMOVE_COLLEAGUE}
