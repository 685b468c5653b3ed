"""Whoever sends a byte now and then is cut off, whatever they are being told; a whole request is not."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import suppress

import httpx
import pytest
from starlette.types import Receive, Scope, Send

from bot.intake import impatience
from bot.intake.webhook_server import listen, server_of
from tests.desk import PATIENCE_S, Loop
from tests.loopback import NO_CERTIFICATES

SHORT_S = 0.1
HEAD = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n"


async def answers_unread(_scope: Scope, _receive: Receive, send: Send) -> None:
    """An application that knows its answer before the body has come, and keeps the connection."""
    await send({"type": "http.response.start", "status": 404, "headers": [(b"content-length", b"0")]})
    await send({"type": "http.response.body", "body": b""})


@pytest.fixture
def port(loop: Loop) -> Iterator[int]:
    opened = listen("127.0.0.1:0")
    server = server_of(answers_unread)
    serving = loop.start(server.serve(sockets=[opened]))
    yield int(opened.getsockname()[1])
    server.should_exit = True
    loop.run(_end(serving))


async def _end(serving: object) -> None:
    await serving  # type: ignore[misc]  # a task of the loop's


def ends(peer: socket.socket) -> bytes:
    """What comes before the connection ends; fails if it does not."""
    came = b""
    with suppress(ConnectionResetError):
        while piece := peer.recv(65_536):
            came += piece
    return came


@pytest.mark.parametrize(
    ("limit", "sent", "answers"),
    [
        ("HEAD_WITHIN_S", [b"POST / HTTP/1.1\r\n", b"X: 1\r\n"], 0),
        ("HEAD_WITHIN_S", [b"\r\n", b"\r\n"], 0),
        ("BODY_WITHIN_S", [HEAD, b"x", b"x"], 1),
        ("HEAD_WITHIN_S", [HEAD + b"x" * 1000, b"\r\n"], 1),
        ("HEAD_WITHIN_S", [HEAD + b"x" * 1000, b"GET / HT"], 1),
        ("BODY_WITHIN_S", [HEAD + b"x" * 1000, HEAD, b"x"], 2),
    ],
)
def test_a_byte_now_and_then_is_not_enough(
    port: int, monkeypatch: pytest.MonkeyPatch, limit: str, sent: list[bytes], answers: int
) -> None:
    monkeypatch.setattr(impatience, limit, SHORT_S)
    with socket.create_connection(("127.0.0.1", port), PATIENCE_S) as slow:
        came = b""
        for piece in sent:
            slow.sendall(piece)
            if piece.startswith(HEAD + b"x"):  # a whole request: the rest comes when it is answered
                came += slow.recv(65_536)
        assert (came + ends(slow)).count(b"HTTP/1.1 404") == answers


def test_a_connection_that_is_used_well_is_kept(port: int) -> None:
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", verify=NO_CERTIFICATES) as client:
        for _ in range(3):
            answered = client.post("/", content=b"x" * 300_000)
            assert (answered.status_code, answered.headers.get("connection")) == (404, None)
