"""The log of Bot API calls, for tests that ask what a bot did."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from itertools import islice

from playground.state import JsonObject

KEPT = 20_000


@dataclass(frozen=True, slots=True)
class CallRecord:
    """One call of a bot: `error` is the refusal's description, or the fault that hit it."""

    method: str
    chat_id: int | None
    error: str | None

    def as_json(self) -> JsonObject:
        record: JsonObject = {"method": self.method, "chat_id": self.chat_id, "ok": self.error is None}
        if self.error is not None:
            record["error"] = self.error
        return record


class _Numbered:
    def __init__(self) -> None:
        self.total = 0
        self._kept: deque[CallRecord] = deque(maxlen=KEPT)

    def add(self, record: CallRecord) -> None:
        self.total += 1
        self._kept.append(record)

    def since(self, number: int) -> list[CallRecord]:
        dropped = self.total - len(self._kept)
        return list(islice(self._kept, max(number - dropped, 0), None))


class CallLog:
    """Calls in order of their end. Numbers count from 0; those without getUpdates have a count of their own."""

    def __init__(self) -> None:
        self._all = _Numbered()
        self._without_polls = _Numbered()

    def add(self, record: CallRecord) -> None:
        self._all.add(record)
        if record.method != "getUpdates":
            self._without_polls.add(record)

    def since(self, number: int, *, polls: bool) -> JsonObject:
        """`{"calls": […], "total": n}`: the calls from `number` on, and how many there are in all."""
        log = self._all if polls else self._without_polls
        return {"calls": [record.as_json() for record in log.since(number)], "total": log.total}
