"""Updates for a bot with a webhook, as Telegram posts them: one of a chat at a time, in order, again until it is taken.

A refused update is posted again at once, then after 2, 4, 8 … seconds; where nobody listens, after one second.
Several processes behind one webhook get the updates in turn, as from a balancer.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Sequence

from benchmarks.load.http import HOST, Posts, connect
from benchmarks.load.polling import Update

NOBODY_LISTENS_S = 1.0
LONGEST_PAUSE_S = 60.0
PATIENCE_S = 60.0


class Posting:
    """Posts updates to `ports`, with at most so many `connections` at once, until `close`."""

    def __init__(self, ports: Sequence[int], path: str, secret: str, connections: int) -> None:
        self.refused = 0
        self._ports = ports
        self._turn = 0
        self._head = (
            f"POST {path} HTTP/1.1\r\nHost: {HOST}\r\nContent-Type: application/json\r\n"
            f"X-Telegram-Bot-Api-Secret-Token: {secret}\r\n"
        ).encode()
        self._chats: dict[int, deque[Update]] = {}
        self._refusals: dict[int, int] = {}
        self._ready: asyncio.Queue[int] = asyncio.Queue()
        loop = asyncio.get_running_loop()
        self._tasks = [loop.create_task(self._post_in_turn()) for _ in range(connections)]

    def put(self, update: Update) -> None:
        """An update, to be posted when those before it in its chat are taken."""
        waiting = self._chats.get(update.chat_id)
        if waiting is not None:
            waiting.append(update)
        else:
            self._chats[update.chat_id] = deque([update])
            self._ready.put_nowait(update.chat_id)

    def take_all(self) -> list[Update]:
        """All updates that are not taken, for another way of delivery."""
        left = sorted((update for waiting in self._chats.values() for update in waiting), key=lambda each: each.id)
        self._chats.clear()
        return left

    def close(self) -> None:
        """Posts nothing more."""
        for task in self._tasks:
            task.cancel()

    async def _post_in_turn(self) -> None:
        connections: dict[int, Posts] = {}
        try:
            while True:
                chat_id = await self._ready.get()
                if chat_id in self._chats:
                    await self._post(chat_id, connections)
        finally:
            for connection in connections.values():
                connection.close()

    async def _post(self, chat_id: int, connections: dict[int, Posts]) -> None:
        waiting = self._chats[chat_id]
        update = waiting[0]
        port = self._ports[self._turn % len(self._ports)]
        self._turn += 1
        update.deliveries += 1
        try:
            if port not in connections or not connections[port].is_open:
                connections[port] = await connect(port)
            status = await asyncio.wait_for(connections[port].post(self._head, update.body), PATIENCE_S)
        except ConnectionRefusedError:
            self._again(chat_id, NOBODY_LISTENS_S)
        except (OSError, TimeoutError):
            if (broken := connections.pop(port, None)) is not None:
                broken.close()
            self._refuse(update)
        else:
            if 200 <= status < 300:
                self._taken(chat_id, waiting)
            else:
                self._refuse(update)

    def _taken(self, chat_id: int, waiting: deque[Update]) -> None:
        update = waiting.popleft()
        self._refusals.pop(update.id, None)
        if waiting:
            self._ready.put_nowait(chat_id)
        elif self._chats.get(chat_id) is waiting:
            del self._chats[chat_id]

    def _refuse(self, update: Update) -> None:
        self.refused += 1
        times = self._refusals[update.id] = self._refusals.get(update.id, 0) + 1
        self._again(update.chat_id, 0.0 if times == 1 else min(LONGEST_PAUSE_S, 2.0 ** (times - 1)))

    def _again(self, chat_id: int, after_s: float) -> None:
        asyncio.get_running_loop().call_later(after_s, self._ready.put_nowait, chat_id)
