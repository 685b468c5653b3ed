"""What this process does, counted for whoever watches over it, and written down line by line where that is wanted.

Numbers are Prometheus's (`bot.metrics` serves them); lines go to a log of their own, which is written as JSON only
(`bot.logs`). Neither knows what anybody has written, nor who they are: a chat stands there by its keyed hash.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from prometheus_client import CollectorRegistry, Counter, Histogram, disable_created_metrics

from bot.logs import JOURNAL, ChatId

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)

_log = logging.getLogger(JOURNAL)


class Channel(StrEnum):
    """Where messages go."""

    CHAT = "chat"
    MAIL = "mail"
    EVENT = "event"


OUTCOMES = {
    Channel.CHAT: ("taken", "slowed", "refused", "failed"),
    Channel.MAIL: ("sent", "refused", "later", "trouble"),
    Channel.EVENT: ("acknowledged", "refused", "unwanted", "failed"),
}
"""What becomes of an attempt. `slowed`: Telegram asks for silence (429)."""


@dataclass(frozen=True, slots=True)
class Times:
    """What an update took, in seconds: until it was its turn, its transaction, and all of it until the commit."""

    waited: float
    handled: float
    total: float


class Journal:
    """Counts from zero when it is made. A process has one."""

    def __init__(self) -> None:
        disable_created_metrics()  # when counting began, Prometheus knows by itself
        self.registry = CollectorRegistry()
        kept = self.registry
        self._updates = Counter(
            "handschlag_updates", "Updates from Telegram, by what became of them", ("kind", "outcome"), registry=kept
        )
        self._times = {
            name: Histogram(f"handschlag_update_{name}_seconds", words, buckets=SECONDS, registry=kept)
            for name, words in (
                ("waited", "How long an update waited for its turn"),
                ("handled", "How long an update's transaction took"),
                ("total", "How long it took from an update's arrival to its commit"),
            )
        }
        self._deliveries = Counter(
            "handschlag_deliveries",
            "Attempts to deliver something, by their outcome",
            ("channel", "outcome"),
            registry=kept,
        )
        self._delivery_times = Histogram(
            "handschlag_delivery_seconds", "How long an attempt took", ("channel",), buckets=SECONDS, registry=kept
        )
        self._registers = Counter(
            "handschlag_register_answers", "Questions to registers of numbers", ("register", "outcome"), registry=kept
        )
        # What is counted from zero is there from the beginning: who looks at growth sees the first one, too.
        for channel, outcomes in OUTCOMES.items():
            for outcome in outcomes:
                self._deliveries.labels(channel, outcome)

    def update(self, number: int, chat_id: int, kind: str, outcome: str, place: str, times: Times | None) -> None:
        """An update is through. `place` is the form or the screen; without `times`, it was not applied at once."""
        self._updates.labels(kind, outcome).inc()
        fields: dict[str, object] = {"update": number, "chat": ChatId(chat_id) if chat_id else None, "kind": kind}
        fields |= {"at": place or None, "outcome": outcome}
        if times is not None:
            for name, histogram in self._times.items():
                seconds = getattr(times, name)
                histogram.observe(seconds)
                fields[f"{name}_ms"] = _ms(seconds)
        _write("an update", fields)

    def delivery(self, channel: Channel, number: int, outcome: str, seconds: float, chat_id: int | None = None) -> None:
        """An attempt to deliver the outbox's row of that number has ended."""
        self._deliveries.labels(channel, outcome).inc()
        self._delivery_times.labels(channel).observe(seconds)
        chat = ChatId(chat_id) if chat_id is not None else None
        fields = {"channel": str(channel), "row": number, "chat": chat, "outcome": outcome, "total_ms": _ms(seconds)}
        _write("a delivery", fields)

    def register(self, register: str, outcome: str) -> None:
        """A register of numbers has answered, or not."""
        self._registers.labels(register, outcome).inc()


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 1)


def _write(what: str, fields: Mapping[str, object]) -> None:
    if _log.isEnabledFor(logging.INFO):
        _log.info(what, extra={"fields": {name: value for name, value in fields.items() if value is not None}})
