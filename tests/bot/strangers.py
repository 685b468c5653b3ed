"""A server that is no Telegram: it answers every request with the same bytes, whatever they are."""

from __future__ import annotations

import itertools
import socket
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress


def http(body: bytes, status: str = "200 OK", *headers: str) -> list[bytes]:
    """A whole answer over HTTP."""
    head = "\r\n".join([f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close", *headers])
    return [head.encode() + b"\r\n\r\n" + body]


class Endless:
    """An answer without an end."""

    def __iter__(self) -> Iterator[bytes]:
        yield b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n"
        yield from itertools.repeat(b" " * 2**20)


@contextmanager
def stranger(answer: Iterable[bytes]) -> Iterator[str]:
    """The server's address. It hangs up after its answer, or when nobody listens any more."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=_answer, args=(server, answer), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}"
        server.shutdown(socket.SHUT_RDWR)
        thread.join()


def _answer(server: socket.socket, answer: Iterable[bytes]) -> None:
    with suppress(OSError):
        while True:
            connection, _ = server.accept()
            with connection, suppress(OSError):
                connection.recv(2**16)
                for piece in answer:
                    connection.sendall(piece)
                connection.shutdown(socket.SHUT_WR)
                connection.recv(2**16)
