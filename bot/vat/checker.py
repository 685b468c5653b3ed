"""Looks up the numbers that are due, each by one worker, and lets the answers take effect.

A number is taken in one transaction, asked about outside of all, and its verdict kept in another: whoever is killed in
between has asked for nothing, and somebody asks again when its lease is over. No more are on their way than the
service bears: some in all, one of each country, by all workers together.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
import time
from collections.abc import Callable, Iterable

import aiohttp

from bot.database_work import DatabaseWork
from bot.defects import outline
from bot.journal import Journal
from bot.trouble import DATABASE_TROUBLE
from bot.vat.asking import TIMEOUT, open_session
from bot.vat.registers import Registers
from domain.vat.outages import SWITZERLAND
from domain.vat.verdicts import VatStatus, Verdict, Waits, not_known
from handlers.chat.desk import Desk
from services.vat.asking import ask_about_swiss_companies
from services.vat.settling import settle
from storage import vat as stored
from storage.runtime.defects import record_defect
from storage.runtime.outbox import Outgoing
from storage.vat import Taken
from storage.work import Units

AT_ONCE = 4
"""Questions under way at VIES, by all workers together."""
LEASE = dt.timedelta(minutes=2)
"""Longer than any question takes."""
LOOK_EVERY_S = 1.0
LOOK_AT_COMPANIES_EVERY_S = 30.0
"""For Swiss companies that are new: they enter no VAT number, so nothing says that there is one to be asked about."""

_log = logging.getLogger(__name__)


class Checker:
    """Asks from `start` to `stop`, as long as this process `is_well`. `tell` gets what people are told."""

    def __init__(
        self,
        registers: Registers,
        units: Units,
        desk: Desk,
        database: DatabaseWork,
        tell: Callable[[Iterable[Outgoing]], None],
        is_well: Callable[[], bool],
        journal: Journal,
        timeout: aiohttp.ClientTimeout = TIMEOUT,
    ) -> None:
        self._registers = registers
        self._units = units
        self._desk = desk
        self._journal = journal
        self._database = database
        self._tell = tell
        self._is_well = is_well
        self._timeout = timeout
        self._in_hand: dict[Taken, asyncio.Task[None]] = {}
        self._something = asyncio.Event()
        self._looking = False
        self._stops = False
        self._companies_looked_at = -LOOK_AT_COMPANIES_EVERY_S
        self._session: aiohttp.ClientSession | None = None
        self._running: asyncio.Task[None] | None = None

    @property
    def idle(self) -> bool:
        """Whether nothing is on its way, and nothing is known of that should be."""
        return not self._in_hand and not self._looking and not self._something.is_set()

    def wake(self) -> None:
        """There may be a number to be asked about."""
        self._companies_looked_at = -LOOK_AT_COMPANIES_EVERY_S
        self._something.set()

    def start(self) -> None:
        """Begins to ask."""
        self._session = open_session(self._timeout)
        self._running = asyncio.create_task(self._run())

    async def stop(self, patience_s: float) -> None:
        """Lets what is on its way arrive; the rest is for whoever comes next, at once."""
        loop = asyncio.get_running_loop()
        until = loop.time() + patience_s
        self._stops = True
        self.wake()
        if self._running is not None:  # a transaction that takes numbers goes to its end: they would rest with nobody
            await asyncio.wait({self._running}, timeout=patience_s)
            self._running.cancel()
        if self._in_hand:
            left = dict(self._in_hand)
            _, late = await asyncio.wait(left.values(), timeout=max(until - loop.time(), 0))
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
            dropped = [taken for taken, task in left.items() if task in late]
            if dropped:
                await self._give_back(dropped)
        if self._session is not None:
            await self._session.close()

    async def _give_back(self, dropped: list[Taken]) -> None:
        def release() -> None:
            with self._units.begin("job") as work:
                stored.give_back(work.session, [taken.lease for taken in dropped])

        try:
            await self._database(release)
        except DATABASE_TROUBLE:
            return  # their leases end by themselves

    async def _run(self) -> None:
        while not self._stops:
            self._looking = True
            self._something.clear()
            try:
                await self._ask_about_what_is_due()
            except DATABASE_TROUBLE as trouble:
                _log.warning("questions to registers have to wait, the database is in trouble: %s", trouble)
            except Exception:  # noqa: BLE001 - logged with its traceback, and tried again
                _log.exception("the numbers that are due cannot be found")
            finally:
                self._looking = False
            try:
                await asyncio.wait_for(self._something.wait(), LOOK_EVERY_S)
            except TimeoutError:
                continue

    async def _ask_about_what_is_due(self) -> None:
        if len(self._in_hand) > AT_ONCE or not self._is_well():
            return
        for taken in await self._database(self._take):
            self._in_hand[taken] = asyncio.create_task(self._ask(taken))

    def _take(self) -> list[Taken]:
        vies, swiss = self._registers.vies is not None, self._registers.swiss is not None
        if swiss and self._companies_looked_at + LOOK_AT_COMPANIES_EVERY_S <= time.monotonic():
            with self._units.begin("job") as work:
                ask_about_swiss_companies(work)
            self._companies_looked_at = time.monotonic()
        with self._units.begin("job") as work:
            return stored.take(work.session, work.now, work.now + LEASE, AT_ONCE, vies=vies, swiss=swiss)

    async def _ask(self, taken: Taken) -> None:
        assert self._session is not None  # noqa: S101 - it is there from the start to the end
        try:
            verdict = await self._registers.ask(self._session, taken.number, taken.country)
            register = "swiss" if taken.country == SWITZERLAND else "vies"
            self._journal.register(register, verdict.status.value)
            if verdict.status is VatStatus.UNKNOWN:
                level = logging.WARNING if verdict.waits is Waits.EVERYTHING else logging.INFO
                _log.log(level, "the number of check %s is not known yet: %s", taken.check_id, verdict.trouble)
            try:
                self._tell(await self._database.patiently(lambda: self.settle(taken, verdict)))
            except Exception as defect:  # noqa: BLE001 - recorded; the number is asked about again, and others go on
                await self._put_aside(taken, defect)
        except Exception as defect:  # noqa: BLE001 - not even that could be kept: the lease ends by itself
            _log.error("check %s has no outcome\n%s", taken.check_id, outline(defect))
        finally:
            del self._in_hand[taken]
            self._something.set()  # its country is free

    def settle(self, taken: Taken, verdict: Verdict) -> tuple[Outgoing, ...]:
        """In one transaction: the verdict is kept, and whom it concerns is told."""
        with self._units.begin("job") as work:
            settle(work, self._desk.around.programme, taken, verdict)
            return self._desk.announce(work).messages

    async def _put_aside(self, taken: Taken, defect: Exception) -> None:
        """The answer has no effect, because something is wrong here."""

        def record() -> int:
            with self._units.begin("job") as work:
                return record_defect(work.session, work.now, outline(defect), None, None)

        reference = await self._database.patiently(record)
        _log.error("defect %s: the answer to check %s has no effect\n%s", reference, taken.check_id, outline(defect))
        failed = not_known(f"a defect: {type(defect).__name__}", Waits.NUMBER)
        await self._database.patiently(lambda: self.settle(taken, failed))
