"""Looks for bounces now and then, and has them take effect. One process does, while it is the first of those there."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable

from bot.database_work import DatabaseWork
from bot.defects import outline
from bot.mail.account import Server
from bot.mail.mailbox import MAILBOX_TROUBLE, mark_as_read, unread_reports
from bot.mail.reports import Bounce, read_bounce
from bot.trouble import DATABASE_TROUBLE
from bot.unattended import unattended
from handlers.chat.desk import Desk
from services.mail.undelivered import bounce
from storage.mail_lanes import marked
from storage.runtime.defects import record_defect
from storage.runtime.outbox import Outgoing
from storage.runtime.workers import is_first
from storage.work import Units

LOOK_EVERY_S = 60.0

_log = logging.getLogger(__name__)


class BounceReader:
    """Looks from `start` to `stop`, as long as the process `is_well`. `tell` gets what people are told.

    Read messages are marked as such; what is no bounce of a mail from here is left alone.
    """

    def __init__(
        self,
        server: Server,
        units: Units,
        desk: Desk,
        database: DatabaseWork,
        tell: Callable[[Iterable[Outgoing]], None],
        is_well: Callable[[], bool],
    ) -> None:
        self._server = server
        self._units = units
        self._desk = desk
        self._database = database
        self._tell = tell
        self._is_well = is_well
        self._looked_at: frozenset[bytes] = frozenset()
        self._validity = b""
        self._in_trouble = False
        self._running: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begins to look."""
        self._running = asyncio.create_task(self._run())

    async def stop(self, _patience_s: float) -> None:
        """What is not marked as read yet, the next one finds again."""
        if self._running is not None:
            self._running.cancel()
            await asyncio.gather(self._running, return_exceptions=True)

    async def _run(self) -> None:
        while True:
            try:
                await self.round()
                self._in_trouble = False
            except MAILBOX_TROUBLE as trouble:
                if not self._in_trouble:  # said once, until it is over
                    _log.warning("the mailbox for bounces cannot be read: %s", trouble)
                self._in_trouble = True
            except DATABASE_TROUBLE as trouble:
                _log.warning("bounces have to wait, the database is in trouble: %s", trouble)
            except Exception:  # noqa: BLE001 - logged with its traceback; the next round comes
                _log.exception("a look for bounces failed; the next one tries again")
            await asyncio.sleep(LOOK_EVERY_S)

    async def round(self) -> None:
        """One look. Raises `MAILBOX_TROUBLE` and `DATABASE_TROUBLE`."""
        if not self._is_well() or not await self._database(self._is_first):
            return
        box = await unattended(lambda: unread_reports(self._server, self._looked_at, self._validity))
        done = [number for number, raw in box.reports if await self._take(raw)]
        if done:
            await unattended(lambda: mark_as_read(self._server, done))
        self._looked_at, self._validity = box.looked_at, box.validity

    def _is_first(self) -> bool:
        with self._units.begin("job") as work:
            return is_first(work.session, self._units.worker_id)

    async def _take(self, raw: bytes) -> bool:
        """Whether it was a bounce of a mail from here."""
        found = read_bounce(raw)
        if found is None:
            return False
        try:
            ours, messages = await self._database(lambda: self._settle(found))
        except DATABASE_TROUBLE:
            raise
        except Exception as defect:  # noqa: BLE001 - recorded; others go on, and this one stays unread
            told = outline(defect)
            reference = await self._database.patiently(lambda: self._record(told))
            _log.error("defect %s at a bounce\n%s", reference, told)
            return False
        self._tell(messages)
        return ours

    def _settle(self, found: Bounce) -> tuple[bool, tuple[Outgoing, ...]]:
        with self._units.begin("job") as work:
            mail = next((mail for each in found.ids if (mail := marked(work.session, *each)) is not None), None)
            if mail is None:
                return False, ()
            bounce(work, mail, found.why, found.says)
            work.session.flush()
            return True, self._desk.announce(work).messages

    def _record(self, told: str) -> int:
        with self._units.begin("job") as work:
            return record_defect(work.session, work.now, told, None, None)
