"""Links and buttons about accounts at the provider. The codes are in old messages: never give one a new meaning."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from handlers.chat.packing import Payload
from handlers.chat.records import OrganisationId

LINK_PREFIX = "link_"
"""What an account link, `https://t.me/<bot>?start=link_<token>`, has in front of its token."""


@dataclass(frozen=True, slots=True)
class ConnectAccount(Payload):
    """The account link's token."""

    code: ClassVar[str] = "ac"
    token: str


@dataclass(frozen=True, slots=True)
class DisconnectAccount(Payload):
    """`sure` is false for the first tap, which asks."""

    code: ClassVar[str] = "ad"
    organisation: OrganisationId
    sure: bool
