"""Where database work is done: on SQLite in the event loop itself, on PostgreSQL in worker threads.

SQLite's transactions wait for nothing but the disk, and there is one writer anyway: handing them to a thread and back
costs more than they take. A PostgreSQL server is waited for, so several threads wait side by side. Either way, a
transaction is plain synchronous code from its beginning to its end.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from sqlalchemy import Engine

from bot.trouble import DATABASE_TROUBLE, Patience

THREADS = 4

T = TypeVar("T")

_log = logging.getLogger(__name__)


class DatabaseWork:
    """Does functions that work with the database. `width` is how many of them are done side by side."""

    def __init__(self, engine: Engine) -> None:
        self._threads: ThreadPoolExecutor | None = None
        self._express: ThreadPoolExecutor | None = None
        self.width = 1
        if engine.dialect.name != "sqlite":
            self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="work")
            self._express = ThreadPoolExecutor(1, thread_name_prefix="work-express")
            self.width = THREADS

    async def __call__(self, function: Callable[[], T]) -> T:
        """The function's result. Raises what it raises."""
        return await self._do(self._threads, function)

    async def express(self, function: Callable[[], T]) -> T:
        """As calling, for what is short and must not queue behind transactions that wait for a lock."""
        return await self._do(self._express, function)

    async def patiently(self, function: Callable[[], T]) -> T:
        """As calling, and again for as long as the database is in trouble."""
        patience = Patience()
        while True:
            try:
                return await self(function)
            except DATABASE_TROUBLE as trouble:
                _log.warning("the database is in trouble, trying again: %s", trouble)
                await patience.wait()

    async def _do(self, threads: ThreadPoolExecutor | None, function: Callable[[], T]) -> T:
        if threads is None:
            return function()
        return await asyncio.get_running_loop().run_in_executor(threads, function)

    def close(self) -> None:
        """Ends the threads, when they are through with what they have begun."""
        for threads in (self._threads, self._express):
            if threads is not None:
                threads.shutdown()
