"""The ledger in the database: it follows from entries, terms and levels, whenever each of them becomes known."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from domain.accounts.records import LevelRecord, OrderRecord
from domain.income.rule import Doubt, Earning
from domain.partnerships.rules import Payer
from services import events
from services.accounts.taking import RecordRefused, Taken
from services.partnerships import changing, ending
from storage.tables import BenefitLevel, IncomeEntry, PartnershipTerm, ProviderOrder
from tests.programmes import INFOMANIAK
from tests.services.income.books import Row, at_provider, entry, ledger, level, settle, tell
from tests.services.world import START, Somebody, World, full, limited

TODAY = START.date()
LAST_YEAR = dt.date(2025, 1, 1)


def test_a_year_of_one_client(world: World) -> None:
    lea, alpweb, nordnet = world.client("seegarten.ch", "Mail"), world.partner("Alpweb"), world.partner("Nordnet")
    at_provider(world, lea, alpweb, nordnet)
    tell(world, level(alpweb, "silver", LAST_YEAR), level(nordnet, "gold", LAST_YEAR))
    alp, nord = str(alpweb.organisation), str(nordnet.organisation)

    site = world.confirmed(lea, alpweb, limited(lea.products[0]))
    tell(
        world,
        entry("1", lea, TODAY),  # fact 18
        entry("2", lea, TODAY, product=str(lea.products[1])),  # not a product that it manages
        entry("3", lea, TODAY, ordered_by=alp),  # fact 17
        entry("0", lea, TODAY - dt.timedelta(days=1)),  # before
    )
    assert [type(each) for each in world.events] == [events.EntryDoubtful]
    assert ledger(world) == {
        "1": Row(alpweb.organisation, Earning.CASHBACK, 1000, 10000, TODAY.replace(day=1), None),
        "3": Row(None, None, None, 10000, TODAY.replace(day=1), Doubt.LIMITED_ACCESS),
    }

    world.advance(days=10)  # Nordnet gets full access, and pays with its own means from the next day on
    whole = world.confirmed(lea, nordnet, full())
    day = world.moment.date()
    tell(world, entry("4", lea, day, ordered_by=nord), entry("5", lea, day), entry("6", lea, day, product=None))
    world.advance(days=1)
    world.does(lea, changing.change_payer, whole, Payer.PARTNER)
    tell(world, entry("7", lea, world.moment.date(), ordered_by=nord, paid_by=nord, amount="65.00"))
    rows = ledger(world)
    assert [(rows[each].partner, rows[each].earning, rows[each].income) for each in "4567"] == [
        (nordnet.organisation, Earning.CASHBACK, 1250),  # facts 21, 25
        (alpweb.organisation, Earning.CASHBACK, 1000),  # fact 18
        (nordnet.organisation, Earning.CASHBACK, 1250),  # facts 23, 27
        (nordnet.organisation, Earning.DISCOUNT, 3500),  # fact 26
    ]

    world.advance(days=30)  # what is taken back is an entry of its own month, whoever has the access by then
    world.does(lea, ending.end, site)
    tell(world, entry("8", lea, world.moment.date(), kind="refund", refers_to="1", amount="40.00"))
    back = ledger(world)["8"]
    assert (back.partner, back.income, back.turnover) == (alpweb.organisation, -400, -4000)
    assert back.month == world.moment.date().replace(day=1)


def test_on_the_day_itself_the_end_of_the_day_decides(world: World) -> None:
    lea, alpweb, nordnet = world.client("seegarten.ch"), world.partner("Alpweb"), world.partner("Nordnet")
    at_provider(world, lea, alpweb, nordnet)
    world.confirmed(lea, alpweb, full())
    tell(world, entry("1", lea, TODAY), entry("2", lea, TODAY, ordered_by=str(alpweb.organisation)))
    assert {row.partner for row in ledger(world).values()} == {alpweb.organisation}

    world.advance(hours=2)
    world.confirmed(lea, nordnet, full())  # fact 24: it replaces Alpweb
    assert settle(world) == 0  # the day is not over
    world.advance(hours=13)
    assert settle(world) == 2
    assert settle(world) == 0
    found = {number: row.partner for number, row in ledger(world).items()}
    assert found == {"1": nordnet.organisation, "2": alpweb.organisation}


def test_an_end_that_is_undone_has_never_been(world: World) -> None:
    lea, alpweb = world.client("seegarten.ch"), world.partner("Alpweb")
    at_provider(world, lea, alpweb)
    made = world.confirmed(lea, alpweb, full())
    world.moment = dt.datetime(2026, 11, 24, 22, 55, tzinfo=dt.UTC)  # five to midnight in Zurich
    world.does(lea, ending.end, made)
    world.advance(minutes=6)
    tell(world, entry("1", lea, dt.date(2026, 11, 25)))
    assert ledger(world) == {}
    world.advance(minutes=2)
    world.does(lea, lambda work, person: ending.undo(work, INFOMANIAK, person, made))
    settle(world)
    assert ledger(world)["1"].partner == alpweb.organisation
    with world.units.begin("cli") as work:
        (term,) = work.session.scalars(select(PartnershipTerm))
        assert term.until is None


def test_a_new_level_counts_from_its_day_and_old_entries_keep_theirs(world: World) -> None:
    lea, alpweb = world.client("seegarten.ch"), world.partner("Alpweb")
    at_provider(world, lea, alpweb)
    world.confirmed(lea, alpweb, full())
    soon = TODAY + dt.timedelta(days=5)
    tell(world, entry("1", lea, TODAY), entry("2", lea, soon))
    assert [row.income for row in ledger(world).values()] == [None, None]  # nobody invents a rate

    assert tell(world, level(alpweb, "bronze", LAST_YEAR)) == Taken(created=1)
    assert {number: row.income for number, row in ledger(world).items()} == {"1": 500, "2": 500}
    assert tell(world, level(alpweb, "gold", soon)) == Taken(created=1)
    assert {number: row.income for number, row in ledger(world).items()} == {"1": 500, "2": 1250}
    assert tell(world, level(alpweb, "silver", soon, minute=1)) == Taken(changed=1)
    assert {number: row.income for number, row in ledger(world).items()} == {"1": 500, "2": 1000}
    assert tell(world, level(alpweb, "gold", soon)) == Taken(outdated=1)
    assert tell(world, level(alpweb, "none", soon, minute=2)) == Taken(changed=1)
    assert {number: row.income for number, row in ledger(world).items()} == {"1": 500, "2": None}


def test_a_level_that_the_profile_does_not_have_is_refused(world: World) -> None:
    alpweb = world.partner("Alpweb")
    at_provider(world, alpweb)
    with pytest.raises(RecordRefused) as refused:
        tell(world, level(alpweb, "platinum", LAST_YEAR))
    assert "bronze, silver, gold" in repr(refused.value.reason)
    with pytest.raises(RecordRefused, match="no levels of benefits"):
        tell(world, level(alpweb, "silver", LAST_YEAR), programme=INFOMANIAK)


VERSIONS = 3


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(seed=st.integers(0, 2**32), size=st.integers(1, 12))
def test_any_order_of_arrival_and_any_repetition_gives_the_same_ledger(world: World, seed: int, size: int) -> None:
    lea, alpweb, nordnet = _programme(world)
    alp, nord = str(alpweb.organisation), str(nordnet.organisation)
    days = [TODAY + dt.timedelta(days=each) for each in range(4)]
    chance = random.Random(seed)  # noqa: S311 - Hypothesis gives the seed
    records: list[OrderRecord | LevelRecord] = [
        level(alpweb, "silver", LAST_YEAR),
        level(alpweb, "gold", days[2], 1),
        level(alpweb, "bronze", days[2], 0),
        level(nordnet, "gold", days[1]),
    ]
    for number in range(8):
        for version in range(VERSIONS):
            kind = chance.choice(["order", "renewal", "credit_note", "refund"])
            records.append(
                entry(
                    str(number),
                    lea,
                    chance.choice(days),
                    kind=kind,
                    amount=f"{chance.randint(0, 300)}.{chance.randint(10, 99)}",
                    currency=chance.choice(["CHF", "CHF", "EUR"]),
                    product=str(chance.choice(lea.products)),
                    ordered_by=chance.choice([str(lea.organisation), alp, nord]),
                    paid_by=chance.choice([str(lea.organisation), alp, nord]),
                    refers_to=str(chance.randrange(8)) if kind in {"credit_note", "refund"} else None,
                    as_of=(START - dt.timedelta(minutes=10 - version)).isoformat(),
                )
            )
    known = _told(world, [records])
    shuffled = records + chance.choices(records, k=10)
    chance.shuffle(shuffled)
    assert _told(world, [shuffled[start : start + size] for start in range(0, len(shuffled), size)]) == known


_MADE: dict[int, tuple[Somebody, Somebody, Somebody]] = {}


def _programme(world: World) -> tuple[Somebody, Somebody, Somebody]:
    """A client, and two partners with their histories; made once in each world."""
    if id(world) not in _MADE:
        lea, alpweb, nordnet = world.client("seegarten.ch", "Mail"), world.partner("Alpweb"), world.partner("Nordnet")
        at_provider(world, lea, alpweb, nordnet)
        world.confirmed(lea, alpweb, limited(lea.products[0]))
        world.advance(days=1)
        made = world.confirmed(lea, nordnet, full())
        world.advance(days=1)
        world.does(lea, changing.change_payer, made, Payer.PARTNER)
        world.advance(days=1)
        world.confirmed(lea, alpweb, full())
        world.advance(days=10)
        _MADE[id(world)] = (lea, alpweb, nordnet)
    return _MADE[id(world)]


def _told(world: World, batches: Sequence[Sequence[OrderRecord | LevelRecord]]) -> dict[str, Row]:
    with world.units.begin("cli") as work:
        for table in (IncomeEntry, ProviderOrder, BenefitLevel):
            work.session.execute(delete(table))
    for batch in batches:
        tell(world, *batch)
    return ledger(world)
