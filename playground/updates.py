"""The bot's updates: kept until confirmed, handed out by long polling as Telegram does it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence

from playground.refusals import Refusal
from playground.state import JsonObject, PendingUpdate, State

MAX_WAIT = 50
KEPT_FOR = 24 * 3600
_NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})

TERMINATED = "terminated by other getUpdates request; make sure that only one bot instance is running"
WEBHOOK_ACTIVE = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"


class UpdateQueue:
    """The unconfirmed updates of one bot, and the one poller that may wait for them."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._waiting: asyncio.Future[None] | None = None
        self._watching: list[asyncio.Future[None]] = []
        self._closed = False
        self._on_put: Callable[[PendingUpdate], None] | None = None

    def put(self, kind: str, payload: JsonObject, lane: int) -> None:
        """A new update, unless the bot said that it does not want this kind."""
        allowed = self._state.allowed_updates
        if (kind not in allowed) if allowed else (kind in _NOT_BY_DEFAULT):
            return
        self._state.last_update_id += 1
        update_id = self._state.last_update_id
        update = PendingUpdate(update_id, lane, int(time.time()), {"update_id": update_id, kind: payload})
        self._state.updates[update_id] = update
        if self._on_put is not None:
            self._on_put(update)
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(None)

    @property
    def listened_to(self) -> bool:
        """Whether the bot would hear of an update at once: a poller waits, or a webhook is set."""
        return (self._waiting is not None and not self._waiting.done()) or bool(self._state.webhook.url)

    def deliver_to(self, receiver: Callable[[PendingUpdate], None] | None) -> None:
        """Call `receiver` with every update from now on (a webhook), or stop it."""
        self._on_put = receiver

    def pending(self) -> list[PendingUpdate]:
        """Unconfirmed updates, oldest first, without those that Telegram would have forgotten."""
        oldest = time.time() - KEPT_FOR
        for update in [u for u in self._state.updates.values() if u.date < oldest]:
            del self._state.updates[update.update_id]
        return list(self._state.updates.values())

    def confirm(self, update_id: int) -> None:
        """Forget one update: a webhook has taken it."""
        self._state.updates.pop(update_id, None)
        self._tell_watchers()

    def drop_all(self) -> None:
        self._state.updates.clear()
        self._tell_watchers()

    async def until_confirmed(self, seconds: float) -> bool:
        """Whether no update is left that is not confirmed, by now or after at most so many seconds."""
        if self.pending() and not self._closed:
            watching: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            self._watching.append(watching)
            await asyncio.wait([watching], timeout=seconds)
        return not self.pending()

    def _tell_watchers(self) -> None:
        if self._closed or not self._state.updates:
            for watching in self._watching:
                watching.set_result(None)
            self._watching.clear()

    def close(self, answer: Refusal | None) -> None:
        """End the waiting poller, with an error or (the server stops) an empty answer; nobody waits from now on."""
        self._closed = True
        self._end_waiting(answer)
        self._tell_watchers()

    def _end_waiting(self, answer: Refusal | None) -> None:
        if self._waiting is None or self._waiting.done():
            return
        if answer is None:
            self._waiting.set_result(None)
        else:
            self._waiting.set_exception(answer)

    async def poll(self, offset: int, limit: int, wait: int, allowed_updates: Sequence[str] | None) -> list[JsonObject]:
        """What `getUpdates` answers, after at most `wait` seconds.

        Raises `Refusal` 409 while a webhook is set, and when a newer poller comes.
        """
        if self._state.webhook.url:
            raise Refusal(409, WEBHOOK_ACTIVE)
        self._end_waiting(Refusal(409, TERMINATED))
        if allowed_updates is not None:
            self._state.allowed_updates = list(allowed_updates)
        self._confirm_before(offset)
        if not self._state.updates and wait > 0 and not self._closed:
            await self._wait(min(wait, MAX_WAIT))
        return [update.body for update in self.pending()[: limit if 1 <= limit <= 100 else 100]]

    def _confirm_before(self, offset: int) -> None:
        if offset < 0:
            gone = list(self._state.updates)[:offset]
        else:
            gone = [update_id for update_id in self._state.updates if update_id < offset]
        for update_id in gone:
            del self._state.updates[update_id]
        self._tell_watchers()

    async def _wait(self, seconds: int) -> None:
        waiting: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting = waiting
        try:
            await asyncio.wait_for(waiting, seconds)
        except TimeoutError:
            return
        finally:
            if self._waiting is waiting:
                self._waiting = None
