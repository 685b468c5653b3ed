"""Logging to standard error, one line a message, as text or as JSON.

The bot's token never appears, wherever a library may put it. In JSON, no chat's number does either: a keyed hash
stands for it, the same one in every line and after every start, from which nobody without the key gets back to it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import json
import logging
import sys
from collections.abc import Mapping
from copy import copy
from enum import StrEnum

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


class _Discreet(logging.Formatter):
    """Formats as usual, then blots out the secrets: in messages, arguments and tracebacks alike."""

    def __init__(self, secrets: tuple[str, ...]) -> None:
        super().__init__("%(asctime)s %(levelname)-7s %(name)s: %(message)s")
        self._secrets = secrets

    def format(self, record: logging.LogRecord) -> str:
        return self.discreet(super().format(record))

    def discreet(self, text: str) -> str:
        for secret in self._secrets:
            text = text.replace(secret, "<secret>")
        return text


class _AsJson(_Discreet):
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


CHATTY = ("httpx", "httpcore", "aiohttp.access", "uvicorn.access", "telegram", "alembic.runtime")
"""HTTP clients and servers log every request with its address, which holds a token, and Telegram's library all that
people write (fact 15); Alembic says on what it runs."""


def start_logging(level: str, *secrets: str, form: LogFormat = LogFormat.TEXT, key: bytes = b"") -> None:
    """Sets up the root logger; lines of `secrets` are never written. `key` is what chats are hashed with in JSON."""
    handler = logging.StreamHandler(sys.stderr)
    hidden = tuple(secret for secret in secrets if secret)
    handler.setFormatter(_AsJson(hidden, key) if form is LogFormat.JSON else _Discreet(hidden))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for chatty in CHATTY:
        logging.getLogger(chatty).setLevel(logging.WARNING)
    logging.getLogger(JOURNAL).setLevel(logging.NOTSET if form is LogFormat.JSON else logging.WARNING)
