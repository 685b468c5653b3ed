"""Who sees how much of a partner's income, and what a client sees of its partners' orders."""

from __future__ import annotations

import datetime as dt

from domain.income.rule import Earning
from domain.partnerships.rules import Payer
from domain.people import Role
from services.income.reading import Overview, earned_by, other_means, overview, spent
from storage.income.reading import Part, Sight, Sums
from storage.tables import Carer, ClientCare
from tests.programmes import INFOMANIAK, LEVELLED
from tests.services.income.books import at_provider, entry, level, tell
from tests.services.world import START, Somebody, World, full

TODAY = START.date()
MONTH = TODAY.replace(day=1)


def turnover(world: World, who: Somebody) -> int:
    """What the person sees to have been ordered in this month."""
    seen: Overview = world.does(who, lambda work, person: overview(work, person, MONTH, MONTH))
    return sum(part.sums.turnover for part in seen.parts)


def test_employees_see_what_was_given_to_them_and_administrators_all(world: World) -> None:
    lea, eva, noah = world.client("site", "mail"), world.client("other", name="Bergbahn"), world.partner()
    at_provider(world, lea, eva, noah)
    world.confirmed(lea, noah, full())
    world.confirmed(eva, noah, full())
    mail = str(lea.products[1])
    tell(
        world,
        entry("1", lea, TODAY, amount="1.00"),
        entry("2", lea, TODAY, amount="2.00", product=mail),
        entry("3", lea, TODAY, amount="4.00", product=None),
        entry("4", eva, TODAY, amount="8.00"),
    )
    boss, tim, ida = (world.colleague(noah, role) for role in (Role.ADMINISTRATOR, Role.EMPLOYEE, Role.READER))
    assert [turnover(world, each) for each in (noah, boss, tim, ida)] == [1500] * 4  # nothing is divided up yet

    with world.units.begin("cli") as work:
        carers = [Carer(person_id=tim.person, products=[lea.products[1]])]
        work.session.add(ClientCare(partner_id=noah.organisation, client_id=lea.organisation, carers=carers))
    assert [turnover(world, each) for each in (noah, boss, tim, ida)] == [1500, 1500, 1000, 800]  # facts 11, 41


def test_what_if_knows_orders_and_rates_or_says_nothing(world: World) -> None:
    lea, noah = world.client("site"), world.partner()
    at_provider(world, lea, noah)
    world.confirmed(lea, noah, full(Payer.PARTNER))
    tell(world, level(noah, "silver", TODAY - dt.timedelta(days=400)))
    alp = str(noah.organisation)
    tell(
        world,
        entry("1", lea, TODAY, amount="80.00", ordered_by=alp, paid_by=alp),  # 100.00 at the public price
        entry("2", lea, TODAY, amount="50.00"),
        entry("3", lea, TODAY - dt.timedelta(days=400), amount="900.00"),
    )
    with world.units.begin("cli") as work:
        (found,) = other_means(work, LEVELLED, Sight(noah.organisation), lea.organisation)
        assert (found.cost, found.saved, found.earned) == (12000, 3000, 1500)
        assert other_means(work, INFOMANIAK, Sight(noah.organisation), lea.organisation) == []
        assert other_means(work, LEVELLED, Sight(noah.organisation), noah.organisation) == []
        nothing = Sight(noah.organisation, only={lea.organisation: frozenset()})  # fact 41
        assert other_means(work, LEVELLED, nothing, lea.organisation) == []
        assert spent(work, LEVELLED, lea.organisation) == {"CHF": 5000}


def test_what_is_earned_in_two_currencies_is_never_ranked_together() -> None:
    def part(client: int, currency: str, income: int, entries: int = 2) -> Part:
        return Part(client, None, currency, Earning.CASHBACK, Sums(10 * income, income, entries, entries))

    parts = [part(1, "CHF", 10), part(2, "EUR", 900), part(3, "CHF", 20), part(3, "EUR", 800, 1), part(4, "EUR", 950)]
    found = earned_by([*parts, part(5, "CHF", 5)], lambda each: each.client_id)
    assert list(found) == [3, 1, 5, 4, 2]
