"""The yearly check-up: which clients are asked, when, and that it comes once a year."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from services import events
from services.partnerships import check_up, deadlines, ending
from services.rights import NotFound, SignatureNeeded
from storage.tables import Partnership
from storage.work import Event
from tests.programmes import INFOMANIAK
from tests.services.world import START, World, full, limited

YEAR = INFOMANIAK.check_up_after


def asked(world: World, after: timedelta) -> list[Event]:
    """What the caretaker's look reports that long after the start."""
    world.moment = START + after
    with world.units.begin("job") as work:
        due = check_up.unchecked_clients(work, INFOMANIAK)
    found: list[Event] = []
    for client_id in due:
        with world.units.begin("job") as work:
            check_up.ask_client(work, INFOMANIAK, client_id)
        found += work.events
    return found


def test_a_client_is_asked_once_a_year_about_all_its_partners(world: World) -> None:
    client = world.client("Website", "Shop")
    for place, product in enumerate(client.products):
        world.moment = START + timedelta(days=place)
        world.confirmed(client, world.partner(), limited(product))

    assert asked(world, YEAR - timedelta(seconds=1)) == []
    assert asked(world, YEAR) == [events.CheckUpDue(client.organisation)]
    assert asked(world, YEAR + timedelta(days=1)) == []
    assert asked(world, 2 * YEAR) == [events.CheckUpDue(client.organisation)]


def test_a_colleagues_answer_counts_from_when_it_is_given(world: World) -> None:
    client = world.client()
    world.confirmed(client, world.partner(), full())
    world.moment = START + timedelta(days=100)
    world.does(client, check_up.confirm_all, client.organisation)

    assert asked(world, YEAR) == []
    assert asked(world, YEAR + timedelta(days=100)) == [events.CheckUpDue(client.organisation)]


def test_what_is_over_is_not_asked_about(world: World) -> None:
    client, partner = world.client(), world.partner()
    world.does(client, ending.end, world.confirmed(client, partner, full()))
    made = world.confirmed(client, partner, full())
    with world.units.begin("cli") as work:
        partnership = work.session.get_one(Partnership, made)
        deadlines.last_until(work, INFOMANIAK, partnership, START.date() + timedelta(days=30))

    assert asked(world, YEAR) == [events.PartnershipExpired(made)]
    assert asked(world, YEAR) == []


def test_one_with_which_something_is_wrong_waits_a_day(world: World) -> None:
    client = world.client()
    world.confirmed(client, world.partner(), full())
    world.moment = START + YEAR
    with world.units.begin("job") as work:
        check_up.postpone(work, INFOMANIAK, client.organisation)

    assert asked(world, YEAR) == []
    assert asked(world, YEAR + timedelta(days=1)) == [events.CheckUpDue(client.organisation)]


def test_another_provider_asks_as_often_as_it_likes(world: World) -> None:
    client = world.client()
    world.confirmed(client, world.partner(), full())
    world.moment = START + timedelta(days=90)
    with world.units.begin("job") as work:
        assert check_up.unchecked_clients(work, replace(INFOMANIAK, check_up_after=timedelta(days=91))) == []
        eager = replace(INFOMANIAK, check_up_after=timedelta(days=90))
        assert check_up.unchecked_clients(work, eager) == [client.organisation]


def test_the_answer_is_a_legal_representatives(world: World) -> None:
    client = world.client()
    made = world.confirmed(client, world.partner(), full())

    with pytest.raises(SignatureNeeded):
        world.does(world.colleague(client), check_up.confirm_all, client.organisation)
    for somebody in (world.client(name="Bergbahn"), world.stranger()):
        with pytest.raises(NotFound):
            world.does(somebody, check_up.confirm_all, client.organisation)
    with pytest.raises(NotFound):
        world.does(client, check_up.confirm_all, 4711)

    assert world.stored(made).checked_at == START
