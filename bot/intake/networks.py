"""Whose connection it is, as far as an address tells."""

from __future__ import annotations

import ipaddress

_NETWORK_BITS = 64
"""Of an IPv6 address: whoever has one has the whole network."""
_PRIVATE = tuple(
    map(
        ipaddress.ip_network,
        ("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "::1/128", "fc00::/7", "fe80::/10"),
    )
)


def network_of(peer: str) -> str | None:
    """The network that an address is known by; `None` for one of a private network, or no address at all.

    A private one is a proxy's that does not say for whom it asks: it may ask for everybody.
    """
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
