"""How long a bot takes from the start of its process until it polls, and until it has answered what was waiting."""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import uvloop

from benchmarks.load.bot_process import BotProcess, Program
from benchmarks.load.http import HOST, listen
from benchmarks.load.machine import Cores, pinned
from benchmarks.load.run import STARTS_WITHIN_S, DidNotStart
from benchmarks.load.telegram import TOKEN, Shown, Telegram


@dataclass(frozen=True, slots=True)
class Start:
    """Seconds from the start of the process, and its memory after the answer, in megabytes."""

    polls_s: float
    answers_s: float
    memory_mb: float


def start(program: Callable[[str], Program], chat_id: int, words: str, on: Cores) -> Start:
    """Starts what `program` makes of the API's address while a message waits; stops it after its first answer.

    Raises `DidNotStart`.
    """
    with (
        pinned(on.generator),
        tempfile.TemporaryDirectory() as folder,
        asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner,
    ):
        return runner.run(_start(program, chat_id, words, on, Path(folder) / "bot.log"))


async def _start(program: Callable[[str], Program], chat_id: int, words: str, on: Cores, log: Path) -> Start:
    telegram = Telegram()
    server, port = await listen(telegram.serve)
    answered: asyncio.Future[float] = asyncio.get_running_loop().create_future()

    def watch(_chat_id: int, _shown: Shown, at: float) -> None:
        if not answered.done():
            answered.set_result(at)

    telegram.watch = watch
    telegram.says(chat_id, words)
    api = f"http://{HOST}:{port}"
    settings = {"TGLOAD_API": api, "TGLOAD_TOKEN": TOKEN, "TGLOAD_MODE": "polling"}
    bot = BotProcess(program(api), settings, on.bot, log)
    try:
        began = time.perf_counter()
        await bot.start()
        at = await asyncio.wait_for(answered, STARTS_WITHIN_S)
        return Start((telegram.polled_at or at) - began, at - began, bot.memory_mb)
    except TimeoutError:
        raise DidNotStart(f"no answer:\n{bot.words}") from None
    finally:
        await bot.stop()
        server.close()
