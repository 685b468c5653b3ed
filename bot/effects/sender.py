"""Sends events to the provider's systems, each lane's in order, and settles what they answer.

An event leaves the outbox in the transaction in which its answer takes effect, before the lane's next one is sent: a
crash repeats at most the ones that were on their way, under the same id. Nothing here waits with a chat's messages:
events have connections, turns and a pace of their own, and no more than a few of them are in memory.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
import time
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import TypeVar

import aiohttp

from bot.database_work import DatabaseWork
from bot.defects import outline
from bot.effects.answers import TRIED_FOR, Answer, Verdict, no_answer, pause_after, read_answer
from bot.effects.endpoint import Endpoint, body_of, name_of
from bot.trouble import DATABASE_TROUBLE, Patience
from domain.programme import Programme
from handlers.chat.desk import Desk
from services.effects.settling import acknowledge, refuse
from storage import effects as stored
from storage.effects import Due
from storage.partnerships import lock_client_of
from storage.runtime.defects import record_defect
from storage.runtime.outbox import Outgoing
from storage.runtime.outbox import refused as give_up
from storage.runtime.workers import PROVIDER, pause
from storage.tables import ProgrammeEvent
from storage.work import Units, Work

AT_ONCE = 8
"""Events on their way at the same time."""
LOOK_EVERY_S = 1.0
"""For events that others wrote, or that are due once more."""
TIMEOUT = aiohttp.ClientTimeout(total=20, connect=10)
UNWANTED_S = 3600.0
RESTS_S = 300.0
"""How long a lane rests in memory where the database does not take it that it is put off."""
AILING_AFTER = 8
"""So many failures with nothing taken in between, and it is the endpoint that ails: it is tried now and then."""

T = TypeVar("T")

_log = logging.getLogger(__name__)


class Sender:
    """Sends this process's events from `start` to `stop`, as long as it `is_well`. `tell` gets what people are told."""

    def __init__(
        self,
        endpoint: Endpoint,
        units: Units,
        desk: Desk,
        database: DatabaseWork,
        tell: Callable[[Iterable[Outgoing]], None],
        is_well: Callable[[], bool],
    ) -> None:
        self._endpoint = endpoint
        self._units = units
        self._desk = desk
        self._programme: Programme = desk.around.programme
        self._database = database
        self._tell = tell
        self._is_well = is_well
        self._in_hand: dict[int, asyncio.Task[None]] = {}
        self._resting: dict[int, float] = {}
        self._something = asyncio.Event()
        self._looking = False
        self._rests = False
        self._failures = 0
        self._patience = Patience(1.0, 30.0)
        self._session: aiohttp.ClientSession | None = None
        self._running: asyncio.Task[None] | None = None

    @property
    def idle(self) -> bool:
        """Whether nothing is on its way, and nothing is known of that should be."""
        return not self._in_hand and (self._rests or not (self._looking or self._something.is_set()))

    def wake(self) -> None:
        """There is an event to be sent."""
        self._something.set()

    def start(self) -> None:
        """Begins to send."""
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=AT_ONCE),
            timeout=TIMEOUT,
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,  # a small answer may be a large one in disguise
            headers={"User-Agent": "Handschlag", "Accept-Encoding": "identity"},
        )
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
        if self._session is not None:
            await self._session.close()

    async def _run(self) -> None:
        while True:
            self._looking = True
            self._something.clear()
            try:
                await self._send_what_is_due()
            except DATABASE_TROUBLE as trouble:
                _log.warning("events have to wait, the database is in trouble: %s", trouble)
            except Exception:  # noqa: BLE001 - logged with its traceback, and tried again
                _log.exception("the events that are due cannot be found")
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
        free = (1 if self._ailing else AT_ONCE) - len(self._in_hand)
        if free <= 0 or not self._is_well():
            return
        present = time.monotonic()
        self._resting = {lane: until for lane, until in self._resting.items() if until > present}
        busy = [*self._in_hand, *self._resting]
        for event in await self._database(lambda: self._due(free, busy)):
            self._in_hand[event.lane] = asyncio.create_task(self._send(event))

    def _due(self, limit: int, busy: Collection[int]) -> Sequence[Due]:
        with self._units.begin("job") as work:
            return stored.due(work.session, self._units.worker_id, work.now, limit, busy)

    async def _send(self, event: Due) -> None:
        try:
            if not self._is_well() and not await self._database.patiently(lambda: self._is_ours(event)):
                return
            sent_at = dt.datetime.now(dt.UTC)  # the receiver compares it with its own clock
            answer = await self._post(event, sent_at)
            self._notice_health(answer)
            try:
                self._tell(await self._database.patiently(lambda: self._settle(event, answer, sent_at)))
            except Exception as defect:  # noqa: BLE001 - recorded; the event is tried again, and others go on
                await self._put_aside(event, answer, sent_at, defect)
        except Exception as defect:  # noqa: BLE001 - not even that could be kept: this process remembers it
            _log.error("event %s cannot be put off\n%s", event.event_id, outline(defect))
            self._resting[event.lane] = time.monotonic() + RESTS_S
        finally:
            del self._in_hand[event.lane]
            self.wake()

    async def _put_aside(self, event: Due, answer: Answer, sent_at: dt.datetime, defect: Exception) -> None:
        """The answer has no effect, because something is wrong here."""
        failed = Answer(Verdict.FAILED, answer.status, f"a defect: {type(defect).__name__}")

        def record() -> int:
            with self._units.begin("job") as work:
                return record_defect(work.session, work.now, outline(defect), None, None)

        def put_off() -> None:
            with self._units.begin("job") as work:
                kept = stored.event(work.session, event.event_id)
                stored.remember_answer(kept, failed.as_json(sent_at))
                self._put_off(work, event, kept, failed)

        reference = await self._database.patiently(record)
        _log.error("defect %s: the answer to event %s has no effect\n%s", reference, event.event_id, outline(defect))
        await self._database.patiently(put_off)

    def _is_ours(self, event: Due) -> bool:
        with self._units.begin("job") as work:
            return stored.is_still_to_send(work.session, self._units.worker_id, event.outbox_id)

    async def _post(self, event: Due, sent_at: dt.datetime) -> Answer:
        assert self._session is not None  # noqa: S101 - it is there from the start to the end
        body = body_of(event.kind, event.at, event.content)
        headers = self._endpoint.headers(name_of(event.event_id, event.mark), sent_at, body)
        try:
            async with self._session.post(
                self._endpoint.url, data=body.encode(), headers=headers, allow_redirects=False
            ) as response:
                return await read_answer(response)
        except Exception as fault:  # noqa: BLE001 - whatever comes from outside, it is an answer that failed
            return no_answer(fault)

    def _notice_health(self, answer: Answer) -> None:
        if answer.verdict is not Verdict.FAILED:
            self._failures = 0
            self._patience = Patience(1.0, 30.0)
            return
        self._failures += 1
        if self._failures == AILING_AFTER:
            _log.warning("the endpoint for events fails (%s); it is tried now and then", answer)

    def _settle(self, event: Due, answer: Answer, sent_at: dt.datetime) -> tuple[Outgoing, ...]:
        """In one transaction: what the answer changes, whom it concerns is told, and where the event goes."""
        with self._units.begin("job") as work:
            if event.partnership_id is not None:
                # Before the lane: whoever writes an event has locked the client first, too.
                lock_client_of(work.session, event.partnership_id)
            kept = stored.event(work.session, event.event_id)
            stored.remember_answer(kept, answer.as_json(sent_at))
            match answer.verdict:
                case Verdict.ACKNOWLEDGED:
                    if stored.take_out(work.session, event.outbox_id):
                        acknowledge(work, kept)
                case Verdict.REFUSED:
                    if stored.take_out(work.session, event.outbox_id):
                        refuse(work, self._programme, kept, answer.code, answer.detail)
                case Verdict.UNWANTED:
                    _log.warning("the endpoint wants no events any more (410); it is asked again in an hour")
                    pause(work.session, PROVIDER, UNWANTED_S)
                    self._put_off(work, event, kept, answer)
                case Verdict.FAILED:
                    self._put_off(work, event, kept, answer)
            work.session.flush()
            return self._desk.announce(work).messages

    def _put_off(self, work: Work, event: Due, kept: ProgrammeEvent, answer: Answer) -> None:
        # However long it has waited for those before it: its own time begins with its own first try.
        kept.failing_since = kept.failing_since or work.now
        if work.now - kept.failing_since >= TRIED_FOR:
            _log.warning("event %s is given up after %s tries: %s", event.event_id, event.tries + 1, answer)
            give_up(work.session, event.outbox_id, str(answer), work.now)
        else:
            stored.put_off(work.session, event.lane, work.now + pause_after(event.tries, answer.wait))
