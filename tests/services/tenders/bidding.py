"""A tender and what partners offer for it, without the conversations."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from zoneinfo import ZoneInfo

from domain.tenders.kinds import WorkKind
from domain.tenders.offers import OfferStatus, PriceKind
from domain.tenders.prices import Price
from domain.tenders.rules import TenderStatus
from services.tenders import awarding, deciding, offers
from services.tenders.offers import Proposal
from storage import tender_offers as stored
from storage.tables import Person, Tender, TenderInvited
from storage.work import Work
from tests.programmes import INFOMANIAK
from tests.services.world import START, Somebody, World

DEADLINE = START + dt.timedelta(days=14)
ZONE = ZoneInfo("Europe/Zurich")
TEXT = "We move your sites over a weekend, test each of them with you, and are there on Monday."
PROPOSAL = Proposal(
    TEXT, Price(PriceKind.FIXED, Decimal(4500), Decimal(4500), "CHF"), (START + dt.timedelta(days=60)).date()
)


def proposal(text: str = TEXT, price: str = "4500") -> Proposal:
    """What is offered: that text, for a fixed price in francs."""
    amount = Decimal(price)
    return replace(PROPOSAL, text=text, price=Price(PriceKind.FIXED, amount, amount, "CHF"))


def tender(world: World, client: Somebody, *invited: Somebody, anonymous: bool = False) -> int:
    """A published tender, its deadline in two weeks; of a visitor, where the client has no organisation. Its id."""
    with world.units.begin("cli") as work:
        made = Tender(
            client_id=client.organisation or None,
            publisher_id=client.person,
            who=None if client.organisation else "Mia Muster, Bern",
            status=TenderStatus.OPEN,
            subject="Move of five sites",
            wanted="Our five sites are to move to the new hosting, with mail.",
            kind=WorkKind.MOVE,
            budget_min=None,
            budget_max=500_000,
            currency="CHF",
            languages=["de"],
            anonymous=anonymous,
            deadline=DEADLINE,
            zone=ZONE.key,
            created_at=work.now,
            published_at=work.now,
            held_for=[],
        )
        work.session.add(made)
        work.session.flush()
        work.session.add_all(TenderInvited(tender_id=made.id, partner_id=each.organisation) for each in invited)
        return made.id


def make(work: Work, person: Person, tender_id: int, what: Proposal = PROPOSAL) -> int:
    """Makes or changes an offer; its id."""
    return offers.offer(work, person, tender_id, what).id


def offered(world: World, partner: Somebody, tender_id: int, what: Proposal = PROPOSAL) -> int:
    """An offer of the partner; its id."""
    return world.does(partner, make, tender_id, what)


def chosen(world: World, client: Somebody, partner: Somebody, tender_id: int) -> int:
    """An offer of the partner that the client has accepted; its id."""
    made = offered(world, partner, tender_id)
    world.does(client, deciding.choose, made)
    return made


def undertake(work: Work, person: Person, offer_id: int) -> object:
    """The partner undertakes fact 8, by the default programme."""
    return awarding.undertake(work, INFOMANIAK, person, offer_id)


def standing(world: World, tender_id: int) -> tuple[TenderStatus, list[OfferStatus]]:
    """Where the tender stands, and the offers that its client sees."""
    with world.units.begin("cli") as work:
        found = work.session.get_one(Tender, tender_id)
        return found.status, [each.status for each in stored.offers_for(work.session, tender_id)]
