"""Addresses of websites as people type them: `alpweb.ch`, `www.alpweb.ch/`, `https://alpweb.ch/de`.

They are judged by their shape only; nobody is asked whether there is such a site.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import quote, urlsplit

from domain.words import Msg, Refused

LONGEST = 255
"""Characters of an address."""
_SCHEME = re.compile(r"^(https?)\s*:?\s*/+\s*", re.IGNORECASE)
_OTHER_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*:(?!\d)", re.IGNORECASE)
_LABEL = re.compile(r"(?!-)[^\W_](?:[\w-]{0,61}[^\W_])?", re.UNICODE)
_WRAPPING = " \t\n<>()[]\"'“”„«»‹›,;"


class WebsiteRefused(Refused):
    """What was sent is not the address of a website."""


class EmailInsteadOfWebsite(WebsiteRefused):
    """It is an e-mail address; its domain is proposed."""

    def __init__(self, host: str) -> None:
        words = Msg("This is an e-mail address. Please send the address of the company’s website.")
        super().__init__(words, (f"https://{host}",))


def read_website(text: str) -> str:
    """The address in `text`, with `https://` in front and its host in small letters; a path stays.

    Raises a subclass of `WebsiteRefused`.
    """
    written = text.strip(_WRAPPING).rstrip(".,;")
    begun = _SCHEME.match(written)
    scheme = begun[1].lower() if begun is not None else "https"
    rest = written[begun.end() :] if begun is not None else written
    if len(rest.split()) > 1:
        raise _unreadable([address for word in rest.split() if (address := _meant(word)) is not None])
    if begun is None and "@" in rest and "/" not in rest:
        host = _host(rest.rpartition("@")[2])
        if host is not None:
            raise EmailInsteadOfWebsite(host)
    if begun is None and _OTHER_SCHEME.match(rest):
        raise _unreadable()
    try:
        parts = urlsplit(f"{scheme}://{rest}")
        port = parts.port
    except ValueError:  # a port that is none, or brackets
        raise _unreadable() from None
    host = _host(parts.hostname or "")
    if host is None or parts.username is not None or port is not None:
        raise _unreadable()
    path = parts.path if parts.path != "/" else ""
    query = f"?{parts.query}" if parts.query else ""
    address = f"{scheme}://{host}{path}{query}"
    if len(address) > LONGEST:
        raise WebsiteRefused(
            Msg("This address is too long. Please send the home page of the website, for example “alpweb.ch”.")
        )
    return address


def link_to(address: str) -> str:
    """The address as a link has it, in ASCII only; `address` is one that was read here."""
    parts = urlsplit(address)
    host = (parts.hostname or "").encode("idna").decode()
    return parts._replace(netloc=host, path=quote(parts.path), query=quote(parts.query, safe="=&%")).geturl()


def _host(name: str) -> str | None:
    """The host in small letters, if it looks like one: words with points between, the last of letters."""
    labels = name.lower().rstrip(".").split(".")
    if len(labels) < 2 or not all(map(_LABEL.fullmatch, labels)):
        return None
    last = labels[-1]
    if len(last) < 2 or not (last.isalpha() or last.startswith("xn--")) or last in {"local", "localhost"}:
        return None
    try:
        ".".join(labels).encode("idna")
    except UnicodeError:
        return None
    return ".".join(labels)


def _meant(word: str) -> str | None:
    """The address that one word of a sentence may be."""
    try:
        return read_website(word)
    except WebsiteRefused:
        return None


def _unreadable(proposals: Sequence[str] = ()) -> WebsiteRefused:
    return WebsiteRefused(
        Msg("I cannot read this as the address of a website. Please send it like this: “alpweb.ch”."), proposals
    )
