"""Serves `/health`, `/ready` and `/metrics`, where those who watch over the desk reach them, and nobody else."""

from __future__ import annotations

import asyncio
import datetime as dt
import socket
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, closing, contextmanager
from importlib.metadata import version
from typing import Protocol

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.metrics_core import GaugeMetricFamily, InfoMetricFamily, Metric
from prometheus_client.registry import Collector
from starlette.types import Receive, Scope, Send

from bot.config import Settings
from bot.health import HEALTH_PATH, METRICS_PATH, READY_PATH, answer_health, answer_ready
from bot.intake.webhook_server import server_of
from bot.metrics.standing import Onlooker, StandingCollector
from storage.database import open_database

PLAIN = "text/plain; charset=utf-8"
ENDS_WITHIN_S = 0.5


class Watched(Protocol):
    """A process that is watched."""

    async def obstacles(self) -> Sequence[str]:
        """What is in the way of being ready."""

    async def figures(self) -> Sequence[Collector]:
        """What there is to be known of it in numbers."""


class Watch:
    """The application, which says of a process what it says of itself."""

    def __init__(self, process: Watched) -> None:
        self._process = process

    async def __call__(self, scope: Scope, _receive: Receive, send: Send) -> None:
        """One request, as ASGI brings it."""
        if scope["type"] != "http":
            raise ValueError(f"{scope['type']} is not served here")
        kind = PLAIN
        if scope["method"] not in {"GET", "HEAD"}:
            status, words = 405, b"there is nothing to be changed here\n"
        elif scope["path"] == HEALTH_PATH:
            status, words = answer_health()
        elif scope["path"] == READY_PATH:
            status, words = answer_ready(await self._process.obstacles())
        elif scope["path"] == METRICS_PATH:
            status, words, kind = 200, await self.metrics(), CONTENT_TYPE_LATEST
        else:
            status, words = 404, b"nothing is here but /health, /ready and /metrics\n"
        headers = [(b"content-type", kind.encode()), (b"content-length", str(len(words)).encode())]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else words})

    async def metrics(self) -> bytes:
        """All numbers, in Prometheus's text form."""
        registry = CollectorRegistry(auto_describe=False)
        for each in (*await self._process.figures(), _Program()):
            registry.register(each)
        # In the event loop, where workers end, too: their numbers are never added up while they are moved.
        return generate_latest(registry)


class _Program(Collector):
    def collect(self) -> Sequence[Metric]:
        return (InfoMetricFamily("handschlag", "The program", {"version": version("handschlag")}),)


class Ready(Collector):
    """What `/ready` says, as the number of that name."""

    def __init__(self, name: str, *, ready: bool) -> None:
        self._name = name
        self._ready = ready

    def collect(self) -> Sequence[Metric]:
        """One or zero."""
        return (GaugeMetricFamily(self._name, "What /ready says", float(self._ready)),)


class WatchedDesk:
    """The bot, a process alone or a team: `counted` here, and what the `onlooker` finds in the database."""

    def __init__(
        self, onlooker: Onlooker, counted: Sequence[Collector], obstacles: Callable[[], Sequence[str]]
    ) -> None:
        self._onlooker = onlooker
        self._counted = counted
        self._obstacles = obstacles

    async def obstacles(self) -> Sequence[str]:
        """What the process itself has noticed: nothing is asked."""
        return self._obstacles()

    async def figures(self) -> Sequence[Collector]:
        """All of it."""
        standing = StandingCollector(await self._onlooker.look())
        return (*self._counted, standing, Ready("handschlag_ready", ready=not self._obstacles()))


@asynccontextmanager
async def watched(
    settings: Settings,
    counted: Sequence[Collector],
    obstacles: Callable[[], Sequence[str]],
    listening: socket.socket | None,
) -> AsyncIterator[None]:
    """Inside, the desk is watched on the socket, if there is one, also while it starts and stops."""
    with onlooker_at(settings) as onlooker:
        async with served(WatchedDesk(onlooker, counted, obstacles), listening):
            yield


@contextmanager
def onlooker_at(settings: Settings) -> Iterator[Onlooker]:
    """Looks at the settings' database, over a connection of its own."""
    engine = open_database(settings.database_url, connections=1, reads_only=True)
    with closing(Onlooker(engine, lambda: dt.datetime.now(dt.UTC))) as onlooker:
        yield onlooker


@asynccontextmanager
async def served(process: Watched, listening: socket.socket | None) -> AsyncIterator[None]:
    """Inside, whoever asks on the socket is answered, if there is one."""
    if listening is None:
        yield
        return
    server = server_of(Watch(process))
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    try:
        yield
    finally:
        server.should_exit = True
        await asyncio.wait({serving}, timeout=ENDS_WITHIN_S)
        serving.cancel()
        await asyncio.wait({serving})
