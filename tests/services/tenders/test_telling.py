"""Subscribers are told of a tender some at a time, each once, and nobody who should not be."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import func, select

from domain.tenders.kinds import WorkKind
from domain.tenders.matching import Interest
from domain.tenders.rules import CloseReason
from services import events
from services.people import colleagues
from services.rights import NotFound
from services.tenders import awarding, changing, deciding, ending, publishing, subscribing, telling
from services.tenders.changing import content_of
from services.tenders.reading import seen_tender
from storage.tables import Audit, Base, Due, Organisation, Person, Tender, TenderNotice
from storage.tenders import Filter, count_listed
from storage.work import Work
from tests.programmes import AT_ONCE
from tests.services.tenders.bidding import chosen, offered
from tests.services.tenders.scenes import WANTED, stored, subscribed, tendered
from tests.services.world import Somebody, World

SHOPS = Interest(kinds=frozenset({WorkKind.SHOP}))


def told(world: World) -> list[int]:
    """Tells everybody who is to be told; who was told at once, in their order."""
    people: list[int] = []
    while True:
        with world.units.begin("job") as work:
            if not telling.tell_some(work, AT_ONCE):
                return people
            for event in work.events:
                assert isinstance(event, events.TenderTold)
                people += [person_id for person_id, _ in event.people]
            work.events.clear()


def test_each_is_told_once_whatever_the_batches_are(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(telling, "SUBSCRIPTIONS_AT_ONCE", 2)
    client, partners = world.client(), [world.partner(f"Partner {number}") for number in range(5)]
    for each in partners:
        subscribed(world, each)
    other = world.partner("Shops only")
    subscribed(world, other, SHOPS)

    tender = tendered(world, client)

    assert told(world) == [each.person for each in partners]
    assert told(world) == []

    def into_a_shop(work: Work, person: object) -> None:
        found = work.session.get_one(Tender, tender)
        said = content_of(found)
        changing.change(
            work,
            person,  # type: ignore[arg-type]  # whoever the world gives
            tender,
            changing.Content(said.subject, said.wanted, WorkKind.SHOP, None, None, said.languages),
        )

    world.does(client, into_a_shop)
    assert told(world) == [other.person], "those who know it read the change instead"


def test_whom_the_deadline_was_too_early_for_is_told_when_it_is_extended(world: World) -> None:
    client, partner, late = world.client(), world.partner(), world.partner("Late")
    subscribed(world, partner)
    tender = tendered(world, client)
    assert told(world) == [partner.person]
    subscribed(world, late)
    found_it = world.partner("Found it in the list")
    offered(world, found_it, tender)
    subscribed(world, found_it)
    world.advance(days=8)

    def extend(work: Work, person: Person) -> None:
        changing.extend(work, person, tender, work.now + dt.timedelta(days=7), dt.UTC)

    world.does(client, extend)

    assert told(world) == [late.person]


def test_what_was_accepted_before_all_were_told_is_told_when_it_is_open_again(world: World) -> None:
    client, quick, partner = world.client(), world.partner("Quick"), world.partner()
    subscribed(world, partner)
    for think_better in (deciding.let_go, awarding.back_out):
        first = chosen(world, client, quick, tendered(world, client))
        assert told(world) == []

        world.does(client if think_better is deciding.let_go else quick, think_better, first)

        assert told(world) == [partner.person]


def test_whoever_does_not_receive_tenders_is_not_told(world: World) -> None:
    client, partner, frozen, gone = world.client(), world.partner(), world.partner("Frozen"), world.partner("Gone")
    leaver = world.colleague(partner)
    for each in (partner, frozen, gone, leaver):
        subscribed(world, each)
    world.does(leaver, colleagues.leave, partner.organisation)
    with world.units.begin("cli") as work:
        work.session.get_one(Organisation, frozen.organisation).frozen_at = work.now
        work.session.get_one(Organisation, gone.organisation).closed_at = work.now

    tendered(world, client)

    assert told(world) == [partner.person]


def test_a_tender_for_chosen_partners_goes_to_their_deciders_alone(world: World) -> None:
    client, chosen, other = world.client(), world.partner(), world.partner("Other")
    world.colleague(chosen)
    subscribed(world, other)

    tendered(world, client, invited=(chosen.organisation,))

    assert told(world) == [chosen.person]


def test_the_daily_summary_waits_for_its_hour_once(world: World) -> None:
    client, partner = world.client(), world.partner()
    subscribed(world, partner, hour=14)
    tendered(world, client)
    tendered(world, client, subject="Another one of these")

    assert told(world) == []

    with world.units.begin("cli") as work:
        (due,) = work.session.scalars(select(Due).where(Due.kind == telling.DIGEST))
        assert (due.person_id, due.due_at) == (partner.person, dt.datetime(2026, 11, 23, 13, tzinfo=dt.UTC))
        assert work.session.scalar(select(func.count()).where(TenderNotice.told_at.is_(None))) == 2
    assert world.does(partner, subscribing.unsubscribe)
    assert not world.does(partner, subscribing.unsubscribe)


def test_there_are_limits_to_what_one_person_publishes(world: World) -> None:
    client = world.client()
    for _ in range(publishing.MOST_A_DAY):
        tendered(world, client)
    with pytest.raises(publishing.TooManyTenders):
        tendered(world, client)
    world.advance(days=2)
    for _ in range(publishing.MOST_RUNNING - publishing.MOST_A_DAY):
        tendered(world, client)
    with pytest.raises(publishing.TooManyTenders):
        tendered(world, client)


def test_everything_about_a_tender_is_erased_a_year_after_its_end(world: World) -> None:
    client, partner = world.client(), world.partner()
    subscribed(world, partner)
    tender = tendered(world, client)
    told(world)
    _closes(world, client, tender)

    world.advance(days=364)
    _looks(world)
    assert stored(world, tender) is not None
    world.advance(days=2)
    _looks(world)

    assert stored(world, tender) is None
    with world.units.begin("cli") as work:
        of_tenders = [table for name, table in Base.metadata.tables.items() if "tender_id" in table.c]
        assert all(work.session.scalar(select(func.count()).select_from(table)) == 0 for table in of_tenders)
        trail = work.session.scalars(select(Audit).where(Audit.subject == "tender")).all()
    assert trail
    said = str([(each.before, each.after) for each in trail])
    assert "hotel" not in said, "the trail is kept for ever, and holds nobody's words"
    assert "500000" not in said


def test_what_nobody_decides_is_closed_in_the_end(world: World) -> None:
    client = world.client()
    tender = tendered(world, client)
    world.advance(days=7)
    assert [type(each) for each in _looks(world)] == [events.TenderLapsed]
    world.advance(days=59)
    assert _looks(world) == []
    world.advance(days=1)
    assert [type(each) for each in _looks(world)] == [events.TenderClosed]
    found = stored(world, tender)
    assert found is not None
    assert found.close_reason is CloseReason.NOT_DECIDED


def test_what_support_never_looks_at_is_closed_in_the_end(world: World) -> None:
    tender = tendered(world, world.client(), wanted=f"{WANTED} Like https://hotel.example/")
    world.advance(days=7)
    assert _looks(world) == [], "nobody has heard of it, so its deadline is nobody's"
    world.advance(days=60)
    assert [type(each) for each in _looks(world)] == [events.TenderClosed]
    found = stored(world, tender)
    assert found is not None
    assert found.close_reason is CloseReason.NOT_DECIDED


def _closes(world: World, client: Somebody, tender: int) -> None:
    world.does(client, lambda work, person: changing.close(work, AT_ONCE, person, tender, CloseReason.NOT_NEEDED))


def _looks(world: World) -> list[object]:
    """A round of the caretaker's; what has happened."""
    with world.units.begin("job") as work:
        ending.look_at_due_tenders(work, AT_ONCE)
        happened: list[object] = list(work.events)
        work.events.clear()
    return happened


def test_a_closed_client_has_no_open_tenders_for_anybody(world: World) -> None:
    client, partner = world.client(), world.partner()
    subscribed(world, partner)
    tender = tendered(world, client)
    with world.units.begin("cli") as work:
        work.session.get_one(Organisation, client.organisation).closed_at = work.now

    assert told(world) == []
    with pytest.raises(NotFound):
        world.does(partner, seen_tender, tender)
    with world.units.begin("cli") as work:
        assert count_listed(work.session, partner.organisation, Filter(), work.now) == 0
