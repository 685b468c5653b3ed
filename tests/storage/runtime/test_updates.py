"""Updates: each is applied once, and which of them come before their turn."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from storage.runtime.updates import MOST_MISSING, Arrival, claim_update, note_arrivals, too_early
from storage.work import Work
from tests.services.world import World

CHAT, OTHER = 7, 8


def early(work: Work, *numbers: int, chat_id: int = CHAT, minding: bool = True) -> set[int]:
    arrivals = [Arrival(number, chat_id) for number in numbers]
    return set(too_early(work.session, arrivals, numbers if minding else (), work.now - timedelta(seconds=10)))


def applied(work: Work, *numbers: int) -> None:
    for number in numbers:
        assert claim_update(work.session, number, OTHER, work.now)


def test_an_update_is_claimed_once(world: World) -> None:
    with world.units.begin("chat") as work:
        assert claim_update(work.session, 1, CHAT, work.now)
        assert not claim_update(work.session, 1, CHAT, work.now)


def test_of_many_who_claim_it_at_once_one_has_it(world: World) -> None:
    start = threading.Barrier(4)

    def claim(_: int) -> bool:
        start.wait()
        with world.units.begin("chat") as work:
            return claim_update(work.session, 1, CHAT, work.now)

    with ThreadPoolExecutor(4) as threads:
        assert sum(threads.map(claim, range(4))) == 1


def test_one_that_was_noted_can_be_claimed_and_is_not_noted_again(world: World) -> None:
    with world.units.begin("chat") as work:
        note_arrivals(work.session, [Arrival(1, CHAT)], work.now)
        assert claim_update(work.session, 1, CHAT, work.now)
        note_arrivals(work.session, [Arrival(1, CHAT)], work.now)
        assert not claim_update(work.session, 1, CHAT, work.now)


def test_a_missing_number_may_be_of_the_same_chat(world: World) -> None:
    with world.units.begin("chat") as work:
        assert early(work, 100) == {100}, "before the very first, there may be another"
        applied(work, 100)
        assert early(work, 101) == set()
        assert early(work, 102) == {102}
        assert early(work, 101, 102) == set()
        assert early(work, 102, minding=False) == set(), "patience has an end"
        note_arrivals(work.session, [Arrival(101, OTHER)], work.now)
        assert early(work, 102) == set(), "it is another chat's"
        assert early(work, 101 + MOST_MISSING) == {101 + MOST_MISSING}
        assert early(work, 200 + MOST_MISSING) == {200 + MOST_MISSING}, "Telegram may have begun a new count"


def test_an_earlier_one_of_the_same_chat_goes_first(world: World) -> None:
    with world.units.begin("chat") as work:
        note_arrivals(work.session, [Arrival(100, CHAT)], work.now)
        assert early(work, 101, minding=False) == {101}
        assert early(work, 100, minding=False) == set()
        assert early(work, 101, chat_id=OTHER, minding=False) == set()
        assert claim_update(work.session, 100, CHAT, work.now)
        assert early(work, 101, minding=False) == set()


def test_whoever_has_died_with_an_update_keeps_others_for_seconds_only(world: World) -> None:
    with world.units.begin("chat") as work:
        note_arrivals(work.session, [Arrival(100, CHAT)], work.now - timedelta(seconds=11))
        assert early(work, 101, minding=False) == set()


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_whoever_has_claimed_an_update_has_its_chat_to_himself(world: World) -> None:
    order: list[str] = []
    claimed = threading.Event()

    def second() -> None:
        claimed.wait()
        with world.units.begin("chat") as work:
            claim_update(work.session, 2, CHAT, work.now)
            order.append("second")

    thread = threading.Thread(target=second)
    thread.start()
    with world.units.begin("chat") as work:
        claim_update(work.session, 1, CHAT, work.now)
        claimed.set()
        thread.join(0.3)
        assert thread.is_alive(), "it waits for the chat"
        with world.units.begin("chat") as other:
            assert claim_update(other.session, 3, OTHER, other.now), "another chat is free"
        order.append("first")
    thread.join()
    assert order == ["first", "second"]
