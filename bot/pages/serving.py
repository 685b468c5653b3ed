"""Serves the pages: beside the webhook on its socket, or on a socket of their own."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Collection

from starlette.types import ASGIApp, Receive, Scope, Send

from bot.intake.webhook_server import server_of


class Beside:
    """An ASGI application that leaves these `paths` to `first`, and everything else to the pages."""

    def __init__(self, first: ASGIApp, paths: Collection[str], pages: ASGIApp) -> None:
        self._first = first
        self._paths = frozenset(paths)
        self._pages = pages

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request, as ASGI brings it."""
        await (self._first if scope.get("path") in self._paths else self._pages)(scope, receive, send)


class PagesServer:
    """Runs until `stop`."""

    def __init__(self, listening: socket.socket, application: ASGIApp) -> None:
        self._socket = listening
        self._server = server_of(application)
        self._serving: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begins to serve, beside whatever else the event loop does."""
        self._serving = asyncio.create_task(self._server.serve(sockets=[self._socket]))

    async def stop(self, patience_s: float) -> None:
        """Takes nothing more; what is being answered is finished, where that does not take too long."""
        self._server.should_exit = True
        if self._serving is not None:
            await asyncio.wait({self._serving}, timeout=patience_s)
            for slow in self._server.server_state.tasks:  # as the server itself does, a moment earlier or later
                slow.cancel()
            self._serving.cancel()
            await asyncio.wait({self._serving})
