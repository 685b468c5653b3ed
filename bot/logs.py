"""Logging to standard error, one line a message. What is secret never appears, wherever a library may put it.

Nor does what people write: of an exception its type is told and where it happened (`bot.defects`), and no text begins a
line of its own. A line begins with a moment; what belongs to the one before it is indented.
"""

from __future__ import annotations

import logging
import re
import resource
import sys
from types import TracebackType
from typing import TypeAlias
from urllib.parse import quote

from bot.defects import outline

_Raised: TypeAlias = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
_STEERING = re.compile(
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
"""What tells a terminal to do something, or turns the text behind it; and halves of characters, which no file takes."""
_INDENT = "\n    "


class Discreet(logging.Formatter):
    """Formats as usual, then blots out the secrets: in messages, arguments and source lines alike."""

    def __init__(self, secrets: tuple[str, ...]) -> None:
        super().__init__("%(asctime)s %(levelname)-7s %(name)s: %(message)s")
        spelt = {spelling for secret in secrets if secret for spelling in (secret, quote(secret, safe=""))}
        # The longest first: what is left of an address with a password is not to tell how long the password is.
        self._secrets = sorted(spelt, key=len, reverse=True)

    def format(self, record: logging.LogRecord) -> str:
        text = super().format(record)
        for secret in self._secrets:
            text = text.replace(secret, "<secret>")
        return _STEERING.sub(_escaped, text).replace("\n", _INDENT)

    def formatException(self, ei: _Raised) -> str:  # noqa: N802 - the library's name
        return outline(ei[1]).rstrip("\n") if ei[1] is not None else ""


def _escaped(found: re.Match[str]) -> str:
    return found[0].encode("unicode_escape").decode("ascii")


CHATTY = ("httpx", "httpcore", "aiohttp.access", "uvicorn.access", "telegram", "alembic.runtime", "dkimpy")
"""HTTP clients and servers log every request with its address, which holds a token, Telegram's library all that people
write (fact 15), and the one that signs mails all of them; Alembic says on what it runs."""


def start_logging(level: str, *secrets: str) -> None:
    """Sets up the root logger; `secrets` are never written."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Discreet(secrets))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for chatty in CHATTY:
        logging.getLogger(chatty).setLevel(logging.WARNING)


def leave_no_core() -> None:
    """A process that crashes leaves no image of its memory behind: all that is secret stands in it."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
