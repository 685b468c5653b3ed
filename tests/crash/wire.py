"""The wire between bots and a PostgreSQL server: it breaks where that hurts most, at a commit.

Broken before, the server has not heard of the commit; broken after, it has committed, but nobody is told so.
"""

from __future__ import annotations

import asyncio
import contextlib
from asyncio import StreamReader, StreamWriter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from sqlalchemy import make_url

_COMMIT = b"COMMIT"
_PIECE = 1 << 16
_PORT = 5432


@dataclass(slots=True, eq=False)
class _Connection:
    """One connection, both ways. Once it is `mute`, the server's next word is kept from the client and ends it."""

    client: StreamWriter
    server: StreamWriter
    mute: bool = False

    def close(self) -> None:
        self.client.transport.abort()
        self.server.transport.abort()


@dataclass(slots=True)
class Wire:
    """Listens on a port of its own, inside the block, for a server whose database `url` names its socket's folder."""

    url: str
    _breaks: list[bool] = field(default_factory=list)
    _open: set[_Connection] = field(default_factory=set)
    _listening: asyncio.Server | None = None

    async def __aenter__(self) -> Self:
        self._listening = await asyncio.start_server(self._connected, "127.0.0.1")
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._listening is not None:
            self._listening.close()
        for connection in self._open:
            connection.close()

    @property
    def address(self) -> str:
        """The database's URL by this way."""
        assert self._listening is not None
        port = self._listening.sockets[0].getsockname()[1]
        return make_url(self.url).set(host="127.0.0.1", port=port, query={}).render_as_string(hide_password=False)

    def breaks_at_next_commit(self, *, afterwards: bool) -> None:
        """The connection on which the next commit is made breaks, before or afterwards."""
        self._breaks.append(afterwards)

    async def _connected(self, reader: StreamReader, writer: StreamWriter) -> None:
        folder = str(make_url(self.url).query["host"])
        try:
            from_server, to_server = await asyncio.open_unix_connection(str(Path(folder) / f".s.PGSQL.{_PORT}"))
        except OSError:
            writer.transport.abort()
            return
        connection = _Connection(writer, to_server)
        self._open.add(connection)
        try:
            with contextlib.suppress(OSError):
                await asyncio.gather(self._ask(reader, connection), self._answer(from_server, connection))
        finally:
            connection.close()
            self._open.discard(connection)

    async def _ask(self, reader: StreamReader, connection: _Connection) -> None:
        while piece := await reader.read(_PIECE):
            if self._breaks and _COMMIT in piece:
                connection.mute = self._breaks.pop(0)
                if not connection.mute:
                    break
            connection.server.write(piece)
            await connection.server.drain()
        else:
            connection.server.close()
            return
        connection.close()

    async def _answer(self, reader: StreamReader, connection: _Connection) -> None:
        while piece := await reader.read(_PIECE):
            if connection.mute:
                break
            connection.client.write(piece)
            await connection.client.drain()
        connection.close()
