"""Why a mail does not arrive, as mail servers say it (RFC 3463), and as people are told."""

from __future__ import annotations

import re
from enum import StrEnum

_ENHANCED = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")
_ABOUT_US = re.compile(
    r"relay|authenticat|spf\b|dkim|dmarc|blacklist|blocklist|blocked using|reputation", re.IGNORECASE
)
_OF_ADDRESS = (501, 511, 550, 551, 552, 553, 554, 556)
"""Refusals of a recipient that say no more than that."""


class Undelivered(StrEnum):
    """What people are told of a mail that does not arrive."""

    UNKNOWN = "unknown"
    """There is no such address."""
    FULL = "full"
    REFUSED = "refused"
    LATE = "late"
    """It was tried for days."""


def enhanced_status(words: str) -> str:
    """The status in a server's words, as in `5.1.1`; "" where there is none."""
    found = _ENHANCED.search(words)
    return found[1] if found is not None else ""


def refusal_of_address(code: int, status: str, words: str) -> Undelivered | None:
    """Why the address refuses mail for good; `None` where the refusal is of the sender, its server or its mail.

    `code` is SMTP's, 0 where none is known, `status` the enhanced one, perhaps "".
    """
    if status and not status.startswith("5."):
        return None
    match status.split(".")[1:]:
        case []:
            is_of_address = code in _OF_ADDRESS and not _ABOUT_US.search(words)
            return Undelivered.REFUSED if is_of_address else None
        case ["1", "7" | "8" | "9"]:
            return None  # the sender's address
        case ["1", _]:
            return Undelivered.UNKNOWN
        case ["2", "2"]:
            return Undelivered.FULL
        case ["2", _]:
            return Undelivered.REFUSED
        case ["4", "1" | "3" | "4" | "6" | "7"]:
            return Undelivered.UNKNOWN  # nothing takes mail for its domain
        case ["6", "7"]:
            return Undelivered.REFUSED  # it has letters that the way there does not take
        case ["0", "0"]:
            return refusal_of_address(code or 550, "", words)
        case _:
            return None
