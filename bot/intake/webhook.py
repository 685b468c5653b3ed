"""Takes updates from Telegram by webhook: answers 200 only when an update is committed.

An ASGI application of its own, without a framework: one path for Telegram, one for whoever watches over the process.
"""

from __future__ import annotations

import asyncio
import hmac
import logging
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, TypeAlias

from bot.health import HEALTH_PATH, READY_PATH, Health, answer_health, answer_ready
from bot.intake.order import Intake
from bot.intake.reading import as_update
from bot.telegram_json import read_json

LONGEST_BODY = 1_000_000
"""Bytes. Telegram's updates are a few thousand at most."""
ARRIVES_WITHIN_S = 10.0
"""The whole body. Telegram posts it in one go."""
UNREAD = frozenset({403, 404, 405, 408, 413})
"""Answers that are given while there may be more of the body: nobody reads it, and the connection ends."""
SECRET_HEADER = b"x-telegram-bot-api-secret-token"

Message: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]

_log = logging.getLogger(__name__)


class Webhook:
    """The application. `health` tells whether this process can do its work."""

    def __init__(self, intake: Intake, path: str, secret: str, health: Health) -> None:
        self._intake = intake
        self._path = path
        self._secret = secret.encode()
        self._health = health

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """One request, as ASGI brings it."""
        if scope["type"] != "http":
            raise ValueError(f"{scope['type']} is not served here")
        status, words = await self._answer(scope, receive)
        headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(words)).encode())]
        if status in UNREAD:
            headers.append((b"connection", b"close"))
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": words})

    async def _answer(self, scope: Message, receive: Receive) -> tuple[int, bytes]:
        if scope["method"] == "GET" and scope["path"] == HEALTH_PATH:
            return answer_health()
        if scope["method"] == "GET" and scope["path"] == READY_PATH:
            return answer_ready(self._health.obstacles)
        if scope["path"] != self._path:
            return 404, b"nothing is here\n"
        if scope["method"] != "POST":
            return 405, b"updates are posted here\n"
        if not self._is_telegram(scope):
            return 403, b"the secret token is missing or wrong\n"
        try:
            body = await asyncio.wait_for(_body(receive), ARRIVES_WITHIN_S)
        except TimeoutError:
            return 408, b"the update did not arrive in time\n"
        if body is None:
            return 413, b"this is no update: it is too long\n"
        try:
            update = as_update(read_json(body))
        except ValueError as fault:
            _log.warning("somebody has posted what is no update: %s", type(fault).__name__)
            return 400, b"this is no update\n"
        if await self._intake.take(update, in_order=False):
            return 200, b""
        return 503, b"this process is about to end\n"

    def _is_telegram(self, scope: Message) -> bool:
        """Compares in constant time, so that nobody can find out the secret letter by letter."""
        given = next((value for name, value in scope["headers"] if name == SECRET_HEADER), b"")
        return hmac.compare_digest(given, self._secret)


async def _body(receive: Receive) -> bytes | None:
    """The whole body; `None` where it is too long."""
    body = bytearray()
    while True:
        message = await receive()
        body += message.get("body", b"")
        if len(body) > LONGEST_BODY:
            return None
        if not message.get("more_body", False):
            return bytes(body)
