"""Faults on demand: what a network and a busy Telegram do to a bot, at the tests' command."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Literal, TypeAlias

FaultKind: TypeAlias = Literal["429", "500", "drop_before", "drop_after", "latency"]


@dataclass(slots=True)
class Fault:
    """What shall go wrong, and when.

    Without `method` every method is meant but getUpdates (a waiting poller would eat the fault); without
    `chat_id` every chat. `times` is how often it happens before it is over, None for always; `probability` is
    drawn anew for each matching call. `seconds` is the latency, `retry_after` what a 429 asks for.
    """

    kind: FaultKind
    method: str | None = None
    chat_id: int | None = None
    times: int | None = None
    probability: float = 1.0
    seconds: float = 0.0
    retry_after: int = 1

    def fits(self, method: str, chat_id: int | None) -> bool:
        if self.times == 0 or (self.chat_id is not None and self.chat_id != chat_id):
            return False
        return method.lower() != "getupdates" if self.method is None else self.method.lower() == method.lower()


class FaultPlan:
    """The faults of one world. Chance is seeded, so that a run can be repeated."""

    def __init__(self) -> None:
        self._faults: dict[int, Fault] = {}
        self._last_id = 0
        self._chance = random.Random(1)  # noqa: S311 - repeatable, nothing secret

    def add(self, fault: Fault) -> int:
        self._last_id += 1
        self._faults[self._last_id] = fault
        return self._last_id

    def clear(self) -> None:
        self._faults.clear()

    def strike(self, method: str, chat_id: int | None) -> list[Fault]:
        """The faults that hit this call: any latencies, and at most one of the others."""
        struck: list[Fault] = []
        for fault in self._faults.values():
            if not fault.fits(method, chat_id) or (
                fault.kind != "latency" and any(f.kind != "latency" for f in struck)
            ):
                continue
            if fault.probability < 1 and self._chance.random() >= fault.probability:
                continue
            if fault.times is not None:
                fault.times -= 1
            struck.append(fault)
        return struck
