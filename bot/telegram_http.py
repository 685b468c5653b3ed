"""python-telegram-bot over aiohttp: the same calls for about half the processor time of its default client."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any

import aiohttp
import orjson
from telegram import Bot
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.telegram_json import read_json

CONNECT_TIMEOUT_S = 10.0
READ_TIMEOUT_S = 20.0
LONGEST_ANSWER = 32 * 1024 * 1024
"""Bytes; more than a hundred updates take, or the largest file that a bot can fetch."""


class NotTheBotApi(TelegramError):
    """What was answered is none of the Bot API's answers: something else stands at that address."""


@contextmanager
def understood() -> Iterator[None]:
    """Around a call whose answer becomes an object: the library checks no shapes, and stumbles over a wrong one.

    Raises `NotTheBotApi` then.
    """
    try:
        yield
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise NotTheBotApi("an answer has not the shape that was asked for") from error


async def ask_who_it_is(bot: Bot) -> None:
    """Opens the bot's connections, and asks the server who the bot is. Raises `TelegramError`."""
    with understood():
        await bot.initialize()
    if not isinstance(bot.bot.username, str):
        raise NotTheBotApi("it does not say who the bot is")


class AiohttpRequest(BaseRequest):
    """Makes the Bot API's HTTP requests. `connections` bounds how many run at once."""

    def __init__(self, connections: int = 64) -> None:
        self._connections = connections
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """Seconds to wait for an answer; python-telegram-bot adds the long poll's own timeout."""
        return READ_TIMEOUT_S

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """The answer as Python objects. Raises `NotTheBotApi`."""
        try:
            answer = read_json(payload)
        except ValueError as error:
            raise NotTheBotApi("its answer is not JSON") from error
        if not isinstance(answer, dict) or not _is_envelope(answer):
            raise NotTheBotApi("its answer is JSON of another kind")
        return answer

    async def initialize(self) -> None:
        """Opens the connection pool. Does nothing when it is open."""
        if self._session is None:
            # An idle connection is dropped before a server would drop it: a request on it would fail.
            connector = aiohttp.TCPConnector(limit=self._connections, keepalive_timeout=30)
            # Telegram has no cookies, and to look for them at every call takes a tenth of its time.
            self._session = aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar())

    async def shutdown(self) -> None:
        """Closes the connection pool."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = BaseRequest.DEFAULT_NONE,
        write_timeout: object = BaseRequest.DEFAULT_NONE,
        connect_timeout: object = BaseRequest.DEFAULT_NONE,
        pool_timeout: object = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """One request: status and body. Raises `TimedOut` or `NetworkError`, whose text never holds the address."""
        del write_timeout, connect_timeout, pool_timeout  # aiohttp knows a total and a connect timeout
        if self._session is None:
            raise RuntimeError("the request object is not initialised")
        total = read_timeout if isinstance(read_timeout, int | float) else READ_TIMEOUT_S
        timeout = aiohttp.ClientTimeout(total=total, sock_connect=CONNECT_TIMEOUT_S)
        data, headers = _body(request_data)
        try:
            # Telegram redirects nobody, and the address of a request holds the token.
            async with self._session.request(
                method, url, timeout=timeout, data=data, headers=headers, allow_redirects=False
            ) as response:
                answer = await _read(response)
        except TimeoutError as error:
            raise TimedOut from error
        except aiohttp.ClientError as error:
            raise NetworkError(f"the request failed: {type(error).__name__}") from None
        if response.status >= HTTPStatus.MULTIPLE_CHOICES:
            self._check_refusal(response.status, answer)
        return response.status, answer

    def _check_refusal(self, status: int, answer: bytes) -> None:
        """Telegram explains what it refuses. Who does not may be a proxy before it, or something else altogether."""
        try:
            self.parse_json_payload(answer)
        except NotTheBotApi as fault:
            if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
                raise NetworkError(f"it answers with HTTP status {status}") from fault
            raise NotTheBotApi(f"it answers with HTTP status {status} and without an explanation") from fault


async def _read(response: aiohttp.ClientResponse) -> bytes:
    answer = bytearray()
    async for piece in response.content.iter_any():
        answer += piece
        if len(answer) > LONGEST_ANSWER:
            raise NotTheBotApi("its answer does not end")
    return bytes(answer)


def _is_envelope(answer: dict[str, Any]) -> bool:
    """Whether it is what every method of the Bot API answers with: a result, or why there is none."""
    if answer.get("ok") is True:
        return "result" in answer
    parameters = answer.get("parameters", {})
    return answer.get("ok") is False and isinstance(answer.get("description"), str) and isinstance(parameters, dict)


def _body(data: RequestData | None) -> tuple[aiohttp.FormData | bytes | None, dict[str, str]]:
    """The request's body and headers. Only files need a form; all else goes as JSON."""
    if data is None:
        return None, {}
    if not data.contains_files:
        return orjson.dumps(data.parameters), {"Content-Type": "application/json"}
    form = aiohttp.FormData(quote_fields=False)  # Telegram shows a file's name as it arrives, percents and all
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, mime_type) in data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=mime_type)
    return form, {}
