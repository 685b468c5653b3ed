"""Books of the provider's as tests have them: accounts of a world's organisations, and entries about them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select

from domain.accounts.records import LevelRecord, OrderRecord, read_level, read_order
from domain.income.rule import Doubt, Earning
from domain.programme import Programme
from services.accounts.taking import Taken, take_levels, take_orders
from services.income.settling import settle_due
from storage.tables import IncomeEntry, Organisation, Product, ProviderOrder
from tests.programmes import LEVELLED
from tests.services.world import START, Somebody, World

AS_OF = START - dt.timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the ledger: who earns, how, and how much, in cents."""

    partner: int | None
    earning: Earning | None
    income: int | None
    turnover: int
    month: dt.date
    doubt: Doubt | None


def at_provider(world: World, *people: Somebody) -> None:
    """Gives their organisations accounts, and their products numbers, which are those of their ids here."""
    with world.units.begin("cli") as work:
        for each in people:
            organisation = work.session.get_one(Organisation, each.organisation)
            organisation.account_id, organisation.as_of = str(organisation.id), AS_OF
            for product_id in each.products:
                product = work.session.get_one(Product, product_id)
                product.provider_id, product.as_of = str(product_id), AS_OF


def entry(number: str, client: Somebody, day: dt.date, **changed: object) -> OrderRecord:
    """A renewal for 100 francs that the client has ordered and paid, unless it is changed."""
    account = str(client.organisation)
    return read_order(
        {
            "order": number,
            "account": account,
            "kind": "renewal",
            "product": str(client.products[0]) if client.products else None,
            "amount": "100.00",
            "currency": "CHF",
            "booked_on": day.isoformat(),
            "ordered_by": account,
            "paid_by": account,
            "as_of": AS_OF.isoformat(),
            **changed,
        }
    )


def level(partner: Somebody, code: str, since: dt.date, minute: int = 0) -> LevelRecord:
    """The partner has the level from that day on."""
    as_of = AS_OF + dt.timedelta(minutes=minute)
    return read_level(
        {"level": code, "account": str(partner.organisation), "since": since.isoformat(), "as_of": as_of.isoformat()}
    )


def tell(world: World, *records: OrderRecord | LevelRecord, programme: Programme = LEVELLED) -> Taken:
    """Takes the records, in a unit of work of their own; what was reported is in `world.events`."""
    with world.units.begin("import") as work:
        taken = Taken()
        if levels := [each for each in records if isinstance(each, LevelRecord)]:
            taken += take_levels(work, programme, levels)
        if orders := [each for each in records if isinstance(each, OrderRecord)]:
            taken += take_orders(work, programme, orders)
    world.events = work.events
    return taken


def settle(world: World) -> int:
    """Settles whatever is to be settled once more, as the caretaker does; how many entries that were."""
    with world.units.begin("job") as work:
        return settle_due(work, LEVELLED)


def ledger(world: World) -> dict[str, Row]:
    """The ledger, by the numbers of its entries."""
    query = select(ProviderOrder.provider_id, IncomeEntry).join(IncomeEntry, IncomeEntry.order_id == ProviderOrder.id)
    with world.units.begin("cli") as work:
        return {
            number: Row(row.partner_id, row.earning, row.income, row.turnover, row.month, row.doubt)
            for number, row in work.session.execute(query)
        }
