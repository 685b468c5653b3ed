"""The demo's agency: its eighty clients have their partnerships, dated as the provider's books have them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.demo import LIVIA, WEITBLICK, connect
from domain.partnerships.rules import Access, Payer, Terms
from domain.programme import Programme
from services.accounts.console import acting, partner_id, product_ids
from services.care.assigning import Who, look_after
from services.partnerships import answering, requesting
from services.partnerships.described import described
from storage.tables.base import JsonObject
from storage.work import Units

if TYPE_CHECKING:
    from playground.provider.books import Deal

ANSWERED_AFTER = dt.timedelta(hours=30)
MORNING = dt.time(8, 30, tzinfo=dt.UTC)
DESKS = ("3043", "3044", "3045")
"""Employees of the agency, each of whom looks after every fourth client; the others are everybody's."""


def settle_agency(units: Units, programme: Programme, deals: Sequence[Deal]) -> list[JsonObject]:
    """Connects Livia, and makes the agency's partnerships, all of it at once; those in effect, as events have them.

    The provider must have told of its accounts. It has put into effect what was agreed before the desk was there:
    nobody is asked to, and no event tells of it.
    """
    with Units(units.engine, units.clock).begin("cli") as work:
        livia = connect(work, programme, LIVIA)
        desks = [acting(work, WEITBLICK, number) for number in DESKS]
        agency, now, in_effect = partner_id(work, WEITBLICK), work.now, []
        for place, deal in enumerate(deals):
            management = acting(work, deal.client, deal.by)
            payer = Payer(deal.payer) if deal.payer is not None else None
            terms = Terms(Access(deal.access), payer, product_ids(work, management, deal.products))
            work.now = dt.datetime.combine(dt.date.fromisoformat(deal.since), MORNING)
            asked = requesting.request(work, programme, management, agency, terms)
            if not deal.waits:
                work.now, work.actor_id = work.now + ANSWERED_AFTER, livia.id
                in_effect.append(described(answering.confirm(work, livia, asked.id)))
                if (turn := place % (len(desks) + 1)) < len(desks):
                    look_after(work, livia, asked.client_id, Who(person=desks[turn].id), cares=True)
            work.now = now
        work.events.clear()
        return in_effect
