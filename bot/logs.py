"""Logging to standard error, one line a message, as text or as JSON. What is secret never appears, whoever says it.

Nor does what people write: of an exception its type is told and where it happened (`bot.defects`), and no text begins a
line of its own. A line begins with a moment; what belongs to the one before it is indented. In JSON, no chat's number
appears either: a keyed hash stands for it, the same one in every line and after every start, from which nobody without
the key gets back to it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import json
import logging
import re
import resource
import sys
from collections.abc import Mapping
from copy import copy
from enum import StrEnum
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
JOURNAL = "bot.journal"
"""The log that has a line for every update and every delivery: as JSON only."""


class LogFormat(StrEnum):
    """How lines are written."""

    TEXT = "text"
    JSON = "json"


class ChatId:
    """A chat's number on its way into a log: as it is in text, as a hash in JSON."""

    __slots__ = ("number",)

    def __init__(self, number: int) -> None:
        self.number = number

    def __str__(self) -> str:
        return str(self.number)


class Discreet(logging.Formatter):
    """Formats as usual, then blots out the secrets: in messages, arguments and source lines alike."""

    def __init__(self, secrets: tuple[str, ...]) -> None:
        super().__init__("%(asctime)s %(levelname)-7s %(name)s: %(message)s")
        spelt = {spelling for secret in secrets if secret for spelling in (secret, quote(secret, safe=""))}
        # The longest first: what is left of an address with a password is not to tell how long the password is.
        self._secrets = sorted(spelt, key=len, reverse=True)

    def format(self, record: logging.LogRecord) -> str:
        return self.discreet(super().format(record)).replace("\n", _INDENT)

    def discreet(self, text: str) -> str:
        """The text with nothing secret in it, and nothing that tells a terminal to do something."""
        for secret in self._secrets:
            text = text.replace(secret, "<secret>")
        return _STEERING.sub(_escaped, text)

    def formatException(self, ei: _Raised) -> str:  # noqa: N802 - the library's name
        return outline(ei[1]).rstrip("\n") if ei[1] is not None else ""


class _AsJson(Discreet):
    """One object a line: what every line has, and the `fields` that come with it."""

    def __init__(self, secrets: tuple[str, ...], key: bytes) -> None:
        super().__init__(secrets)
        self._key = key

    def format(self, record: logging.LogRecord) -> str:
        at = dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(timespec="milliseconds")
        line: dict[str, object] = {"time": at, "level": record.levelname, "log": record.name}
        line["message"] = self.discreet(self._with_hashes(record).getMessage())
        fields: Mapping[str, object] = getattr(record, "fields", {})
        line |= {name: self._shown(value) for name, value in fields.items()}
        if record.exc_info:
            line["traceback"] = self.discreet(self.formatException(record.exc_info))
        if record.stack_info:
            line["stack"] = self.discreet(self.formatStack(record.stack_info))
        return json.dumps(line, ensure_ascii=False)

    def _with_hashes(self, record: logging.LogRecord) -> logging.LogRecord:
        if not isinstance(record.args, tuple) or not any(isinstance(each, ChatId) for each in record.args):
            return record
        shown = copy(record)
        shown.args = tuple(self._hash(each) if isinstance(each, ChatId) else each for each in record.args)
        return shown

    def _shown(self, value: object) -> object:
        if isinstance(value, ChatId):
            return self._hash(value)
        return self.discreet(value) if isinstance(value, str) else value

    def _hash(self, chat: ChatId) -> str:
        return hash_of_chat(self._key, chat.number)


def hash_of_chat(key: bytes, chat_id: int) -> str:
    """What stands for a chat in lines of JSON: 16 hexadecimal digits."""
    return hmac.new(key, str(chat_id).encode(), hashlib.sha256).hexdigest()[:16]


def _escaped(found: re.Match[str]) -> str:
    return found[0].encode("unicode_escape").decode("ascii")


CHATTY = ("httpx", "httpcore", "aiohttp.access", "uvicorn.access", "telegram", "alembic.runtime", "dkimpy")
"""HTTP clients and servers log every request with its address, which holds a token, Telegram's library all that people
write (fact 15), and the one that signs mails all of them; Alembic says on what it runs."""


def start_logging(level: str, *secrets: str, form: LogFormat = LogFormat.TEXT, key: bytes = b"") -> None:
    """Sets up the root logger; `secrets` are never written. `key` is what chats are hashed with in JSON."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_AsJson(secrets, key) if form is LogFormat.JSON else Discreet(secrets))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for chatty in CHATTY:
        logging.getLogger(chatty).setLevel(logging.WARNING)
    logging.getLogger(JOURNAL).setLevel(logging.NOTSET if form is LogFormat.JSON else logging.WARNING)


def leave_no_core() -> None:
    """A process that crashes leaves no image of its memory behind: all that is secret stands in it."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
