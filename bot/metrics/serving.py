"""Serves `/health`, `/ready` and `/metrics`, where those who watch over the desk reach them, and nobody else."""

from __future__ import annotations

import asyncio
import datetime as dt
import socket
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from importlib.metadata import version

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


class Watch:
    """The application. `obstacles` says what is in the way of being ready, `figures` has what is counted."""

    def __init__(
        self, onlooker: Onlooker, figures: Sequence[Collector], obstacles: Callable[[], Sequence[str]]
    ) -> None:
        self._onlooker = onlooker
        self._figures = figures
        self._obstacles = obstacles

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
            status, words = answer_ready(self._obstacles())
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
        standing = StandingCollector(await self._onlooker.look())
        for each in (*self._figures, standing, _Self(ready=not self._obstacles())):
            registry.register(each)
        # In the event loop, where workers end, too: their numbers are never added up while they are moved.
        return generate_latest(registry)


class _Self(Collector):
    def __init__(self, *, ready: bool) -> None:
        self._ready = ready

    def collect(self) -> Sequence[Metric]:
        program = InfoMetricFamily("handschlag", "The program", {"version": version("handschlag")})
        return (program, GaugeMetricFamily("handschlag_ready", "What /ready says", float(self._ready)))


@asynccontextmanager
async def watched(
    settings: Settings,
    figures: Sequence[Collector],
    obstacles: Callable[[], Sequence[str]],
    listening: socket.socket | None,
) -> AsyncIterator[None]:
    """Inside, the application is served on the socket, if there is one, also while the desk starts and stops."""
    if listening is None:
        yield
        return
    engine = open_database(settings.database_url, connections=1, reads_only=True)
    onlooker = Onlooker(engine, lambda: dt.datetime.now(dt.UTC))
    server = server_of(Watch(onlooker, figures, obstacles))
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    try:
        yield
    finally:
        server.should_exit = True
        await asyncio.wait({serving}, timeout=ENDS_WITHIN_S)
        serving.cancel()
        await asyncio.wait({serving})
        onlooker.close()
