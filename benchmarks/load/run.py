"""One run: a Telegram, a bot, people who talk to it, and what came of it."""

from __future__ import annotations

import asyncio
import socket
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from random import Random

import uvloop

from benchmarks.load.bot_process import BotProcess, Program, cpu_s
from benchmarks.load.http import HOST, listen
from benchmarks.load.machine import Cores, busy_s, pinned
from benchmarks.load.outcome import Outcome, Used
from benchmarks.load.people import Crowd
from benchmarks.load.talks import Talk
from benchmarks.load.telegram import SECRET, TOKEN, Telegram

STARTS_WITHIN_S = 60.0
LOOK_EVERY_S = 0.005
MOST_CRASHES = 5
RESTARTS_AFTER_S = 0.3
PATH = "hook"


class DidNotStart(Exception):
    """The bot has not become ready; the message holds what it wrote."""


@dataclass(frozen=True, slots=True)
class Flood:
    """Somebody who sends so many messages at once, again and again, whatever is answered."""

    chat_id: int
    at_once: int
    every_s: float


@dataclass(frozen=True, slots=True)
class Load:
    """What is done to a bot. An answer that takes longer than `patience_s` is lost, and its conversation stuck.

    Before and after, the bot is left alone for `rest_s`: what belongs to its start ends, and answers too many still
    come. With `kills`, the process is killed that often, at moments around `kill_every_s` seconds apart. Everybody has
    a chat, each `chat_step`-th from `first_chat` on.
    """

    talk: Talk
    people: int
    conversations: int
    think_s: float = 0.05
    patience_s: float = 10.0
    longest_s: float = 120.0
    rest_s: float = 1.0
    webhook: bool = False
    processes: int = 1
    kills: int = 0
    kill_every_s: float = 4.0
    first_chat: int = 1_000_000
    chat_step: int = 1
    seed: int = 1
    flood: Flood | None = None


def play(load: Load, program: Program, on: Cores, *, beside: int | None = None) -> Outcome:
    """Runs the bot under the load. `beside` is a process on the generator's core that works for the bot, a database.

    Raises `DidNotStart`.
    """
    with (
        pinned(on.generator),
        tempfile.TemporaryDirectory() as folder,
        asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner,
    ):
        return runner.run(_Run(load, program, on, Path(folder) / "bot.log", beside).play())


class _Run:
    def __init__(self, load: Load, program: Program, on: Cores, log: Path, beside: int | None) -> None:
        self._load = load
        self._program = program
        self._on = on
        self._log = log
        self._beside = beside
        self._ports = _free_ports(load.processes) if load.webhook else []
        self._telegram = Telegram(self._ports)
        self._bots: list[BotProcess] = []
        self._starts_s: list[float] = []
        self._kills = 0
        self._crashes = 0

    async def play(self) -> Outcome:
        server, port = await listen(self._telegram.serve)
        self._bots = [self._bot(port, number) for number in range(self._load.processes)]
        try:
            for bot in self._bots:
                await self._start(bot)
            return await self._measure()
        finally:
            for bot in self._bots:
                await bot.stop()
            self._telegram.close()
            server.close()

    def _bot(self, api_port: int, number: int) -> BotProcess:
        settings = {
            "TGLOAD_API": f"http://{HOST}:{api_port}",
            "TGLOAD_TOKEN": TOKEN,
            "TGLOAD_MODE": "webhook" if self._load.webhook else "polling",
        }
        if self._load.webhook:
            settings |= {
                "TGLOAD_WEBHOOK_PORT": str(self._ports[number]),
                "TGLOAD_WEBHOOK_PATH": PATH,
                "TGLOAD_WEBHOOK_URL": f"http://{HOST}:{self._ports[number]}/{PATH}",
                "TGLOAD_SECRET": SECRET,
            }
        return BotProcess(self._program, settings, self._on.bot, self._log)

    async def _start(self, bot: BotProcess) -> None:
        """Starts the bot and waits until it is ready: it has polled, or set its webhook."""
        started = time.perf_counter()
        self._telegram.polled_at = None
        webhooks = len(self._telegram.webhooks)
        await bot.start()
        while self._telegram.polled_at is None and len(self._telegram.webhooks) == webhooks:
            if bot.has_ended or time.perf_counter() > started + STARTS_WITHIN_S:
                raise DidNotStart(f"{' '.join(self._program.command)} did not get ready:\n{bot.words}")
            await asyncio.sleep(LOOK_EVERY_S)
        self._starts_s.append(time.perf_counter() - started)

    async def _measure(self) -> Outcome:
        load = self._load
        crowd = Crowd(
            self._telegram,
            load.talk,
            chats=[load.first_chat + number * load.chat_step for number in range(load.people)],
            conversations=load.conversations,
            think_s=load.think_s,
            patience_s=load.patience_s,
            seed=load.seed,
        )
        await asyncio.sleep(load.rest_s)  # what belongs to the start is over
        before, began = self._used(), time.perf_counter()
        talking = asyncio.create_task(crowd.talk_it_over())
        guard = asyncio.create_task(self._kill_and_restart())
        flooding = asyncio.create_task(self._flood())
        await asyncio.wait({talking, guard}, timeout=load.longest_s, return_when=asyncio.FIRST_COMPLETED)
        took_s = time.perf_counter() - began
        used = self._used().since(before)
        memory_mb = sum(bot.memory_mb for bot in self._bots)
        if guard.done():
            await guard  # a bot did not come up again
        guard.cancel()
        flooding.cancel()
        await asyncio.sleep(load.rest_s)
        return Outcome(
            tally=crowd.tally,
            planned=load.people * load.conversations,
            in_time=talking.done(),
            took_s=took_s,
            used=used,
            memory_mb=memory_mb,
            starts_s=tuple(self._starts_s),
            kills=self._kills,
            crashes=self._crashes,
            refused=self._telegram.refused,
            calls=dict(self._telegram.calls),
        )

    def _used(self) -> Used:
        return Used(
            bot_s=sum(bot.cpu_s for bot in self._bots),
            generator_s=time.process_time(),
            beside_s=cpu_s(self._beside) if self._beside is not None else 0.0,
            bot_core_s=busy_s(self._on.bot),
        )

    async def _kill_and_restart(self) -> None:
        """Kills the processes in turn at moments that the seed decides, and starts again whatever has ended."""
        load = self._load
        chance = Random(f"{load.seed} kills")  # noqa: S311 - to be repeatable
        killing_at = time.perf_counter() + load.kill_every_s * chance.uniform(0.5, 1.5)
        while True:
            await asyncio.sleep(LOOK_EVERY_S)
            for bot in self._bots:
                if bot.has_ended:
                    self._crashes += 1
                    await self._restart(bot)
            if self._kills < load.kills and time.perf_counter() >= killing_at:
                bot = self._bots[self._kills % len(self._bots)]
                self._kills += 1
                await bot.kill()
                await self._restart(bot)
                killing_at = time.perf_counter() + load.kill_every_s * chance.uniform(0.5, 1.5)

    async def _flood(self) -> None:
        flood = self._load.flood
        while flood is not None:
            for number in range(flood.at_once):
                self._telegram.says(flood.chat_id, f"/flood{number}")
            await asyncio.sleep(flood.every_s)

    async def _restart(self, bot: BotProcess) -> None:
        if self._crashes > MOST_CRASHES:
            raise DidNotStart(f"{' '.join(self._program.command)} ends again and again:\n{bot.words}")
        await asyncio.sleep(RESTARTS_AFTER_S)
        await self._start(bot)


def _free_ports(count: int) -> list[int]:
    """Ports of the loopback on which nobody listens at this moment."""
    sockets = [socket.create_server((HOST, 0)) for _ in range(count)]
    ports = [int(each.getsockname()[1]) for each in sockets]
    for each in sockets:
        each.close()
    return ports
