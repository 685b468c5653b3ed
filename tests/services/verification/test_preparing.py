"""Prepared requests: what holds while they wait, and what becomes of them when their client is verified."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.organisations.verification import ClaimKind
from domain.partnerships.rules import Ceased, Status
from services import events
from services.partnerships import requesting
from services.partnerships.finding import visible_partnership
from services.partnerships.proposals import AlreadyPartners, ProductTaken
from services.rights import NotFound
from services.verification import judging
from storage.tables import Organisation
from storage.work import Event
from tests.programmes import INFOMANIAK
from tests.services.verification.scene import claim, organisation, with_support
from tests.services.world import Somebody, World, full, limited


def verified(world: World, who: Somebody) -> list[Event]:
    """Support verifies it; what was reported."""
    with_support(world)
    key = claim(world, ClaimKind.REGISTER, who)
    with world.units.begin("chat") as work:
        judging.approve(work, INFOMANIAK, key, "Nina")
    return work.events


def test_a_prepared_request_waits_for_nobody_and_holds_its_products(world: World) -> None:
    lea = organisation(world, "Website", "Shop")
    alpweb, nordnet = world.partner("Alpweb"), world.partner("Nordnet")
    key = world.requested(lea, alpweb, limited(lea.products[0]))
    assert [type(event) for event in world.events] == [events.RequestPrepared]
    found = world.stored(key)
    assert (found.status, found.sent_at, found.lapses_at, found.due_at) == (Status.PREPARED, None, None, None)
    with pytest.raises(ProductTaken):
        world.requested(lea, nordnet, limited(lea.products[0]))
    with pytest.raises(AlreadyPartners):
        world.requested(lea, alpweb, full())
    world.advance(days=400)
    assert world.look_at_deadlines() == []
    with pytest.raises(NotFound):
        world.does(alpweb, visible_partnership, key)


def test_it_is_sent_when_verification_comes_and_its_time_begins_then(world: World) -> None:
    lea = organisation(world, "Website")
    key = world.requested(lea, world.partner(), limited(lea.products[0]))
    world.advance(days=40)
    happened = verified(world, lea)
    assert events.RequestSent(key, prepared=True) in happened
    found = world.stored(key)
    assert (found.status, found.sent_at) == (Status.PENDING, world.moment)
    assert found.lapses_at == world.moment + INFOMANIAK.request_lapses_after
    assert found.requested_at == world.moment - timedelta(days=40)
    assert world.managed(key) == {lea.products[0]}
    assert [row.actor_id for row in world.trail() if row.action == "partnership.send"] == [None]


def test_several_are_each_judged_for_themselves(world: World) -> None:
    lea = organisation(world, "Website")
    gone, stays = world.partner("Alpweb"), world.partner("Nordnet")
    first, second = world.requested(lea, gone, full()), world.requested(lea, stays, limited(lea.products[0]))
    with world.units.begin("cli") as work:
        work.session.get_one(Organisation, gone.organisation).closed_at = work.now
    happened = verified(world, lea)
    assert world.status(first) is Status.ENDED
    assert world.stored(first).reason == Ceased.NOT_POSSIBLE
    assert world.status(second) is Status.PENDING
    (ceased,) = [event for event in happened if isinstance(event, events.PartnershipCeased)]
    assert ceased.because is not None
    with pytest.raises(NotFound):
        world.does(gone, visible_partnership, first)


def test_who_can_no_longer_be_verified_learns_that_nothing_is_sent(world: World) -> None:
    lea, tim = organisation(world), organisation(world)
    alpweb = world.partner()
    key, other = world.requested(tim, alpweb, full()), world.requested(lea, alpweb, full())
    happened = verified(world, lea)
    assert (world.status(key), world.stored(key).reason) == (Status.ENDED, Ceased.NOT_VERIFIED)
    assert world.status(other) is Status.PENDING
    (ceased,) = [event for event in happened if isinstance(event, events.PartnershipCeased)]
    assert (ceased.partnership_id, ceased.why) == (key, Ceased.NOT_VERIFIED)
    assert ceased.because is not None


def test_a_prepared_request_is_withdrawn_unseen(world: World) -> None:
    lea, alpweb = organisation(world, "Website"), world.partner()
    key = world.requested(lea, alpweb, limited(lea.products[0]))
    world.does(lea, requesting.withdraw, key)
    assert (world.status(key), world.stored(key).sent_at) == (Status.WITHDRAWN, None)
    assert world.managed(key) == set()
    with pytest.raises(NotFound):
        world.does(alpweb, visible_partnership, key)
    sent = world.requested(world.client("Blog"), alpweb, full())
    assert world.status(sent) is Status.PENDING


def test_who_is_verified_while_a_request_is_prepared_loses_none(world: World) -> None:
    """Of the two that happen at once, one comes first: in either order the request is sent."""
    with_support(world)
    lea = organisation(world)
    alpweb = world.partner()
    key = claim(world, ClaimKind.REGISTER, lea)
    done = world.race(
        (lea, lambda work, person: requesting.request(work, INFOMANIAK, person, alpweb.organisation, full()).id),
        (lea, lambda work, _person: judging.approve(work, INFOMANIAK, key, "Nina").id),
    )
    assert isinstance(done[0], int), done
    assert world.status(done[0]) is Status.PENDING
