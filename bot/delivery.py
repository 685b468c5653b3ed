"""Delivers the outbox: each chat's messages in order, chats independent of each other.

A message leaves the outbox when Telegram has taken it, before the chat's next one is sent: a crash repeats at most
the one that was in flight. Telegram's “wait” is obeyed; its “no” is final and recorded; anything else is retried.
"""

from __future__ import annotations

import asyncio
import logging
import random
from collections import deque
from collections.abc import Awaitable, Callable, Iterable
from concurrent.futures import Executor
from datetime import timedelta
from typing import TypeVar

from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError

from bot.applying import DATABASE_TROUBLE
from storage.parties import person_by_telegram_id
from storage.runtime import Outgoing, card_message_id, delivered, refused
from storage.tables.base import JsonObject
from storage.work import Units

T = TypeVar("T")

FIRST_PAUSE_S = 0.5
LONGEST_PAUSE_S = 60.0

Call = Callable[[str, JsonObject], Awaitable[object]]
"""Makes one Bot API call: method, parameters; returns Telegram's result, raises `TelegramError`."""

_log = logging.getLogger(__name__)


class Delivery:
    """Takes committed messages to Telegram. `executor` runs the database work."""

    def __init__(self, call: Call, units: Units, executor: Executor) -> None:
        self._call = call
        self._units = units
        self._chats: dict[int, deque[Outgoing]] = {}
        self._held: set[int] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._database = _Database(executor)
        self._receipts = _Receipts(units, self._database)

    @property
    def idle(self) -> bool:
        """Whether everything handed over has been delivered or given up."""
        return not self._tasks

    @property
    def held(self) -> frozenset[int]:
        """The ids of the messages that are in hand at this moment."""
        return frozenset(self._held)

    def hand_over(self, messages: Iterable[Outgoing]) -> None:
        """Messages that have been committed, in their order. Those that are in hand already are passed over."""
        for message in messages:
            if message.id in self._held:
                continue
            self._held.add(message.id)
            if message.chat_id in self._chats:
                self._chats[message.chat_id].append(message)
                continue
            self._chats[message.chat_id] = deque([message])
            task = asyncio.get_running_loop().create_task(self._serve(message.chat_id))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def stop(self, patience_s: float) -> None:
        """Lets what is in flight arrive; the rest stays in the outbox for the next start."""
        for waiting in self._chats.values():
            while len(waiting) > 1:
                self._held.discard(waiting.pop().id)
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=patience_s)
            for task in late:
                task.cancel()

    async def _serve(self, chat_id: int) -> None:
        """Sends a chat's messages one by one until none is left. The one being sent stands first in the queue."""
        waiting = self._chats[chat_id]
        try:
            while waiting:
                try:
                    await self._deliver(waiting[0])
                except Exception as defect:  # noqa: BLE001 - recorded; the messages behind it must not wait for ever
                    _log.exception("message %s of the outbox cannot be sent", waiting[0].id)
                    await self._give_up_whatever_happens(waiting[0], defect)
                self._held.discard(waiting.popleft().id)
        finally:
            self._held.difference_update(message.id for message in waiting)
            del self._chats[chat_id]

    async def _deliver(self, message: Outgoing) -> None:
        method, parameters = await self._resolve(message)
        pause = FIRST_PAUSE_S
        while True:
            try:
                result = await self._call(method, parameters)
            except RetryAfter as wait:
                await asyncio.sleep(seconds_of(wait))
            except (BadRequest, Forbidden, ChatMigrated) as no:
                if _nothing_to_change(no):
                    return await self._receipts.sign(message, None)
                if method == "editMessageText" and _message_is_gone(no):
                    method, parameters = "sendMessage", {k: v for k, v in parameters.items() if k != "message_id"}
                    continue
                return await self._give_up(message, no)
            except TelegramError as fault:
                _log.warning("%s to chat %s failed (%s), trying again", method, message.chat_id, fault)
                # Half of the pause is chance, so that many chats do not all come back at the same instant.
                await asyncio.sleep(pause * (0.5 + random.random() / 2))  # noqa: S311 - no secret hangs on it
                pause = min(pause * 2, LONGEST_PAUSE_S)
            else:
                return await self._receipts.sign(message, _place(message, method, result))

    async def _resolve(self, message: Outgoing) -> tuple[str, JsonObject]:
        """The call to make. A card that was not delivered yet when it was edited is looked up now."""
        if message.method != "editMessageText" or "message_id" in message.parameters or message.card_id is None:
            return message.method, message.parameters
        place = await self._database(lambda: self._place_of(message.card_id or 0))
        if place is None:
            return "sendMessage", message.parameters
        return message.method, message.parameters | {"message_id": place}

    def _place_of(self, card_id: int) -> int | None:
        with self._units.begin("job") as work:
            return card_message_id(work.session, card_id)

    async def _give_up(self, message: Outgoing, no: Exception) -> None:
        """Keeps the message with the reason for which it cannot be delivered, and goes on."""
        _log.warning("%s to chat %s is given up: %s", message.method, message.chat_id, no)

        def record() -> None:
            with self._units.begin("job") as work:
                work.action = "outbox.refused"
                refused(work.session, message.id, str(no), work.now)
                person = person_by_telegram_id(work.session, message.chat_id)
                if person is not None and isinstance(no, Forbidden):
                    person.reachable = False

        await self._database(record)

    async def _give_up_whatever_happens(self, message: Outgoing, defect: Exception) -> None:
        """A message that cannot even be recorded stays in the outbox; the caretaker hands it over again."""
        try:
            await self._give_up(message, defect)
        except Exception:  # noqa: BLE001 - logged with its traceback; the chat's other messages go on
            _log.exception("message %s of the outbox cannot be given up", message.id)


class _Database:
    """Runs database work in the worker threads, and again for as long as the database is in trouble."""

    def __init__(self, executor: Executor) -> None:
        self._executor = executor

    async def __call__(self, function: Callable[[], T]) -> T:
        pause = FIRST_PAUSE_S
        while True:
            try:
                return await asyncio.get_running_loop().run_in_executor(self._executor, function)
            except DATABASE_TROUBLE as trouble:
                _log.warning("the outbox cannot be reached, trying again: %s", trouble)
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE_S)


class _Receipts:
    """Takes delivered messages out of the outbox. Whatever has arrived meanwhile goes in one transaction."""

    def __init__(self, units: Units, database: _Database) -> None:
        self._units = units
        self._database = database
        self._waiting: list[tuple[Outgoing, int | None, asyncio.Future[None]]] = []
        self._task: asyncio.Task[None] | None = None

    async def sign(self, message: Outgoing, place: int | None) -> None:
        """Returns when the message is out of the outbox. `place` is where a card now stands, if that is new."""
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((message, place, done))
        if self._task is None:
            self._task = asyncio.get_running_loop().create_task(self._sign_all())
        await done

    async def _sign_all(self) -> None:
        try:
            while self._waiting:
                batch, self._waiting = self._waiting, []
                fault: Exception | None = None
                try:
                    await self._database(lambda batch=batch: self._write(batch))  # type: ignore[misc]  # bound at once
                except Exception as defect:  # noqa: BLE001 - whoever waits for the receipt deals with it
                    fault = defect
                for _, _, done in batch:
                    if not done.done():
                        done.set_result(None) if fault is None else done.set_exception(fault)
        finally:
            self._task = None

    def _write(self, batch: list[tuple[Outgoing, int | None, asyncio.Future[None]]]) -> None:
        places = [(message.card_id, place) for message, place, _ in batch if message.card_id and place is not None]
        with self._units.begin("job") as work:
            delivered(work.session, [message.id for message, _, _ in batch], places)


def seconds_of(wait: RetryAfter) -> float:
    """How long Telegram wants to be left alone."""
    span = wait.retry_after
    return span.total_seconds() if isinstance(span, timedelta) else float(span)


def _place(message: Outgoing, method: str, result: object) -> int | None:
    """The message in which a newly sent card stands."""
    if message.card_id is None or method != "sendMessage" or not isinstance(result, dict):
        return None
    place = result.get("message_id")
    return place if isinstance(place, int) else None


def _nothing_to_change(no: TelegramError) -> bool:
    return "message is not modified" in no.message.lower()


def _message_is_gone(no: TelegramError) -> bool:
    return any(words in no.message.lower() for words in ("message to edit not found", "message can't be edited"))
