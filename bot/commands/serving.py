"""Serving in the foreground: start, wait for what is not there yet, stop at a signal. `run` and `demo` share it."""

from __future__ import annotations

import asyncio
import gc
import hmac
import logging
import os
import signal
import socket
import time
from collections.abc import Awaitable, Callable

from sqlalchemy import make_url
from sqlalchemy.exc import DatabaseError
from telegram.error import InvalidToken, TelegramError

from bot.app import App, build_app
from bot.commands.database import is_worth_waiting, make_ready, unusable
from bot.config import PREFIX, Settings, unknown_settings
from bot.ending import CannotGoOn
from bot.health import Health
from bot.intake.webhook_server import listen
from bot.logs import start_logging
from bot.trouble import Patience
from handlers.chat.catalogs import FaultyCatalog
from storage.answers.articles import FaultyArticles
from storage.database import open_database

FIRST_PAUSE_S = 0.25
LONGEST_PAUSE_S = 2.0
STOPS_WITHIN_S = 4.0
GARBAGE_THRESHOLDS = (2_500, 10, 20)
"""Python itself looks for garbage after every 700 objects, which an update makes many times over; after 10,000, the one
update that has to wait for it waits for 5 ms, and not for one."""

_log = logging.getLogger(__name__)


def secrets_of(settings: Settings) -> tuple[str, ...]:
    """What may never be written down: the token, its second part, which makes it one, and all other secrets.

    Of a key, its lines are no less secret than the whole.
    """
    token = settings.bot_token
    database = make_url(settings.database_url)
    passwords = [str(each) for each in (database.password, database.query.get("password")) if each]
    return (
        *(token, token.partition(":")[2], settings.secret_of_webhook),
        *(each.get_secret_value() for each in (settings.events_secret,) if each is not None),
        *((settings.database_url, *passwords) if passwords else ()),
        *settings.secrets_of_mail,
    )


def start_logging_as(settings: Settings, *more_secrets: str) -> None:
    """Sets up the log as the settings want it. Chats' hashes hang on the token: no other bot's are the same.

    Raises `ConfigurationFault` where there is no token.
    """
    key = hmac.digest(settings.bot_token.encode(), b"chats in the log", "sha256")
    start_logging(settings.log_level, *secrets_of(settings), *more_secrets, form=settings.log_format, key=key)


def open_socket(address: str, setting: str, *, shared: bool = False) -> socket.socket:
    """A socket that listens there, `shared` with others of this machine. Raises `CannotGoOn` where nothing can."""
    try:
        return listen(address, shared=shared)
    except OSError as fault:
        raise CannotGoOn(
            f"Nothing can listen on {address} ({os.strerror(fault.errno or 0)}): "
            f"choose another address in {PREFIX}{setting}."
        ) from None


async def serve(
    settings: Settings,
    patience_s: float,
    ready: Callable[[App], None],
    build: Callable[[Settings], Awaitable[App]] = build_app,
    health: Health | None = None,
) -> None:
    """Serves until SIGINT or SIGTERM; `ready` is called when the bot is about to. `build` makes the bot.

    For `patience_s` seconds, a database server or a Telegram that cannot be reached is waited for: a machine may start
    the bot before its network; what it waits for, `health` tells. Raises `ConfigurationFault` and `CannotGoOn`.
    """
    for setting in unknown_settings():
        _log.warning("%s", setting)
    stopping = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    stop = asyncio.create_task(stopping.wait())
    start = asyncio.create_task(_start(settings, patience_s, build, health or Health()))
    await asyncio.wait({start, stop}, return_when=asyncio.FIRST_COMPLETED)
    if not start.done():
        start.cancel()
        await asyncio.wait({start})
        return
    app = await start
    keep_what_is_there()
    running = asyncio.create_task(app.run(ready))
    await asyncio.wait({running, stop}, return_when=asyncio.FIRST_COMPLETED)
    app.stop()
    _, late = await asyncio.wait({running}, timeout=STOPS_WITHIN_S)
    if late:
        _log.warning("Telegram takes too long for an orderly end; the next start finishes what is left")
        running.cancel()
        return
    stop.cancel()
    try:
        await running
    except InvalidToken:
        raise CannotGoOn(
            f"Telegram does not know {PREFIX}TOKEN any more: ask @BotFather for the bot’s present token."
        ) from None


def keep_what_is_there() -> None:
    """Called when a process is about to serve: what it has read by now stays until its end.

    Nobody has to look through that in search of garbage, not even at the end, which would take it a second.
    """
    gc.freeze()
    gc.set_threshold(*GARBAGE_THRESHOLDS)


async def _start(
    settings: Settings, patience_s: float, build: Callable[[Settings], Awaitable[App]], health: Health
) -> App:
    deadline = time.monotonic() + patience_s
    patience = Patience(FIRST_PAUSE_S, LONGEST_PAUSE_S)
    while True:
        try:
            await asyncio.to_thread(_make_database_ready, settings)
            return await build(settings)
        except _NotYet as fault:
            reason = fault.reason
        except TelegramError as fault:
            reason = CannotGoOn(
                f"Telegram cannot be reached at {settings.api_url} ({fault.message}): check the network, "
                f"and {PREFIX}API_URL if it is set."
            )
        except FaultyArticles as faulty:
            raise CannotGoOn(f"An article cannot be read, handschlag doctor lists all: {faulty.faults[0]}") from None
        except FaultyCatalog as faulty:
            raise CannotGoOn(f"The texts cannot be read: {faulty.fault}") from None
        if time.monotonic() + LONGEST_PAUSE_S > deadline:
            raise reason
        health.waits(str(reason))
        _log.warning("%s Trying again.", reason)
        await patience.wait()


class _NotYet(Exception):
    """The database server does not answer, which may change."""

    def __init__(self, reason: CannotGoOn) -> None:
        super().__init__(str(reason))
        self.reason = reason


def _make_database_ready(settings: Settings) -> None:
    engine = open_database(settings.database_url)
    try:
        make_ready(engine)
    except DatabaseError as fault:
        if is_worth_waiting(engine, fault):
            raise _NotYet(unusable(fault)) from fault
        raise unusable(fault) from fault
    finally:
        engine.dispose()
