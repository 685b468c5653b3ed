"""Mail as a second channel: what a person wants by mail, how an address is read and compared (facts 29, 31).

An address is kept as mail servers take it: its domain in small letters and in ASCII. What stands in front of the @
stays as it is typed; nobody but its server knows whether capitals matter there.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from enum import StrEnum

import idna

from domain.names.mail_domains import nearly
from domain.words import Msg, Refused

LONGEST = 254
"""Bytes of an address (RFC 5321)."""
LONGEST_LOCAL_PART = 64
LOGO = "logo"
"""The Content-ID under which a mail's HTML shows the provider's logo (`cid:logo`), where the programme has one."""
DIGEST_HOUR = dt.time(8)
"""When a daily mail comes, where its reader is."""
_MOST_READ = 1_000
_WRAPPING = " \t\r\n<>()[]'“”„«»‹›,;."
_IN_BRACKETS = re.compile(r"<([^<>\s]*@[^<>\s]*)>\W*$")
_LOCAL_PART = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
_DOTS = re.compile("[\u3002\uff0e\uff61]")
_NOWHERE = {"local", "localhost", "localdomain", "invalid", "internal", "lan", "onion"}
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})


class MailPace(StrEnum):
    """What comes by mail. Contractual mails come at once, whatever is chosen."""

    AT_ONCE = "at_once"
    DAILY = "daily"
    """Everything else together, once a day."""
    CONTRACTS = "contracts"
    """Nothing else."""


class EmailRefused(Refused):
    """What was sent is not an e-mail address that can be used."""


class EmailUnreadable(EmailRefused):
    """It does not have the shape of an address; those that stand in it are proposed."""

    def __init__(self, proposals: Sequence[str] = ()) -> None:
        words = Msg("I cannot read this as an e-mail address. Please send it like this: “lea@alpweb.ch”.")
        super().__init__(words, proposals)


class EmailQuoted(EmailRefused):
    """Its name stands in quotation marks: allowed, but next to no mail server can deal with it."""

    def __init__(self) -> None:
        super().__init__(
            Msg(
                "Mail to addresses with quotation marks or blanks in front of the @ does not arrive reliably. "
                "Please send another one, for example “lea@alpweb.ch”."
            )
        )


class EmailNameForeign(EmailRefused):
    """In front of the @ stand letters that many mail servers refuse; written without them, it is proposed."""

    def __init__(self, proposals: Sequence[str] = ()) -> None:
        words = Msg(
            "In front of the @, only the letters a to z, digits and a few signs work everywhere. "
            "Is there another way to write your address?"
        )
        super().__init__(words, proposals)


class EmailTooLong(EmailRefused):
    """No mail server takes it."""

    def __init__(self) -> None:
        super().__init__(
            Msg("This address is too long: mail servers take 64 characters in front of the @, and 254 in all.")
        )


class EmailDomainUnreachable(EmailRefused):
    """Its domain cannot be one on the Internet."""

    def __init__(self) -> None:
        super().__init__(
            Msg(
                "Behind the @ there is no domain to which mail can be sent. "
                "Please check the address; a right one looks like “lea@alpweb.ch”."
            )
        )


class EmailMistyped(EmailRefused):
    """Its domain is nearly a well-known one. What is meant is proposed, and what was typed as well."""

    def __init__(self, proposals: Sequence[str]) -> None:
        words = Msg("Is something mistyped behind the @? Please choose the address that you mean.")
        super().__init__(words, proposals)


def read_email(text: str) -> str:
    """The address in `text`, as it is kept. Raises a subclass of `EmailRefused`."""
    if len(text) > _MOST_READ:
        raise EmailUnreadable
    bracketed = _IN_BRACKETS.search(text)
    written = (bracketed[1] if bracketed is not None else text).strip(_WRAPPING)
    if written[:7].lower() == "mailto:":
        written = written[7:].partition("?")[0]
    if '"' in written and "@" in written:
        raise EmailQuoted
    if len(written.split()) > 1:
        raise EmailUnreadable([address for word in written.split() if (address := _meant(word)) is not None])
    address = _read(written)
    name, _, domain = address.rpartition("@")
    if meant := nearly(domain):
        raise EmailMistyped([*(f"{name}@{each}" for each in meant), address])
    return address


def _read(written: str) -> str:
    name, at, domain = written.rpartition("@")
    if not at or not name or not domain or "@" in name:
        raise EmailUnreadable
    host = _host(domain)
    if len(name.encode("utf-8", "replace")) > LONGEST_LOCAL_PART or len(name) + 1 + len(host) > LONGEST:
        raise EmailTooLong
    if not name.isascii():
        plain = name.translate(_UMLAUTS)
        raise EmailNameForeign([f"{plain}@{host}"] if _LOCAL_PART.fullmatch(plain) else [])
    if not _LOCAL_PART.fullmatch(name):
        raise EmailUnreadable
    return f"{name}@{host}"


def _host(domain: str) -> str:
    """The domain in ASCII, if mail can be sent there."""
    if len(domain) > LONGEST:
        raise EmailTooLong
    try:
        host = idna.encode(_DOTS.sub(".", domain).rstrip("."), uts46=True).decode().lower()
    except UnicodeError:
        raise EmailDomainUnreachable from None
    labels = host.split(".")
    top = labels[-1]
    if len(labels) < 2 or not all(map(_LABEL.fullmatch, labels)) or len(top) < 2 or top in _NOWHERE:
        raise EmailDomainUnreachable
    if not top.isalpha() and not top.startswith("xn--"):
        raise EmailDomainUnreachable
    return host


def _meant(word: str) -> str | None:
    """The address that one word of a sentence may be."""
    try:
        return _read(word.strip(_WRAPPING)) if "@" in word else None
    except EmailRefused:
        return None


def shown_email(address: str) -> str:
    """The address as people read it, with the letters of its domain; `address` is one that was read here."""
    name, _, host = address.rpartition("@")
    try:
        return f"{name}@{idna.decode(host)}"
    except UnicodeError:
        return address


def inbox_of(address: str) -> str:
    """What addresses of one inbox have in common: capitals, and what stands behind a plus sign, make no other one."""
    name, _, host = address.rpartition("@")
    return f"{name.partition('+')[0] or name}@{host}".casefold()


def next_digest(now: dt.datetime, timezone: dt.tzinfo) -> dt.datetime:
    """When the next daily mail is due for somebody in this time zone: the next morning that begins after `now`."""
    there = now.astimezone(timezone)
    day = there.date() if there.time() < DIGEST_HOUR else there.date() + dt.timedelta(days=1)
    return dt.datetime.combine(day, DIGEST_HOUR, timezone).astimezone(dt.UTC)
