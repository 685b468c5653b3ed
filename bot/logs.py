"""Logging to standard error, one line a message. The bot's token never appears, wherever a library may put it."""

from __future__ import annotations

import logging
import sys


class _Discreet(logging.Formatter):
    """Formats as usual, then blots out the secrets: in messages, arguments and tracebacks alike."""

    def __init__(self, secrets: tuple[str, ...]) -> None:
        super().__init__("%(asctime)s %(levelname)-7s %(name)s: %(message)s")
        self._secrets = secrets

    def format(self, record: logging.LogRecord) -> str:
        text = super().format(record)
        for secret in self._secrets:
            text = text.replace(secret, "<secret>")
        return text


CHATTY = ("httpx", "httpcore", "aiohttp.access", "uvicorn.access", "telegram", "alembic.runtime")
"""HTTP clients and servers log every request with its address, which holds a token, and Telegram's library all that
people write (fact 15); Alembic says on what it runs."""


def start_logging(level: str, *secrets: str) -> None:
    """Sets up the root logger; lines of `secrets` are never written."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Discreet(tuple(secret for secret in secrets if secret)))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for chatty in CHATTY:
        logging.getLogger(chatty).setLevel(logging.WARNING)
