"""The bot's processes, however often they die: births, deaths, and orderly ends."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from dataclasses import dataclass

from bot.config import Settings
from tests.bot.apart import Nursery

SERVES_WITHIN_S = 60.0
ENDS_WITHIN_S = 10.0
LOOK_EVERY_S = 0.01


class NeverServes(Exception):
    """A bot that nobody has killed does not come so far that it serves."""


@dataclass(frozen=True, slots=True)
class Bot:
    """One process. `steps` is after how many of them it kills itself, 0 for never."""

    pid: int
    steps: int

    @property
    def alive(self) -> bool:
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return False
        return True

    async def dies_within(self, seconds: float) -> bool:
        """Whether it is dead before so many seconds are over."""
        deadline = time.monotonic() + seconds
        while self.alive:
            if time.monotonic() > deadline:
                return False
            await asyncio.sleep(LOOK_EVERY_S)
        return True


class Bots:
    """All bots of a storm. `kills` and `freezes` are moments; `fallen` says who died, or did not end, unasked."""

    def __init__(self, nursery: Nursery, settings: Settings) -> None:
        self._nursery = nursery
        self._settings = settings
        self._all: list[Bot] = []
        self.kills: list[float] = []
        self.freezes: list[float] = []
        self.fallen: list[str] = []

    def born(self, steps: int = 0) -> Bot:
        """A new bot."""
        bot = Bot(self._nursery.bear(self._settings, steps), steps)
        self._all.append(bot)
        return bot

    async def serves(self, bot: Bot) -> None:
        """Waits until the bot serves. Raises `NeverServes`."""
        await self.serves_or_dies(bot)
        if not bot.alive:
            raise NeverServes(self._nursery.log.read_text()[-3000:])

    async def serves_or_dies(self, bot: Bot) -> None:
        """Waits until the bot serves or is dead. Raises `NeverServes` where it is neither for long."""
        deadline = time.monotonic() + SERVES_WITHIN_S
        while bot.alive and not self._nursery.is_ready(bot.pid):
            if time.monotonic() > deadline:
                raise NeverServes(self._nursery.log.read_text()[-3000:])
            await asyncio.sleep(LOOK_EVERY_S)

    async def kill(self, bot: Bot, after_s: float) -> None:
        """As `kill -9` does, unless the bot kills itself before."""
        fell = await bot.dies_within(after_s)
        if fell and not bot.steps:
            self.fallen.append(f"{bot.pid} has ended by itself")
        self.kills.append(time.monotonic())
        if not fell:
            os.kill(bot.pid, signal.SIGKILL)
            await bot.dies_within(ENDS_WITHIN_S)

    async def freeze(self, bot: Bot, seconds: float) -> None:
        """Stands still and goes on, as on a machine that was too busy, or asleep."""
        self.freezes.append(time.monotonic())
        os.kill(bot.pid, signal.SIGSTOP)
        await asyncio.sleep(seconds)
        os.kill(bot.pid, signal.SIGCONT)

    async def end(self, bot: Bot) -> None:
        """Ends the bot as a supervisor does; one that does not end by itself is killed."""
        if not bot.alive:
            self.fallen.append(f"{bot.pid} has ended by itself")
            return
        os.kill(bot.pid, signal.SIGTERM)
        if not await bot.dies_within(ENDS_WITHIN_S):
            self.fallen.append(f"{bot.pid} does not end")
            os.kill(bot.pid, signal.SIGKILL)

    def end_all(self) -> None:
        """Leaves nobody alive."""
        for bot in self._all:
            if bot.alive:
                os.kill(bot.pid, signal.SIGKILL)
