"""Looks through the log of every test for what may never be written: what is secret, and what people write.

The log is at DEBUG, as some day somebody's is, and as it is made: what `bot.logs` blots out later may not be there
to begin with. Libraries that are kept quiet there are so here.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from pydantic import SecretStr

from bot.defects import outline
from bot.logs import CHATTY

SHORTEST_SECRET, SHORTEST_TEXT = 8, 16
"""Characters of what is looked for: less is in a line by chance."""
MOST_LINES = 20_000
NOT_OURS = ("playground", "mail.log", "mail.debug", "tests", "uvicorn", "asyncio", "hypothesis", "faker")
"""The substitutes of the outside world, and what drives the tests."""
_SECRET = re.compile(
    r"\d{3,}:[A-Za-z0-9_-]{30,}|\bhs_[A-Za-z0-9_-]{16,}|\bwhsec_[A-Za-z0-9+/]{16,}|-----BEGIN|://[^/\s:@]*:[^/\s:@]+@"
)
"""Tokens of bots and of the API, what signs events, keys, and addresses with a password: of whichever test."""


class Scan(logging.Handler):
    """Collects the log of one test, and what is known to be secret or somebody's words."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.secrets: set[str] = set()
        self.texts: set[str] = set()
        self._lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """As the log has it, without blots."""
        if record.name.startswith(NOT_OURS) or len(self._lines) >= MOST_LINES:
            return
        raised = record.exc_info[1] if record.exc_info else None
        told = outline(raised) if raised is not None else ""
        self._lines.append(f"{record.name}: {record.getMessage()}\n{told}")

    def keeps_secret(self, secret: str) -> None:
        """Something that may be in no log from now on."""
        parts = {secret, secret.partition(":")[2]}
        if "://" in secret:
            parts = {secret, urlsplit(secret).password or ""}
        self.secrets |= {part for part in parts if len(part) >= SHORTEST_SECRET}

    def hears(self, text: str) -> None:
        """Somebody has written this; a command is no secret, what stands behind it is."""
        words = text.partition(" ")[2] if text.startswith("/") else text
        if len(words) >= SHORTEST_TEXT:
            self.texts.add(words)

    @contextmanager
    def of_a_test(self) -> Iterator[None]:
        """Raises `AssertionError` where the log of what happens inside has something that it may not have."""
        # Of this test alone: with those of all others, every line would be compared thousands of times.
        for known in (self.secrets, self.texts, self._lines):
            known.clear()
        root = logging.getLogger()
        level = root.level
        if self not in root.handlers:
            root.addHandler(self)
        root.setLevel(logging.DEBUG)
        for chatty in CHATTY:
            logging.getLogger(chatty).setLevel(logging.WARNING)
        try:
            yield
        finally:
            root.setLevel(level)
        found = self.found()
        self._lines.clear()
        assert not found, "the log of this test holds what it may not hold:\n" + "\n".join(found)

    def found(self) -> list[str]:
        """Lines with something secret, or somebody's words."""
        wanted = (*self.secrets, *self.texts)
        return [line for line in self._lines if _SECRET.search(line) or any(each in line for each in wanted)]


SCAN = Scan()
_make = SecretStr.__init__


def _made(self: Any, secret_value: str) -> None:
    SCAN.keeps_secret(secret_value)
    _make(self, secret_value)


def watch() -> None:
    """From now on, every secret setting of any test is known."""
    SecretStr.__init__ = _made  # type: ignore[method-assign]  # nothing else knows all of them
