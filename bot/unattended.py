"""Work in a thread of its own that nobody waits for at the end of a process."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TypeVar

T = TypeVar("T")


async def unattended(function: Callable[[], T]) -> T:
    """The function's result, from a thread of its own. Whoever is cancelled leaves it, and so does a process that ends.

    Python's own threads for such work are waited for at the end, as long as a mailbox may keep silent, or all that the
    desk understands takes to be read.
    """
    loop = asyncio.get_running_loop()
    result: asyncio.Future[T] = loop.create_future()

    def settle(set_it: Callable[[], None]) -> None:
        if not result.done():
            set_it()

    def work() -> None:
        try:
            found = function()
        except Exception as trouble:  # noqa: BLE001 - raised where the result is waited for
            told = partial(settle, partial(result.set_exception, trouble))
        else:
            told = partial(settle, partial(result.set_result, found))
        with suppress(RuntimeError):  # the loop is closed: nobody is there any more
            loop.call_soon_threadsafe(told)

    threading.Thread(target=work, name="unattended", daemon=True).start()
    return await result
