"""Lets other processes know which updates have arrived here and still wait, so that they let them go first.

It costs next to nothing: the note rides in the transaction of whichever update is applied next. Only where that takes
long, it gets one of its own.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Collection, Iterable

from bot.database_work import DatabaseWork
from bot.reading import Update
from bot.trouble import DATABASE_TROUBLE
from storage.updates import Arrival, note_arrivals
from storage.work import Units

RIDES_WITHIN_S = 0.05
"""Longer than this, no update waits without a note: others are patient for a few times as long."""

_log = logging.getLogger(__name__)


class Arrivals:
    """What has arrived and is neither applied nor noted."""

    def __init__(self, units: Units, database: DatabaseWork) -> None:
        self._units = units
        self._database = database
        self._unnoted: dict[int, Arrival] = {}
        self._noting: asyncio.Task[None] | None = None

    def add(self, update: Update) -> None:
        """It is here, and has not been applied."""
        self._unnoted[update.id] = Arrival(update.id, update.chat_id)
        if self._noting is None:
            self._noting = asyncio.get_running_loop().create_task(self._note_what_waits_long())

    def unnoted(self, but: Iterable[Update]) -> tuple[Arrival, ...]:
        """What the others do not know of yet, without these."""
        without = {update.id for update in but}
        return tuple(arrival for number, arrival in self._unnoted.items() if number not in without)

    def settled(self, numbers: Collection[int]) -> None:
        """These are applied, or noted."""
        for number in numbers:
            self._unnoted.pop(number, None)

    def stop(self) -> None:
        """What waits is for others from now on."""
        self._unnoted.clear()
        if self._noting is not None:
            self._noting.cancel()

    async def _note_what_waits_long(self) -> None:
        try:
            while self._unnoted:
                before = set(self._unnoted)
                await asyncio.sleep(RIDES_WITHIN_S)
                long = tuple(arrival for number, arrival in self._unnoted.items() if number in before)
                if long and await self._note(long):
                    self.settled([arrival.update_id for arrival in long])
        finally:
            self._noting = None

    async def _note(self, arrivals: Collection[Arrival]) -> bool:
        def note() -> None:
            with self._units.begin("chat") as work:
                note_arrivals(work.session, arrivals, work.now)

        try:
            await self._database.express(note)
        except DATABASE_TROUBLE as trouble:
            _log.warning("the others cannot be told what has arrived here: %s", trouble)
            return False
        return True
