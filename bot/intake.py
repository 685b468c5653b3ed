"""Takes in updates, from wherever they come, and applies them: each chat's in Telegram's order, chats side by side.

One process keeps that order by itself. Where several take updates, each notes in the database what has arrived, and
lets an earlier update of the same chat go first, in whichever process it is.
"""

from __future__ import annotations

import asyncio
import bisect
import heapq
import logging
from collections.abc import Callable, Coroutine
from concurrent.futures import Executor
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TypeVar

from telegram import Bot, Update
from telegram.error import TelegramError

from bot.applying import Applier
from bot.delivery import Delivery
from bot.trouble import DATABASE_TROUBLE, Patience
from handlers.desk import CallbackAnswer, Reply
from storage.updates import MOST_MISSING, is_gap_before, is_preceded, note_arrival
from storage.work import Units

GRACE_S = 0.2
"""How long an update waits for one with a lower number that has not arrived: it may belong to the same chat."""
LOOK_EVERY_S = 0.005
PRECEDES_FOR = timedelta(seconds=10)
"""How long an update that has arrived keeps later ones of its chat waiting, should its process have died."""

T = TypeVar("T")

_log = logging.getLogger(__name__)


@dataclass(order=True, slots=True)
class _Arrived:
    """An update that waits for its turn; `committed` tells whoever brought it how it ended."""

    update_id: int
    update: Update = field(compare=False)
    committed: asyncio.Future[bool] = field(compare=False)


class Intake:
    """Applies updates. `has_colleagues` tells whether other processes may be taking updates of the same bot."""

    def __init__(
        self,
        bot: Bot,
        units: Units,
        applier: Applier,
        delivery: Delivery,
        executor: Executor,
        has_colleagues: Callable[[], bool],
    ) -> None:
        self._bot = bot
        self._units = units
        self._applier = applier
        self._delivery = delivery
        self._executor = executor
        self._has_colleagues = has_colleagues
        self._chats: dict[int, list[_Arrived]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._stopping = asyncio.Event()
        self._numbers: list[int] = []

    @property
    def idle(self) -> bool:
        """Whether everything that was taken in is committed, and every tapped button answered."""
        return not self._chats and not self._tasks

    async def stop(self, patience_s: float) -> None:
        """Applies nothing more; waits for what is being applied and for the answers to tapped buttons."""
        self._stopping.set()
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=patience_s)

    def take(self, update: Update, *, in_order: bool) -> asyncio.Future[bool]:
        """Applies the update when its turn has come. The result is true when it is committed, false if the bot stops.

        `in_order` promises that no update with a lower number is still to come.
        """
        chat_id = update.effective_chat.id if update.effective_chat else 0
        arrived = _Arrived(update.update_id, update, asyncio.get_running_loop().create_future())
        if not in_order:
            bisect.insort(self._numbers, update.update_id)
            del self._numbers[: -10 * MOST_MISSING]
        if chat_id in self._chats:
            heapq.heappush(self._chats[chat_id], arrived)
        else:
            self._chats[chat_id] = [arrived]
            self._start(self._serve(chat_id, in_order=in_order))
        return arrived.committed

    async def _serve(self, chat_id: int, *, in_order: bool) -> None:
        queue = self._chats[chat_id]
        try:
            while queue:
                if not in_order:
                    await self._wait_for_earlier(chat_id, queue)
                arrived = heapq.heappop(queue)
                try:
                    committed = await self._apply(arrived.update)
                except Exception as defect:  # noqa: BLE001 - whoever brought the update is told; the others go on
                    if not arrived.committed.done():
                        arrived.committed.set_exception(defect)
                else:
                    if not arrived.committed.done():
                        arrived.committed.set_result(committed)
        finally:
            del self._chats[chat_id]

    async def _apply(self, update: Update) -> bool:
        """Applies one update, however long the database is in trouble; false where the bot stops before that."""
        patience = Patience()
        while not self._stopping.is_set():
            try:
                reply = await self._in_thread(lambda: self._applier.apply(update))
            except DATABASE_TROUBLE as trouble:
                _log.warning("update %s cannot be applied yet: %s", update.update_id, trouble)
                await self._pause(patience)
            else:
                self._send(reply)
                return True
        return False

    def _send(self, reply: Reply) -> None:
        self._delivery.hand_over(reply.messages)
        if reply.callback is not None:
            self._start(self._answer_callback(reply.callback))

    async def _answer_callback(self, answer: CallbackAnswer) -> None:
        """Stops the tapped button's spinning; best effort, because Telegram accepts it for seconds only."""
        try:
            await self._bot.answer_callback_query(answer.callback_id, text=answer.text)
        except TelegramError as fault:
            _log.info("a tapped button was not answered in time: %s", fault)

    async def _wait_for_earlier(self, chat_id: int, queue: list[_Arrived]) -> None:
        """Returns when the first of the queue is the chat's next update, as far as anybody can know."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + GRACE_S
        noted: set[int] = set()
        while not self._stopping.is_set():
            first = queue[0].update_id
            if self._has_colleagues():
                try:
                    preceded, gap = await self._in_thread(lambda: self._look(first, chat_id, first in noted))  # noqa: B023
                except DATABASE_TROUBLE:
                    return  # applying will wait until it is over
                noted.add(first)
            else:
                preceded, gap = False, self._is_gap_before(first)
            if first == queue[0].update_id and not preceded and (not gap or loop.time() >= deadline):
                return
            if first == queue[0].update_id:
                await asyncio.sleep(LOOK_EVERY_S)

    def _is_gap_before(self, update_id: int) -> bool:
        below = bisect.bisect_left(self._numbers, update_id)
        return below > 0 and 1 < update_id - self._numbers[below - 1] <= MOST_MISSING

    def _look(self, update_id: int, chat_id: int, noted: bool) -> tuple[bool, bool]:
        with self._units.begin("chat") as work:
            if not noted:
                note_arrival(work.session, update_id, chat_id, work.now)
            since = work.now - PRECEDES_FOR
            return is_preceded(work.session, update_id, chat_id, since), is_gap_before(work.session, update_id)

    async def _in_thread(self, function: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._executor, function)

    async def _pause(self, patience: Patience) -> None:
        try:
            await asyncio.wait_for(self._stopping.wait(), patience.next_s())
        except TimeoutError:
            return

    def _start(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
