"""Takes in updates, from wherever they come, and applies them: each chat's in Telegram's order, chats side by side.

One process keeps that order by itself. Where several take updates, each notes in the database what has arrived, and
lets an earlier update of the same chat go first, in whichever process it is.

Updates of different chats that are ready at the same moment share a transaction. Each is still applied whole or not
at all: where anything is wrong with one, all of them are rolled back and applied one by one.
"""

from __future__ import annotations

import asyncio
import bisect
import heapq
import logging
from collections import deque
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from datetime import timedelta

from telegram import Bot
from telegram.error import TelegramError

from bot.applying import Applier
from bot.database_work import DatabaseWork
from bot.delivery import Delivery
from bot.reading import Update
from bot.trouble import DATABASE_TROUBLE, Patience
from handlers.desk import CallbackAnswer
from storage.updates import MOST_MISSING, is_gap_before, is_preceded, note_arrival
from storage.work import Units

TOGETHER = 16
"""Updates that share a transaction, at most. As long as there are hands free, each has one of its own."""
GRACE_S = 0.2
"""How long an update waits for one with a lower number that has not arrived: it may belong to the same chat."""
LOOK_EVERY_S = 0.005
PRECEDES_FOR = timedelta(seconds=10)
"""How long an update that has arrived keeps later ones of its chat waiting, should its process have died."""

_log = logging.getLogger(__name__)


@dataclass(order=True, slots=True)
class _Arrived:
    """An update that waits for its turn; `committed` tells whoever brought it how it ended."""

    update_id: int
    update: Update = field(compare=False)
    in_order: bool = field(compare=False)
    committed: asyncio.Future[bool] = field(compare=False)


class Intake:
    """Applies updates. `has_colleagues` tells whether other processes may be taking updates of the same bot."""

    def __init__(
        self,
        bot: Bot,
        units: Units,
        applier: Applier,
        delivery: Delivery,
        database: DatabaseWork,
        has_colleagues: Callable[[], bool],
    ) -> None:
        self._bot = bot
        self._units = units
        self._applier = applier
        self._delivery = delivery
        self._database = database
        self._has_colleagues = has_colleagues
        self._chats: dict[int, list[_Arrived]] = {}
        self._ready: deque[_Arrived] = deque()
        self._pumps = 0
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
        committed: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        arrived = _Arrived(update.id, update, in_order, committed)
        if not in_order:
            bisect.insort(self._numbers, update.id)
            del self._numbers[: -10 * MOST_MISSING]
        queue = self._chats.get(update.chat_id)
        if queue is not None:
            heapq.heappush(queue, arrived)
        else:
            self._chats[update.chat_id] = [arrived]
            self._go_on(update.chat_id)
        return committed

    def _go_on(self, chat_id: int) -> None:
        """Brings the chat's next update on its way, if there is one."""
        queue = self._chats[chat_id]
        if not queue:
            del self._chats[chat_id]
        elif queue[0].in_order or not (self._has_colleagues() or self._is_gap_before(queue[0].update_id)):
            self._make_ready(heapq.heappop(queue))
        else:
            self._start(self._let_earlier_ones_go_first(chat_id))

    def _make_ready(self, arrived: _Arrived) -> None:
        self._ready.append(arrived)
        if self._pumps < self._database.width:
            self._pumps += 1
            self._start(self._pump())

    async def _pump(self) -> None:
        """Applies what is ready, as long as there is anything."""
        patience = Patience()
        try:
            while self._ready and not self._stopping.is_set():
                share = max(1, min(TOGETHER, len(self._ready) // self._database.width))
                together = [self._ready.popleft() for _ in range(share)]
                done = await self._apply(together, patience)
                self._ready.extendleft(reversed(together[done:]))
                await asyncio.sleep(0)  # what has been said is sent before more is said
        finally:
            self._pumps -= 1
            if self._stopping.is_set():
                self._turn_away()

    async def _apply(self, together: list[_Arrived], patience: Patience) -> int:
        """How many of the updates are settled. In trouble, it waits a while."""
        try:
            replies = await self._database(lambda: self._applier.apply_all([each.update for each in together]))
        except DATABASE_TROUBLE as trouble:
            _log.warning("update %s cannot be applied yet: %s", together[0].update_id, trouble)
            await self._pause(patience)
            return 0
        except Exception as defect:  # noqa: BLE001 - whoever brought the first one is told; the others go on
            self._settle(together[0], defect)
            return 1
        for arrived, reply in zip(together, replies, strict=False):
            self._delivery.hand_over(reply.messages)
            if reply.callback is not None:
                self._start(self._answer_callback(reply.callback))
            self._settle(arrived, None)
        return len(replies)

    def _settle(self, arrived: _Arrived, defect: Exception | None) -> None:
        if arrived.committed.done():  # whoever waited has gone
            pass
        elif defect is None:
            arrived.committed.set_result(True)
        else:
            arrived.committed.set_exception(defect)
        self._go_on(arrived.update.chat_id)

    def _turn_away(self) -> None:
        """The bot stops: whatever is not applied comes again, to whoever takes it next."""
        left = [*self._ready, *(arrived for queue in self._chats.values() for arrived in queue)]
        self._ready.clear()
        self._chats.clear()
        for arrived in left:
            if not arrived.committed.done():
                arrived.committed.set_result(False)

    async def _answer_callback(self, answer: CallbackAnswer) -> None:
        """Stops the tapped button's spinning; best effort, because Telegram accepts it for seconds only."""
        try:
            await self._bot.answer_callback_query(answer.callback_id, text=answer.text)
        except TelegramError as fault:
            _log.info("a tapped button was not answered in time: %s", fault)

    async def _let_earlier_ones_go_first(self, chat_id: int) -> None:
        """Makes the first of the chat's queue ready when it is the chat's next update, as far as anybody can know."""
        loop = asyncio.get_running_loop()
        queue = self._chats[chat_id]
        deadline = loop.time() + GRACE_S
        noted: set[int] = set()
        while not self._stopping.is_set():
            first = queue[0].update_id
            preceded, gap = await self._look(first, chat_id, known=first in noted)
            noted.add(first)
            if first == queue[0].update_id and not preceded and (not gap or loop.time() >= deadline):
                self._make_ready(heapq.heappop(queue))
                return
            await asyncio.sleep(LOOK_EVERY_S)
        self._turn_away()

    def _is_gap_before(self, update_id: int) -> bool:
        below = bisect.bisect_left(self._numbers, update_id)
        return below > 0 and 1 < update_id - self._numbers[below - 1] <= MOST_MISSING

    async def _look(self, update_id: int, chat_id: int, *, known: bool) -> tuple[bool, bool]:
        """Whether an earlier update of the chat is under way anywhere, and whether one may still be coming."""
        if not self._has_colleagues():
            return False, self._is_gap_before(update_id)

        def look() -> tuple[bool, bool]:
            with self._units.begin("chat") as work:
                if not known:
                    note_arrival(work.session, update_id, chat_id, work.now)
                since = work.now - PRECEDES_FOR
                return is_preceded(work.session, update_id, chat_id, since), is_gap_before(work.session, update_id)

        try:
            return await self._database(look)
        except DATABASE_TROUBLE:
            return True, True  # nothing can be applied now, either

    async def _pause(self, patience: Patience) -> None:
        try:
            await asyncio.wait_for(self._stopping.wait(), patience.next_s())
        except TimeoutError:
            return

    def _start(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
