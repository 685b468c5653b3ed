"""Simulated people: each talks to the bot in a private chat, one conversation after the other, and judges it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from random import Random

from benchmarks.load.polling import Update
from benchmarks.load.talks import Answer, Exchange, Presses, Says, Talk, Taps
from benchmarks.load.telegram import Shown, Telegram


@dataclass(slots=True)
class Tally:
    """What people have seen. `waits_s` are from an update's becoming available to its answer, in seconds.

    `repeated` answers had come before in this conversation or the one before it, `out_of_order` ones came before an
    answer that was due earlier, `strange` ones were never due. `stuck` conversations waited for an answer in vain.
    """

    waits_s: list[float] = field(default_factory=list)
    finished: list[str] = field(default_factory=list)
    stuck: list[str] = field(default_factory=list)
    repeated: int = 0
    out_of_order: int = 0
    strange: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Due:
    """An answer that somebody waits for."""

    answer: Answer
    update: Update


class Person:
    """Somebody with a chat, one of a `crowd`."""

    def __init__(self, crowd: Crowd, number: int, chat_id: int) -> None:
        self.chat_id = chat_id
        self._crowd = crowd
        self._number = number
        self._chance = Random(f"{crowd.seed} {number}")  # noqa: S311 - to be repeatable
        self._left = crowd.conversations
        self._key = ""
        self._talk: Iterator[Exchange] = iter(())
        self._due: list[_Due] = []
        self._seen: set[str] = set()
        self._seen_before: set[str] = set()
        self._patience: asyncio.TimerHandle | None = None

    def start(self) -> None:
        """Begins the first conversation, some time soon."""
        self._soon(self._begin)

    def sees(self, shown: Shown, at: float) -> None:
        """The bot has shown something in the chat."""
        tally = self._crowd.tally
        for place, due in enumerate(self._due):
            if due.answer.fits(shown):
                tally.out_of_order += place > 0
                tally.waits_s.append(at - due.update.made_at)
                self._seen.add(shown.text)
                del self._due[place]
                if not self._due:
                    self._end_waiting()
                    self._soon(self._go_on)
                return
        if shown.text in self._seen or shown.text in self._seen_before:
            tally.repeated += 1
        else:
            tally.strange.append(shown.text)

    def _begin(self) -> None:
        if self._left == 0:
            self._crowd.has_finished()
            return
        self._left -= 1
        self._key = f"n{self._number}c{self._crowd.conversations - self._left}"
        self._seen_before, self._seen = self._seen, set()
        self._talk = self._crowd.talk(self._key, self._chance)
        self._go_on()

    def _go_on(self) -> None:
        exchange = next(self._talk, None)
        if exchange is None:
            self._crowd.tally.finished.append(self._key)
            self._soon(self._begin)
            return
        for step in exchange:
            update = self._act(step.act)
            if update is None:
                self._give_up()
                return
            self._due.append(_Due(step.answer, update))
        self._patience = asyncio.get_running_loop().call_later(self._crowd.patience_s, self._give_up)

    def _act(self, act: Says | Presses | Taps) -> Update | None:
        """Does it; `None` where there is no such button."""
        telegram = self._crowd.telegram
        match act:
            case Says(text=text):
                return telegram.says(self.chat_id, text)
            case Presses(data=data):
                return telegram.presses(self.chat_id, data)
            case Taps(label=label):
                return telegram.taps(self.chat_id, label)

    def _give_up(self) -> None:
        """No answer, or no button to press: the conversation is stuck, and the next one begins."""
        self._end_waiting()
        self._crowd.tally.stuck.append(self._key)
        self._soon(self._begin)

    def _end_waiting(self) -> None:
        self._due.clear()
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None

    def _soon(self, act: Callable[[], None]) -> None:
        pause_s = self._crowd.think_s * self._chance.uniform(0.5, 1.5)
        asyncio.get_running_loop().call_later(pause_s, act)


class Crowd:
    """People who talk at the same time, each in one of the `chats`; `tally` is what they have seen so far.

    Each has so many `conversations`, takes `think_s` to react, on average, and waits for an answer for `patience_s`.
    """

    def __init__(
        self,
        telegram: Telegram,
        talk: Talk,
        *,
        chats: Sequence[int],
        conversations: int,
        think_s: float,
        patience_s: float,
        seed: int,
    ) -> None:
        self.tally = Tally()
        self.telegram = telegram
        self.talk = talk
        self.conversations = conversations
        self.think_s = think_s
        self.patience_s = patience_s
        self.seed = seed
        self._people = {chat_id: Person(self, number, chat_id) for number, chat_id in enumerate(chats)}
        self._talking = len(chats)
        self._all_finished = asyncio.Event()
        telegram.watch = self._watch

    async def talk_it_over(self) -> None:
        """Lets everybody have their conversations; returns when the last one has ended."""
        for person in self._people.values():
            person.start()
        await self._all_finished.wait()

    def has_finished(self) -> None:
        """Somebody has nothing more to say."""
        self._talking -= 1
        if self._talking == 0:
            self._all_finished.set()

    def _watch(self, chat_id: int, shown: Shown, at: float) -> None:
        if chat_id in self._people:
            self._people[chat_id].sees(shown, at)
