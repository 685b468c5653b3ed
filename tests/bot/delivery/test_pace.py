"""Telegram's limits are kept before it complains, and what is said about contracts goes ahead of reminders."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from bot.delivery.pace import CHAT_BURST, GROUP_BURST, Limits, Pace
from storage.runtime.outbox import Priority
from tests.bot.delivery.test_patience import JumpingLoop

GROUP = -100


def run(work: Callable[[], Awaitable[list[float]]]) -> list[float]:
    """The moments that `work` notes, counted from its beginning, on a clock that jumps over every wait."""

    async def noted() -> list[float]:
        began = asyncio.get_running_loop().time()
        return [moment - began for moment in await work()]

    with asyncio.Runner(loop_factory=JumpingLoop) as runner:
        return runner.run(noted())


async def send(pace: Pace, *chats: int, priority: Priority = Priority.CONTRACT) -> list[float]:
    """Sends to all these chats at once; when each message went."""

    async def one(chat_id: int) -> float:
        await pace.turn(chat_id, priority)
        return asyncio.get_running_loop().time()

    return list(await asyncio.gather(*(one(chat_id) for chat_id in chats)))


def test_the_bot_as_a_whole_keeps_to_its_rate() -> None:
    moments = run(lambda: send(Pace(Limits(per_second=30)), *range(1, 121)))
    assert sum(moment < 0.5 for moment in moments) <= 45
    for second in range(4):
        assert sum(second <= moment < second + 1 for moment in moments) <= 61
    assert 2.5 <= max(moments) <= 3.5, "a burst of thirty, then thirty a second"


def test_processes_share_the_rate() -> None:
    pace = Pace(Limits(per_second=30))
    pace.processes = 3
    assert max(run(lambda: send(pace, *range(1, 61)))) >= 3.0


def test_a_chat_has_a_burst_and_then_one_a_second() -> None:
    moments = sorted(run(lambda: send(Pace(Limits(per_second=1000)), *[7] * 12)))
    assert moments[int(CHAT_BURST) - 1] < 0.5
    assert 3.5 <= moments[-1] <= 4.5


def test_a_group_gets_twenty_a_minute() -> None:
    moments = sorted(run(lambda: send(Pace(Limits(per_second=1000)), *[GROUP] * 30)))
    assert moments[int(GROUP_BURST) - 1] < 0.5
    assert 29 <= moments[-1] <= 31


def test_a_slow_chat_delays_no_other() -> None:
    async def work() -> list[float]:
        pace = Pace(Limits(per_second=1000))
        slow = asyncio.create_task(send(pace, *[7] * 30))
        await asyncio.sleep(0)
        others = await send(pace, *range(10, 20))
        await slow
        return others

    assert max(run(work)) < 0.5


def test_contracts_go_ahead_of_reminders() -> None:
    async def work() -> list[float]:
        pace = Pace(Limits(per_second=10))
        reminders = asyncio.create_task(send(pace, *range(100, 160), priority=Priority.REMINDER))
        await asyncio.sleep(0.5)
        contracts = await send(pace, *range(1, 6))
        return [max(contracts), max(await reminders)]

    last_contract, last_reminder = run(work)
    assert last_contract <= 1.5
    assert last_reminder >= 4


def test_whoever_gives_up_waiting_keeps_nobody_else() -> None:
    async def work() -> list[float]:
        pace = Pace(Limits(per_second=10))
        await send(pace, *range(1, 11))
        given_up = [asyncio.create_task(pace.turn(chat_id, 0)) for chat_id in range(20, 40)]
        await asyncio.sleep(0)
        for task in given_up:
            task.cancel()
        return await send(pace, 50)

    assert max(run(work)) <= 0.5
