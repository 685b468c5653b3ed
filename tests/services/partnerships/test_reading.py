"""Partnerships as the provider's systems read them, page by page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, event

from domain.partnerships.rules import Status
from services.partnerships import reading
from tests.services.world import World, limited


@contextmanager
def statements(world: World) -> Iterator[list[tuple[str, object]]]:
    """The statements that are made inside, with their parameters."""
    made: list[tuple[str, object]] = []

    def note(_connection: Connection, _cursor: object, statement: str, parameters: object, *_more: object) -> None:
        made.append((statement, parameters))

    event.listen(world.engine, "before_cursor_execute", note)
    try:
        yield made
    finally:
        event.remove(world.engine, "before_cursor_execute", note)


def requests(world: World, count: int) -> list[int]:
    """So many requests, each of another client; the clients are there already, in the opposite order."""
    partner = world.partner()
    clients = [world.client("Website") for _ in range(count)]
    return [world.requested(client, partner, limited(*client.products)) for client in reversed(clients)]


def test_to_look_for_lapsed_requests_reads_none_that_still_wait(world: World) -> None:
    requests(world, 9)

    with statements(world) as made, world.units.begin("api") as work:
        assert reading.several(work, status=Status.LAPSED, limit=2) == []

    assert len([one for one, _ in made if "FROM partnership" in one]) == 1


def test_pages_of_lapsed_and_of_waiting_requests_are_full(world: World) -> None:
    old = requests(world, 3)
    world.advance(days=29)
    new = requests(world, 3)
    world.advance(days=2)

    def page(status: Status, behind: int = 0) -> list[int]:
        with world.units.begin("api") as work:
            return [each.id for each in reading.several(work, status=status, behind=behind, limit=2)]

    assert page(Status.PENDING) == new[:2]
    assert (page(Status.LAPSED), page(Status.LAPSED, old[1])) == (old[:2], old[2:])
    assert [world.status(each) for each in old] == [Status.LAPSED] * 3


def test_whose_requests_are_over_is_locked_in_one_order(world: World) -> None:
    made = requests(world, 3)
    clients = [world.stored(each).client_id for each in made]
    assert clients == sorted(clients, reverse=True)
    world.advance(days=31)

    with statements(world) as noted, world.units.begin("api") as work:
        reading.several(work, limit=3)

    locked = [parameters for one, parameters in noted if "FOR NO KEY UPDATE" in one]
    in_order = [next(iter(each.values())) if isinstance(each, dict) else each for each in locked]
    assert in_order[:3] == (sorted(clients) if world.engine.dialect.name == "postgresql" else [])
