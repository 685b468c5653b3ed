"""Tenders as they are published in tests, and partners who want to be told of them."""

from __future__ import annotations

import datetime as dt

from domain.tenders.budgets import Budget
from domain.tenders.kinds import WorkKind, WorkLanguage
from domain.tenders.matching import Interest
from services.tenders import subscribing
from services.tenders.publishing import NewTender, publish
from storage.tables import Person, Tender
from storage.work import Work
from tests.programmes import AT_ONCE
from tests.services.world import Somebody, World

WANTED = "Our website is from 2015 and cannot be read on phones. We want twelve pages in two languages."


def new_tender(work: Work, **more: object) -> NewTender:
    """A website in Bern for CHF 3000 to 5000, by somebody who works in German, in a week."""
    given: dict[str, object] = {
        "subject": "New website for our hotel",
        "wanted": WANTED,
        "kind": WorkKind.WEBSITE,
        "budget": Budget(300_000, 500_000, "CHF"),
        "region": "CH-2",
        "languages": (WorkLanguage.GERMAN,),
        "anonymous": False,
        "deadline": work.now + dt.timedelta(days=7),
        "zone": "Europe/Zurich",
    }
    return NewTender(**(given | more))  # type: ignore[arg-type]  # as the test says


def tendered(world: World, client: Somebody, **more: object) -> int:
    """The client publishes such a tender; its id."""

    def deed(work: Work, person: Person) -> int:
        return publish(work, AT_ONCE, person, new_tender(work, **more), group=True).id

    return world.does(client, deed)


def subscribed(world: World, who: Somebody, interest: Interest | None = None, hour: int | None = None) -> None:
    """Somebody of a partner wants to be told."""
    world.does(who, subscribing.subscribe, interest or Interest(), hour)


def stored(world: World, tender_id: int) -> Tender | None:
    """The tender as it is now."""
    with world.units.begin("cli") as work:
        return work.session.get(Tender, tender_id)
