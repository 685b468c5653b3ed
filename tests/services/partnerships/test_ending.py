"""Ending a partnership, announcing that, taking it back, undoing it: what is possible until when, and what is not."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from sqlalchemy import select

from domain.dates import DateRefused, read_day
from domain.partnerships.ending import Ended, LastDayRefused, names
from domain.partnerships.rules import Access, NotPossibleNow, NotYours, SetUp, Side, Status
from domain.people import Role
from domain.words import Refused
from services import events, products
from services.effects.reporting import report
from services.effects.settling import refuse
from services.partnerships import answering, ending, lasting
from services.partnerships.ending import EndsAnyway, PlaceTaken, TooLate
from storage.tables import Organisation, Partnership, Person, ProgrammeEvent
from storage.work import Units, Work
from tests.programmes import INFOMANIAK
from tests.services.world import START, Somebody, World, full, limited

TODAY = START.date()
DAY = dt.date(2027, 3, 31)


def undo(work: Work, person: Person, partnership_id: int) -> Partnership:
    return ending.undo(work, INFOMANIAK, person, partnership_id)


def announce(
    work: Work, person: Person, partnership_id: int, day: dt.date = DAY, reason: str | None = None
) -> Partnership:
    return ending.announce_end(work, INFOMANIAK, person, partnership_id, day, reason, "Farewell.")


@pytest.mark.parametrize("by", [Side.CLIENT, Side.PARTNER])
def test_an_end_keeps_who_why_and_the_last_words(world: World, by: Side) -> None:  # fact 32
    client, partner = world.client("Website"), world.partner()
    made = world.confirmed(client, partner, limited(*client.products))
    ender = client if by is Side.CLIENT else partner

    world.does(ender, ending.end, made, Ended.DONE, "Thank you.")

    stored = world.stored(made)
    assert (stored.status, stored.closed_by, stored.closed_by_id) == (Status.ENDED, by, ender.person)
    assert (stored.reason, stored.last_words) == (Ended.DONE, "Thank you.")
    assert world.managed(made) == set()
    assert world.events == [events.PartnershipEnded(made, by)]


@pytest.mark.parametrize("terms", ["limited", "full"])
@pytest.mark.parametrize("by", [Side.CLIENT, Side.PARTNER])
def test_an_end_is_undone_completely(world: World, by: Side, terms: str) -> None:
    client, partner = world.client("Website", "Shop"), world.partner()
    made = world.confirmed(client, partner, full() if terms == "full" else limited(*client.products))
    ender = client if by is Side.CLIENT else partner
    managed = world.managed(made)
    world.does(ender, ending.end, made, Ended.DONE, "Thank you.")
    world.advance(minutes=9, seconds=59.9)

    world.does(ender, undo, made)

    stored = world.stored(made)
    assert (stored.status, stored.closed_at, stored.closed_by, stored.closed_by_id) == (Status.ACTIVE, None, None, None)
    assert (stored.reason, stored.last_words, stored.due_at) == (None, None, None)
    assert world.managed(made) == managed
    assert world.events == [events.EndUndone(made, by)]
    world.does(ender, ending.end, made)  # and it can end again


def test_another_representative_of_the_same_side_may_undo_it(world: World) -> None:
    client, partner = world.client("Website"), world.partner()
    made = world.confirmed(client, partner, full())
    world.does(client, ending.end, made)

    world.does(world.colleague(client, Role.LEGAL_REPRESENTATIVE), undo, made)

    assert world.status(made) is Status.ACTIVE


def refused(world: World, who: Somebody, made: int, kind: type[Refused]) -> None:
    trail = world.end_of_trail()
    with pytest.raises(kind):
        world.does(who, undo, made)
    assert world.status(made) is Status.ENDED
    assert world.end_of_trail() == trail


def test_who_has_not_ended_it_undoes_nothing(world: World) -> None:
    client, partner, nordnet = world.client("Website"), world.partner(), world.partner("Nordnet")
    made = world.confirmed(client, partner, full())
    with pytest.raises(NotPossibleNow):
        world.does(client, undo, made)  # it has not ended
    world.does(client, ending.end, made)
    refused(world, partner, made, NotYours)

    replaced = world.confirmed(client, partner, full())
    world.does(nordnet, answering.confirm, world.requested(client, nordnet, full()))
    refused(world, client, replaced, NotYours)  # the programme has


def test_after_ten_minutes_nothing_is_undone(world: World) -> None:
    client, partner = world.client("Website"), world.partner()
    made = world.confirmed(client, partner, full())
    world.does(client, ending.end, made)
    world.advance(minutes=10)

    refused(world, client, made, TooLate)


def test_the_profile_says_how_long(world: World) -> None:
    client, partner = world.client("Website"), world.partner()
    made = world.confirmed(client, partner, full())
    world.does(client, ending.end, made)
    world.advance(hours=1)

    patient = replace(INFOMANIAK, undo_within=dt.timedelta(hours=2))
    world.does(client, lambda work, person: ending.undo(work, patient, person, made))

    assert world.status(made) is Status.ACTIVE


def _new_request(world: World, client: Somebody, partner: Somebody, _nordnet: Somebody) -> None:
    world.requested(client, partner, full())


def _other_full_access(world: World, client: Somebody, _partner: Somebody, nordnet: Somebody) -> None:
    world.confirmed(client, nordnet, full())


def _product_asked_for(world: World, client: Somebody, _partner: Somebody, nordnet: Somebody) -> None:
    world.requested(client, nordnet, limited(client.products[0]))


def _product_removed(world: World, client: Somebody, _partner: Somebody, _nordnet: Somebody) -> None:
    world.does(client, products.remove, client.products[0])


def _no_partner_any_more(world: World, _client: Somebody, partner: Somebody, _nordnet: Somebody) -> None:
    with world.units.begin("cli") as work:
        dismissed = work.session.get_one(Organisation, partner.organisation)
        dismissed.is_partner, dismissed.partner_code = False, None


@pytest.mark.parametrize(
    ("access", "meanwhile"),
    [
        (Access.FULL, _new_request),
        (Access.LIMITED, _new_request),
        (Access.FULL, _other_full_access),
        (Access.LIMITED, _product_asked_for),
        (Access.LIMITED, _product_removed),
        (Access.FULL, _no_partner_any_more),
    ],
)
def test_what_has_taken_the_place_stays(world: World, access: Access, meanwhile: object) -> None:
    client, partner, nordnet = world.client("Website", "Shop"), world.partner(), world.partner("Nordnet")
    made = world.confirmed(client, partner, full() if access is Access.FULL else limited(*client.products))
    world.does(client, ending.end, made)
    assert callable(meanwhile)
    meanwhile(world, client, partner, nordnet)

    refused(world, client, made, PlaceTaken)


def test_another_partners_full_access_does_not_hinder_limited_access(world: World) -> None:
    client, partner, nordnet = world.client("Website"), world.partner(), world.partner("Nordnet")
    made = world.confirmed(client, partner, limited(*client.products))
    world.does(client, ending.end, made)
    world.confirmed(client, nordnet, full())

    world.does(client, undo, made)

    assert world.managed(made) == set(client.products)


def test_an_end_is_announced_changed_and_taken_back(world: World) -> None:
    client, partner = world.client("Website"), world.partner()
    made = world.confirmed(client, partner, full())

    world.does(partner, announce, made, DAY, "#done")
    assert world.events == [events.EndAnnounced(made, Side.PARTNER)]
    stored = world.stored(made)
    assert (stored.status, stored.ends_on, stored.ending_by) == (Status.ACTIVE, DAY, Side.PARTNER)
    assert (stored.reason, stored.last_words) == ("#done", "Farewell.")
    assert stored.lapses_at == dt.datetime(2027, 3, 31, 22, tzinfo=dt.UTC)  # midnight in Zurich, in summer

    world.does(partner, announce, made, dt.date(2026, 12, 31))
    assert world.stored(made).lapses_at == dt.datetime(2026, 12, 31, 23, tzinfo=dt.UTC)  # and in winter
    with pytest.raises(EndsAnyway):
        world.does(client, announce, made)
    with pytest.raises(NotYours):
        world.does(client, ending.revoke_end, made)

    world.does(partner, ending.revoke_end, made)
    assert world.events == [events.EndRevoked(made, Side.PARTNER)]
    stored = world.stored(made)
    assert (stored.ends_on, stored.ending_by, stored.reason, stored.last_words, stored.due_at) == (None,) * 5
    with pytest.raises(NotPossibleNow):
        world.does(partner, ending.revoke_end, made)


def test_a_last_day_that_the_client_has_set_stays(world: World) -> None:
    client, partner = world.client("Website"), world.partner()
    made = world.confirmed(client, partner, full())
    world.does(client, lambda work, person: lasting.set_end(work, INFOMANIAK, person, made, DAY))

    for who in (client, partner):
        with pytest.raises(EndsAnyway):
            world.does(who, announce, made)
        with pytest.raises(NotPossibleNow):
            world.does(who, ending.revoke_end, made)


@pytest.mark.parametrize(("days", "possible"), [(-1, False), (0, True), (366, True), (367, False)])
def test_a_last_day_is_today_or_within_a_year(world: World, days: int, possible: bool) -> None:
    client, partner = world.client("Website"), world.partner()
    made = world.confirmed(client, partner, full())
    day = TODAY + dt.timedelta(days=days)

    if possible:
        assert world.does(client, announce, made, day).ends_on == day
    else:
        with pytest.raises(LastDayRefused):
            world.does(client, announce, made, day)


def test_whoever_announced_it_and_ends_it_at_once_has_said_why(world: World) -> None:
    client, partner = world.client("Website"), world.partner()
    made = world.confirmed(client, partner, full())
    world.does(client, announce, made, DAY, "#done")

    world.does(client, ending.end, made)
    assert (world.stored(made).reason, world.stored(made).last_words) == ("#done", "Farewell.")

    world.does(client, undo, made)  # and it ends on that day as before
    stored = world.stored(made)
    assert (stored.ends_on, stored.reason, stored.last_words) == (DAY, "#done", "Farewell.")
    assert stored.lapses_at == dt.datetime(2027, 3, 31, 22, tzinfo=dt.UTC)

    world.does(partner, ending.end, made)
    assert (world.stored(made).reason, world.stored(made).last_words) == (None, None)


def test_the_providers_systems_set_it_up_again_or_it_ends_as_before(world: World) -> None:
    client, partner = world.client("Website"), world.partner()
    made = world.confirmed(client, partner, limited(*client.products))
    world.does(client, ending.end, made, Ended.DONE, "Thank you.")
    ended = world.stored(made)
    world.advance(minutes=1)
    quiet, world.units = world.units, Units(world.engine, lambda: world.moment, listened=True)
    with world.units.begin("chat") as work:
        work.actor_id = client.person
        ending.undo(work, INFOMANIAK, work.session.get_one(Person, client.person), made)
        (happened,) = work.events
        kept = report(work, happened)
        assert kept is not None
        assert (kept.kind, kept.before is not None) == ("partnership.resumed", True)
    assert world.stored(made).set_up is SetUp.WAITING

    with world.units.begin("api") as work:
        found = work.session.scalars(select(ProgrammeEvent).where(ProgrammeEvent.kind == "partnership.resumed")).one()
        refuse(work, INFOMANIAK, found, "account_blocked", "")
        assert work.events == [events.SetUpRefused(made, "partnership.resumed")]

    stored = world.stored(made)
    assert (stored.status, stored.closed_at, stored.closed_by) == (Status.ENDED, ended.closed_at, Side.CLIENT)
    assert (stored.reason, stored.last_words, stored.closed_by_id) == (Ended.DONE, "Thank you.", client.person)
    assert world.managed(made) == set()

    world.does(client, undo, made)  # the time for it is not over
    assert world.managed(made) == set(client.products)
    world.units = quiet


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("seegarten", "Seegarten AG"),
        ("SEEGARTEN  ag", "Seegarten GmbH"),
        ("mueller & soehne", "Müller und Söhne GmbH"),
        ("L'Étoile", "L’Etoile Sàrl"),
        ("«Rössli»", "Roessli"),
        ("Alp-Web", "Alp – Web"),
        ("und", "Und"),
    ],
)
def test_a_name_is_taken_as_people_type_it(typed: str, name: str) -> None:
    assert names(typed, name)


@pytest.mark.parametrize("typed", ["", "seegart", "Seegarten Hotels", "Nordnet", "ja", "AG"])
def test_another_name_is_none(typed: str) -> None:
    assert not names(typed, "Seegarten AG")


@pytest.mark.parametrize("typed", ["2027-03-31", "31.3.2027", "31. 03. 2027", "31 March 2027", "31. März 2027"])
def test_a_day_is_read(typed: str) -> None:
    assert read_day(typed, TODAY) == DAY


@pytest.mark.parametrize("typed", ["", "31.2.2027", "31.3.", "tomorrow", "31 Brumaire 2027"])
def test_what_is_no_day_is_refused(typed: str) -> None:
    with pytest.raises(DateRefused):
        read_day(typed, TODAY)


def test_a_request_that_was_open_before_the_end_does_not_keep_it_from_being_undone(world: World) -> None:
    client, partner = world.client("Website"), world.partner()
    made = world.confirmed(client, partner, limited(*client.products))
    world.requested(client, partner, full())
    world.advance(hours=1)
    world.does(client, ending.end, made)

    world.does(client, undo, made)

    assert world.stored(made).status is Status.ACTIVE


def test_agreeing_on_another_access_does_not_forget_the_announced_end(world: World) -> None:
    client, partner = world.client("Website"), world.partner()
    made = world.confirmed(client, partner, limited(*client.products))
    asked = world.requested(client, partner, full())
    world.does(client, announce, made, DAY, "#done")

    world.does(partner, answering.confirm, asked)

    stored = world.stored(asked)
    assert (stored.status, stored.ends_on, stored.ending_by) == (Status.ACTIVE, DAY, Side.CLIENT)
    assert (stored.reason, stored.lapses_at) == ("#done", dt.datetime(2027, 3, 31, 22, tzinfo=dt.UTC))
