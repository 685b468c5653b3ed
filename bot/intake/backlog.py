"""Updates of somebody who sends more than their share: kept, and applied at the pace of everybody.

Nothing of it is lost. Telegram gives out a hundred updates at a time and nothing behind them before they are
acknowledged, so updates that merely waited in memory would keep all others from coming in. Here they are committed,
acknowledged, and applied one by one in Telegram's order when their turn comes, by whichever process is there then.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from bot.database_work import DatabaseWork
from bot.delivery.lanes import Delivery
from bot.intake.applying import Applier, Excess
from bot.intake.budget import Budget
from bot.intake.reading import Update, kind_of
from bot.journal import Journal
from bot.trouble import DATABASE_TROUBLE, Patience

LOOKS_EVERY_S = 60.0
"""For what a process has left that is gone."""
AT_ONCE = 100

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Coming:
    """An update that is too much, and whoever brought it, who is told when it is committed."""

    excess: Excess
    committed: asyncio.Future[bool]


class Backlog:
    """Keeps what is too much. `hold` puts a kept update into its chat's row; it is applied when `pause_s` is over."""

    def __init__(
        self, applier: Applier, delivery: Delivery, database: DatabaseWork, budget: Budget, journal: Journal
    ) -> None:
        self.budget = budget
        self.hold: Callable[[Update], None] = lambda _update: None
        self._applier = applier
        self._delivery = delivery
        self._database = database
        self._journal = journal
        self._coming: list[_Coming] = []
        self._keeping: asyncio.Task[None] | None = None
        self._held: set[int] = set()

    @property
    def idle(self) -> bool:
        """Whether everything that was taken in is committed."""
        return self._keeping is None

    def take(self, update: Update) -> asyncio.Future[bool]:
        """Keeps the update, or turns it away where the chat's backlog is full. The result is true when committed."""
        loop = asyncio.get_running_loop()
        kept = not self.budget.is_full(update.chat_id)
        if kept:
            self.budget.keep(update.chat_id)
        told = self.budget.must_tell(update.chat_id, full=not kept)
        coming = _Coming(Excess(update, kept=kept, told=told), loop.create_future())
        self._coming.append(coming)
        if self._keeping is None:
            self._keeping = loop.create_task(self._keep_all())
        return coming.committed

    def has_ended(self, update: Update) -> None:
        """A held update has been applied."""
        if update.id in self._held:
            self._held.remove(update.id)
            self.budget.let_go(update.chat_id)

    def stop(self) -> None:
        """Keeps nothing more; whatever is not committed comes again."""
        if self._keeping is not None:
            self._keeping.cancel()
        for coming in self._coming:
            if not coming.committed.done():
                coming.committed.set_result(False)

    async def run(self) -> None:
        """Takes up what other processes have left, until it is cancelled."""
        while True:
            await asyncio.sleep(LOOKS_EVERY_S)
            await self.take_up()

    async def take_up(self) -> None:
        """Takes up everything that is kept. Whoever else has done so, each update is applied once."""
        try:
            kept = await self._database.express(self._applier.kept)
        except DATABASE_TROUBLE as trouble:
            _log.warning("what is kept cannot be taken up, the database is in trouble: %s", trouble)
            return
        for update in kept:
            self.budget.keep(update.chat_id)
            self._hold(update)

    def _fail(self, coming: _Coming, defect: Exception) -> None:
        if coming.excess.kept:
            self.budget.let_go(coming.excess.update.chat_id)
        if not coming.committed.done():
            coming.committed.set_exception(defect)

    def _hold(self, update: Update) -> None:
        if update.id in self._held:  # Telegram has brought it twice
            self.budget.let_go(update.chat_id)
            return
        self._held.add(update.id)
        self.hold(update)

    def _note(self, excess: Excess) -> None:
        update, outcome = excess.update, "kept" if excess.kept else "turned_away"
        self._journal.update(update.id, update.chat_id, kind_of(update), outcome, "", None)

    async def _keep_all(self) -> None:
        patience = Patience()
        try:
            while self._coming:
                some = self._coming[:AT_ONCE]
                try:
                    messages = await self._database(partial(self._applier.keep, [each.excess for each in some]))
                except DATABASE_TROUBLE as trouble:
                    _log.warning("updates that are too many cannot be kept yet: %s", trouble)
                    await patience.wait()
                    continue
                except Exception as defect:  # noqa: BLE001 - whoever brought them is told, and they come again
                    del self._coming[: len(some)]
                    for each in some:
                        self._fail(each, defect)
                    continue
                del self._coming[: len(some)]
                self._delivery.hand_over(messages)
                for each in some:
                    self._note(each.excess)
                    if not each.committed.done():
                        each.committed.set_result(True)
                    if each.excess.kept:
                        self._hold(each.excess.update)
                await asyncio.sleep(0)  # SQLite's work is done in the event loop: others are waiting for it
        finally:
            self._keeping = None
