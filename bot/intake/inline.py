"""Answers what people type behind the bot's name, at once and best effort: Telegram takes an answer for seconds only.

Every few letters bring another query, so this goes beside the chats' updates: an inline query belongs to no chat and
waits for none, nothing is kept of it – no claim, no row, none of its words –, and only the newest one of each person is
answered, within that person's own share. Whatever is lost when a process dies, the next letter asks again.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Coroutine
from functools import partial

from telegram import Bot
from telegram.error import TelegramError

from bot.database_work import DatabaseWork
from bot.defects import outline, shape_of
from bot.intake.budget import Budget
from bot.intake.reading import Update, kind_of, read_inline_query
from bot.journal import Journal
from bot.trouble import DATABASE_TROUBLE
from domain.words import Refused
from handlers.chat.desk import Desk
from storage.runtime.defects import record_defect
from storage.runtime.updates import pass_over
from storage.tables.base import JsonObject
from storage.work import Units

_log = logging.getLogger(__name__)


class InlineQueries:
    """Answers them one after the other, so that they take one of the database's threads at most.

    The `budget` is of their own: who types fast must not have their messages wait for it.
    """

    def __init__(
        self, bot: Bot, units: Units, desk: Desk, database: DatabaseWork, budget: Budget, journal: Journal
    ) -> None:
        self._bot = bot
        self._units = units
        self._desk = desk
        self._database = database
        self._budget = budget
        self._journal = journal
        self._newest: dict[int, Update] = {}
        self._ready: deque[int] = deque()
        self._passed: list[int] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self._pumps = False

    @property
    def idle(self) -> bool:
        """Whether everything that was asked is answered."""
        return not self._newest and not self._tasks

    def take(self, update: Update, *, missed: bool) -> None:
        """Answers the query when it is its person's turn, unless they ask something newer before.

        `missed` says that other processes would wait for the update's number.
        """
        if missed:
            self._passed.append(update.id)
            self._go_on()
        waits_already = update.asked_inline_by in self._newest
        self._newest[update.asked_inline_by] = update
        if not waits_already:
            self._line_up(update.asked_inline_by)

    def stop(self) -> None:
        """Answers nothing more."""
        self._newest.clear()
        for task in self._tasks:
            task.cancel()

    def _line_up(self, person: int) -> None:
        if person not in self._newest:  # the bot has stopped
            return
        if pause_s := self._budget.pause_s(person):
            asyncio.get_running_loop().call_later(pause_s, self._line_up, person)
            return
        self._ready.append(person)
        self._go_on()

    def _go_on(self) -> None:
        if not self._pumps:
            self._pumps = True
            self._start(self._pump())

    async def _pump(self) -> None:
        try:
            while self._passed or self._ready:
                if self._passed:
                    numbers, self._passed = tuple(self._passed), []
                    await self._pass_over(numbers)
                if self._ready and (update := self._newest.pop(self._ready.popleft(), None)) is not None:
                    answer = await self._answer(update)
                    if answer is not None:
                        self._start(self._send(answer))
                await asyncio.sleep(0)  # SQLite's work is done in the event loop: others are waiting for it
        finally:
            self._pumps = False

    async def _pass_over(self, numbers: tuple[int, ...]) -> None:
        def note() -> None:
            with self._units.begin("chat") as work:
                pass_over(work.session, numbers, work.now)

        try:
            await self._database.express(note)
        except DATABASE_TROUBLE as trouble:
            _log.warning("the others cannot be told which numbers to pass over: %s", trouble)

    async def _answer(self, update: Update) -> JsonObject | None:
        try:
            found = await self._database(partial(self._look, update))
        except DATABASE_TROUBLE as trouble:
            _log.warning("an inline query is not answered, the database is in trouble: %s", trouble)
            self._note(update, "failed")
        except Exception as defect:  # noqa: BLE001 - whatever it is: it is recorded, and the others are answered
            await self._record(update, outline(defect))
            self._note(update, "defect")
        else:
            self._note(update, "answered" if found is not None else "ignored")
            return found
        return None

    def _note(self, update: Update, outcome: str) -> None:
        self._journal.update(update.id, update.asked_inline_by, kind_of(update), outcome, "", None)

    def _look(self, update: Update) -> JsonObject | None:
        query = read_inline_query(update)
        if query is None:
            return None
        with self._units.begin("chat") as work:
            try:
                return self._desk.inliner.answer(work, query)
            except Refused:
                return None
            finally:
                work.session.rollback()

    async def _record(self, update: Update, trace: str) -> None:
        def record() -> None:
            with self._units.begin("chat") as work:
                reference = record_defect(work.session, work.now, trace, update.id, shape_of(update.json))
                _log.error("defect %s in update %s\n%s", reference, update.id, trace)

        try:
            await self._database(record)
        except DATABASE_TROUBLE as trouble:
            _log.error("a defect in update %s cannot be recorded (%s)\n%s", update.id, trouble, trace)

    async def _send(self, answer: JsonObject) -> None:
        try:
            # In lower case, because the bot's own method of that name makes objects of all that it sends.
            await self._bot.do_api_request("answerinlinequery", api_kwargs=answer)
        except TelegramError as fault:
            _log.info("an inline query was not answered in time: %s", type(fault).__name__)

    def _start(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
