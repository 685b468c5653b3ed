"""What a mail server's answers mean: whose fault it is, and whether it makes sense to try again."""

from __future__ import annotations

import asyncio
import datetime as dt
import ssl
import unicodedata
from dataclasses import dataclass
from enum import Enum

from aiosmtplib import SMTPResponseException

from bot.delivery.due_lanes import growing_pause
from domain.mail_refusals import Undelivered, enhanced_status, refusal_of_address

KEPT_WORDS = 500
"""Characters of an answer that are kept."""
FIRST_PAUSE = dt.timedelta(seconds=20)
LONGEST_PAUSE = dt.timedelta(hours=1)
TRIED_FOR = dt.timedelta(days=3)
CLOSES = 421


class Stage(Enum):
    """How far it came."""

    CONNECTION = "connection"
    """Greeting, TLS and login."""
    SENDER = "sender"
    RECIPIENT = "recipient"
    CONTENT = "content"


class Verdict(Enum):
    """What becomes of a mail."""

    SENT = "sent"
    REFUSED = "refused"
    """The address does not take it, for good."""
    LATER = "later"
    """It is tried again; other mails may have more luck."""
    TROUBLE = "trouble"
    """It is tried again; the server takes no mails at present, or none of ours."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer; `says` are the server's words, or the fault. `settings`: our settings are most likely to blame.

    `why` says why the address refuses the mail.
    """

    verdict: Verdict
    says: str
    why: Undelivered | None = None
    settings: bool = False

    def __str__(self) -> str:
        return self.says


def taken(words: str) -> Answer:
    """A server is responsible for the mail now."""
    return Answer(Verdict.SENT, in_one_line(words))


def judge(stage: Stage, code: int, words: str) -> Answer:
    """What it means that the server does not say yes."""
    says = in_one_line(f"{code} {words}")
    if stage in (Stage.CONNECTION, Stage.SENDER) or code == CLOSES or not 400 <= code < 600:
        return Answer(Verdict.TROUBLE, says, settings=500 <= code < 600)
    if code < 500:
        return Answer(Verdict.LATER, says)
    why = refusal_of_address(code, status := enhanced_status(words), words)
    if stage is Stage.CONTENT and not status and code in (550, 552, 554):
        why = None  # behind the content, a bare no is about what the mail says: the address has been taken before
    if why is None:
        return Answer(Verdict.LATER, says, settings=True)
    return Answer(Verdict.REFUSED, says, why)


def fault_of(stage: Stage, fault: Exception) -> Answer:
    """No answer came, or not in time, or none that can be used."""
    if isinstance(fault, SMTPResponseException):
        return judge(stage, fault.code, fault.message)
    says = "no answer in time" if isinstance(fault, asyncio.TimeoutError) else str(fault) or type(fault).__name__
    return Answer(Verdict.TROUBLE, in_one_line(says), settings=isinstance(fault, ssl.SSLCertVerificationError))


def cannot_be(words: str) -> Answer:
    """Our own judgement: no server can take it."""
    return Answer(Verdict.REFUSED, words, Undelivered.REFUSED)


def wrongly_set(words: str) -> Answer:
    """Our own judgement: with these settings, nothing can be sent."""
    return Answer(Verdict.TROUBLE, words, settings=True)


def pause_after(tries: int) -> dt.timedelta:
    """How long a lane waits after that many failures in a row."""
    return growing_pause(FIRST_PAUSE, LONGEST_PAUSE, tries)


def in_one_line(words: str) -> str:
    """Without what no database takes or what tells a terminal to do something, and not too long."""
    whole = words[:KEPT_WORDS].encode("utf-8", "replace").decode()
    return " ".join("".join(" " if unicodedata.category(char) == "Cc" else char for char in whole).split())
