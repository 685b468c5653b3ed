"""A provider's systems: a real HTTP receiver on this machine, which checks signatures with the official library."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, cast

from standardwebhooks import Webhook

SECRET = "whsec_" + "aGFuZHNjaGxhZy10ZXN0LXNlY3JldC1vZi0zMi1ieXRlcyE="


@dataclass(frozen=True, slots=True)
class Received:
    """An event as it arrived, its signature found right."""

    id: str
    headers: dict[str, str]
    body: dict[str, Any]

    @property
    def number(self) -> int:
        """The event's id in the database, which its own begins with."""
        return int(self.id.split("_")[1])

    @property
    def type(self) -> str:
        return str(self.body["type"])

    @property
    def partnership(self) -> str:
        return str(self.body["data"]["partnership"]["id"])


@dataclass(frozen=True, slots=True)
class Says:
    """What the receiver answers."""

    status: int = 204
    body: object = None
    headers: tuple[tuple[str, str], ...] = ()

    def __call__(self, _event: Received) -> Says:
        return self


def refuses(code: str, detail: str = "") -> Says:
    """A refusal for good."""
    return Says(409, {"code": code, "detail": detail})


class Receiver:
    """Keeps what it receives, and answers as `answer` says; each event in a thread of its own."""

    def __init__(self) -> None:
        self.received: list[Received] = []
        self.faults: list[str] = []
        self.answer: Callable[[Received], Says] = Says()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler_of(self))
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}/events"

    @property
    def types(self) -> list[str]:
        return [event.type for event in self.received]

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(10)
        assert not self.faults, self.faults


def _handler_of(receiver: Receiver) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            said = self._take(self.rfile.read(int(self.headers["content-length"])))
            body = b"" if said.body is None else _as_bytes(said.body)
            self.send_response(said.status)
            for name, value in said.headers:
                self.send_header(name, value)
            if said.status != 204:
                self.send_header("content-length", str(len(body)))
            self.end_headers()
            if said.status != 204:
                self.wfile.write(body)

        def _take(self, raw: bytes) -> Says:
            headers = {name.lower(): value for name, value in self.headers.items()}
            try:
                body = cast("dict[str, Any]", Webhook(SECRET).verify(raw, headers))
            except Exception as fault:  # noqa: BLE001 - the test fails with it in the end
                receiver.faults.append(repr(fault))
                return Says(400)
            event = Received(headers["webhook-id"], headers, body)
            receiver.received.append(event)
            return receiver.answer(event)

        def do_GET(self) -> None:
            receiver.faults.append(f"a redirect was followed to {self.path}")

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
            pass

    return Handler


def _as_bytes(body: object) -> bytes:
    return body if isinstance(body, bytes) else json.dumps(body).encode()
