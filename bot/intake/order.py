"""Takes in updates, from wherever they come, and applies them: each chat's in Telegram's order, chats side by side.

One process keeps that order by itself. Where several take updates, an update that comes before its turn is found out in
its own transaction (see `storage.runtime.updates`), and tried again a moment later.

Updates of different chats that are ready at the same moment share a transaction. Each is still applied whole or not
at all: where anything is wrong with one, all of them are rolled back and each is applied by itself.
"""

from __future__ import annotations

import asyncio
import bisect
import heapq
import logging
from collections import deque
from collections.abc import Callable, Coroutine
from functools import partial
from itertools import islice

from telegram import Bot
from telegram.error import TelegramError

from bot.database_work import DatabaseWork
from bot.defects import outline
from bot.delivery.lanes import Delivery
from bot.intake.applying import Applier, Due
from bot.intake.arrivals import Arrivals
from bot.intake.arrived import Arrived
from bot.intake.backlog import Backlog
from bot.intake.inline import InlineQueries
from bot.intake.reading import Update, kind_of
from bot.journal import Journal
from bot.trouble import DATABASE_TROUBLE, Patience
from bot.unattended import unattended
from handlers.chat.replies import CallbackAnswer, Reply
from storage.runtime.updates import MOST_MISSING

TOGETHER = 16
"""Updates that share a transaction, at most. As long as there are hands free, each has one of its own."""
GRACE_S = 0.2
"""How long an update waits for one with a lower number that has not arrived: it may belong to the same chat."""
LOOK_EVERY_S = 0.005

_log = logging.getLogger(__name__)


class Intake:
    """Applies updates. `has_colleagues` tells whether other processes may be taking updates of the same bot."""

    def __init__(
        self,
        bot: Bot,
        applier: Applier,
        delivery: Delivery,
        database: DatabaseWork,
        arrivals: Arrivals,
        backlog: Backlog,
        inline: InlineQueries,
        has_colleagues: Callable[[], bool],
        journal: Journal,
    ) -> None:
        self._bot = bot
        self._applier = applier
        self._delivery = delivery
        self._database = database
        self._arrivals = arrivals
        self._backlog = backlog
        backlog.hold = self._hold
        self._inline = inline
        self._has_colleagues = has_colleagues
        self.journal = journal
        self._chats: dict[int, list[Arrived]] = {}
        self._ready: deque[Arrived] = deque()
        self._pumps = 0
        self._tasks: set[asyncio.Task[None]] = set()
        self._stopping = asyncio.Event()
        self._numbers: list[int] = []

    @property
    def idle(self) -> bool:
        """Whether everything that was taken in is committed, and every tapped button and inline query answered."""
        return not self._chats and not self._tasks and self._backlog.idle and self._inline.idle

    async def stop(self, patience_s: float) -> None:
        """Applies nothing more; waits for what is being applied and for the answers to tapped buttons."""
        self._stopping.set()
        self._backlog.stop()
        self._inline.stop()
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=patience_s)
        self._turn_away()

    def take(self, update: Update, *, in_order: bool) -> asyncio.Future[bool]:
        """Applies the update when its turn has come. The result is true when it is committed, false if the bot stops.

        `in_order` promises that no update with a lower number is still to come.
        """
        if not in_order:
            bisect.insort(self._numbers, update.id)
            del self._numbers[: -10 * MOST_MISSING]
        if update.asked_inline_by:
            self._inline.take(update, missed=not in_order and self._has_colleagues())
            return self._done()
        if not self._backlog.budget.has_room(update.chat_id):
            return self._backlog.take(update)
        loop = asyncio.get_running_loop()
        came = loop.time()
        arrived = Arrived(update.id, update, in_order, came + GRACE_S, loop.create_future(), came)
        if not in_order and self._has_colleagues():
            self._arrivals.add(update)
        self._line_up(arrived)
        return arrived.committed

    def _hold(self, update: Update) -> None:
        """Lines up an update of the backlog."""
        self._line_up(Arrived(update.id, update, False, 0, self._done(), asyncio.get_running_loop().time(), kept=True))

    def _done(self) -> asyncio.Future[bool]:
        """What whoever brings an update is told where there is nothing to wait for."""
        committed = asyncio.get_running_loop().create_future()
        committed.set_result(True)
        return committed

    def _line_up(self, arrived: Arrived) -> None:
        queue = self._chats.get(arrived.update.chat_id)
        if queue is not None:
            heapq.heappush(queue, arrived)
        else:
            self._chats[arrived.update.chat_id] = [arrived]
            self._go_on(arrived.update.chat_id)

    def _go_on(self, chat_id: int) -> None:
        """Brings the chat's next update on its way, if there is one."""
        queue = self._chats.get(chat_id)
        if not queue:
            self._chats.pop(chat_id, None)
            return
        arrived = heapq.heappop(queue)
        if arrived.kept and (pause_s := self._backlog.budget.pause_s(chat_id)):
            self._put_off(arrived, pause_s)
        elif self._minds_gaps(arrived) and not self._has_colleagues() and self._is_gap_before(arrived.update_id):
            self._put_off(arrived)
        else:
            self._ready.append(arrived)
            if self._pumps < self._database.width:
                self._pumps += 1
                self._start(self._pump())

    def _minds_gaps(self, arrived: Arrived) -> bool:
        return not arrived.in_order and asyncio.get_running_loop().time() < arrived.until

    def _is_gap_before(self, update_id: int) -> bool:
        below = bisect.bisect_left(self._numbers, update_id)
        return below == 0 or 1 < update_id - self._numbers[below - 1] <= MOST_MISSING

    def _put_off(self, arrived: Arrived, pause_s: float = LOOK_EVERY_S) -> None:
        """It comes before its turn: after a moment, the lowest number that the chat then has is tried."""
        asyncio.get_running_loop().call_later(pause_s, self._try_again, arrived)

    def _try_again(self, arrived: Arrived) -> None:
        if self._stopping.is_set():
            self._give_back(arrived)
            return
        heapq.heappush(self._chats[arrived.update.chat_id], arrived)
        self._go_on(arrived.update.chat_id)

    async def _pump(self) -> None:
        """Applies what is ready, as long as there is anything."""
        patience = Patience()
        try:
            while self._ready and not self._stopping.is_set():
                share = max(1, min(TOGETHER, len(self._ready) // self._database.width))
                if self._applier.waits_for_words(each.update for each in islice(self._ready, share)):
                    await self._read_words()
                    continue
                await self._apply([self._ready.popleft() for _ in range(share)], patience)
                await asyncio.sleep(0)  # what has been said is sent before more is said
        finally:
            self._pumps -= 1

    async def _read_words(self) -> None:
        try:
            await unattended(self._applier.read_words)
        except Exception:  # noqa: BLE001 - logged; whoever needs them runs into it once more, and it is recorded
            _log.exception("what people say cannot be understood")

    async def _apply(self, together: list[Arrived], patience: Patience) -> None:
        try:
            if len(together) > 1 and await self._have_applied(together):
                return
        except DATABASE_TROUBLE as trouble:
            _log.warning("update %s and others cannot be applied yet: %s", together[0].update_id, trouble)
            self._ready.extendleft(reversed(together))
            await self._pause(patience)
            return
        await asyncio.gather(*(self._apply_alone(each) for each in together))

    async def _have_applied(self, together: list[Arrived]) -> bool:
        """Whether a transaction for all of them went well. Raises one of `DATABASE_TROUBLE` where it concerns all."""
        due = [self._due(each) for each in together]
        try:
            replies = await self._database(partial(self._applier.apply_together, due))
        except Exception as fault:
            if self._database.width == 1 and isinstance(fault, DATABASE_TROUBLE):
                raise  # there is one writer, and whatever keeps it from writing keeps all
            _log.debug("%s updates are applied one by one\n%s", len(together), outline(fault))
            return False
        for arrived, reply in zip(together, replies, strict=True):
            self._conclude(arrived, reply)
        return True

    async def _apply_alone(self, arrived: Arrived) -> None:
        """Whatever is wrong with an update, only its own chat waits for it."""
        patience = Patience()
        while not self._stopping.is_set():
            try:
                reply = await self._database(partial(self._applier.apply, self._due(arrived)))
            except DATABASE_TROUBLE as trouble:
                _log.warning("update %s cannot be applied yet: %s", arrived.update_id, trouble)
                await self._pause(patience)
            except Exception as defect:  # noqa: BLE001 - whoever brought it is told; the others go on
                self._note(arrived, "failed", "")
                self._settle(arrived, defect)
                return
            else:
                self._conclude(arrived, reply)
                return
        self._give_back(arrived)

    def _due(self, arrived: Arrived) -> Due:
        arrived.begun = asyncio.get_running_loop().time()
        self._arrivals.take_out(arrived.update)
        among_others = not arrived.in_order and self._has_colleagues()
        return Due(arrived.update, among_others, among_others and self._minds_gaps(arrived))

    def _conclude(self, arrived: Arrived, reply: Reply | None) -> None:
        """Hands over what is to be sent, now that it is committed. Without a reply, it was not the update's turn."""
        if reply is None:
            self._arrivals.add(arrived.update)
            self._put_off(arrived)
            return
        self._note(arrived, reply.outcome, reply.place)
        self._delivery.hand_over(reply.messages)
        if reply.callback is not None:
            self._start(self._answer_callback(reply.callback))
        self._settle(arrived, None)

    def _note(self, arrived: Arrived, outcome: str, place: str) -> None:
        update, times = arrived.update, arrived.times(asyncio.get_running_loop().time())
        self.journal.update(update.id, update.chat_id, kind_of(update), outcome, place, times)

    def _settle(self, arrived: Arrived, defect: Exception | None) -> None:
        self._backlog.has_ended(arrived.update)
        if arrived.committed.done():  # whoever waited has gone
            pass
        elif defect is None:
            arrived.committed.set_result(True)
        else:
            arrived.committed.set_exception(defect)
        self._go_on(arrived.update.chat_id)

    def _turn_away(self) -> None:
        """The bot stops: whatever is not applied comes again, to whoever takes it next."""
        self._arrivals.stop()
        left = [*self._ready, *(arrived for queue in self._chats.values() for arrived in queue)]
        self._ready.clear()
        self._chats.clear()
        for arrived in left:
            self._give_back(arrived)

    def _give_back(self, arrived: Arrived) -> None:
        if not arrived.committed.done():
            arrived.committed.set_result(False)

    async def _answer_callback(self, answer: CallbackAnswer) -> None:
        """Stops the tapped button's spinning; best effort, because Telegram accepts it for seconds only."""
        try:
            await self._bot.answer_callback_query(answer.callback_id, text=answer.text)
        except TelegramError as fault:
            _log.info("a tapped button was not answered in time: %s", fault)

    async def _pause(self, patience: Patience) -> None:
        try:
            await asyncio.wait_for(self._stopping.wait(), patience.next_s())
        except TimeoutError:
            return

    def _start(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
