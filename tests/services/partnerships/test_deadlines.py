"""Time passes: reminders after 3 and 14 days, the lapse after 30, and what moves them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from datetime import timedelta

import pytest

from domain.partnerships.rules import Ceased, Side, Status
from domain.programme import Programme
from services.events import PartnershipCeased, RequestLapsed, RequestReminded
from services.partnerships import answering, deadlines, ending, requesting
from storage.tables import Organisation, Person
from storage.work import Event
from tests.programmes import INFOMANIAK
from tests.services.world import START, World, full, limited, resend


def looked_at(world: World, day: float) -> list[Event]:
    """What a look at deadlines reports that many days after the start."""
    world.moment = START + timedelta(days=day)
    return world.look_at_deadlines()


def looked_at_as(world: World, programme: Programme, day: float) -> list[Event]:
    """The same, in a programme with other durations."""
    world.moment = START + timedelta(days=day)
    with world.units.begin("job") as work:
        deadlines.look_at_due_requests(work, programme)
    return work.events


@pytest.mark.parametrize(
    ("side", "change", "why"),
    [
        ("partner", {"is_partner": False, "partner_code": None}, Ceased.PARTNER_CLOSED),
        ("partner", {"closed_at": START}, Ceased.PARTNER_CLOSED),
        ("client", {"closed_at": START}, Ceased.CLIENT_CLOSED),
    ],
)
def test_a_request_that_nobody_can_answer_any_more_ceases(
    world: World, side: str, change: dict[str, object], why: Ceased
) -> None:
    client, partner = world.client("Website"), world.partner()
    made = world.requested(client, partner, limited(*client.products))
    with world.units.begin("import") as work:
        organisation = work.session.get_one(Organisation, (client if side == "client" else partner).organisation)
        for name, value in change.items():
            setattr(organisation, name, value)

    assert looked_at(world, 3) == [PartnershipCeased(made, why)]

    assert (world.status(made), world.stored(made).reason) == (Status.ENDED, why)
    assert world.managed(made) == set()
    assert looked_at(world, 31) == []


def test_an_unanswered_request_is_reminded_of_twice_and_lapses(world: World) -> None:
    client, partner = world.client("Website"), world.partner()
    made = world.requested(client, partner, limited(*client.products))
    a_minute = 1 / 24 / 60

    reported = {
        day: looked_at(world, day)
        for day in (0, 1, 3 - a_minute, 3, 3 + a_minute, 10, 14 - a_minute, 14, 20, 30 - a_minute, 30, 31, 100)
    }

    assert {day: events for day, events in reported.items() if events} == {
        3: [RequestReminded(made)],
        14: [RequestReminded(made)],
        30: [RequestLapsed(made)],
    }


def test_a_lapsed_request_is_closed_by_the_programme_and_holds_nothing(world: World) -> None:
    client, partner = world.client("Website"), world.partner()
    made = world.requested(client, partner, limited(*client.products))
    looked_at(world, 30)

    lapsed = world.stored(made)
    assert (lapsed.status, lapsed.closed_by, lapsed.closed_at) == (Status.LAPSED, Side.PROGRAMME, world.moment)
    assert (lapsed.lapses_at, lapsed.due_at) == (None, None)
    assert world.managed(made) == set()
    assert world.status(world.requested(client, partner, limited(*client.products))) is Status.PENDING


def test_after_an_outage_one_reminder_is_enough(world: World) -> None:
    made = world.requested(world.client(), world.partner(), full())

    assert looked_at(world, 20) == [RequestReminded(made)]
    assert looked_at(world, 29) == []
    assert looked_at(world, 30) == [RequestLapsed(made)]


def test_after_a_long_outage_a_request_lapses_without_a_reminder(world: World) -> None:
    made = world.requested(world.client(), world.partner(), full())

    assert looked_at(world, 45) == [RequestLapsed(made)]


def test_sending_again_starts_anew(world: World) -> None:
    client, partner = world.client(), world.partner()
    made = world.requested(client, partner, full())
    assert looked_at(world, 3) == [RequestReminded(made)]

    world.moment = START + timedelta(days=5)
    world.does(client, resend, made)

    reported = {day: looked_at(world, day) for day in range(5, 40)}
    assert {day: events for day, events in reported.items() if events} == {
        5 + 3: [RequestReminded(made)],
        5 + 14: [RequestReminded(made)],
        5 + 30: [RequestLapsed(made)],
    }


def test_a_request_that_is_sent_again_on_its_last_day_lives_on(world: World) -> None:
    client, partner = world.client(), world.partner()
    made = world.requested(client, partner, full())
    world.moment = START + timedelta(days=29)
    world.does(client, resend, made)

    assert world.look_at_deadlines() == []
    assert looked_at(world, 58) == [RequestReminded(made)]
    assert looked_at(world, 59) == [RequestLapsed(made)]


def test_a_clock_that_is_set_back_neither_reminds_twice_nor_forgets(world: World) -> None:
    made = world.requested(world.client(), world.partner(), full())

    assert looked_at(world, 4) == [RequestReminded(made)]
    assert [looked_at(world, day) for day in (1, -10, 3, 4)] == [[], [], [], []]
    assert looked_at(world, 14) == [RequestReminded(made)]


def test_what_is_settled_is_left_alone(world: World) -> None:
    client, alpweb, nordnet = world.client("Website"), world.partner("Alpweb"), world.partner("Nordnet")
    world.confirmed(client, alpweb, limited(*client.products))
    world.does(client, requesting.withdraw, world.requested(client, nordnet, full()))
    world.does(nordnet, ending.end, world.confirmed(client, nordnet, full()))
    world.does(nordnet, answering.decline, world.requested(client, nordnet, full()), None)
    before = world.end_of_trail()

    assert looked_at(world, 90) == []
    assert world.trail(before) == []


def test_many_due_requests_are_looked_at_in_batches_the_oldest_first(world: World) -> None:
    partner = world.partner()
    made = []
    for number in range(5):
        made.append(world.requested(world.client(name=f"Hotel {number}"), partner, full()))
        world.advance(minutes=1)
    world.advance(days=3)

    batches = []
    for _ in range(4):
        with world.units.begin("job") as work:
            deadlines.look_at_due_requests(work, INFOMANIAK, limit=2)
        batches.append(work.events)

    reminded = [RequestReminded(request) for request in made]
    assert batches == [reminded[:2], reminded[2:4], reminded[4:], []]


def test_each_request_has_its_own_time(world: World) -> None:
    partner = world.partner()
    first = world.requested(world.client(name="Seegarten Hotels"), partner, full())
    world.advance(days=16)
    second = world.requested(world.client(name="Bergbahn"), partner, full())

    assert looked_at(world, 19) == [RequestReminded(first), RequestReminded(second)]
    assert looked_at(world, 30) == [RequestLapsed(first), RequestReminded(second)]
    assert looked_at(world, 46) == [RequestLapsed(second)]


def test_another_provider_waits_as_long_as_it_likes(world: World) -> None:
    hasty = replace(INFOMANIAK, reminders_after=(), request_lapses_after=timedelta(days=2))
    client, partner = world.client(), world.partner()
    with world.units.begin("chat") as work:
        person = work.session.get_one(Person, client.person)
        made = requesting.request(work, hasty, person, partner.organisation, full()).id

    assert looked_at_as(world, hasty, 1.9) == []
    assert looked_at_as(world, hasty, 2) == [RequestLapsed(made)]


def test_a_profile_with_later_reminders_does_not_delay_the_promised_lapse(world: World) -> None:
    patient = replace(
        INFOMANIAK, reminders_after=(timedelta(days=3), timedelta(days=45)), request_lapses_after=timedelta(days=60)
    )
    made = world.requested(world.client(), world.partner(), full())  # its partner has been told: 30 days

    assert looked_at_as(world, patient, 3) == [RequestReminded(made)]
    assert looked_at_as(world, patient, 30) == [RequestLapsed(made)]


def test_the_job_leaves_a_trail_without_an_actor(world: World) -> None:
    made = world.requested(world.client(), world.partner(), full())
    before = world.end_of_trail()
    looked_at(world, 3)
    looked_at(world, 30)

    trail = world.trail(before)
    assert [(row.action, row.subject_id) for row in trail] == [
        ("partnership.remind", made),
        ("partnership.lapse", made),
    ]
    assert {(row.channel, row.actor_id) for row in trail} == {("job", None)}
    assert [row.at - START for row in trail] == [dt.timedelta(days=3), dt.timedelta(days=30)]
