"""`kill -9` between commit, delivery and acknowledgement: no event is lost, none is out of order, repeats are known."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from sqlalchemy import select

from domain.partnerships.rules import Payer, SetUp, Status
from storage.tables import ProgrammeEvent
from tests.bot.apart import MortalDesk, Nursery
from tests.bot.effects.receiver import SECRET, Received, Receiver
from tests.bot.test_crash import live_and_die, nursery
from tests.bot.trials import presses, writes
from tests.desk import Loop

__all__ = ["nursery"]  # a fixture
COUPLES = (("Seegarten Hotels", "Alpweb"), ("Bergbahn Flims", "Nordnet"), ("Weingut Aare", "Tessinhost"))
SCRIPT = (
    *((0, step) for step in ("/addpartner", "partner", "Full access", "Your payment means", "Send the request")),
    *((1, step) for step in ("✅ Confirm",)),
    *((0, step) for step in ("/partners", "partner", "💳 Change payment means", "Yes")),
    *((0, step) for step in ("/partners", "partner", "⏹ End partnership", "the name")),
)
TELLING = {"Send the request", "✅ Confirm", "Yes", "the name"}
"""What makes events: there, the bot is killed."""
EXPECTED = (
    "partnership.requested",
    "partnership.confirmed",
    "partnership.payment_means_changed",
    "partnership.ended",
)


@pytest.fixture
def mortal(
    playground_url: str, database_url: str, loop: Loop, nursery: Nursery, receiver: Receiver
) -> Iterator[MortalDesk]:
    running = MortalDesk(playground_url, database_url, loop, nursery, events_url=receiver.url, events_secret=SECRET)
    yield running
    running.close()


def test_events_of_a_bot_that_is_killed_all_the_time(mortal: MortalDesk, receiver: Receiver) -> None:
    chance = random.Random(11)  # noqa: S311 - to be repeatable
    couples = [(mortal.client(client), mortal.partner(partner)) for client, partner in COUPLES]
    before = mortal.kills

    for who, what in SCRIPT:
        if what in TELLING:
            mortal.kill()
        for couple in couples:
            if what.startswith("/"):
                writes(couple[who], what)
            elif what == "the name":
                writes(couple[who], couple[1].organisation_name)
            else:
                presses(couple[who], couple[1].organisation_name if what == "partner" else what)
        for _ in range(3 if what in TELLING else 0):
            live_and_die(mortal, chance.randint(20, 140))
        if not mortal.alive:
            mortal.start()
        mortal.settle()
    kills = mortal.kills - before

    with mortal.work() as work:
        kept = work.session.scalars(select(ProgrammeEvent).order_by(ProgrammeEvent.id)).all()
        assert all(event.acknowledged_at is not None for event in kept)
    assert len(kept) == len(COUPLES) * len(EXPECTED)
    for partnership_id in {event.partnership_id for event in kept}:
        stored = mortal.stored(partnership_id or 0)
        assert (stored.status, stored.payer, stored.set_up) == (Status.ENDED, Payer.PARTNER, None)
        of_it = [event for event in receiver.received if event.partnership == str(partnership_id)]
        numbers = [event.number for event in of_it]
        assert numbers == sorted(numbers)
        firsts: dict[str, Received] = {}
        for event in of_it:
            assert firsts.setdefault(event.id, event).body == event.body
        assert tuple(event.type for event in firsts.values()) == EXPECTED
    assert len(receiver.received) <= len(kept) + len(COUPLES) * kills
    assert SetUp.WAITING not in {mortal.stored(event.partnership_id or 0).set_up for event in kept}
