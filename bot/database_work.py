"""Where database work is done: on SQLite in the event loop itself, on PostgreSQL in worker threads.

SQLite's transactions wait for nothing but the disk, and there is one writer anyway: handing them to a thread and back
costs more than they take. A PostgreSQL server is waited for, so several threads wait side by side. Either way, a
transaction is plain synchronous code from its beginning to its end.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from sqlalchemy import Engine

THREADS = 4

T = TypeVar("T")


class DatabaseWork:
    """Does functions that work with the database. `width` is how many of them are done side by side."""

    def __init__(self, engine: Engine) -> None:
        self._threads: ThreadPoolExecutor | None = None
        self.width = 1
        if engine.dialect.name != "sqlite":
            self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="work")
            self.width = THREADS

    async def __call__(self, function: Callable[[], T]) -> T:
        """The function's result. Raises what it raises."""
        if self._threads is None:
            return function()
        return await asyncio.get_running_loop().run_in_executor(self._threads, function)

    def close(self) -> None:
        """Ends the threads, when they are through with what they have begun."""
        if self._threads is not None:
            self._threads.shutdown()
