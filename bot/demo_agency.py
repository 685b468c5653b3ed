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
from services.events import PartnershipConfirmed
from services.partnerships import answering, requesting
from services.rights import own_organisation
from storage.partnerships import of_client
from storage.people import memberships_of, person_by_telegram_id
from storage.work import Units, Work

if TYPE_CHECKING:
    from playground.provider.books import Deal

AT_ONCE = 10
"""So many clients have their partnership in one transaction: whoever tries the demo meanwhile does not wait."""
ANSWERED_AFTER = dt.timedelta(hours=30)
MORNING = dt.time(8, 30, tzinfo=dt.UTC)
DESKS = ("3043", "3044", "3045")
"""Employees of the agency, each of whom looks after every fourth client; the others are everybody's."""


def settle_agency(units: Units, programme: Programme, deals: Sequence[Deal]) -> None:
    """Connects Livia, and makes the partnerships that are not there yet.

    The provider must have told of its accounts.
    """
    with units.begin("cli") as work:
        livia = person_by_telegram_id(work.session, LIVIA.telegram_id)
        if livia is None or not memberships_of(work.session, livia.id):
            connect(work, programme, LIVIA)
            tell_provider(work)
    numbered = list(enumerate(deals))
    for start in range(0, len(numbered), AT_ONCE):
        with units.begin("cli") as work:
            _settle_some(work, programme, numbered[start : start + AT_ONCE])
            work.events[:] = [event for event in work.events if isinstance(event, PartnershipConfirmed)]
            tell_provider(work)


def _settle_some(work: Work, programme: Programme, deals: Sequence[tuple[int, Deal]]) -> None:
    livia = person_by_telegram_id(work.session, LIVIA.telegram_id)
    if livia is None:
        raise LookupError("the agency has nobody")
    agency, now = partner_id(work, WEITBLICK), work.now
    for place, deal in deals:
        management = acting(work, deal.client, deal.by)
        client = own_organisation(management)
        if of_client(work.session, client.id, now, tuple(Status)):
            continue
        terms = Terms(
            Access(deal.access),
            Payer(deal.payer) if deal.payer is not None else None,
            product_ids(work, management, deal.products),
        )
        work.now = dt.datetime.combine(dt.date.fromisoformat(deal.since), MORNING)
        asked = requesting.request(work, programme, management, agency, terms)
        if not deal.waits:
            work.now, work.actor_id = work.now + ANSWERED_AFTER, livia.id
            answering.confirm(work, livia, asked.id)
            if place % (len(DESKS) + 1) < len(DESKS):
                desk = acting(work, WEITBLICK, DESKS[place % (len(DESKS) + 1)])
                look_after(work, livia, client.id, Who(person=desk.id), cares=True)
        work.now = now
