"""How often one peer may open addresses that do not exist: nobody guesses a token, and nobody is to try.

An address of a private network is a proxy's that does not say for whom it asks: it may ask for everybody, so nothing is
counted for it.
"""

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
_PRIVATE = tuple(
    map(
        ipaddress.ip_network,
        ("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "::1/128", "fc00::/7", "fe80::/10"),
    )
)


class Peers:
    """Counts in this process alone: it spares the database, and keeps nothing that outlives an hour."""

    def __init__(self, most: int = MOST_UNKNOWN, ticks: Callable[[], float] = time.monotonic) -> None:
        self._most = most
        self._ticks = ticks
        self._guesses: OrderedDict[str, tuple[int, float]] = OrderedDict()

    def may_ask(self, peer: str) -> bool:
        """Whether the peer may open a link, known or not."""
        network = _network(peer)
        if network is None:
            return True
        count, since = self._guesses.get(network, (0, 0.0))
        return count < self._most or since + REMEMBERED_S <= self._ticks()

    def guessed(self, peer: str) -> None:
        """The peer has opened a link that nobody knows."""
        network = _network(peer)
        if network is None:
            return
        count, since = self._guesses.pop(network, (0, self._ticks()))
        if since + REMEMBERED_S <= self._ticks():
            count, since = 0, self._ticks()
        self._guesses[network] = count + 1, since
        if len(self._guesses) > MOST_PEERS:
            self._guesses.popitem(last=False)


def _network(peer: str) -> str | None:
    try:
        address = ipaddress.ip_address(peer)
    except ValueError:
        return None
    if isinstance(address, ipaddress.IPv6Address):
        address = address.ipv4_mapped or address
    if any(address in private for private in _PRIVATE):
        return None
    bits = _NETWORK_BITS if isinstance(address, ipaddress.IPv6Address) else address.max_prefixlen
    return str(ipaddress.ip_network((address, bits), strict=False))
