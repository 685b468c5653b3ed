"""What happens in a world, as the page hears it: numbered, replayable, streamed."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator

from playground.state import JsonObject, State

KEPT = 1000
HEARTBEAT = 15.0


class Events:
    """Numbers events (`state.seq` goes on over restarts), keeps the last ones and wakes who listens."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._kept: deque[tuple[int, JsonObject]] = deque(maxlen=KEPT)
        self._news = asyncio.Event()
        self._closed = False

    def next_number(self) -> int:
        """A new number, for a change that is about to be announced."""
        self._state.seq += 1
        return self._state.seq

    def announce(self, number: int, event: JsonObject) -> None:
        """Tell everybody; `number` comes from `next_number`, in order."""
        self._kept.append((number, event))
        news, self._news = self._news, asyncio.Event()
        news.set()

    def close(self) -> None:
        """End every stream."""
        self._closed = True
        self._news.set()

    async def stream(self, after: int) -> AsyncIterator[tuple[int, JsonObject] | None]:
        """Events numbered above `after`, as they come; None now and then, so that a dead connection is noticed.

        A number from the future (of a world that is gone) counts as none seen.
        """
        seen = after if after <= self._state.seq else 0
        while not self._closed:
            news = self._news
            for number, event in [kept for kept in self._kept if kept[0] > seen]:
                yield number, event
                seen = number
            try:
                await asyncio.wait_for(news.wait(), HEARTBEAT)
            except TimeoutError:
                yield None
