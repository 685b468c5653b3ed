"""The demo's agency: its eighty clients have their partnerships, dated as the provider's books have them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.demo import LIVIA, WEITBLICK, connect, tell_provider
from domain.partnerships.rules import Access, Payer, Status, Terms
from domain.programme import Programme
from services.accounts.console import acting, partner_id, product_ids
from services.care.assigning import Who, look_after
from services.partnerships import answering, requesting
from services.partnerships.described import described
from services.rights import own_organisation
from storage.partnerships import of_client
from storage.people import memberships_of, person_by_telegram_id
from storage.tables.base import JsonObject
from storage.work import Units, Work

if TYPE_CHECKING:
    from playground.provider.books import Deal

ANSWERED_AFTER = dt.timedelta(hours=30)
MORNING = dt.time(8, 30, tzinfo=dt.UTC)
DESKS = ("3043", "3044", "3045")
"""Employees of the agency, each of whom looks after every fourth client; the others are everybody's."""


def settle_agency(units: Units, programme: Programme, deals: Sequence[tuple[int, Deal]]) -> list[JsonObject]:
    """Connects Livia, and makes those of these numbered partnerships that are not there yet, all of them at once.

    The provider must have told of its accounts. It has put into effect what was agreed before the desk was there:
    nobody is asked to, and no event tells of it. Those in effect are given as events have them.
    """
    with units.begin("cli") as work:
        livia = person_by_telegram_id(work.session, LIVIA.telegram_id)
        if livia is None or not memberships_of(work.session, livia.id):
            connect(work, programme, LIVIA)
            tell_provider(work)
    with Units(units.engine, units.clock).begin("cli") as work:
        return _settle_all(work, programme, deals)


def _settle_all(work: Work, programme: Programme, deals: Sequence[tuple[int, Deal]]) -> list[JsonObject]:
    livia = person_by_telegram_id(work.session, LIVIA.telegram_id)
    if livia is None:
        raise LookupError("the agency has nobody")
    desks = [acting(work, WEITBLICK, number) for number in DESKS]
    agency, now, held = partner_id(work, WEITBLICK), work.now, []
    for place, deal in deals:
        management = acting(work, deal.client, deal.by)
        client = own_organisation(management)
        if there := of_client(work.session, client.id, now, tuple(Status)):
            held += [described(each) for each in there if each.status is Status.ACTIVE and each.set_up is None]
            continue
        payer = Payer(deal.payer) if deal.payer is not None else None
        terms = Terms(Access(deal.access), payer, product_ids(work, management, deal.products))
        work.now = dt.datetime.combine(dt.date.fromisoformat(deal.since), MORNING)
        asked = requesting.request(work, programme, management, agency, terms)
        if not deal.waits:
            work.now, work.actor_id = work.now + ANSWERED_AFTER, livia.id
            held.append(described(answering.confirm(work, livia, asked.id)))
            if (turn := place % (len(desks) + 1)) < len(desks):
                look_after(work, livia, client.id, Who(person=desks[turn].id), cares=True)
        work.now = now
    return held
