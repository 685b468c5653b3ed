"""Receipts: what Telegram has taken leaves the outbox.

A receipt rides in the next transaction that is made anyway, the one of the next update; where none comes, it gets one
of its own at once. So receipts cost next to nothing under load, and a crash at any moment repeats few messages.
"""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy.orm import Session

from bot.database_work import DatabaseWork
from bot.trouble import DATABASE_TROUBLE, Patience
from storage.runtime.outbox import Outgoing, sign, waiting_in
from storage.work import Units

LOCKED_S = 0.01

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, eq=False)
class Receipt:
    """Telegram has taken the message; `place` is where what it shows now stands (see `storage.runtime.outbox.sign`)."""

    message: Outgoing
    place: int | None
    signed: asyncio.Future[None]


class Receipts:
    """Collects receipts in the event loop and signs them in whatever transaction a worker thread has open."""

    def __init__(self, units: Units, database: DatabaseWork, has_colleagues: Callable[[], bool]) -> None:
        self._units = units
        self._database = database
        self._has_colleagues = has_colleagues
        self._lock = threading.Lock()
        self._waiting: list[Receipt] = []
        self._own_round: asyncio.Task[None] | None = None
        self.found: Callable[[Sequence[Outgoing]], None] = lambda _messages: None
        """Gets what colleagues have added to lanes that were just signed for."""

    async def sign(self, message: Outgoing, place: int | None) -> None:
        """Returns when the message is out of the outbox. `place` is where it now stands, if that is to be kept."""
        loop = asyncio.get_running_loop()
        receipt = Receipt(message, place, loop.create_future())
        with self._lock:
            self._waiting.append(receipt)
        if self._own_round is None:
            self._own_round = loop.create_task(self._sign_what_is_left())
        await receipt.signed

    @contextmanager
    def riding(self) -> Iterator[Callable[[Session], None]]:
        """In a worker thread, around a unit of work: what it yields signs all receipts in the unit's session.

        They count when the block ends, which is after the commit; where it raises, they wait for the next one.
        """
        taken: list[Receipt] = []
        gone: frozenset[int] = frozenset()
        found: Sequence[Outgoing] = ()

        def sign_in(session: Session) -> None:
            nonlocal gone, found
            with self._lock:
                taken.extend(self._waiting)
                self._waiting.clear()
            if taken:
                gone = self._sign(session, taken)
                if self._has_colleagues():
                    found = waiting_in(session, self._units.worker_id, {each.message.chat_id for each in taken})

        try:
            yield sign_in
        except BaseException:
            self._put_back(taken)
            raise
        if taken:
            self._put_back([each for each in taken if each.message.id not in gone])
            signed = [each for each in taken if each.message.id in gone]
            taken[0].signed.get_loop().call_soon_threadsafe(self._settle, signed, found)

    def _sign(self, session: Session, taken: Sequence[Receipt]) -> frozenset[int]:
        return sign(session, [(each.message, each.place) for each in taken])

    def _put_back(self, receipts: Sequence[Receipt]) -> None:
        with self._lock:
            self._waiting[:0] = receipts

    def _settle(self, signed: Sequence[Receipt], found: Sequence[Outgoing]) -> None:
        for each in signed:
            if not each.signed.done():
                each.signed.set_result(None)
        self.found(found)

    async def _sign_what_is_left(self) -> None:
        """By the time a worker thread comes to this, an update's transaction may have signed everything."""
        patience = Patience()
        try:
            while before := tuple(self._waiting):
                try:
                    await self._database(self._sign_alone)
                    if not set(before).isdisjoint(self._waiting):
                        await asyncio.sleep(LOCKED_S)  # somebody writes to these lanes
                except DATABASE_TROUBLE as trouble:
                    _log.warning("delivered messages cannot be signed for yet: %s", trouble)
                    await patience.wait()
                except Exception:  # noqa: BLE001 - logged with its traceback; a receipt is never given up
                    _log.exception("delivered messages cannot be signed for")
                    await patience.wait()
        finally:
            self._own_round = None

    def _sign_alone(self) -> None:
        if not self._waiting:
            return
        with self.riding() as sign_in, self._units.begin("job") as work:
            sign_in(work.session)
