"""Pages in the browser for people who are not in Telegram: what a link in a mail is for, and what came of it."""

from __future__ import annotations

from enum import StrEnum


class LinkPurpose(StrEnum):
    """What a link in a mail lets its reader do."""

    ANSWER = "answer"
    """Answer a request that waits for their organisation."""


class LinkUse(StrEnum):
    """What somebody has done with it."""

    CONFIRMED = "confirmed"
    DECLINED = "declined"
