"""How often one peer may open addresses that do not exist: nobody guesses a token, and nobody is to try."""

from __future__ import annotations

import ipaddress
import time
from collections import OrderedDict
from collections.abc import Callable

MOST_UNKNOWN = 20
REMEMBERED_S = 3600.0
MOST_PEERS = 10_000
"""Of more, the one that has guessed least recently is forgotten."""
_NETWORK_BITS = 64
"""Of an IPv6 address: whoever has one has the whole network."""


class Peers:
    """Counts in this process alone: it spares the database, and keeps nothing that outlives an hour."""

    def __init__(self, most: int = MOST_UNKNOWN, ticks: Callable[[], float] = time.monotonic) -> None:
        self._most = most
        self._ticks = ticks
        self._guesses: OrderedDict[str, tuple[int, float]] = OrderedDict()

    def may_ask(self, peer: str) -> bool:
        """Whether the peer may open a link, known or not."""
        count, since = self._guesses.get(_network(peer), (0, 0.0))
        return count < self._most or since + REMEMBERED_S <= self._ticks()

    def guessed(self, peer: str) -> None:
        """The peer has opened a link that nobody knows."""
        network = _network(peer)
        count, since = self._guesses.pop(network, (0, self._ticks()))
        if since + REMEMBERED_S <= self._ticks():
            count, since = 0, self._ticks()
        self._guesses[network] = count + 1, since
        if len(self._guesses) > MOST_PEERS:
            self._guesses.popitem(last=False)


def _network(peer: str) -> str:
    try:
        address = ipaddress.ip_address(peer)
    except ValueError:
        return peer
    if isinstance(address, ipaddress.IPv4Address):
        return peer
    mapped = address.ipv4_mapped
    return str(mapped or ipaddress.ip_network((address, _NETWORK_BITS), strict=False))
