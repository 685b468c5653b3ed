"""How often one peer may open addresses that do not exist: nobody guesses a token, and nobody is to try.

An address of a private network is a proxy's that does not say for whom it asks: it may ask for everybody, so nothing is
counted for it.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable

from bot.intake.networks import network_of

MOST_UNKNOWN = 20
REMEMBERED_S = 3600.0
MOST_PEERS = 10_000
"""Of more, the one that has guessed least recently is forgotten."""


class Peers:
    """Counts in this process alone: it spares the database, and keeps nothing that outlives an hour."""

    def __init__(self, most: int = MOST_UNKNOWN, ticks: Callable[[], float] = time.monotonic) -> None:
        self._most = most
        self._ticks = ticks
        self._guesses: OrderedDict[str, tuple[int, float]] = OrderedDict()

    def may_ask(self, peer: str) -> bool:
        """Whether the peer may open a link, known or not."""
        network = network_of(peer)
        if network is None:
            return True
        count, since = self._guesses.get(network, (0, 0.0))
        return count < self._most or since + REMEMBERED_S <= self._ticks()

    def guessed(self, peer: str) -> None:
        """The peer has opened a link that nobody knows."""
        network = network_of(peer)
        if network is None:
            return
        count, since = self._guesses.pop(network, (0, self._ticks()))
        if since + REMEMBERED_S <= self._ticks():
            count, since = 0, self._ticks()
        self._guesses[network] = count + 1, since
        if len(self._guesses) > MOST_PEERS:
            self._guesses.popitem(last=False)
