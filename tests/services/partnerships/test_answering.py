"""The partner answers, and what gives way: replaced partnerships, overtaken requests (facts 19, 24, 31)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from domain.partnerships.rules import NotPossibleNow, Payer, Side, Status
from services.events import PartnershipConfirmed, PartnershipReplaced, RequestDeclined, RequestOvertaken
from services.partnerships import answering
from storage.tables import Person
from storage.work import Work
from tests.services.world import START, World, full, limited


def test_a_confirmed_request_is_active_and_waits_for_nothing(world: World) -> None:
    client, partner = world.client("Website", "Shop"), world.partner()
    made = world.requested(client, partner, limited(*client.products))
    world.advance(days=1)
    world.does(partner, answering.confirm, made)

    assert world.events == [PartnershipConfirmed(made)]
    stored = world.stored(made)
    assert (stored.status, stored.confirmed_at) == (Status.ACTIVE, START + timedelta(days=1))
    assert (stored.lapses_at, stored.due_at, stored.closed_at, stored.closed_by) == (None, None, None, None)
    assert world.managed(made) == set(client.products)


@pytest.mark.parametrize("reason", [None, "Zu viel zu tun – leider."])
def test_a_declined_request_holds_nothing_but_the_reason(world: World, reason: str | None) -> None:
    client, partner = world.client("Website"), world.partner()
    made = world.requested(client, partner, limited(*client.products))
    world.does(partner, answering.decline, made, reason)

    assert world.events == [RequestDeclined(made)]
    stored = world.stored(made)
    assert (stored.status, stored.reason, stored.closed_by) == (Status.DECLINED, reason, Side.PARTNER)
    assert (stored.lapses_at, stored.due_at, stored.closed_at) == (None, None, START)
    assert world.managed(made) == set()


def test_two_partners_with_limited_access_stand_side_by_side(world: World) -> None:
    client, alpweb, nordnet = world.client("Website", "Shop"), world.partner("Alpweb"), world.partner("Nordnet")
    website, shop = client.products
    first, second = world.confirmed(client, alpweb, limited(website)), world.confirmed(client, nordnet, limited(shop))

    assert (world.status(first), world.status(second)) == (Status.ACTIVE, Status.ACTIVE)  # fact 19
    assert (world.managed(first), world.managed(second)) == ({website}, {shop})


def test_full_access_goes_to_one_partner_and_leaves_limited_access_alone(world: World) -> None:
    client, alpweb, nordnet = world.client("Website"), world.partner("Alpweb"), world.partner("Nordnet")
    beside = world.confirmed(client, world.partner("Seeweb"), limited(*client.products))
    former = world.confirmed(client, alpweb, full())
    new = world.requested(client, nordnet, full(Payer.PARTNER))
    assert world.status(former) is Status.ACTIVE  # until the new one confirms

    world.does(nordnet, answering.confirm, new)

    assert world.events == [PartnershipReplaced(former, by_same_partner=False), PartnershipConfirmed(new)]
    ended = world.stored(former)
    assert (ended.status, ended.closed_by, ended.closed_at) == (Status.ENDED, Side.PROGRAMME, START)  # fact 24
    assert world.status(new) is Status.ACTIVE
    assert (world.status(beside), world.managed(beside)) == (Status.ACTIVE, set(client.products))


def test_the_first_of_two_full_access_requests_overtakes_the_other(world: World) -> None:
    client, alpweb, nordnet = world.client("Website"), world.partner("Alpweb"), world.partner("Nordnet")
    first, second = world.requested(client, alpweb, full()), world.requested(client, nordnet, full())
    waiting = world.requested(client, world.partner("Seeweb"), limited(*client.products))

    world.does(nordnet, answering.confirm, second)

    assert world.events == [PartnershipConfirmed(second), RequestOvertaken(first)]
    overtaken = world.stored(first)
    assert (overtaken.status, overtaken.closed_by) == (Status.OVERTAKEN, Side.PROGRAMME)
    assert (overtaken.lapses_at, overtaken.due_at) == (None, None)
    assert world.status(waiting) is Status.PENDING
    with pytest.raises(NotPossibleNow):
        world.does(alpweb, answering.confirm, first)


def test_limited_access_overtakes_nothing(world: World) -> None:
    client, alpweb, nordnet = world.client("Website"), world.partner("Alpweb"), world.partner("Nordnet")
    for_all = world.requested(client, alpweb, full())
    for_one = world.requested(client, nordnet, limited(*client.products))

    world.does(nordnet, answering.confirm, for_one)

    assert world.events == [PartnershipConfirmed(for_one)]
    assert world.status(for_all) is Status.PENDING


def test_one_clients_full_access_does_not_touch_anothers(world: World) -> None:
    client, other, partner = world.client(), world.client(name="Bergbahn"), world.partner()
    theirs = world.confirmed(other, partner, full())
    waiting = world.requested(other, world.partner("Nordnet"), full())

    world.confirmed(client, partner, full())

    assert (world.status(theirs), world.status(waiting)) == (Status.ACTIVE, Status.PENDING)


def test_a_change_from_limited_to_full_access_replaces_the_old_partnership(world: World) -> None:
    client, partner = world.client("Website"), world.partner()
    before = world.confirmed(client, partner, limited(*client.products))
    after = world.requested(client, partner, full())
    assert (world.status(before), world.managed(before)) == (Status.ACTIVE, set(client.products))

    world.does(partner, answering.confirm, after)

    assert world.events == [PartnershipReplaced(before, by_same_partner=True), PartnershipConfirmed(after)]
    assert (world.status(before), world.managed(before)) == (Status.ENDED, set())
    assert world.status(after) is Status.ACTIVE


def test_a_change_from_full_to_limited_access_replaces_the_old_partnership(world: World) -> None:
    client, partner = world.client("Website"), world.partner()
    before = world.confirmed(client, partner, full())
    after = world.confirmed(client, partner, limited(*client.products))

    assert world.events == [PartnershipReplaced(before, by_same_partner=True), PartnershipConfirmed(after)]
    assert world.status(before) is Status.ENDED
    assert world.managed(after) == set(client.products)


def test_from_limited_to_full_past_another_partners_full_access_ends_both(world: World) -> None:
    client, alpweb, nordnet = world.client("Website"), world.partner("Alpweb"), world.partner("Nordnet")
    own, others = world.confirmed(client, alpweb, limited(*client.products)), world.confirmed(client, nordnet, full())
    new = world.requested(client, alpweb, full())

    world.does(alpweb, answering.confirm, new)

    assert world.events == [
        PartnershipReplaced(own, by_same_partner=True),
        PartnershipReplaced(others, by_same_partner=False),
        PartnershipConfirmed(new),
    ]


def test_a_change_of_access_that_is_declined_changes_nothing(world: World) -> None:
    client, partner = world.client("Website"), world.partner()
    before = world.confirmed(client, partner, limited(*client.products))
    after = world.requested(client, partner, full())

    world.does(partner, answering.decline, after, None)

    assert (world.status(before), world.managed(before)) == (Status.ACTIVE, set(client.products))


def _lapse(world: World, made: int) -> None:
    world.advance(days=30)
    world.look_at_deadlines()
    assert world.status(made) is Status.LAPSED


CLOSINGS: dict[str, Callable[[Work, Person, int], object]] = {
    "declined": lambda work, person, made: answering.decline(work, person, made, None),
    "confirmed": answering.confirm,
}


@pytest.mark.parametrize("first", CLOSINGS.values(), ids=CLOSINGS)
@pytest.mark.parametrize("second", CLOSINGS.values(), ids=CLOSINGS)
def test_a_request_is_answered_once(
    world: World,
    first: Callable[[Work, Person, int], object],
    second: Callable[[Work, Person, int], object],
) -> None:
    client, partner = world.client("Website"), world.partner()
    made = world.requested(client, partner, full())
    world.does(partner, first, made)
    status = world.status(made)

    with pytest.raises(NotPossibleNow):
        world.does(partner, second, made)

    assert world.status(made) is status


@pytest.mark.parametrize("answer", CLOSINGS.values(), ids=CLOSINGS)
def test_a_lapsed_request_is_not_answered_any_more(world: World, answer: Callable[[Work, Person, int], object]) -> None:
    client, partner = world.client("Website"), world.partner()
    made = world.requested(client, partner, full())
    _lapse(world, made)

    with pytest.raises(NotPossibleNow):
        world.does(partner, answer, made)


def test_an_answer_in_the_last_moment_counts(world: World) -> None:
    client, partner = world.client("Website"), world.partner()
    made = world.requested(client, partner, full())
    world.advance(days=30, microseconds=-1)
    world.does(partner, answering.confirm, made)
    world.advance(days=1)

    assert world.look_at_deadlines() == []
    assert world.status(made) is Status.ACTIVE
