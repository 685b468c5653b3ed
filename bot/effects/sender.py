"""Sends events to the provider's systems, each lane's in order, and settles what they answer.

A crash repeats at most the ones that were on their way, under the same id.
"""

from __future__ import annotations

import datetime as dt
import logging
import time
from collections.abc import Callable, Collection, Iterable, Sequence

import aiohttp

from bot.database_work import DatabaseWork
from bot.delivery.due_lanes import DueLanes
from bot.effects.answers import TRIED_FOR, Answer, Verdict, no_answer, pause_after, read_answer
from bot.effects.endpoint import Endpoint, body_of, name_of
from bot.journal import Channel, Journal
from domain.programme import Programme
from handlers.chat.desk import Desk
from services.effects.settling import acknowledge, refuse
from storage import effects as stored
from storage.effects import Due
from storage.partnerships import lock_client_of
from storage.runtime.due_lanes import put_off, take_out
from storage.runtime.outbox import Outgoing
from storage.runtime.outbox import refused as give_up
from storage.runtime.workers import PROVIDER, pause
from storage.tables import ProgrammeEvent
from storage.work import Units, Work

AT_ONCE = 8
"""Events on their way at the same time."""
TIMEOUT = aiohttp.ClientTimeout(total=20, connect=10)
UNWANTED_S = 3600.0

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
        journal: Journal,
    ) -> None:
        self._endpoint = endpoint
        self._units = units
        self._desk = desk
        self._journal = journal
        self._programme: Programme = desk.around.programme
        self._lanes: DueLanes[Due] = DueLanes("event", AT_ONCE, units, database, tell, is_well, self._due, self._send)
        self._session: aiohttp.ClientSession | None = None

    @property
    def idle(self) -> bool:
        """Whether nothing is on its way, and nothing is known of that should be."""
        return self._lanes.idle

    def wake(self) -> None:
        """There is an event to be sent."""
        self._lanes.wake()

    def start(self) -> None:
        """Begins to send."""
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=AT_ONCE),
            timeout=TIMEOUT,
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,  # a small answer may be a large one in disguise
            headers={"User-Agent": "Handschlag", "Accept-Encoding": "identity"},
        )
        self._lanes.start()

    async def stop(self, patience_s: float) -> None:
        """Lets what is on its way arrive; the rest is for whoever comes next."""
        await self._lanes.stop(patience_s)
        if self._session is not None:
            await self._session.close()

    def _due(self, work: Work, limit: int, busy: Collection[int]) -> Sequence[Due]:
        return stored.due(work.session, self._units.worker_id, work.now, limit, busy)

    async def _send(self, event: Due) -> None:
        sent_at = dt.datetime.now(dt.UTC)  # the receiver compares it with its own clock
        begun = time.monotonic()
        answer = await self._post(event, sent_at)
        self._journal.delivery(Channel.EVENT, event.outbox_id, answer.verdict.value, time.monotonic() - begun)
        if answer.verdict is Verdict.FAILED:
            self._lanes.failed(str(answer))
        else:
            self._lanes.went_well()

        def put_aside(work: Work, why: str) -> None:
            failed = Answer(Verdict.FAILED, answer.status, why)
            kept = stored.event(work.session, event.event_id)
            stored.remember_answer(kept, failed.as_json(sent_at))
            self._put_off(work, event, kept, failed)

        await self._lanes.take_effect(event, lambda work: self._settle(work, event, answer, sent_at), put_aside)

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

    def _settle(self, work: Work, event: Due, answer: Answer, sent_at: dt.datetime) -> tuple[Outgoing, ...]:
        """What the answer changes, whom it concerns is told, and where the event goes."""
        if event.partnership_id is not None:
            # Before the lane: whoever writes an event has locked the client first, too.
            lock_client_of(work.session, event.partnership_id)
        kept = stored.event(work.session, event.event_id)
        stored.remember_answer(kept, answer.as_json(sent_at))
        match answer.verdict:
            case Verdict.ACKNOWLEDGED:
                if take_out(work.session, event.outbox_id):
                    acknowledge(work, kept)
            case Verdict.REFUSED:
                if take_out(work.session, event.outbox_id):
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
            put_off(work.session, event.lane, work.now + pause_after(event.tries, answer.wait))
