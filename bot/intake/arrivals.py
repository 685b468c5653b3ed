"""Lets other processes know which updates have arrived here and still wait, so that they let them go first.

Few have to be noted: most are applied at once. The notes have a transaction of their own, which waits for nobody.
"""

from __future__ import annotations

import asyncio
import logging

from bot.database_work import DatabaseWork
from bot.intake.reading import Update
from bot.trouble import DATABASE_TROUBLE
from storage.runtime.updates import Arrival, note_arrivals
from storage.work import Units

NOTED_WITHIN_S = 0.03
"""Longer than this, no update waits without a note: others are patient for several times as long."""

_log = logging.getLogger(__name__)


class Arrivals:
    """What has arrived, waits, and is not noted yet."""

    def __init__(self, units: Units, database: DatabaseWork) -> None:
        self._units = units
        self._database = database
        self._waiting: dict[int, Arrival] = {}
        self._noting: asyncio.Task[None] | None = None

    def add(self, update: Update) -> None:
        """It is here and has to wait."""
        self._waiting[update.id] = Arrival(update.id, update.chat_id)
        if self._noting is None:
            self._noting = asyncio.get_running_loop().create_task(self._note_what_waits())

    def take_out(self, update: Update) -> None:
        """Its turn has come."""
        self._waiting.pop(update.id, None)

    def stop(self) -> None:
        """What waits is for others from now on."""
        self._waiting.clear()
        if self._noting is not None:
            self._noting.cancel()

    async def _note_what_waits(self) -> None:
        try:
            while self._waiting:
                await asyncio.sleep(NOTED_WITHIN_S)
                await self._note(tuple(self._waiting.values()))
        finally:
            self._noting = None

    async def _note(self, arrivals: tuple[Arrival, ...]) -> None:
        def note() -> None:
            with self._units.begin("chat") as work:
                note_arrivals(work.session, arrivals, work.now)

        if not arrivals:
            return
        try:
            await self._database.express(note)
        except DATABASE_TROUBLE as trouble:
            _log.warning("the others cannot be told what has arrived here: %s", trouble)
            return
        for arrival in arrivals:
            self._waiting.pop(arrival.update_id, None)
