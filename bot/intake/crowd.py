"""How many connections a server holds at once, in all and of one network, and who makes place for others.

Each takes one of the files that the process may have open, and without one neither the database nor Telegram can be
reached. So who is let in always finds place: whoever has kept the server waiting longest goes. Only where all that
there are wait for an answer of the server's, a new one is not let in.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Collection, Hashable
from typing import Protocol

from uvicorn.server import ServerState

MOST_CONNECTIONS = 400
"""Of a server. A process has two at most, and usually 1,024 files."""
MOST_OF_A_NETWORK = 100
"""Of an address, or of a network of IPv6. A proxy on a private network brings everybody, and is not counted."""
SAYS_EVERY_S = 60.0

_log = logging.getLogger(__name__)


class Connection(Hashable, Protocol):
    """A peer's."""

    network: str | None
    """Whose it is; `None` for a proxy's."""
    waiting_since: float | None
    """Since when the server waits for the peer; `None` while the peer waits for the server."""

    def hang_up(self) -> None:
        """Ends it at once."""


class Crowd(ServerState):
    """The connections of one server, beside what its library knows of them."""

    def __init__(self) -> None:
        super().__init__()
        self._present: set[Connection] = set()
        self._said_at = -SAYS_EVERY_S

    def joins(self, newcomer: Connection) -> None:
        """Lets a connection in. Where there are too many, another one ends for it, or itself."""
        self._present.add(newcomer)
        if newcomer.network is not None:
            same = [each for each in self._present if each.network == newcomer.network]
            self._thin_out(same, MOST_OF_A_NETWORK, newcomer)
        self._thin_out(self._present, MOST_CONNECTIONS, newcomer)

    def leaves(self, connection: Connection) -> None:
        """It has ended."""
        self._present.discard(connection)

    def _thin_out(self, among: Collection[Connection], most: int, newcomer: Connection) -> None:
        if len(among) <= most:
            return
        waiting = [
            (each.waiting_since, each) for each in among if each is not newcomer and each.waiting_since is not None
        ]
        _, ends = min(waiting, default=(0.0, newcomer), key=lambda each: each[0])
        self.leaves(ends)
        ends.hang_up()
        now = time.monotonic()
        if now - self._said_at >= SAYS_EVERY_S:
            self._said_at = now
            _log.warning("there are more than %s connections at once: those that keep us waiting longest end", most)
