"""Long polling that acknowledges only what is committed.

A batch of updates is taken, each chat's in order and different chats side by side; when all of them are committed,
the next request's offset moves behind them. A crash before that makes Telegram deliver them again, and the claim in
each transaction makes that harmless.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine, Sequence
from concurrent.futures import Executor

from telegram import Bot, Update
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.applying import DATABASE_TROUBLE, Applier
from bot.delivery import Delivery, seconds_of
from bot.reading import WANTED_UPDATES
from handlers.desk import CallbackAnswer, Reply

LONG_POLL_S = 25
BATCH = 100
FIRST_PAUSE_S = 0.5
LONGEST_PAUSE_S = 30.0

_log = logging.getLogger(__name__)


class Poller:
    """Fetches updates and applies them until it is told to stop."""

    def __init__(self, bot: Bot, applier: Applier, delivery: Delivery, executor: Executor) -> None:
        self._bot = bot
        self._applier = applier
        self._delivery = delivery
        self._executor = executor
        self._stopping = asyncio.Event()
        self._offset: int | None = None
        self._callbacks: set[asyncio.Task[None]] = set()
        self._busy = False

    @property
    def idle(self) -> bool:
        """Whether everything that was fetched is committed, and every tapped button answered."""
        return not self._busy and not self._callbacks

    def stop(self) -> None:
        """Ends `run` as soon as the updates that are being applied are committed."""
        self._stopping.set()

    async def run(self) -> None:
        """Polls until `stop`. Network faults are waited out; a rejected token raises `InvalidToken`."""
        pause = FIRST_PAUSE_S
        while not self._stopping.is_set():
            try:
                updates = await self._unless_stopping(self._fetch(LONG_POLL_S))
            except RetryAfter as wait:
                await self._pause(seconds_of(wait))
            except Conflict as conflict:
                _log.error("another process is polling with this token, or a webhook is set: %s", conflict)
                await self._pause(LONGEST_PAUSE_S / 6)
            except InvalidToken:
                raise
            except TelegramError as fault:
                _log.warning("no updates from Telegram (%s), trying again", fault)
                await self._pause(pause)
                pause = min(pause * 2, LONGEST_PAUSE_S)
            else:
                pause = FIRST_PAUSE_S
                if updates:
                    await self._apply_all(updates)
        await self._acknowledge()
        if self._callbacks:
            await asyncio.wait(self._callbacks, timeout=1)

    async def _fetch(self, timeout_s: int) -> Sequence[Update]:
        return await self._bot.get_updates(
            offset=self._offset, limit=BATCH, timeout=timeout_s, allowed_updates=WANTED_UPDATES
        )

    async def _apply_all(self, updates: Sequence[Update]) -> None:
        """Applies a batch; returns when every update in it is committed, or when the bot stops in the middle."""
        self._busy = True
        chats: dict[int, list[Update]] = {}
        for update in updates:
            chats.setdefault(update.effective_chat.id if update.effective_chat else 0, []).append(update)
        committed: set[int] = set()
        await asyncio.gather(*(self._apply_in_order(of_chat, committed) for of_chat in chats.values()))
        # Those behind the first that is left come again with it, and their claims make that harmless.
        left = (update.update_id for update in updates if update.update_id not in committed)
        self._offset = next(left, updates[-1].update_id + 1)
        self._busy = False

    async def _apply_in_order(self, updates: Sequence[Update], committed: set[int]) -> None:
        for update in updates:
            reply = None if self._stopping.is_set() else await self._apply(update)
            if reply is None:
                return
            committed.add(update.update_id)
            self._delivery.hand_over(reply.messages)
            if reply.callback is not None:
                self._answer_callback(reply.callback)

    async def _apply(self, update: Update) -> Reply | None:
        """Applies one update, however long the database is in trouble; `None` where the bot stops before that."""
        pause = FIRST_PAUSE_S
        while True:
            try:
                return await asyncio.get_running_loop().run_in_executor(self._executor, self._applier.apply, update)
            except DATABASE_TROUBLE as trouble:
                _log.warning("update %s cannot be applied yet: %s", update.update_id, trouble)
                await self._pause(pause)
                if self._stopping.is_set():
                    return None
                pause = min(pause * 2, LONGEST_PAUSE_S)

    def _answer_callback(self, answer: CallbackAnswer) -> None:
        """Stops the tapped button's spinning; best effort, because Telegram accepts it for seconds only."""

        async def send() -> None:
            try:
                await self._bot.answer_callback_query(answer.callback_id, text=answer.text)
            except TelegramError as fault:
                _log.info("a tapped button was not answered in time: %s", fault)

        task = asyncio.get_running_loop().create_task(send())
        self._callbacks.add(task)
        task.add_done_callback(self._callbacks.discard)

    async def _acknowledge(self) -> None:
        """Tells Telegram what has been committed; without it, the next start would be given it once more."""
        if self._offset is not None:
            try:
                await asyncio.wait_for(self._bot.get_updates(offset=self._offset, limit=1, timeout=0), timeout=2)
            except (TelegramError, TimeoutError) as fault:
                _log.info("the last updates were not acknowledged, which does no harm: %s", fault)

    async def _unless_stopping(self, fetching: Coroutine[None, None, Sequence[Update]]) -> Sequence[Update]:
        """The updates, or none when it is time to stop: what is not acknowledged comes again."""
        fetch = asyncio.ensure_future(fetching)
        stopping = asyncio.ensure_future(self._stopping.wait())
        try:
            await asyncio.wait({fetch, stopping}, return_when=asyncio.FIRST_COMPLETED)
            return await fetch if fetch.done() else ()
        finally:
            fetch.cancel()
            stopping.cancel()

    async def _pause(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self._stopping.wait(), timeout=seconds)
        except TimeoutError:
            return
