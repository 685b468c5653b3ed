"""Everybody's share of updates, on a clock that jumps over every wait."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine

import pytest

from bot.intake.budget import BURST, GROUP_TIMES, MOST_KEPT, NO_CHAT, TOLD_AGAIN_AFTER_S, Budget
from tests.bot.delivery.test_patience import JumpingLoop

CHAT, OTHER, GROUP = 7, 8, -9


def run(work: Callable[[Budget], Coroutine[None, None, None]]) -> None:
    with asyncio.Runner(loop_factory=JumpingLoop) as runner:
        runner.run(work(Budget(1.0)))


def taken(budget: Budget, chat_id: int, of: int = 1000) -> int:
    """How many of so many updates of a chat are applied as they come."""
    return sum(budget.has_room(chat_id) for _ in range(of))


@pytest.mark.parametrize(("chat_id", "burst"), [(CHAT, BURST), (GROUP, BURST * GROUP_TIMES), (NO_CHAT, 1000)])
def test_a_chat_has_a_burst(chat_id: int, burst: float) -> None:
    async def work(budget: Budget) -> None:
        assert taken(budget, chat_id) == burst
        assert taken(budget, OTHER) == BURST, "each has a share of their own"

    run(work)


def test_a_share_grows_again_up_to_the_burst() -> None:
    async def work(budget: Budget) -> None:
        taken(budget, CHAT)
        await asyncio.sleep(5.1)
        assert taken(budget, CHAT) == 5
        await asyncio.sleep(1000)
        assert taken(budget, CHAT) == BURST

    run(work)


def test_behind_one_that_waits_all_wait_and_go_one_a_second() -> None:
    async def work(budget: Budget) -> None:
        taken(budget, CHAT)
        budget.keep(CHAT)
        await asyncio.sleep(0.25)
        assert budget.pause_s(CHAT) == pytest.approx(0.75, abs=0.05)
        await asyncio.sleep(10)
        assert not budget.has_room(CHAT)
        assert budget.pause_s(CHAT) == 0
        budget.let_go(CHAT)
        assert budget.has_room(CHAT)

    run(work)


def test_so_many_wait_and_no_more() -> None:
    async def work(budget: Budget) -> None:
        for _ in range(MOST_KEPT):
            assert not budget.is_full(CHAT)
            budget.keep(CHAT)
        assert budget.is_full(CHAT)
        assert not budget.is_full(OTHER)

    run(work)


def test_a_flood_is_remarked_upon_once() -> None:
    async def work(budget: Budget) -> None:
        assert budget.must_tell(CHAT, full=False)
        assert not budget.must_tell(CHAT, full=False)
        assert budget.must_tell(CHAT, full=True), "that no more can wait is something else"
        assert not budget.must_tell(CHAT, full=True)
        assert budget.must_tell(OTHER, full=False)
        await asyncio.sleep(TOLD_AGAIN_AFTER_S + 1)
        assert budget.must_tell(CHAT, full=False)

    run(work)
