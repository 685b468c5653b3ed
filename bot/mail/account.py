"""By whom mails are sent: the server that takes them, the address that they come from, and the key that signs them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from bot.mail.addresses import AddressFault, Mailbox, network_domain

LOOPBACK = ("localhost", "127.0.0.1", "::1")
SMALLEST_KEY = 1024
"""Bits, below which receivers take no signature any more (RFC 8301)."""
_SELECTOR = re.compile(r"[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*")


class AccountFault(ValueError):
    """It cannot be used; the message says what a right one looks like, and holds nothing secret."""


@dataclass(frozen=True, slots=True)
class Server:
    """A server and how to reach it; `tls_at_once`: without a word in the clear before. No `user`: nobody logs in."""

    host: str
    port: int
    tls_at_once: bool
    user: str = ""
    password: str = field(default="", repr=False)
    folder: str = ""

    @property
    def is_this_machine(self) -> bool:
        """Nobody listens on the way there."""
        return self.host in LOOPBACK

    def __str__(self) -> str:
        return f"{self.host}:{self.port}"


@dataclass(frozen=True, slots=True)
class Seal:
    """What signs mails (DKIM): the private key, and under which name its public half is published."""

    selector: str
    key: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Account:
    """The operator's own: nothing that people write here ever becomes a part of it."""

    server: Server
    sender: Mailbox
    seal: Seal | None = None


def smtp_server(url: str) -> Server:
    """The mail server. Raises `AccountFault`."""
    looks = "one looks like smtp://user:password@mail.example:587 or smtps://user:password@mail.example:465"
    server, _ = _server(url, {"smtp": 587, "smtps": 465}, looks)
    return server


def imap_server(url: str) -> Server:
    """The mailbox in which bounces arrive. Raises `AccountFault`."""
    looks = "one looks like imaps://user:password@mail.example/INBOX"
    server, path = _server(url, {"imap": 143, "imaps": 993}, looks)
    if not server.user or not server.password:
        raise AccountFault(f"needs a user and a password; {looks}")
    folder = unquote(path.strip("/")) or "INBOX"
    if not all(each.isascii() and each.isprintable() for each in (server.user, server.password, folder)):
        raise AccountFault(f"must have nothing but ASCII in user, password and folder; {looks}")
    return Server(server.host, server.port, server.tls_at_once, server.user, server.password, folder)


def _server(url: str, ports: dict[str, int], looks: str) -> tuple[Server, str]:
    encode = "write special characters of a password as %40 for @, %3A for : and so on"
    if re.search(r"[\s\x00-\x1f\x7f]", url):
        raise AccountFault(f"must not hold blanks; {looks}")
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise AccountFault(f"is not an address of a server ({encode}); {looks}") from None
    if parts.scheme not in ports or not host:
        raise AccountFault(f"is not an address of a server; {looks}")
    if parts.query or parts.fragment or (parts.path.strip("/") and "imap" not in parts.scheme):
        raise AccountFault(f"has something behind the port ({encode}); {looks}")
    if port == 0 or bool(parts.username) != bool(parts.password):
        raise AccountFault(f"needs both a user and a password, or neither, and a port that exists; {looks}")
    try:
        host = host if ":" in host else network_domain(host)
    except AddressFault:
        raise AccountFault(f"names no host that there can be; {looks}") from None
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return Server(host, port or ports[parts.scheme], parts.scheme.endswith("s"), user, password), parts.path


def dkim_key(path: Path) -> bytes:
    """The key that signs mails, from its file. Raises `AccountFault`."""
    # Imported here: most bots need it never.
    from dkim.crypto import UnparsableKeyError, parse_pem_private_key

    right = "make one with: openssl genrsa -out dkim.pem 2048"
    try:
        key = path.read_bytes()
    except OSError as fault:
        raise AccountFault(f"names a file that cannot be read ({fault.strerror}); {right}") from None
    try:
        parts = parse_pem_private_key(key)
        bits = parts["modulus"].bit_length()
    except (UnparsableKeyError, KeyError, ValueError, IndexError, TypeError):
        raise AccountFault(f"names a file without a private RSA key in PEM; {right}") from None
    if bits < SMALLEST_KEY:
        raise AccountFault(f"names a key of {bits} bits, which nobody believes; {right}")
    return key


def dkim_selector(name: str) -> str:
    """Under which name the public key is published. Raises `AccountFault`."""
    if not _SELECTOR.fullmatch(name) or len(name) > 63:
        raise AccountFault("is not a name for a key; it looks like desk2026, if the key is at desk2026._domainkey.…")
    return name
