"""Addresses as mail servers take them: domains in letters without accents (IDNA), local parts as they are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.headerregistry import Address
from email.policy import SMTPUTF8

import idna

_LOCAL = re.compile(r"(?!.*=\?)[^\s\x00-\x1f\x7f\"(),:;<>@\[\\\]]{1,64}")
"""What needs no quotes, and cannot be taken for an encoded word; nobody has an address with either."""


class AddressFault(ValueError):
    """It is no address; the message says what is wrong with it, and how a right one looks."""


@dataclass(frozen=True, slots=True)
class Mailbox:
    """An address, its domain as the network knows it; `name` is what people read beside it."""

    local: str
    domain: str
    name: str = ""

    @property
    def address(self) -> str:
        return f"{self.local}@{self.domain}"

    @property
    def needs_utf8(self) -> bool:
        """Whether only a server with SMTPUTF8 can take it."""
        return not self.local.isascii()

    @property
    def in_header(self) -> Address:
        return Address(self.name, self.local, self.domain)


def mailbox(address: str, name: str = "") -> Mailbox:
    """The address of somebody. Raises `AddressFault`."""
    local, at, domain = address.strip().rpartition("@")
    if not at or not _LOCAL.fullmatch(local) or local.startswith(".") or local.endswith(".") or ".." in local:
        raise AddressFault("is not an address; one looks like desk@reseller.example")
    return Mailbox(local, network_domain(domain), " ".join(name.split()))


def named_mailbox(text: str) -> Mailbox:
    """An address with or without a name: `Handschlag <desk@reseller.example>`. Raises `AddressFault`."""
    looks = "one looks like Handschlag <desk@reseller.example>"
    if re.search(r"[\r\n]", text):
        raise AddressFault(f"must be one line; {looks}")
    header = SMTPUTF8.header_factory("From", text)
    addresses = header.addresses
    if len(addresses) != 1 or not addresses[0].domain:
        raise AddressFault(f"is not one address; {looks}")
    found: Mailbox = mailbox(f"{addresses[0].username}@{addresses[0].domain}", addresses[0].display_name)
    return found


def network_domain(domain: str) -> str:
    """The domain in IDNA's letters: `münchen.example` is `xn--mnchen-3ya.example`. Raises `AddressFault`."""
    try:
        return idna.encode(domain.rstrip("."), uts46=True).decode().lower()
    except (idna.IDNAError, UnicodeError):
        raise AddressFault("has a domain that cannot be one; an address looks like desk@reseller.example") from None
