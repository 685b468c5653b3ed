"""Running the playground: in a thread beside the tests or the demo, or in the foreground."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from playground.bot_api import HANG_UP
from playground.clock import Clock
from playground.provider.server import Provider
from playground.server import create_app

HOST = "127.0.0.1"
PATIENCE = 5.0
"""Seconds that starting or stopping may take before it counts as failed."""


class PlaygroundServer:
    """A playground on this machine's loopback address; `port` 0 means any free one.

    As a context manager it serves from a thread until the block is left; it stops within a second, also while
    pollers and event streams wait. A `provider`, if there is one, is served beside it; letters are taken at `smtp_url`.
    A `clock` that moves lets people travel in time.
    """

    def __init__(
        self,
        *,
        port: int = 0,
        default_token: str | None = None,
        state_file: Path | None = None,
        provider: Provider | None = None,
        clock: Clock | None = None,
    ) -> None:
        self._socket = listening(port)
        self.port: int = self._socket.getsockname()[1]
        self.url = f"http://{HOST}:{self.port}"
        self._post = listening(0)
        self.smtp_url = f"smtp://{HOST}:{self._post.getsockname()[1]}"
        app = create_app(
            default_token=default_token, state_file=state_file, provider=provider, clock=clock, post=self._post
        )
        config = uvicorn.Config(
            app,
            http=_HangingUp,
            ws="none",
            lifespan="on",
            log_config=None,
            access_log=False,
            timeout_keep_alive=75,  # longer than clients do: none speaks into a connection that is being closed
            timeout_graceful_shutdown=1,
        )
        self._server = _Server(config, app.state.end_waiting)
        self._thread: threading.Thread | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self.stop()

    def start(self) -> None:
        """Serve from a thread; returns when requests are answered."""
        self._thread = threading.Thread(target=self.run, name="playground", daemon=True)
        self._thread.start()
        if not self._server.ready.wait(PATIENCE):
            raise RuntimeError("the playground did not start")

    def stop(self) -> None:
        """Stop serving; returns when everything is closed and saved."""
        self._server.should_exit = True
        if self._thread is not None:
            self._thread.join(PATIENCE)
            if self._thread.is_alive():
                raise RuntimeError("the playground did not stop")
        self._socket.close()
        self._post.close()

    def run(self) -> None:
        """Serve in the foreground until the process is told to end (or `stop` is called)."""
        asyncio.run(self._server.serve(sockets=[self._socket]))


def listening(port: int) -> socket.socket:
    """A bound socket that says it is TCP: only then does asyncio switch off Nagle's delay (40 ms per answer)."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((HOST, port))
    return listener


class _Server(uvicorn.Server):
    """Tells when it is ready, and ends what waits before it waits for the end of all requests."""

    def __init__(self, config: uvicorn.Config, end_waiting: Callable[[], None]) -> None:
        super().__init__(config)
        self.ready = threading.Event()
        self._end_waiting = end_waiting

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready.set()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._end_waiting()
        await super().shutdown(sockets)


class _HangingUp(HttpToolsProtocol):
    """HTTP with a way to break the connection, for the faults that drop it."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # as in the base class
        super().connection_made(transport)
        self.app = _with_hang_up(self.app, transport.abort)


def _with_hang_up(app: ASGIApp, hang_up: Callable[[], None]) -> ASGIApp:
    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        scope.setdefault("extensions", {})[HANG_UP] = hang_up
        await app(scope, receive, send)

    return wrapped
