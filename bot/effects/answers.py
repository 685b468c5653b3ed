"""What the provider's systems answer, and what it means (docs/events.md)."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import unicodedata
from dataclasses import dataclass
from enum import Enum

import aiohttp
from multidict import CIMultiDictProxy

from bot.delivery.due_lanes import growing_pause
from storage.tables.base import JsonObject

LARGEST_ANSWER = 64 * 1024
"""Bytes of an answer that are read."""
KEPT_WORDS = 500
"""Characters of an answer that are kept."""
FIRST_PAUSE = dt.timedelta(seconds=5)
LONGEST_PAUSE = dt.timedelta(hours=1)
TRIED_FOR = dt.timedelta(days=3)
REFUSALS = (409, 422)
GONE = 410


class Verdict(Enum):
    """What becomes of an event."""

    ACKNOWLEDGED = "acknowledged"
    REFUSED = "refused"
    UNWANTED = "unwanted"
    """The endpoint wants no events any more: sending pauses, and this one is tried again later."""
    FAILED = "failed"
    """It is tried again later."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer: its HTTP status, `None` where there was none; `says` is the beginning of its words, or the fault.

    A refusal has a `code` and a `detail`. `wait` is how long the receiver wants to be left alone, if it says so.
    """

    verdict: Verdict
    status: int | None
    says: str
    code: str = ""
    detail: str = ""
    wait: dt.timedelta | None = None

    def as_json(self, at: dt.datetime) -> JsonObject:
        """As it is kept."""
        return {"at": at.isoformat(), "status": self.status, "says": self.says}

    def __str__(self) -> str:
        return self.says if self.status is None else f"{self.status} {self.says}".rstrip()


async def read_answer(response: aiohttp.ClientResponse) -> Answer:
    """What an HTTP answer means. Raises as aiohttp does where it breaks off."""
    read = bytearray()
    while len(read) < LARGEST_ANSWER and (chunk := await response.content.read(LARGEST_ANSWER - len(read))):
        read += chunk
    return judge(response.status, read.decode("utf-8", "replace"), response.headers)


def judge(status: int, words: str, headers: CIMultiDictProxy[str]) -> Answer:
    """What an answer with this status and these words means."""
    says = _in_one_line(words[:KEPT_WORDS])
    if 200 <= status < 300:
        return Answer(Verdict.ACKNOWLEDGED, status, says)
    if status in REFUSALS and (reason := _reason(words)) is not None:
        return Answer(Verdict.REFUSED, status, says, *reason)
    if status == GONE:
        return Answer(Verdict.UNWANTED, status, says)
    return Answer(Verdict.FAILED, status, says, wait=_wait(headers))


def no_answer(fault: Exception) -> Answer:
    """None came, or not in time."""
    says = "no answer in time" if isinstance(fault, asyncio.TimeoutError) else f"{type(fault).__name__}: {fault}"
    return Answer(Verdict.FAILED, None, _in_one_line(says[:KEPT_WORDS]))


def pause_after(tries: int, wait: dt.timedelta | None) -> dt.timedelta:
    """How long to leave it alone after that many failures in a row; longer where it wants to `wait`."""
    pause = growing_pause(FIRST_PAUSE, LONGEST_PAUSE, tries)
    return max(pause, min(wait, LONGEST_PAUSE)) if wait is not None else pause


def _reason(words: str) -> tuple[str, str] | None:
    """The code and the detail of a refusal; `None` where the answer has no such thing, and so is no refusal."""
    try:
        found = json.loads(words)
    except (ValueError, RecursionError):
        return None
    code = found.get("code") if isinstance(found, dict) else None
    detail = found.get("detail") if isinstance(found, dict) else None
    if not isinstance(code, str) or not (code := _in_one_line(code)):
        return None
    return code, _in_one_line(detail) if isinstance(detail, str) else ""


def _in_one_line(words: str) -> str:
    """Without what no database takes or what tells a terminal to do something; JSON can spell halves of characters."""
    whole = words.encode("utf-8", "replace").decode()
    return " ".join("".join(" " if unicodedata.category(char) == "Cc" else char for char in whole).split())


def _wait(headers: CIMultiDictProxy[str]) -> dt.timedelta | None:
    seconds = headers.get("Retry-After", "")
    return dt.timedelta(seconds=int(seconds)) if seconds.isdecimal() and len(seconds) <= 6 else None
