"""Connections without end, peers that take nothing, that keep a connection for nothing, that ask far ahead."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator
from contextlib import ExitStack, suppress

import pytest
from starlette.types import Receive, Scope, Send

from bot.intake import crowd, impatience
from bot.intake.crowd import Crowd
from bot.intake.networks import network_of
from bot.intake.webhook_server import Server, listen, server_of
from tests.bot.trials import until
from tests.desk import PATIENCE_S, Loop

SHORT_S = 0.1
REQUEST = b"GET %s HTTP/1.1\r\nHost: x\r\n\r\n"
LARGE = b"x" * 40_000_000
"""More than two machines keep for each other."""


class Served:
    """A server with an application that answers `/` at once, `/large` with a lot, and `/work` when it is told to."""

    def __init__(self, loop: Loop) -> None:
        opened = listen("127.0.0.1:0")
        self.port = int(opened.getsockname()[1])
        self.at_work = 0
        self._done = asyncio.Event()
        self._loop = loop
        self.server: Server = server_of(self)
        self._serving = loop.start(self.server.serve(sockets=[opened]))

    async def __call__(self, scope: Scope, _receive: Receive, send: Send) -> None:
        if scope["path"] == "/work":
            self.at_work += 1
            await self._done.wait()
        body = LARGE if scope["path"] == "/large" else b"."
        headers = [(b"content-length", str(len(body)).encode())]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    @property
    def connections(self) -> int:
        return len(self.server.server_state.connections)

    def finish_work(self) -> None:
        self._loop.run(_set(self._done))

    def end(self) -> None:
        self.server.should_exit = True
        self._loop.run(_end(self._serving))


async def _set(event: asyncio.Event) -> None:
    event.set()


async def _end(serving: object) -> None:
    await serving  # type: ignore[misc]  # a task of the loop's


@pytest.fixture
def served(loop: Loop) -> Iterator[Served]:
    running = Served(loop)
    yield running
    running.end()


@pytest.fixture
def peers(served: Served) -> Iterator[Peers]:
    with ExitStack() as connected:
        yield Peers(served, connected)


class Peers:
    """Whoever connects."""

    def __init__(self, served: Served, connected: ExitStack) -> None:
        self._served = served
        self._connected = connected

    def connect(self) -> socket.socket:
        """A connection that the server knows."""
        before = self._served.connections
        peer = self._connected.enter_context(socket.create_connection(("127.0.0.1", self._served.port), PATIENCE_S))
        until(lambda: self._served.connections > before)
        return peer


def asks(peer: socket.socket, path: bytes = b"/") -> None:
    peer.sendall(REQUEST % path)


def is_answered(peer: socket.socket) -> bool:
    """Whether a whole answer comes, and not the end."""
    came = b""
    with suppress(ConnectionResetError, BrokenPipeError):
        while not came.endswith(b"\r\n\r\n.") and (piece := peer.recv(65_536)):
            came += piece
    return came.startswith(b"HTTP/1.1 200") and came.endswith(b".")


def reads_all(peer: socket.socket) -> int:
    """How many bytes come before the end."""
    size = 0
    with suppress(ConnectionResetError):
        while piece := peer.recv(1 << 20):
            size += len(piece)
    return size


def test_who_takes_nothing_is_hung_up_on(
    served: Served, peers: Peers, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(impatience, "TAKEN_WITHIN_S", SHORT_S)
    peer = peers.connect()
    peer.sendall(REQUEST % b"/large" * 3)
    until(lambda: served.connections == 0)
    assert 1_000 < reads_all(peer) < len(LARGE)
    until(lambda: not served.server.server_state.tasks)
    assert not caplog.records, "nobody is told of it a hundred times"


def test_who_takes_it_gets_all_of_it(peers: Peers) -> None:
    peer = peers.connect()
    peer.sendall((REQUEST % b"/large").replace(b"Host", b"Connection: close\r\nHost"))
    assert reads_all(peer) > len(LARGE)


def test_of_many_who_ask_nothing_the_first_makes_place(
    served: Served, peers: Peers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crowd, "MOST_CONNECTIONS", 3)
    first, second, third = peers.connect(), peers.connect(), peers.connect()
    asks(first)
    assert is_answered(first)  # so the second one has kept us waiting longest
    fourth = socket.create_connection(("127.0.0.1", served.port), PATIENCE_S)
    with fourth:
        assert second.recv(1) == b""
        for well in (first, third, fourth):
            asks(well)
            assert is_answered(well)
        assert served.connections == 3


def test_where_all_wait_for_an_answer_nobody_else_is_let_in(
    served: Served, peers: Peers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crowd, "MOST_CONNECTIONS", 2)
    busy = [peers.connect(), peers.connect()]
    for each in busy:
        asks(each, b"/work")
    until(lambda: served.at_work == 2)
    with socket.create_connection(("127.0.0.1", served.port), PATIENCE_S) as late:
        assert not is_answered(late)
    served.finish_work()
    assert all(map(is_answered, busy))


def test_a_kept_connection_that_is_not_used_ends(served: Served, peers: Peers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(served.server.config, "timeout_keep_alive", SHORT_S)
    peer = peers.connect()
    asks(peer)
    assert is_answered(peer)
    assert reads_all(peer) == 0


def test_who_asks_far_ahead_is_hung_up_on(served: Served, peers: Peers) -> None:
    asks_a_little, asks_a_lot = peers.connect(), peers.connect()
    asks_a_little.sendall(REQUEST % b"/" * 10)
    came = b""
    while came.count(b"HTTP/1.1 200") < 10:
        came += asks_a_little.recv(65_536)
    asks_a_lot.sendall(REQUEST % b"/work" + REQUEST % b"/" * 20)
    assert reads_all(asks_a_lot) == 0
    until(lambda: served.connections == 1)


class Peer:
    """A connection as a crowd knows it."""

    def __init__(self, address: str, waiting_since: float | None) -> None:
        self.network = network_of(address)
        self.waiting_since = waiting_since
        self.is_there = True

    def hang_up(self) -> None:
        self.is_there = False


def test_a_network_has_a_share_and_a_proxy_is_everybody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crowd, "MOST_OF_A_NETWORK", 2)
    several = Crowd()
    proxied = [Peer("10.0.0.5", 1.0) for _ in range(9)]
    other = Peer("2001:db8:1:2::1", 0.0)
    same = [Peer("2001:db8:7:7::1", 3.0), Peer("2001:db8:7:7::2", 2.0), Peer("2001:db8:7:7::3", 4.0)]
    for each in (*proxied, other, *same):
        several.joins(each)
    assert [each.is_there for each in same] == [True, False, True]
    assert all(each.is_there for each in (*proxied, other))
