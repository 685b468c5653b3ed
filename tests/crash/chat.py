"""A chat as the person in it sees it: what has been shown, what was due, and whether it came."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

LOOK_UP_S = 0.5


@dataclass(frozen=True, slots=True)
class Button:
    """A button below a message: its label, and the data that a tap sends."""

    label: str
    data: str


@dataclass(frozen=True, slots=True)
class Sight:
    """What the bot has shown at one moment: a new message, or an old one with other words. `number` is the event's."""

    at: float
    message_id: int
    is_new: bool
    text: str
    buttons: tuple[Button, ...] = ()
    number: int = 0

    def button(self, label: str) -> Button | None:
        """The button whose label contains `label`."""
        return next((button for button in self.buttons if label in button.label), None)

    @property
    def content(self) -> tuple[str, tuple[Button, ...]]:
        """What two copies of a message have in common."""
        return self.text, self.buttons


@dataclass(frozen=True, slots=True)
class Due:
    """What has to be shown: certain words, in a new message or in an old one, perhaps with a certain button."""

    words: str
    is_new: bool
    label: str = ""

    def fits(self, sight: Sight) -> bool:
        if self.is_new != sight.is_new or self.words not in sight.text:
            return False
        return not self.label or sight.button(self.label) is not None

    def __str__(self) -> str:
        return f"{'new' if self.is_new else 'changed'} “{self.words}”" + (f" [{self.label}]" if self.label else "")


def new(words: str, label: str = "") -> Due:
    """A new message is due."""
    return Due(words, True, label)


def changed(words: str, label: str = "") -> Due:
    """Other words in an old message are due."""
    return Due(words, False, label)


class Stuck(Exception):
    """What was due did not come as long as the person's patience lasted."""

    def __init__(self, chat: Chat, missing: Sequence[Due]) -> None:
        self.name = chat.name
        self.missing = tuple(missing)
        lately = "; ".join(f"{'+' if sight.is_new else '~'}{sight.text[:50]!r}" for sight in chat.sights[-4:])
        due = " and ".join(str(each) for each in missing)
        super().__init__(f"{chat.name} misses {due}; last seen: {lately}")


class Line(Protocol):
    """How what a person does reaches Telegram."""

    async def writes(self, person: int, text: str) -> None: ...

    async def presses(self, person: int, message_id: int, data: str) -> None: ...


@dataclass(frozen=True, slots=True)
class Wait:
    """How long somebody waited for the first answer to what they did."""

    who: str
    due: Due
    since: float
    seconds: float

    def __str__(self) -> str:
        return f"{self.seconds:.1f} s, {self.who} for {self.due}"


@dataclass(slots=True)
class Chat:
    """One person's private chat with the bot, whose id is the person's. `patience_s` is for each single answer."""

    id: int
    name: str
    line: Line
    patience_s: float = 60.0
    acts: int = 0
    sights: list[Sight] = field(default_factory=list)
    met: set[int] = field(default_factory=set)
    """Which of the sights were due, by their place."""
    disorder: int = 0
    waits: list[Wait] = field(default_factory=list)
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    def sees(self, sight: Sight) -> None:
        """The bot has shown something."""
        self.sights.append(sight)
        self._news.set()

    async def says(self, text: str, *due: Due) -> Sight:
        """Writes something and waits for what is due; the last of it."""
        return await self.says_all([text], *due)

    async def says_all(self, texts: Sequence[str], *due: Due) -> Sight:
        """Writes several things, one right after the other, and then waits for what is due."""
        begun, mark = time.monotonic(), len(self.sights)
        for text in texts:
            self.acts += 1
            await self.line.writes(self.id, text)
        return await self._answered(due, begun, mark)

    async def taps(self, sight: Sight, label: str, *due: Due) -> Sight:
        """Taps the button with that label and waits for what is due; the last of it."""
        button = sight.button(label)
        if button is None:
            raise Stuck(self, [Due(sight.text, sight.is_new, label)])
        begun, mark = time.monotonic(), len(self.sights)
        self.acts += 1
        await self.line.presses(self.id, sight.message_id, button.data)
        return await self._answered(due, begun, mark)

    async def hears(self, *either: Due, since: Sight) -> Sight:
        """Waits for one of several things that others bring about, shown after `since`. Two people act meanwhile."""
        deadline = time.monotonic() + 2 * self.patience_s
        while (sight := self._heard(either, since)) is None:
            if time.monotonic() > deadline:
                raise Stuck(self, either[:1])
            await self._something_new(deadline)
        return sight

    async def hears_of(self, due: Due, *, since: Sight | None, unless: asyncio.Event) -> Sight | None:
        """As `hears`, without an end to the patience; `None` when it can be no more."""
        while (sight := self._heard([due], since)) is None and not unless.is_set():
            await self._something_new(time.monotonic() + LOOK_UP_S)
        return sight

    def _heard(self, either: Sequence[Due], since: Sight | None) -> Sight | None:
        begin = self.sights.index(since) + 1 if since is not None else 0
        for place in range(begin, len(self.sights)):
            if place not in self.met and any(due.fits(self.sights[place]) for due in either):
                self.met.add(place)
                return self.sights[place]
        return None

    async def _answered(self, due: Sequence[Due], begun: float, mark: int) -> Sight:
        deadline = begun + self.patience_s
        while len(places := self._in_order(due, mark)) < len(due):
            if time.monotonic() > deadline:
                places = self._in_any_order(due, mark)
                break
            await self._something_new(deadline)
        self.met.update(places)
        self.waits.append(Wait(self.name, due[0], begun, self.sights[places[0]].at - begun))
        return self.sights[places[-1]]

    def _in_order(self, due: Sequence[Due], mark: int) -> list[int]:
        """Where what is due stands, as far as it has come in its order."""
        places: list[int] = []
        for place in range(mark, len(self.sights)):
            if len(places) < len(due) and place not in self.met and due[len(places)].fits(self.sights[place]):
                places.append(place)
        return places

    def _in_any_order(self, due: Sequence[Due], mark: int) -> list[int]:
        """As `_in_order`, when patience is at its end. Raises `Stuck` if something has not come at all."""
        left = [place for place in range(mark, len(self.sights)) if place not in self.met]
        places: list[int] = []
        missing: list[Due] = []
        for each in due:
            place = next((place for place in left if each.fits(self.sights[place])), None)
            if place is None:
                missing.append(each)
            else:
                left.remove(place)
                places.append(place)
        if missing:
            self.met.update(places)
            raise Stuck(self, missing)
        self.disorder += 1
        return places

    async def _something_new(self, until: float) -> None:
        """Waits until the bot shows something, but not longer than that."""
        self._news.clear()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._news.wait(), max(0.0, until - time.monotonic()))
