"""Whom Telegram does not reach, where two things happen at once, and what it costs."""

from __future__ import annotations

import pytest

from domain.absence import Way
from domain.partnerships.rules import Status
from domain.people import Role
from services import absence, events
from services.partnerships import answering, enquiries
from storage.support import THE_GROUP
from storage.tables import Person, SupportGroup
from storage.work import Work
from tests.services.world import Somebody, World, limited


def goes_away(work: Work, person: Person) -> list[events.AnswererUnreached]:
    """Telegram has refused a message to the person."""
    person.reachable = False
    absence.lose(work, person)
    return [event for event in work.events if isinstance(event, events.AnswererUnreached)]


def comes_back(work: Work, person: Person) -> int:
    person.reachable = True
    return len(absence.come_back(work, person))


def asked(world: World, client: Somebody, partner: Somebody) -> int:
    return world.requested(client, partner, limited(*client.products))


def test_of_two_who_go_at_once_one_is_the_last(world: World) -> None:
    client, partner = world.client("Website"), world.partner()
    other = world.colleague(partner, Role.LEGAL_REPRESENTATIVE)
    request = asked(world, client, partner)

    told = world.race((partner, goes_away), (other, goes_away))

    assert world.stored(request).unreached is Way.NOBODY
    ways = [event.way for each in told if isinstance(each, list) for event in each]
    assert sorted(ways) == sorted([Way.COLLEAGUE, Way.NOBODY]), told
    assert world.does(partner, goes_away) == [], "nobody is told twice"


def test_whoever_is_refused_twice_at_once_is_told_of_once(world: World) -> None:
    client, partner = world.client("Website"), world.partner()
    asked(world, client, partner)

    told = world.race((partner, goes_away), (partner, goes_away))

    assert sorted(len(each) for each in told if isinstance(each, list)) == [0, 1], told


def test_going_and_confirming_at_once_leave_no_remark_on_what_is_settled(world: World) -> None:
    client, partner = world.client("Website"), world.partner()
    other = world.colleague(partner, Role.LEGAL_REPRESENTATIVE)
    request = asked(world, client, partner)

    world.race((partner, goes_away), (other, lambda work, person: answering.confirm(work, person, request).id))

    assert world.status(request) is Status.ACTIVE
    assert world.does(partner, goes_away) == []


@pytest.mark.parametrize("role", [Role.EMPLOYEE, Role.READER, Role.ADMINISTRATOR])
def test_who_may_not_answer_is_no_loss_and_no_return(world: World, role: Role) -> None:
    client, partner = world.client("Website"), world.partner()
    other = world.colleague(partner, role)
    request = asked(world, client, partner)
    assert world.does(other, goes_away) == []
    world.does(partner, goes_away)
    assert world.does(other, comes_back) == 0
    assert world.stored(request).unreached is Way.NOBODY
    assert world.does(partner, comes_back) == 1
    assert world.stored(request).unreached is None


def test_support_knows_of_whoever_is_silent_and_of_nobody_else(world: World) -> None:
    client, partner, other = world.client("Website", "Shop"), world.partner(), world.partner()
    with world.units.begin("cli") as work:
        work.session.add(SupportGroup(id=THE_GROUP, chat_id=-100, language="en", connected_at=work.now))
    questioned = world.requested(client, partner, limited(client.products[0]))
    world.does(partner, enquiries.ask, questioned, "Which shop system is it?")
    world.does(client, goes_away)
    assert events.NobodyReached(client.organisation, (questioned,)) in world.events

    pending = asked(world, world.client("Blog", name="Bergbahn"), partner)
    world.does(partner, goes_away)
    assert events.NobodyReached(partner.organisation, (pending,)) in world.events, "the question waits for the client"

    second = world.requested(client, other, limited(client.products[1]))
    world.does(other, enquiries.ask, second, "Since when?")
    assert [event.way for event in world.does(client, goes_away)] == [Way.SUPPORT]
    assert not any(isinstance(event, events.NobodyReached) for event in world.events), "support knows the client"
