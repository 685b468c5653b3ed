"""Keeps Telegram's limits before Telegram complains: so many messages a second in all, in a chat, in a group.

Telegram publishes rough figures only (about thirty a second in all, one a second in a chat with short bursts allowed,
twenty a minute in a group). Where several processes serve the bot, each keeps to its share of the whole.
"""

from __future__ import annotations

import asyncio
import heapq
import itertools
from dataclasses import dataclass

CHAT_BURST = 8.0
"""Messages that a chat may get at once, after some quiet: a person who taps quickly is answered quickly."""
GROUP_BURST = 20.0
MOST_REMEMBERED = 10_000


@dataclass(frozen=True, slots=True)
class Limits:
    """Messages per second in all and per chat, and per minute in a group; and updates that are applied of a chat."""

    per_second: float = 30.0
    per_chat_per_second: float = 1.0
    per_group_per_minute: float = 20.0
    updates_per_chat_per_second: float = 1.0


@dataclass(slots=True)
class _Bucket:
    """Holds `tokens`; each message takes one, and they grow again with time."""

    tokens: float
    at: float

    def grow(self, now: float, rate: float, most: float) -> None:
        self.tokens = min(most, self.tokens + (now - self.at) * rate)
        self.at = now


class Pace:
    """Gives out the moments at which messages may be sent."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self.processes = 1
        self._all = _Bucket(limits.per_second, 0.0)
        self._chats: dict[int, _Bucket] = {}
        self._waiting: list[tuple[int, int, asyncio.Future[None]]] = []
        self._numbers = itertools.count()
        self._timer: asyncio.TimerHandle | None = None

    async def turn(self, chat_id: int, priority: int) -> None:
        """Waits until a message may go to the chat. A lower `priority` goes first where messages have to queue."""
        pause = self._take_from_chat(chat_id)
        if pause > 0:
            await asyncio.sleep(pause)
        if not self._waiting and self._take_from_all():
            return
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (priority, next(self._numbers), turn))
        self._schedule()
        await turn

    def _take_from_chat(self, chat_id: int) -> float:
        """Takes the chat's next token, even one that is still to grow; how long that takes, in seconds."""
        group = chat_id < 0
        rate = self._limits.per_group_per_minute / 60 if group else self._limits.per_chat_per_second
        burst = max(GROUP_BURST if group else CHAT_BURST, rate)
        now = asyncio.get_running_loop().time()
        bucket = self._chats.get(chat_id)
        if bucket is None:
            if len(self._chats) >= MOST_REMEMBERED:
                # Most are full again; forgetting the others costs a burst more than was allowed, and no more.
                self._chats = {key: kept for key, kept in self._chats.items() if now - kept.at < 1}
            bucket = self._chats[chat_id] = _Bucket(burst, now)
        bucket.grow(now, rate, burst)
        bucket.tokens -= 1
        return max(0.0, -bucket.tokens / rate)

    @property
    def _rate(self) -> float:
        return self._limits.per_second / self.processes

    def _take_from_all(self) -> bool:
        self._all.grow(asyncio.get_running_loop().time(), self._rate, max(1.0, self._rate))
        if self._all.tokens < 1:
            return False
        self._all.tokens -= 1
        return True

    def _schedule(self) -> None:
        if self._timer is None and self._waiting:
            delay = max(0.0, (1 - self._all.tokens) / self._rate)
            self._timer = asyncio.get_running_loop().call_later(delay, self._give)

    def _give(self) -> None:
        self._timer = None
        while self._waiting:
            if self._waiting[0][2].done():  # whoever waited has been cancelled
                heapq.heappop(self._waiting)
            elif self._take_from_all():
                heapq.heappop(self._waiting)[2].set_result(None)
            else:
                break
        self._schedule()
