"""Waiting out trouble: what to call trouble with the database, and for how long to leave it alone."""

from __future__ import annotations

import asyncio
import random

from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

DATABASE_TROUBLE = (OperationalError, InterfaceError, PoolTimeoutError)
"""The database cannot be reached or is overloaded: nothing was committed, and trying again later is right."""


class Patience:
    """Pauses that grow from `first_s` to `longest_s`."""

    def __init__(self, first_s: float = 0.25, longest_s: float = 5.0) -> None:
        self._pause_s = first_s
        self._longest_s = longest_s

    async def wait(self) -> None:
        """The next pause. Half of it is chance, so that many who wait do not all come back at the same instant."""
        await asyncio.sleep(self.next_s())

    def next_s(self) -> float:
        """How long the next pause is, in seconds; the one after it is longer."""
        pause, self._pause_s = self._pause_s, min(self._pause_s * 2, self._longest_s)
        return pause * (0.5 + random.random() / 2)  # noqa: S311 - no secret hangs on it
