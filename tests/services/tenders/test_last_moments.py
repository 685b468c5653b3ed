"""The deadline of a tender holds to the second when somebody acts, although nobody has looked since."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from domain.tenders.rules import TenderStatus
from services.tenders import deciding, offers, questions
from services.tenders.offers import TooLate
from storage.tables import Person
from storage.work import Work
from tests.services.tenders.bidding import DEADLINE, PROPOSAL, TEXT, make, offered, proposal, standing, tender
from tests.services.world import START, World

TICK = timedelta(microseconds=1)
MOMENTS = (-timedelta(days=3), -TICK, timedelta(), TICK, timedelta(days=30))


def _ask(work: Work, person: Person, tender_id: int) -> object:
    return questions.ask(work, person, tender_id, "Which mail server is it?")


def _change(work: Work, person: Person, tender_id: int) -> object:
    return make(work, person, tender_id, proposal(TEXT + " More.", "5000"))


DEEDS: dict[str, tuple[Callable[[Work, Person, int], object], bool]] = {
    "make an offer": (make, False),
    "change it": (_change, True),
    "ask": (_ask, False),
}


@pytest.mark.parametrize(("deed", "has_offer"), DEEDS.values(), ids=DEEDS)
def test_what_comes_late_is_refused_to_the_second(
    world: World, deed: Callable[[Work, Person, int], object], has_offer: bool
) -> None:
    client, partner = world.client("Website"), world.partner()
    for offset in MOMENTS:
        world.moment = START
        made = tender(world, client)
        if has_offer:
            offered(world, partner, made)
        world.moment = DEADLINE + offset
        if offset < timedelta():
            world.does(partner, deed, made)
            continue
        with pytest.raises(TooLate, match="Europe/Zurich"):
            world.does(partner, deed, made)


def test_what_has_come_in_time_is_decided_later(world: World) -> None:
    client, alpweb, nordnet = world.client("Website"), world.partner("Alpweb"), world.partner("Nordnet")
    made = tender(world, client)
    first, second = offered(world, alpweb, made), offered(world, nordnet, made)
    world.moment = DEADLINE + timedelta(days=2)

    world.does(nordnet, offers.withdraw, second)
    world.does(client, deciding.choose, first)

    assert standing(world, made)[0] is TenderStatus.CHOSEN
    assert PROPOSAL.by_when > world.moment.date()
