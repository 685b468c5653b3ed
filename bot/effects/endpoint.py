"""Where events go, and the secret that signs them (Standard Webhooks)."""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import json
import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from storage.tables.base import JsonObject

SECRET_BEGINS = "whsec_"  # noqa: S105 - the specification's
SHORTEST, LONGEST = 24, 64
"""Bytes of a secret, as the specification recommends."""
LOOPBACK = ("localhost", "127.0.0.1", "::1")
_SECRET = re.compile(r"[A-Za-z0-9+/]+={0,2}")


class EndpointFault(ValueError):
    """It cannot be used; the message says what a right one looks like, and holds nothing secret."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """The operator's own: nothing that people write here ever becomes an address."""

    url: str
    secret: str = field(repr=False)

    def headers(self, name: str, at: dt.datetime, body: str) -> dict[str, str]:
        """What goes along with the body of the event of that `name`, signed at this moment."""
        # Imported here: it takes a while, and a bot without an endpoint never needs it.
        from standardwebhooks import Webhook

        at = at.astimezone(dt.UTC)
        return {
            "content-type": "application/json",
            "webhook-id": name,
            "webhook-timestamp": str(int(at.timestamp())),
            "webhook-signature": Webhook(self.secret).sign(name, at, body),
        }


def name_of(event_id: int, mark: str) -> str:
    """By which a receiver recognises an event that it has had already; unique beyond the life of a database."""
    return f"evt_{event_id}_{mark}"


def body_of(kind: str, at: dt.datetime, content: JsonObject) -> str:
    """The event as its receiver reads it; the same each time it is sent."""
    whole = {"type": kind, "timestamp": at.astimezone(dt.UTC).isoformat(), "data": content}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":"))


def checked_url(url: str) -> str:
    """The address to which events go. Raises `EndpointFault`."""
    return checked_address(url, "one looks like https://console.example/events")


def checked_address(url: str, looks: str) -> str:
    """An address of somebody else's service; `looks` says what a right one looks like. Raises `EndpointFault`."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise EndpointFault(f"is not a web address; {looks}") from None
    if parts.scheme not in ("http", "https") or not host or re.search(r"\s", url):
        raise EndpointFault(f"is not a web address; {looks}")
    if parts.scheme != "https" and host not in LOOPBACK:
        raise EndpointFault(f"must begin with https://, except on this machine itself; {looks}")
    if parts.username is not None or parts.password is not None:
        raise EndpointFault(f"must not hold a name or a password; {looks}")
    return url


def checked_secret(secret: str) -> str:
    """The secret. Raises `EndpointFault`."""
    looks = "a right one is whsec_ and 24 to 64 random bytes in base64 (its value is not shown)"
    encoded = secret.removeprefix(SECRET_BEGINS)
    if not secret.startswith(SECRET_BEGINS) or not _SECRET.fullmatch(encoded):
        raise EndpointFault(f"is not a secret for signing events; {looks}")
    try:
        size = len(base64.b64decode(encoded + "=" * (-len(encoded) % 4), validate=True))
    except binascii.Error:
        raise EndpointFault(f"is not a secret for signing events; {looks}") from None
    if not SHORTEST <= size <= LONGEST:
        raise EndpointFault(f"has {size} bytes; {looks}")
    return secret
