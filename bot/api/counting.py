"""What the API's process does, counted for whoever watches over it: calls, how long they take, why they are refused.

Nothing of what was sent is in it, and no token: an operation stands there as its description has it, without numbers.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import Protocol

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, disable_created_metrics
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.journal import SECONDS

ELSEWHERE = "elsewhere"
"""The operation of whoever asks for what there is not: the addresses that are tried are without end."""
CLASSES = ("2xx", "4xx", "5xx")


class _Operation(Protocol):
    path: str
    methods: set[str] | None


class CallJournal:
    """Counts from zero when it is made. A process has one. `ticks` are seconds."""

    def __init__(self, ticks: Callable[[], float] = time.monotonic) -> None:
        self.ticks = ticks
        disable_created_metrics()  # when counting began, Prometheus knows by itself
        self.registry = CollectorRegistry()
        kept = self.registry
        self._calls = Counter(
            "handschlag_api_calls", "Calls of the API, by their answer's class", ("operation", "status"), registry=kept
        )
        self._seconds = Histogram(
            "handschlag_api_call_seconds", "How long a call took", ("operation",), buckets=SECONDS, registry=kept
        )
        self._refusals = Counter(
            "handschlag_api_refusals", "Calls that were not done, by the kind of problem", ("reason",), registry=kept
        )
        self._in_flight = Gauge("handschlag_api_in_flight", "Calls that are being done", registry=kept)

    def expects(self, operations: Iterable[_Operation], reasons: Iterable[str]) -> None:
        """What is counted from zero is there from the beginning: who looks at growth sees the first one, too."""
        names = [f"{method} {each.path}" for each in operations for method in sorted(each.methods or ())]
        for name in (*names, ELSEWHERE):
            self._seconds.labels(name)
            for status in CLASSES:
                self._calls.labels(name, status)
        for reason in reasons:
            self._refusals.labels(reason)

    def begins(self) -> None:
        """A call has come."""
        self._in_flight.inc()

    def ends(self, operation: str, status: int, seconds: float) -> None:
        """It was answered with this status, or nobody was there any more to be answered."""
        self._in_flight.dec()
        self._calls.labels(operation, f"{status // 100}xx").inc()
        self._seconds.labels(operation).observe(seconds)

    def refused(self, reason: str) -> None:
        """A problem of this kind was the answer."""
        self._refusals.labels(reason).inc()


class Counted:
    """An ASGI application that counts the calls of another one."""

    def __init__(self, app: ASGIApp, journal: CallJournal) -> None:
        self._app = app
        self._journal = journal

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One call, as ASGI brings it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status, begun = 500, self._journal.ticks()

        async def heard(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        self._journal.begins()
        try:
            await self._app(scope, receive, heard)
        finally:
            self._journal.ends(_operation(scope), status, self._journal.ticks() - begun)


def _operation(scope: Scope) -> str:
    """As its description has it. Who asks with a method that is none of its own has not found it."""
    found: _Operation | None = scope.get("route")
    if found is None or scope["method"] not in (found.methods or ()):
        return ELSEWHERE
    return f"{scope['method']} {found.path}"
