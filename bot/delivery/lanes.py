"""Delivers the outbox: each chat's messages in order, chats independent of each other.

A message leaves the outbox when Telegram has taken it, before the chat's next one is sent: a crash repeats at most
the one that was in flight. Telegram's “wait” is obeyed, by all processes; its “no” is final and recorded; anything
else is retried.
"""

from __future__ import annotations

import asyncio
import bisect
import logging
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import TypeVar

from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError

from bot.database_work import DatabaseWork
from bot.defects import outline
from bot.delivery.calls import Call
from bot.delivery.pace import Pace
from bot.delivery.receipts import Receipts
from bot.delivery.refusals import Announce, Refusals, says_nothing
from bot.delivery.telegram_answers import (
    EDITS,
    TOPIC,
    instead_of,
    nothing_to_change,
    number_in,
    place_of,
    seconds_of,
    topic_is_gone,
    without,
)
from bot.journal import Channel, Journal
from bot.logs import ChatId
from bot.trouble import Patience
from storage.runtime.cards import card_message_id
from storage.runtime.outbox import OPEN_TOPIC, Outgoing, waiting_among
from storage.runtime.workers import WHOLE_BOT, pause
from storage.support import copy_message_id, keep_topic, topic_of
from storage.tables.base import JsonObject
from storage.work import Units

T = TypeVar("T")

FIRST_PAUSE_S = 0.5
LONGEST_PAUSE_S = 60.0
UNWELL_S = 0.1
REMEMBERED = 20_000
"""Messages that have left the hand lately: a look into the database may have seen one of them just before."""
CHATS_THAT_MAKE_A_BOT = 3
"""So many chats told to wait at the same time, and it is the bot as a whole that is too fast."""

_log = logging.getLogger(__name__)


class Delivery:
    """Takes committed messages to Telegram, as long as the process `is_well`: otherwise others may be doing it.

    It `announces` whom Telegram does not reach.
    """

    def __init__(
        self,
        call: Call,
        units: Units,
        database: DatabaseWork,
        receipts: Receipts,
        pace: Pace,
        is_well: Callable[[], bool],
        journal: Journal,
        announces: Announce = says_nothing,
    ) -> None:
        self._call = call
        self._units = units
        self._database = database
        self._receipts = receipts
        self._pace = pace
        self._is_well = is_well
        self._journal = journal
        self._lanes: dict[int, deque[Outgoing]] = {}
        self._held: set[int] = set()
        self._left: dict[int, None] = {}
        self._pauses: dict[int, float] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self.found_event: Callable[[], None] = lambda: None
        """Is told that there is an event for the provider's systems, which goes by another way."""
        self.found_mail: Callable[[], None] = lambda: None
        """Is told that there is a mail."""
        self._refusals = Refusals(units, announces)
        receipts.found = self.hand_over

    @property
    def idle(self) -> bool:
        """Whether everything handed over has been delivered or given up."""
        return not self._tasks

    @property
    def held(self) -> frozenset[int]:
        """The ids of the messages that are in hand at this moment."""
        return frozenset(self._held)

    def hand_over(self, messages: Iterable[Outgoing]) -> None:
        """Messages that have been committed, in their order. Those that are in hand or through are passed over.

        What was found late goes before newer messages of its chat, though not before the one that is being sent.
        """
        for message in messages:
            if message.event_id is not None:
                self.found_event()
                continue
            if message.mail_id is not None:
                self.found_mail()
                continue
            if message.id in self._held or message.id in self._left:
                continue
            self._held.add(message.id)
            if message.chat_id in self._lanes:
                bisect.insort(self._lanes[message.chat_id], message, lo=1, key=lambda each: each.id)
                continue
            self._lanes[message.chat_id] = deque([message])
            task = asyncio.get_running_loop().create_task(self._serve(message.chat_id))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    def keep_pauses(self, pauses: Mapping[int, float]) -> None:
        """Pauses that any process was told to keep: seconds they still last, by chat."""
        now = asyncio.get_running_loop().time()
        self._pauses = {chat_id: until for chat_id, until in self._pauses.items() if until > now}
        for chat_id, seconds in pauses.items():
            self._pauses[chat_id] = max(now + seconds, self._pauses.get(chat_id, 0))

    def drop(self) -> None:
        """Lets go of everything that is not on its way: it belongs to somebody else, or waits for the next start."""
        for lane in self._lanes.values():
            while len(lane) > 1:
                self._held.discard(lane.pop().id)

    async def stop(self, patience_s: float) -> None:
        """Lets what is in flight arrive; the rest stays in the outbox for whoever takes over."""
        self.drop()
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=patience_s)
            for task in late:
                task.cancel()

    async def _serve(self, chat_id: int) -> None:
        """Sends a chat's messages one by one until none is left. The one being sent stands first in its lane."""
        lane = self._lanes[chat_id]
        try:
            while lane:
                message = lane[0]
                try:
                    await self._deliver(message)
                except Exception as defect:  # noqa: BLE001 - recorded; the messages behind it must not wait for ever
                    _log.error("message %s of the outbox cannot be sent\n%s", message.id, outline(defect))
                    await self._give_up(message, defect)
                lane.popleft()
                self._held.discard(message.id)
                self._remember(message.id)
        finally:
            self._held.difference_update(message.id for message in lane)
            del self._lanes[chat_id]

    def _remember(self, outbox_id: int) -> None:
        self._left[outbox_id] = None
        if len(self._left) > REMEMBERED:
            del self._left[next(iter(self._left))]

    async def _deliver(self, message: Outgoing) -> None:
        method, parameters = await self._resolve(message)
        patience = Patience(FIRST_PAUSE_S, LONGEST_PAUSE_S)
        while True:
            await self._keep_to_pauses(message.chat_id)
            await self._pace.turn(message.chat_id, message.priority)
            if not self._is_well() and not await self._is_still_ours(message):
                return None
            begun = asyncio.get_running_loop().time()
            try:
                result = await self._call(method, parameters)
            except RetryAfter as wait:
                self._note(message, "slowed", begun)
                await self._pause(message.chat_id, seconds_of(wait))
            except (BadRequest, Forbidden, ChatMigrated) as no:
                if nothing_to_change(no):
                    self._note(message, "taken", begun)
                    return await self._receipts.sign(message, None)
                self._note(message, "refused", begun)
                if message.case_id is not None and topic_is_gone(parameters, no):
                    method, parameters = await self._in_new_topic(message, method, parameters)
                    continue
                if (instead := instead_of(method, parameters, no)) is None:
                    return await self._give_up(message, no)
                method, parameters = instead
            except TelegramError as fault:
                self._note(message, "failed", begun)
                _log.warning("%s to chat %s failed (%s), trying again", method, ChatId(message.chat_id), fault)
                await patience.wait()
            else:
                self._note(message, "taken", begun)
                return await self._receipts.sign(message, place_of(message, method, result))

    def _note(self, message: Outgoing, outcome: str, begun: float) -> None:
        seconds = asyncio.get_running_loop().time() - begun
        self._journal.delivery(Channel.CHAT, message.id, outcome, seconds, message.chat_id)

    async def _is_still_ours(self, message: Outgoing) -> bool:
        """After a time without a sign of life: whether nobody has taken the message over."""
        while not self._is_well():  # noqa: ASYNC110 - it is told by a clock, too
            await asyncio.sleep(UNWELL_S)

        def look() -> bool:
            with self._units.begin("job") as work:
                return bool(waiting_among(work.session, self._units.worker_id, [message.id]))

        return await self._database.patiently(look)

    async def _keep_to_pauses(self, chat_id: int) -> None:
        while self._pauses:
            until = max(self._pauses.get(chat_id, 0), self._pauses.get(WHOLE_BOT, 0))
            if (seconds := until - asyncio.get_running_loop().time()) <= 0:
                return
            await asyncio.sleep(seconds)

    async def _pause(self, chat_id: int, seconds: float) -> None:
        """Telegram wants to be left alone; the other processes learn of it with their next beat."""
        self.keep_pauses({chat_id: seconds})
        paused = [each for each in self._pauses if each != WHOLE_BOT]
        concerned = [chat_id]
        if len(paused) >= CHATS_THAT_MAKE_A_BOT:
            self.keep_pauses({WHOLE_BOT: seconds})
            concerned.append(WHOLE_BOT)
        _log.info("Telegram asks for %s s of silence in chat %s", seconds, ChatId(concerned[-1] or chat_id))

        def record() -> None:
            with self._units.begin("job") as work:
                for each in concerned:
                    pause(work.session, each, seconds)

        await self._database.patiently(record)

    async def _resolve(self, message: Outgoing) -> tuple[str, JsonObject]:
        """The call to make. What was not delivered yet when this was written is looked up now."""
        method, parameters = message.method, message.parameters
        if message.case_id is not None and not message.opens_topic:
            topic, _ = await self._database.patiently(partial(self._topic_of, message.case_id))
            if topic is not None:
                parameters = parameters | {"message_thread_id": topic}
        if method not in EDITS or "message_id" in parameters:
            return method, parameters
        place = await self._database.patiently(partial(self._place_of, message))
        if place is not None:
            return method, parameters | {"message_id": place}
        return "sendMessage", parameters

    def _place_of(self, message: Outgoing) -> int | None:
        with self._units.begin("job") as work:
            if message.card_id is not None:
                return card_message_id(work.session, message.card_id)
            return copy_message_id(work.session, message.entry_id) if message.entry_id is not None else None

    def _topic_of(self, case_id: int) -> tuple[int | None, str]:
        with self._units.begin("job") as work:
            return topic_of(work.session, case_id)

    async def _in_new_topic(self, message: Outgoing, method: str, parameters: JsonObject) -> tuple[str, JsonObject]:
        """Somebody has deleted the case's topic: it gets a new one. Where there cannot be one, all goes to the chat."""
        case_id = message.case_id or 0
        _, title = await self._database.patiently(partial(self._topic_of, case_id))
        parameters = without(parameters, "message_thread_id")
        try:
            topic = number_in(await self._call(OPEN_TOPIC, {"chat_id": message.chat_id, "name": title}), TOPIC)
        except BadRequest as no:
            _log.warning("case %s gets no new topic: %s", case_id, no)
            return method, parameters
        if topic is None:
            return method, parameters

        def keep() -> None:
            with self._units.begin("job") as work:
                keep_topic(work.session, case_id, topic)

        await self._database.patiently(keep)
        return method, parameters | {"message_thread_id": topic}

    async def _give_up(self, message: Outgoing, no: Exception) -> None:
        """Keeps the message with the reason for which it cannot be delivered, and goes on."""
        self.hand_over(await self._database.patiently(partial(self._refusals.record, message, no)))
