"""Sends what is due in lanes of the outbox, one a lane at a time, and a few side by side.

Events and mails go this way: nothing of them waits with a chat's messages, they have turns and a pace of their own,
and no more than a few are in memory. What is sent takes effect in one transaction, in which its row leaves the outbox,
before the lane's next one is sent: a crash repeats at most what was on its way.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
import random
import time
from collections.abc import Awaitable, Callable, Collection, Iterable, Sequence
from typing import Generic, Protocol, TypeVar

from bot.database_work import DatabaseWork
from bot.defects import outline
from bot.trouble import DATABASE_TROUBLE, Patience
from storage.runtime.defects import record_defect
from storage.runtime.due_lanes import is_still_to_send
from storage.runtime.outbox import Outgoing
from storage.work import Units, Work

LOOK_EVERY_S = 1.0
"""For what others wrote, or what is due once more."""
RESTS_S = 300.0
"""How long a lane rests in memory where the database does not take it that it is put off."""
AILING_AFTER = 8
"""So many failures with nothing taken in between, and it is the receiver that ails: it is tried now and then."""


def growing_pause(first: dt.timedelta, longest: dt.timedelta, tries: int) -> dt.timedelta:
    """How long to leave a lane alone after that many failures in a row; a part of it is chance."""
    grown = min(longest, first * 2.0 ** min(tries, 20))
    pause: dt.timedelta = grown * (0.75 + random.random() / 4)  # noqa: S311 - no secret hangs on it
    return pause


class FirstOfLane(Protocol):
    """What is to be sent now."""

    @property
    def outbox_id(self) -> int: ...

    @property
    def lane(self) -> int: ...


D = TypeVar("D", bound=FirstOfLane)

_log = logging.getLogger(__name__)


class DueLanes(Generic[D]):
    """Sends from `start` to `stop`, `at_once` lanes side by side, as long as the process `is_well`.

    `due` finds so many at most, in none of the given lanes; `send` sends one, and has it take effect (`take_effect`).
    `what` they are, the log says. `tell` gets what people are told.
    """

    def __init__(
        self,
        what: str,
        at_once: int,
        units: Units,
        database: DatabaseWork,
        tell: Callable[[Iterable[Outgoing]], None],
        is_well: Callable[[], bool],
        due: Callable[[Work, int, Collection[int]], Sequence[D]],
        send: Callable[[D], Awaitable[None]],
    ) -> None:
        self._what = what
        self._at_once = at_once
        self._units = units
        self._database = database
        self._tell = tell
        self._is_well = is_well
        self._find = due
        self._send_one = send
        self._in_hand: dict[int, asyncio.Task[None]] = {}
        self._resting: dict[int, float] = {}
        self._something = asyncio.Event()
        self._looking = False
        self._rests = False
        self._failures = 0
        self._patience = Patience(1.0, 30.0)
        self._running: asyncio.Task[None] | None = None

    @property
    def idle(self) -> bool:
        """Whether nothing is on its way, and nothing is known of that should be."""
        return not self._in_hand and (self._rests or not (self._looking or self._something.is_set()))

    def wake(self) -> None:
        """There is something to be sent."""
        self._something.set()

    def start(self) -> None:
        """Begins to send."""
        self._running = asyncio.create_task(self._run())

    async def stop(self, patience_s: float) -> None:
        """Lets what is on its way arrive; the rest is for whoever comes next."""
        if self._running is not None:
            self._running.cancel()
        if self._in_hand:
            _, late = await asyncio.wait(self._in_hand.values(), timeout=patience_s)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    def went_well(self) -> None:
        """The receiver has answered as it should."""
        self._failures = 0
        self._patience = Patience(1.0, 30.0)

    def failed(self, why: str) -> None:
        """The receiver has failed, whichever lane it was."""
        self._failures += 1
        if self._failures == AILING_AFTER:
            _log.warning("%ss cannot be sent (%s); it is tried now and then", self._what, why)

    async def take_effect(
        self, one: D, settle: Callable[[Work], tuple[Outgoing, ...]], put_off: Callable[[Work, str], None]
    ) -> None:
        """What has come of it, in one transaction: `settle` returns what people are told.

        Where that is impossible because something is wrong here, the defect is recorded, and `put_off` has the lane
        wait; it gets the defect's name.
        """

        def do() -> tuple[Outgoing, ...]:
            with self._units.begin("job") as work:
                return settle(work)

        try:
            self._tell(await self._database.patiently(do))
        except Exception as defect:  # noqa: BLE001 - recorded; it is tried again, and others go on
            await self.put_aside(one, put_off, defect)

    async def put_aside(self, one: D, put_off: Callable[[Work, str], None], defect: Exception) -> None:
        """Something is wrong here: the defect is recorded, and the lane waits."""

        def record() -> int:
            with self._units.begin("job") as work:
                return record_defect(work.session, work.now, outline(defect), None, None)

        def wait() -> None:
            with self._units.begin("job") as work:
                put_off(work, f"a defect: {type(defect).__name__}")

        reference = await self._database.patiently(record)
        what = f"{self._what} in row {one.outbox_id} of the outbox"
        _log.error("defect %s at the %s\n%s", reference, what, outline(defect))
        await self._database.patiently(wait)

    async def _run(self) -> None:
        while True:
            self._looking = True
            self._something.clear()
            try:
                await self._send_what_is_due()
            except DATABASE_TROUBLE as trouble:
                _log.warning("%ss have to wait, the database is in trouble: %s", self._what, trouble)
            except Exception:  # noqa: BLE001 - logged with its traceback, and tried again
                _log.exception("the %ss that are due cannot be found", self._what)
            finally:
                self._looking = False
            await self._until_something()

    async def _until_something(self) -> None:
        if self._ailing and not self._in_hand:
            self._rests = True
            await asyncio.sleep(self._patience.next_s())
            self._rests = False
            return
        try:
            await asyncio.wait_for(self._something.wait(), LOOK_EVERY_S)
        except TimeoutError:
            return

    @property
    def _ailing(self) -> bool:
        return self._failures >= AILING_AFTER

    async def _send_what_is_due(self) -> None:
        free = (1 if self._ailing else self._at_once) - len(self._in_hand)
        if free <= 0 or not self._is_well():
            return
        present = time.monotonic()
        self._resting = {lane: until for lane, until in self._resting.items() if until > present}
        busy = [*self._in_hand, *self._resting]

        def look() -> Sequence[D]:
            with self._units.begin("job") as work:
                return self._find(work, free, busy)

        for one in await self._database(look):
            self._in_hand[one.lane] = asyncio.create_task(self._send(one))

    async def _send(self, one: D) -> None:
        try:
            if not self._is_well() and not await self._database.patiently(lambda: self._is_ours(one)):
                return
            await self._send_one(one)
        except Exception as defect:  # noqa: BLE001 - not even that could be kept: this process remembers it
            _log.error("the %s in row %s cannot be put off\n%s", self._what, one.outbox_id, outline(defect))
            self._resting[one.lane] = time.monotonic() + RESTS_S
        finally:
            del self._in_hand[one.lane]
            self.wake()

    def _is_ours(self, one: D) -> bool:
        with self._units.begin("job") as work:
            return is_still_to_send(work.session, self._units.worker_id, one.outbox_id)
