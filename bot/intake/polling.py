"""Long polling that acknowledges only what is committed.

Updates are fetched in batches and handed to the intake; the next request's offset stands before the first that is not
committed yet. A crash makes Telegram deliver those again, and the claim in each transaction makes that harmless.
Of all processes that could poll, the one that holds the lease does; the others stand by.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Sequence
from typing import TypeVar

from telegram import Bot
from telegram.error import Conflict, EndPointNotFound, InvalidToken, RetryAfter, TelegramError

from bot.defects import outline
from bot.delivery.telegram_answers import seconds_of
from bot.intake.backlog import Backlog
from bot.intake.order import Intake
from bot.intake.reading import WANTED_UPDATES, Update, as_update
from bot.team.presence import Presence
from bot.telegram_http import READ_TIMEOUT_S
from bot.trouble import Patience

LONG_POLL_S = 25
BATCH = 100
LATECOMERS_S = 0.25
"""How long a batch may take before the next one is fetched beside what is left of it: one slow chat delays no other."""
STANDS_BY_S = 5.0
FIRST_PAUSE_S = 0.25
LONGEST_PAUSE_S = 5.0

T = TypeVar("T")

_log = logging.getLogger(__name__)


class Poller:
    """Fetches updates and has them applied until it is told to stop."""

    def __init__(self, bot: Bot, intake: Intake, presence: Presence, backlog: Backlog) -> None:
        self._bot = bot
        self._intake = intake
        self._presence = presence
        self._backlog = backlog
        self._stopping = asyncio.Event()
        self._offset: int | None = None
        self._in_hand: dict[int, asyncio.Future[bool]] = {}
        self.is_polling = False
        """Whether Telegram gives updates; true as well as long as another process is the one that asks."""

    @property
    def idle(self) -> bool:
        """Whether everything that was fetched is committed."""
        return not self._in_hand

    def stop(self) -> None:
        """Ends `run` as soon as the updates that are being applied are committed."""
        self._stopping.set()

    async def run(self) -> None:
        """Polls until `stop`. Network faults are waited out; a rejected token raises `InvalidToken`."""
        patience = Patience(FIRST_PAUSE_S, LONGEST_PAUSE_S)
        takes_over = True
        while not self._stopping.is_set():
            if not self._presence.polls:
                self._offset = None  # another process has gone on from there
                self.is_polling = self._presence.is_well
                takes_over = True
                await self._or_stop(self._presence.until_change(STANDS_BY_S))
                continue
            try:
                if takes_over:
                    # Telegram gives nothing to whoever polls beside a webhook. What waits, stays.
                    await self._bot.delete_webhook()
                    # What whoever polled before has kept goes first.
                    await self._backlog.take_up()
                    takes_over = False
                    self.is_polling = True
                await self._round()
            except RetryAfter as wait:
                await self._or_stop(asyncio.sleep(seconds_of(wait)))
            except Conflict as conflict:
                self.is_polling = False
                _log.error("another program is polling with this token, or a webhook is set: %s", conflict)
                await self._or_stop(asyncio.sleep(STANDS_BY_S))
            except InvalidToken:
                raise
            except TelegramError as fault:
                self.is_polling = False
                _log.warning("no updates from Telegram (%s), trying again", fault)
                await self._or_stop(asyncio.sleep(patience.next_s()))
            else:
                self.is_polling = True
                patience = Patience(FIRST_PAUSE_S, LONGEST_PAUSE_S)

    async def finish(self) -> None:
        """After `run`: waits for what is being applied, and tells Telegram what has been committed.

        Without that, the next start would be given it once more.
        """
        if self._in_hand:
            await asyncio.wait(self._in_hand.values())
            self._count()
        if self._offset is not None and self._presence.polls:
            try:
                await asyncio.wait_for(self._fetch(0, limit=1), timeout=2)
            except (TelegramError, TimeoutError) as fault:
                _log.info("the last updates were not acknowledged, which does no harm: %s", fault)

    async def _round(self) -> None:
        """Fetches a batch and waits until it is applied, or most of it: the rest then has the next batch beside it."""
        known = len(self._in_hand)
        # After trouble, it shall be known soon that it is over.
        updates = await self._or_stop(self._fetch(LONG_POLL_S if self.is_polling and not known else 0), leased=True)
        for update in updates or ():
            if update.id not in self._in_hand:
                self._in_hand[update.id] = self._intake.take(update, in_order=True)
        if self._in_hand:
            everything = asyncio.wait(self._in_hand.values(), timeout=LATECOMERS_S)
            await everything
            self._count()

    async def _fetch(self, timeout_s: int, limit: int = BATCH) -> Sequence[Update]:
        wanted = {"limit": limit, "timeout": timeout_s, "allowed_updates": WANTED_UPDATES}
        if self._offset is not None:
            wanted["offset"] = self._offset
        try:
            # In lower case, because the bot's own method of that name makes objects of all that Telegram tells.
            updates: list[object] = await self._bot.do_api_request(
                "getupdates", api_kwargs=wanted, read_timeout=timeout_s + READ_TIMEOUT_S
            )
        except EndPointNotFound:  # so the library takes it when it is the token that Telegram does not know
            raise InvalidToken from None
        return [as_update(update) for update in updates]

    def _count(self) -> None:
        """Moves the offset behind what is committed, and forgets it. What failed is fetched and tried again."""
        for update_id in sorted(self._in_hand):
            if not self._in_hand[update_id].done():
                break
            if not self._is_committed(self._in_hand.pop(update_id), update_id):
                break
            self._offset = update_id + 1

    def _is_committed(self, applied: asyncio.Future[bool], update_id: int) -> bool:
        if (fault := applied.exception()) is not None:
            _log.error("update %s could not be applied and is tried again\n%s", update_id, outline(fault))
            return False
        return applied.result()

    async def _or_stop(self, awaited: Awaitable[T], *, leased: bool = False) -> T | None:
        """The result, or `None` when it is time to stop or, if it is `leased`, for others to poll.

        What is not acknowledged comes again.
        """
        working = asyncio.ensure_future(awaited)
        stopping = asyncio.ensure_future(self._stopping.wait())
        try:
            while not (working.done() or stopping.done()):
                seconds = self._presence.lease_s if leased else None
                if seconds == 0:
                    break
                await asyncio.wait({working, stopping}, return_when=asyncio.FIRST_COMPLETED, timeout=seconds)
            return await working if working.done() else None
        finally:
            working.cancel()
            stopping.cancel()
