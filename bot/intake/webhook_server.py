"""Serves the webhook in this process: opens the port, tells Telegram where it is, stops in an orderly way."""

from __future__ import annotations

import asyncio
import logging
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

import uvicorn
from starlette.types import ASGIApp
from telegram import Bot
from telegram.error import InvalidToken, RetryAfter, TelegramError

from bot.delivery.telegram_answers import seconds_of
from bot.intake.crowd import Crowd
from bot.intake.impatience import Impatient
from bot.intake.reading import WANTED_UPDATES
from bot.trouble import Patience

LISTENS_AT_ONCE = 512
ANSWERS_WITHIN_S = 1
"""When the process is to end: a visitor who is slow to say what they want must not hold up everything else."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Address:
    """Where Telegram posts updates (`url`, `secret`), how many at once, and the socket on which they arrive here."""

    url: str
    secret: str
    connections: int
    socket: socket.socket

    @property
    def path(self) -> str:
        """The part of the URL that requests name."""
        return urlsplit(self.url).path or "/"


class Server(uvicorn.Server):
    """As uvicorn has it, but signals are the command's business, and its connections are a crowd with limits."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.server_state = Crowd()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def server_of(application: ASGIApp) -> Server:
    """Serves the application in this process. Who a peer is, a proxy on this machine may say."""
    return Server(
        uvicorn.Config(
            application,
            http=Impatient,
            ws="none",
            lifespan="off",
            loop="none",
            log_config=None,
            access_log=False,
            server_header=False,
            date_header=False,
            timeout_keep_alive=120,
            timeout_graceful_shutdown=ANSWERS_WITHIN_S,
        )
    )


class WebhookServer:
    """Runs until `stop`. The `application` is the webhook's, perhaps with others beside it."""

    def __init__(self, bot: Bot, address: Address, application: ASGIApp) -> None:
        self._bot = bot
        self._address = address
        self._server = server_of(application)
        self.is_known = False
        """Whether Telegram knows where to post."""

    async def run(self) -> None:
        """Serves until `stop`. Raises `InvalidToken`; other faults of Telegram are waited out."""
        serving = asyncio.create_task(self._server.serve(sockets=[self._address.socket]))
        try:
            await self._tell_telegram()
            await serving
        finally:
            self.stop()
            await serving

    def stop(self) -> None:
        """Takes nothing more; what is being answered is finished."""
        self._server.should_exit = True

    async def _tell_telegram(self) -> None:
        patience = Patience()
        while not self._server.should_exit:
            try:
                await self._bot.set_webhook(
                    self._address.url,
                    secret_token=self._address.secret,
                    max_connections=self._address.connections,
                    allowed_updates=WANTED_UPDATES,
                )
            except RetryAfter as wait:
                await asyncio.sleep(seconds_of(wait))
            except InvalidToken:
                raise
            except TelegramError as fault:
                _log.warning("Telegram could not be told the webhook (%s), trying again", fault)
                await patience.wait()
            else:
                self.is_known = True
                return


def listen(address: str, *, shared: bool = False) -> socket.socket:
    """A socket that listens on `host:port`; `shared` with others of this machine that say so, too.

    Raises `OSError`, and `ValueError` where the address is none.
    """
    host, _, port = address.rpartition(":")
    share = shared and hasattr(socket, "SO_REUSEPORT")
    opened = socket.create_server((host, int(port)), backlog=LISTENS_AT_ONCE, reuse_port=share)
    opened.setblocking(False)
    return opened
