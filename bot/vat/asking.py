"""One question to a register over HTTP; what fails on the way is an answer, too: nothing is known yet."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

import aiohttp

from domain.vat.verdicts import Verdict, Waits, not_known

LARGEST_ANSWER = 64 * 1024
"""Bytes; a right answer has some hundreds."""
TIMEOUT = aiohttp.ClientTimeout(total=30, connect=10)


def open_session(timeout: aiohttp.ClientTimeout = TIMEOUT) -> aiohttp.ClientSession:
    """A client for questions to registers."""
    return aiohttp.ClientSession(
        timeout=timeout,
        cookie_jar=aiohttp.DummyCookieJar(),
        auto_decompress=False,  # a small answer may be a large one in disguise
        headers={"User-Agent": "Handschlag", "Accept-Encoding": "identity"},
    )


async def ask(
    request: AbstractAsyncContextManager[aiohttp.ClientResponse], read: Callable[[int, str], Verdict]
) -> Verdict:
    """What `read` makes of the answer's status and text, or why there is none."""
    try:
        async with request as response:
            text = await _text_of(response)
            if text is None:
                return not_known(f"HTTP {response.status}, and more than an answer can be", Waits.EVERYTHING)
            return read(response.status, text)
    except TimeoutError:
        # Whoever is asked asks a country's own service in turn, and that is what takes long.
        return not_known("no answer in time", Waits.COUNTRY)
    except (aiohttp.ClientError, OSError, ValueError) as fault:
        return not_known(f"{type(fault).__name__}: {fault}", Waits.EVERYTHING)


async def _text_of(response: aiohttp.ClientResponse) -> str | None:
    """The whole text; `None` where it is too much."""
    read = bytearray()
    while chunk := await response.content.read(LARGEST_ANSWER):
        read += chunk
        if len(read) > LARGEST_ANSWER:
            return None
    return read.decode("utf-8", "replace")
