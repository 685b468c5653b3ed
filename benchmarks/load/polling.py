"""Updates for a bot that asks for them, as Telegram gives them out: `offset` acknowledges, the rest comes again."""

from __future__ import annotations

import asyncio
import itertools
from collections import deque
from dataclasses import dataclass

from benchmarks.load.http import Connection

MOST_AT_ONCE = 100


@dataclass(slots=True)
class Update:
    """An update as it is sent. `made_at` is when it became available, by the clock of `time.perf_counter`."""

    id: int
    chat_id: int
    body: bytes
    made_at: float
    deliveries: int = 0


@dataclass(slots=True)
class _Poll:
    connection: Connection
    limit: int
    timer: asyncio.TimerHandle


class Queue:
    """Updates that are not acknowledged, in their order, and the long poll that waits for more."""

    def __init__(self) -> None:
        self._updates: deque[Update] = deque()
        self._poll: _Poll | None = None
        self._will_give = False

    def put(self, update: Update) -> None:
        """An update for whoever polls, or polls next."""
        self._updates.append(update)
        if self._poll is not None and not self._will_give:
            self._will_give = True  # what happens at this very moment is given together
            asyncio.get_running_loop().call_soon(self._give)

    def take_all(self) -> list[Update]:
        """All updates, for another way of delivery."""
        taken = list(self._updates)
        self._updates.clear()
        return taken

    def get(self, connection: Connection, offset: int, limit: int, timeout_s: float) -> bool:
        """Answers `getUpdates`, at once or when there is something; false where another request was waiting."""
        was_alone = self.end()
        while self._updates and self._updates[0].id < offset:
            self._updates.popleft()
        limit = min(limit, MOST_AT_ONCE)
        if self._updates or timeout_s <= 0:
            self._send(connection, limit)
        else:
            timer = asyncio.get_running_loop().call_later(timeout_s, self._give)
            self._poll = _Poll(connection, limit, timer)
        return was_alone

    def end(self) -> bool:
        """Ends the poll that waits, if one does; true where none did. Telegram has room for one."""
        poll, self._poll = self._poll, None
        if poll is None:
            return True
        poll.timer.cancel()
        if not poll.connection.is_open:
            return True
        poll.connection.answer(CONFLICT, 409)
        return False

    def _give(self) -> None:
        poll, self._poll, self._will_give = self._poll, None, False
        if poll is not None:
            poll.timer.cancel()
            if poll.connection.is_open:
                self._send(poll.connection, poll.limit)

    def _send(self, connection: Connection, limit: int) -> None:
        batch = list(itertools.islice(self._updates, limit))
        for update in batch:
            update.deliveries += 1
        connection.answer(b'{"ok":true,"result":[' + b",".join([update.body for update in batch]) + b"]}")


CONFLICT = (
    b'{"ok":false,"error_code":409,"description":"Conflict: terminated by other getUpdates request; '
    b'make sure that only one bot instance is running"}'
)
