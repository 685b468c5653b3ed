"""HTTP/1.1 on both sides, with no more than a Bot API needs: a generator must cost much less than what it drives."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

import httptools

HOST = "127.0.0.1"
_PHRASES = {200: b"OK", 400: b"Bad Request", 404: b"Not Found", 409: b"Conflict", 500: b"Internal Server Error"}
_HEAD = b"HTTP/1.1 %d %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"


@dataclass(frozen=True, slots=True)
class Request:
    """A request that has arrived whole; it is answered on its `connection`."""

    target: str
    content_type: str
    body: bytes
    connection: Connection


class Connection(asyncio.Protocol):
    """A client's connection. `serve` answers each request, at once or later."""

    def __init__(self, serve: Callable[[Request], None]) -> None:
        self._serve = serve
        self._transport: asyncio.Transport | None = None
        self._parser = httptools.HttpRequestParser(self)
        self._target = b""
        self._content_type = ""
        self._body = b""

    @property
    def is_open(self) -> bool:
        """Whether somebody still waits for an answer."""
        return self._transport is not None

    def answer(self, body: bytes, status: int = 200) -> None:
        """Answers the request, if the client is still there."""
        if self._transport is not None:
            self._transport.write(_HEAD % (status, _PHRASES[status], len(body)) + body)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)

    def connection_lost(self, _fault: Exception | None) -> None:
        self._transport = None

    def data_received(self, data: bytes) -> None:
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserError:
            if self._transport is not None:
                self._transport.close()

    def on_message_begin(self) -> None:
        self._target, self._content_type, self._body = b"", "", b""

    def on_url(self, url: bytes) -> None:
        self._target += url

    def on_header(self, name: bytes, value: bytes) -> None:
        if name.lower() == b"content-type":
            self._content_type = value.decode("latin-1")

    def on_body(self, data: bytes) -> None:
        self._body += data

    def on_message_complete(self) -> None:
        self._serve(Request(self._target.decode("latin-1"), self._content_type, self._body, self))


async def listen(serve: Callable[[Request], None]) -> tuple[asyncio.Server, int]:
    """A server on a free port of the loopback, and that port."""
    server = await asyncio.get_running_loop().create_server(lambda: Connection(serve), HOST, 0)
    return server, int(server.sockets[0].getsockname()[1])


class Posts(asyncio.Protocol):
    """A connection on which requests are posted one after the other."""

    def __init__(self) -> None:
        self._transport: asyncio.Transport | None = None
        self._answered: asyncio.Future[int] | None = None
        self._parser = httptools.HttpResponseParser(self)

    @property
    def is_open(self) -> bool:
        """Whether another request may be posted."""
        return self._transport is not None

    async def post(self, head: bytes, body: bytes) -> int:
        """The answer's status. `head` is the request's, up to the length. Raises `ConnectionError`."""
        if self._transport is None:
            raise ConnectionResetError("the connection is closed")
        self._parser = httptools.HttpResponseParser(self)
        self._answered = asyncio.get_running_loop().create_future()
        self._transport.write(b"%sContent-Length: %d\r\n\r\n%s" % (head, len(body), body))
        return await self._answered

    def close(self) -> None:
        """Ends the connection."""
        if self._transport is not None:
            self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)

    def connection_lost(self, _fault: Exception | None) -> None:
        self._transport = None
        self._fail(ConnectionResetError("the connection was closed"))

    def data_received(self, data: bytes) -> None:
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserError as fault:
            self._fail(ConnectionError(str(fault)))

    def on_message_complete(self) -> None:
        if self._answered is not None and not self._answered.done():
            self._answered.set_result(self._parser.get_status_code())

    def _fail(self, fault: ConnectionError) -> None:
        if self._answered is not None and not self._answered.done():
            self._answered.set_exception(fault)


async def connect(port: int) -> Posts:
    """A connection to a port of the loopback. Raises `OSError`."""
    _, made = await asyncio.get_running_loop().create_connection(Posts, HOST, port)
    return made
