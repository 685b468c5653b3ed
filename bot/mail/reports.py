"""Reads bounces: other servers report that a mail did not arrive (RFC 3464). Anybody can send one, however broken."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from email.policy import compat32

from bot.mail.answers import in_one_line
from bot.mail.letters import ids_in
from domain.mail_refusals import Undelivered, enhanced_status, refusal_of_address

MOST_PARTS = 50
_CODE = re.compile(r"\b([45]\d\d)\b")
_TEXT_OF = ("message-id", "original-envelope-id", "x-original-message-id", "references", "in-reply-to")


@dataclass(frozen=True, slots=True)
class Bounce:
    """A mail did not arrive. `ids` are those of ours (number, mark) that it may be about.

    Without a `why`, the address is not to blame.
    """

    ids: tuple[tuple[int, str], ...]
    says: str
    why: Undelivered | None


def read_bounce(raw: bytes) -> Bounce | None:
    """What a message says of a mail that did not arrive; `None` where it is anything else."""
    try:
        message = message_from_bytes(raw, policy=compat32)
        parts = [part for _, part in zip(range(MOST_PARTS), message.walk(), strict=False)]
        report = next((part for part in parts if part.get_content_type() == "message/delivery-status"), None)
        if report is None:
            return None
        failed = next((block for block in _blocks(report) if _field(block, "Action").casefold() == "failed"), None)
        ids = tuple(dict.fromkeys(found for text in _texts(message, parts) for found in ids_in(text)))
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None  # the parser bears a lot, but not everything
    if failed is None or not ids:
        return None
    return _judged(ids, _field(failed, "Status"), _field(failed, "Diagnostic-Code"))


def _judged(ids: tuple[tuple[int, str], ...], status: str, diagnostic: str) -> Bounce:
    words = diagnostic.partition(";")[2].strip() or diagnostic
    # The server's own words are more exact than what the one that reports has made of them.
    exact = enhanced_status(words) or enhanced_status(status)
    says = in_one_line(words or status) or "no reason given"
    if exact.startswith("4."):
        return Bounce(ids, says, Undelivered.LATE)
    code = _CODE.search(words)
    return Bounce(ids, says, refusal_of_address(int(code[1]) if code is not None else 0, exact, words))


def _blocks(report: Message) -> Iterator[Message]:
    payload = report.get_payload()
    for block in payload if isinstance(payload, list) else ():
        if isinstance(block, Message):
            yield block


def _texts(message: Message, parts: list[Message]) -> Iterator[str]:
    """Where the id of the mail may stand: in the report's own headers, and in those of what came back."""
    for name in _TEXT_OF[1:]:
        yield _field(message, name)
    for part in parts:
        if part.get_content_type() == "text/rfc822-headers":
            payload = part.get_payload(decode=True)
            yield payload.decode("latin-1") if isinstance(payload, bytes) else ""
        elif part.get_content_type() == "message/delivery-status":
            yield from (_field(block, "Original-Envelope-Id") for block in _blocks(part))
        elif part.get_content_type() == "message/rfc822":
            returned = part.get_payload()
            for original in returned if isinstance(returned, list) else ():
                if isinstance(original, Message):
                    yield _field(original, "Message-ID")


def _field(message: Message, name: str) -> str:
    return str(message.get(name, "")).strip()
