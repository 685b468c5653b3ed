"""Bots that are born quickly and die at a chosen instant.

A process that has everything imported reads orders from its input, one JSON object a line, and forks a bot for each:
a process of its own that serves as `handschlag run` does. `dies_at` counts the bot's steps to the outside: SQL
statements, both sides of every commit, of every call that changes something in Telegram, of every event that is sent,
and of what is said to a mail server. At that one, the bot kills itself. One that is `posted` to takes its updates from
the socket of that number, which the nursery has inherited. A bot that is about to serve leaves a file named after its
process id in the folder `ready`.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import os
import signal
import socket
import sys
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from typing import Any

import uvloop
from aiosmtplib import SMTP
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session, configure_mappers

from bot.app import App, build_app, build_desk
from bot.commands.serving import serve
from bot.config import Settings, load_settings
from bot.effects.answers import Answer
from bot.effects.sender import Sender
from bot.intake.webhook_server import Address
from bot.logs import start_logging
from bot.telegram_http import AiohttpRequest
from storage.effects import Due


class Countdown:
    """Kills the process, as `kill -9` does, when it has been told of `steps` steps."""

    def __init__(self, steps: int) -> None:
        self._left = steps

    def __call__(self, *_: object) -> None:
        self._left -= 1
        if self._left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


def count_down(steps: int) -> None:
    """From now on, this process has so many steps to live."""
    step = Countdown(steps)
    event.listen(Engine, "before_cursor_execute", step)
    event.listen(Engine, "commit", step)
    event.listen(Session, "after_commit", step)
    request = AiohttpRequest.do_request

    async def watched(self: AiohttpRequest, url: str, *given: Any, **more: Any) -> tuple[int, bytes]:
        counts = not url.lower().rsplit("/", 1)[-1].startswith("get")
        if counts:
            step()
        answer = await request(self, url, *given, **more)
        if counts:
            step()
        return answer

    AiohttpRequest.do_request = watched  # type: ignore[method-assign]  # to die between the call and its answer
    send = Sender._post

    async def watched_event(self: Sender, event: Due, sent_at: dt.datetime) -> Answer:
        step()
        answer = await send(self, event, sent_at)
        step()
        return answer

    Sender._post = watched_event  # type: ignore[method-assign]  # as above, of events
    for method in ("mail", "rcpt", "data"):
        setattr(SMTP, method, _watched(getattr(SMTP, method), step))


def _watched(say: Callable[..., Awaitable[Any]], step: Countdown) -> Callable[..., Awaitable[Any]]:
    async def watched(*given: Any, **more: Any) -> Any:
        step()
        answer = await say(*given, **more)
        step()
        return answer

    return watched


def live(settings: Settings, dies_at: int, posted: int, ready: Path) -> None:
    """Serves until killed."""
    start_logging("INFO", settings.bot_token)
    if dies_at:
        count_down(dies_at)
    address = None
    if posted:
        listening = socket.socket(fileno=posted)
        address = Address(
            settings.webhook_url or "", settings.secret_of_webhook, settings.webhook_connections, listening
        )

    def tell(_app: App) -> None:
        (ready / str(os.getpid())).touch()

    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(serve(settings, 30, tell, partial(build_app, address=address)))


def main() -> None:
    desk = build_desk(load_settings(None), "warm_bot")  # what takes time is done here, once for all
    desk.around.library.make_ready()
    configure_mappers()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for the bots
    for line in sys.stdin:
        order = json.loads(line)
        child = os.fork()
        if child == 0:
            log = os.open(Path(order["log"]), os.O_WRONLY | os.O_CREAT | os.O_APPEND)
            os.dup2(log, sys.stderr.fileno())
            live(load_settings(None, **order["settings"]), order["dies_at"], order["posted"], Path(order["ready"]))
            os._exit(0)
        print(child, flush=True)  # noqa: T201 - this is how it answers


if __name__ == "__main__":
    main()
