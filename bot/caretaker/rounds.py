"""The caretaker's rounds: what is due, what partners' products are worth once a day, and secrets that are over."""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
from collections.abc import Callable, Sequence
from functools import partial

from bot.caretaker.chores import all_chores
from bot.caretaker.hands import Hands
from bot.database_work import DatabaseWork
from bot.delivery.lanes import Delivery
from bot.trouble import DATABASE_TROUBLE
from domain.programme import Programme
from handlers.chat.desk import Desk
from services.applications.reviewing import BEGINNING, look_at_partners
from services.privacy.keeping import plan as plan_retention
from services.stats import plan_weekly
from storage.database import empty_log
from storage.mail import drop_old_secrets
from storage.runtime.outbox import Outgoing
from storage.work import Units

ROUND_S = 60.0

_log = logging.getLogger(__name__)


class Caretaker:
    """Makes its rounds until it is cancelled. Any number of processes may have one."""

    def __init__(
        self, units: Units, desk: Desk, programme: Programme, delivery: Delivery, database: DatabaseWork
    ) -> None:
        self._units = units
        self._desk = desk
        self._programme = programme
        self._delivery = delivery
        self._database = database
        self._hands = Hands(units)
        self._chores = all_chores(desk, programme)
        self._partners_seen_on: dt.date | None = None
        self._one_at_a_time = asyncio.Lock()
        self._behind = BEGINNING

    async def run(self) -> None:
        """A round a minute. Whatever fails is logged and tried again in the next one."""
        while True:
            try:
                await self.round()
            except DATABASE_TROUBLE as trouble:
                _log.warning("reminders have to wait, the database is in trouble: %s", trouble)
            except Exception:  # noqa: BLE001 - it is recorded with its traceback, and the next round comes
                _log.exception("a round failed; the next one tries again")
            await asyncio.sleep(ROUND_S)

    async def round(self) -> None:
        """Looks at everything that is due, some of it at a time: what people send comes in between.

        While there is a round, another one waits: whoever has asked for it finds that all has been looked at.
        """
        async with self._one_at_a_time:
            await self._look_at_partners()
            for chore in self._chores:
                while await self._look(partial(self._hands.do_some, chore)):
                    continue
            await self._look(self._drop_secrets)
            await self._database(lambda: empty_log(self._units.engine))

    async def _look(self, step: Callable[[], tuple[int, Sequence[Outgoing]]]) -> int:
        count, messages = await self._database(step)
        self._delivery.hand_over(messages)
        await asyncio.sleep(0)  # SQLite's work is done in the event loop, which gets to nothing else otherwise
        return count

    async def _look_at_partners(self) -> None:
        """Once a day, what partners' products are worth; and that numbers, and what is to go, are planned."""
        today = self._units.clock().date()
        if self._partners_seen_on == today:
            return
        await self._look(self._plan_numbers)
        self._behind = BEGINNING
        while await self._look(self._look_at_some_partners):
            continue
        self._partners_seen_on = today

    def _plan_numbers(self) -> tuple[int, Sequence[Outgoing]]:
        with self._units.begin("job") as work:
            plan_weekly(work, self._programme)
            plan_retention(work)
        return 0, ()

    def _look_at_some_partners(self) -> tuple[int, Sequence[Outgoing]]:
        """The number is 0 when all have been looked at."""
        with self._units.begin("job") as work:
            further = look_at_partners(work, self._programme, self._behind)
            if further is None:
                return 0, ()
            self._behind = further
            return 1, self._desk.announce(work).messages

    def _drop_secrets(self) -> tuple[int, Sequence[Outgoing]]:
        """Codes and links in mails that could not be sent until they were over."""
        with self._units.begin("job") as work:
            return drop_old_secrets(work.session, work.now), ()
