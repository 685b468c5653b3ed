"""Mail as a second channel: what a person wants by mail, and how an address is compared (facts 29, 31)."""

from __future__ import annotations

from enum import StrEnum

from domain.names.addresses import read_address
from domain.words import Msg, Refused


class MailPace(StrEnum):
    """What comes by mail. Contractual mails come at once, whatever is chosen."""

    AT_ONCE = "at_once"
    DAILY = "daily"
    """Everything else together, once a day."""
    CONTRACTS = "contracts"
    """Nothing else."""


class NotAnAddress(Refused):
    """What was typed holds no e-mail address."""


def read_email(text: str) -> str:
    """The address in what somebody has typed, as mail is sent to it. Raises `NotAnAddress`."""
    address = read_address(text)
    if address is None:
        raise NotAnAddress(Msg("That is no e-mail address. One looks like office@alpweb.example."))
    return address
