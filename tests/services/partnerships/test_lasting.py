"""The last day of an access: reminders before it, the end after it, and what holds meanwhile."""

from __future__ import annotations

import datetime as dt
from datetime import timedelta
from functools import partial

import pytest

from domain.partnerships.rules import Ceased, NotPossibleNow, NotYours, Payer, Side, Status
from services import events
from services.partnerships import answering, changing, deadlines, ending, lasting, reading
from services.partnerships.finding import visible_partnership
from services.partnerships.lasting import LastDayRefused, months_later
from storage.partnerships import count_by_partner, count_of_partner, holders, of_client, open_between, with_full_access
from storage.tables import Partnership, Person
from storage.work import Event, Work
from tests.programmes import INFOMANIAK
from tests.services.world import START, Somebody, World, full, limited

ZURICH = INFOMANIAK.support_hours.timezone
LAST = dt.date(2027, 3, 31)
OVER = dt.datetime(2027, 4, 1, tzinfo=ZURICH)


def set_end(work: Work, person: Person, partnership_id: int, day: dt.date | None) -> Partnership:
    return lasting.set_end(work, INFOMANIAK, person, partnership_id, day)


def announced(world: World, made: int, by: Side, day: dt.date, reason: str | None) -> None:
    """A side has announced that it ends the partnership with that day."""
    with world.units.begin("cli") as work:
        partnership = work.session.get_one(Partnership, made)
        deadlines.last_until(work, INFOMANIAK, partnership, day)
        partnership.ending_by, partnership.reason = by, reason


def looked_at(world: World, moment: dt.datetime) -> list[Event]:
    world.moment = moment.astimezone(dt.UTC)
    return world.look_at_deadlines()


def test_both_are_reminded_thirty_seven_and_one_day_before_when_support_opens_and_then_it_is_over(
    world: World,
) -> None:
    client, partner = world.client(), world.partner()
    made = world.confirmed(client, partner, full())
    world.does(client, set_end, made, LAST)
    assert world.events == [events.EndDateSet(made, None)]

    reported = {}
    day = dt.datetime(2027, 2, 25, tzinfo=ZURICH)
    while day < OVER + timedelta(days=2):
        for hour in (0, 7, 8, 20):
            moment = day.replace(hour=hour)
            if found := looked_at(world, moment):
                reported[moment] = found
        day += timedelta(days=1)

    opens = INFOMANIAK.support_hours.opens.hour
    assert reported == {
        dt.datetime(2027, 3, 1, opens, tzinfo=ZURICH): [events.EndNear(made, 30)],
        dt.datetime(2027, 3, 24, opens, tzinfo=ZURICH): [events.EndNear(made, 7)],
        dt.datetime(2027, 3, 30, opens, tzinfo=ZURICH): [events.EndNear(made, 1)],
        OVER: [events.PartnershipExpired(made)],
    }
    ended = world.stored(made)
    assert (ended.status, ended.closed_by, ended.reason) == (Status.ENDED, Side.PROGRAMME, Ceased.END_DATE)
    assert (ended.lapses_at, ended.due_at) == (None, None)


def test_after_an_outage_one_reminder_stands_for_all(world: World) -> None:
    client, partner = world.client(), world.partner()
    made = world.confirmed(client, partner, full())
    world.does(client, set_end, made, LAST)

    assert looked_at(world, OVER - timedelta(hours=3)) == [events.EndNear(made, 0)]
    assert looked_at(world, OVER + timedelta(days=40)) == [events.PartnershipExpired(made)]


def test_after_a_long_outage_it_is_over_without_a_reminder(world: World) -> None:
    client, partner = world.client(), world.partner()
    made = world.confirmed(client, partner, full())
    world.does(client, set_end, made, LAST)

    assert looked_at(world, OVER + timedelta(days=3)) == [events.PartnershipExpired(made)]


def test_whoever_extends_it_is_reminded_anew(world: World) -> None:
    client, partner = world.client(), world.partner()
    made = world.confirmed(client, partner, full())
    world.does(client, set_end, made, dt.date(2026, 12, 1))
    assert looked_at(world, dt.datetime(2026, 12, 1, 23, 59, tzinfo=ZURICH)) == [events.EndNear(made, 0)]
    world.does(client, set_end, made, LAST)
    assert world.events == [events.EndDateSet(made, dt.date(2026, 12, 1))]

    assert looked_at(world, dt.datetime(2026, 12, 24, tzinfo=ZURICH)) == []
    assert looked_at(world, dt.datetime(2027, 3, 2, tzinfo=ZURICH)) == [events.EndNear(made, 29)]


def test_without_a_last_day_nothing_happens_and_the_same_day_is_no_news(world: World) -> None:
    client, partner = world.client(), world.partner()
    made = world.confirmed(client, partner, full())
    world.does(client, set_end, made, LAST)
    world.does(client, set_end, made, LAST)
    assert world.events == []
    world.does(client, set_end, made, None)
    assert world.events == [events.EndDateSet(made, LAST)]

    assert looked_at(world, OVER + timedelta(days=1)) == []
    assert world.status(made) is Status.ACTIVE


@pytest.mark.parametrize("by", [Side.CLIENT, Side.PARTNER])
def test_an_announced_end_is_by_whoever_announced_it_and_the_day_is_theirs(world: World, by: Side) -> None:
    client, partner = world.client(), world.partner()
    made = world.confirmed(client, partner, full())
    announced(world, made, by, LAST, "We move on.")
    with pytest.raises(NotPossibleNow, match="announced"):
        world.does(client, set_end, made, dt.date(2027, 6, 30))

    assert looked_at(world, dt.datetime(2027, 3, 1, 12, tzinfo=ZURICH)) == [events.EndNear(made, 30)]
    assert looked_at(world, OVER) == [events.PartnershipExpired(made, by)]
    ended = world.stored(made)
    assert (ended.status, ended.closed_by, ended.reason) == (Status.ENDED, by, "We move on.")


@pytest.mark.parametrize("day", [dt.date(2026, 11, 22), dt.date(2026, 11, 23), dt.date(2031, 11, 24)])
def test_a_last_day_is_in_the_future_and_within_five_years(world: World, day: dt.date) -> None:
    client = world.client()
    made = world.confirmed(client, world.partner(), full())

    with pytest.raises(LastDayRefused):
        world.does(client, set_end, made, day)

    world.does(client, set_end, made, dt.date(2031, 11, 23))


def test_today_is_the_day_where_the_programme_is(world: World) -> None:
    client = world.client()
    made = world.confirmed(client, world.partner(), full())
    world.moment = dt.datetime(2026, 11, 30, 23, 30, tzinfo=dt.UTC)  # 1 December in Zurich

    with pytest.raises(LastDayRefused):
        world.does(client, set_end, made, dt.date(2026, 12, 1))


def test_only_the_client_and_only_of_an_active_partnership(world: World) -> None:
    client, partner = world.client(), world.partner()
    asked = world.requested(client, partner, full())
    with pytest.raises(NotPossibleNow):
        world.does(client, set_end, asked, LAST)
    world.does(partner, answering.confirm, asked)

    with pytest.raises(NotYours):
        world.does(partner, set_end, asked, LAST)


def expiring(world: World) -> tuple[Somebody, Somebody, int]:
    """A client and a partner whose full access is over since a second, and nobody has looked."""
    client, partner = world.client("Website"), world.partner()
    made = world.confirmed(client, partner, full())
    world.does(client, set_end, made, LAST)
    world.moment = (OVER + timedelta(seconds=1)).astimezone(dt.UTC)
    return client, partner, made


def test_what_is_over_counts_no_longer_although_nobody_has_looked(world: World) -> None:
    client, partner, made = expiring(world)
    with world.units.begin("cli") as work:
        session, now = work.session, work.now
        assert not of_client(session, client.organisation, now)
        assert count_of_partner(session, partner.organisation, Status.ACTIVE, now) == 0
        assert count_by_partner(session, [partner.organisation], Status.ACTIVE, now) == {}
        assert open_between(session, client.organisation, partner.organisation, now) == {}
        assert not with_full_access(session, client.organisation, Status.ACTIVE, now)
        assert not holders(session, client.products, now)
        assert [each.id for each in reading.several(work, status=Status.ENDED, limit=5)] == [made]


@pytest.mark.parametrize("who", ["client", "partner"])
def test_whoever_looks_finds_it_ended(world: World, who: str) -> None:
    client, partner, made = expiring(world)

    found, _ = world.does(client if who == "client" else partner, visible_partnership, made)

    assert (found.status, found.closed_by) == (Status.ENDED, Side.PROGRAMME)
    assert world.events == [events.PartnershipExpired(made)]


def test_nobody_changes_what_is_over(world: World) -> None:
    client, partner, made = expiring(world)
    deeds = (
        (client, partial(set_end, partnership_id=made, day=dt.date(2027, 12, 31))),
        (client, partial(changing.change_payer, partnership_id=made, payer=Payer.PARTNER)),
        (partner, partial(ending.end, partnership_id=made)),
    )
    for who, deed in deeds:
        with pytest.raises(NotPossibleNow, match="has ended"):
            world.does(who, deed)


def test_another_partner_takes_the_place_of_what_is_over(world: World) -> None:  # fact 24
    client, _, made = expiring(world)
    nordnet = world.partner("Nordnet")

    confirmed = world.confirmed(client, nordnet, full())

    assert world.status(confirmed) is Status.ACTIVE
    assert (world.status(made), world.stored(made).reason) == (Status.ENDED, Ceased.END_DATE)


def test_a_request_that_waited_meanwhile_is_confirmed_after_the_end(world: World) -> None:  # fact 24
    client, partner, nordnet = world.client("Website"), world.partner(), world.partner("Nordnet")
    made = world.confirmed(client, partner, full())
    world.does(client, set_end, made, dt.date(2026, 11, 30))
    asked = world.requested(client, nordnet, full())
    world.moment = START + timedelta(days=10)

    world.does(nordnet, answering.confirm, asked)

    assert world.events == [events.PartnershipExpired(made), events.PartnershipConfirmed(asked)]


def test_products_are_free_again(world: World) -> None:  # fact 19
    client, partner = world.client("Website"), world.partner()
    made = world.confirmed(client, partner, limited(*client.products))
    world.does(client, set_end, made, LAST)
    world.moment = OVER.astimezone(dt.UTC)

    asked = world.requested(client, world.partner("Nordnet"), limited(*client.products))

    assert world.managed(asked) == set(client.products)
    assert world.managed(made) == set()


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (dt.date(2026, 11, 23), 1, dt.date(2026, 12, 23)),
        (dt.date(2026, 11, 30), 3, dt.date(2027, 2, 28)),
        (dt.date(2026, 12, 31), 12, dt.date(2027, 12, 31)),
        (dt.date(2028, 2, 29), 12, dt.date(2029, 2, 28)),
    ],
)
def test_months_end_when_they_end(day: dt.date, months: int, later: dt.date) -> None:
    assert months_later(day, months) == later
