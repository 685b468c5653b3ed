"""How long delivery waits before it tries again, on a clock that jumps over every wait; and in which order it sends."""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import TypeVar

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from telegram.error import NetworkError, RetryAfter

from bot.app import now
from bot.database_work import DatabaseWork
from bot.delivery.lanes import FIRST_PAUSE_S, LONGEST_PAUSE_S, Delivery
from bot.delivery.pace import Limits, Pace
from bot.delivery.receipts import Receipts
from bot.journal import Journal
from bot.team.presence import Presence
from storage.database import open_database
from storage.runtime.outbox import waiting
from storage.tables import OutboxMessage
from storage.tables.base import JsonObject
from storage.work import Units
from tests.databases import SqliteFiles

CHAT = 7

T = TypeVar("T")


class _Jumping(selectors.DefaultSelector):
    """Never waits for time to pass: where nothing else happens, it is later at once."""

    ahead = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if not timeout:
            return super().select(timeout)
        ready = super().select(0)
        if not ready:
            self.ahead += timeout
        return ready


class JumpingLoop(asyncio.SelectorEventLoop):
    def __init__(self) -> None:
        self._jumping = _Jumping()
        super().__init__(self._jumping)

    def time(self) -> float:
        return super().time() + self._jumping.ahead


class Telegram:
    """Takes calls and answers each with the next of `answers`: an error, or `None` for success. Notes when it came."""

    def __init__(self, *answers: Exception | None) -> None:
        self._answers = list(answers)
        self._began: float | None = None
        self.calls: list[tuple[float, object]] = []
        self.at_first: Callable[[], None] = lambda: None

    async def __call__(self, _method: str, parameters: JsonObject) -> object:
        moment = asyncio.get_running_loop().time()
        self._began = moment if self._began is None else self._began
        self.calls.append((moment - self._began, parameters["text"]))
        if len(self.calls) == 1:
            self.at_first()
        answer = self._answers.pop(0) if self._answers else None
        if answer is not None:
            raise answer
        return {"message_id": len(self.calls)}

    @property
    def pauses(self) -> list[float]:
        moments = [moment for moment, _ in self.calls]
        return [after - before for before, after in pairwise(moments)]


@pytest.fixture
def units(sqlite_files: SqliteFiles) -> Iterator[Units]:
    opened = Units(open_database(sqlite_files.fresh("patience")), now)
    yield opened
    opened.engine.dispose()


def deliver(units: Units, telegram: Telegram, *texts: str, late: str = "") -> None:
    """Takes messages with these texts to Telegram; returns when the last one is delivered or given up.

    The one called `late` is found when the first is being sent.
    """
    with units.begin("job") as work:
        work.session.add_all(
            OutboxMessage(chat_id=CHAT, method="sendMessage", parameters={"text": text}, created_at=work.now)
            for text in texts
        )
    with units.begin("job") as work:
        messages = waiting(work.session)

    async def until_idle() -> None:
        database = DatabaseWork(units.engine)
        receipts = Receipts(units, database, lambda: False)
        delivery = Delivery(telegram, units, database, receipts, Pace(Limits(1000, 1000)), lambda: True, Journal())
        delivery.hand_over(message for message in messages if message.parameters["text"] != late)
        telegram.at_first = lambda: delivery.hand_over(messages)
        while busy := asyncio.all_tasks() - {asyncio.current_task()}:
            await asyncio.wait(busy)
        assert delivery.idle

    with asyncio.Runner(loop_factory=JumpingLoop) as runner:
        runner.run(until_idle())


def test_telegrams_wait_is_obeyed_to_the_second(units: Units, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    telegram = Telegram(RetryAfter(30), RetryAfter(7200))
    deliver(units, telegram, "one", "two")
    assert [text for _, text in telegram.calls] == ["one", "one", "one", "two"]
    assert telegram.pauses[:2] == pytest.approx([30, 7200], abs=1)


def test_pauses_double_up_to_a_minute(units: Units) -> None:
    telegram = Telegram(*(NetworkError("away") for _ in range(10)))
    deliver(units, telegram, "one")
    full = [min(FIRST_PAUSE_S * 2**attempt, LONGEST_PAUSE_S) for attempt in range(10)]
    assert len(telegram.pauses) == 10
    for pause, longest in zip(telegram.pauses, full, strict=True):
        assert longest / 2 <= pause <= longest + 0.5


def test_a_message_that_cannot_be_sent_at_all_does_not_keep_the_others(units: Units) -> None:
    telegram = Telegram(ValueError("no such thing"))
    deliver(units, telegram, "one", "two")
    assert [text for _, text in telegram.calls] == ["one", "two"]
    with units.begin("job") as work:
        (kept,) = work.session.scalars(select(OutboxMessage))
    assert (kept.parameters["text"], kept.error) == ("one", "ValueError")


def test_what_is_found_late_goes_before_what_is_newer(units: Units) -> None:
    telegram = Telegram(NetworkError("away"))
    deliver(units, telegram, "one", "two", "three", late="two")
    assert [text for _, text in telegram.calls] == ["one", "one", "two", "three"]


class _FailingOnce(DatabaseWork):
    """The server closes the connection under the first beat."""

    failed = False

    async def express(self, function: Callable[[], T]) -> T:
        if not self.failed:
            self.failed = True
            raise OperationalError("SELECT 1", {}, RuntimeError("server closed the connection"))
        return await super().express(function)


def test_a_start_waits_out_a_database_in_trouble(units: Units) -> None:
    async def join() -> None:
        presence = Presence(units, _FailingOnce(units.engine), wants_polling=True)
        await presence.join()
        assert presence.polls
        await presence.leave()

    with asyncio.Runner(loop_factory=JumpingLoop) as runner:
        runner.run(join())
