"""How the desk stands, as its database has it: what waits and since when, what is late, who is out of order.

It is asked when somebody wants to know, and not while people are served: over a connection of its own that can write
nothing, in a thread of its own, and given up after a few seconds. A few statements, each of which finds its rows by an
index.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import shutil
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from bot.journal import Channel
from storage import effects, mail_lanes, stats, vat
from storage.answers.learning import count_wanting
from storage.runtime import backlog, due
from storage.runtime.defects import last_reference
from storage.runtime.updates import count_kept
from storage.runtime.workers import colleagues, moment
from storage.work import Clock

ANSWERS_WITHIN_S = 4.0
LATE_AFTER = dt.timedelta(minutes=3)
"""What is due is done by rounds, one a minute."""
QUESTIONS_OF = dt.timedelta(days=7)


@dataclass(slots=True)
class Standing:
    """What was found; without a `took_s`, the database did not answer."""

    took_s: float | None = None
    waiting: dict[Channel, int] = field(default_factory=dict)
    oldest_s: dict[Channel, float] = field(default_factory=dict)
    given_up: dict[Channel, int] = field(default_factory=dict)
    events_unwanted: bool = False
    late: int = 0
    late_s: float = 0.0
    circuits: Mapping[str, float] = field(default_factory=dict)
    """Seconds since which nobody is asked there, by country; `*` is VIES as such."""
    answers: int = 0
    missing: int = 0
    wanting: int = 0
    kept: int = 0
    defects: int = 0
    workers: int = 0
    polling: int = 0
    disk_free: int | None = None
    disk_size: int | None = None


def look(engine: Engine, clock: Clock) -> Standing:
    """Asks the database. Raises `DBAPIError`."""
    begun, now = time.monotonic(), clock()
    found = Standing()
    with Session(engine) as session:
        for channel, held in (
            (Channel.CHAT, backlog.totals(session)),
            (Channel.MAIL, mail_lanes.backlog(session)),
            (Channel.EVENT, effects.backlog(session)),
        ):
            found.waiting[channel], found.given_up[channel] = held.waiting, held.given_up
            found.oldest_s[channel] = _age(held.oldest, now)
        found.events_unwanted = effects.paused(session)
        found.late, since = due.late(session, now - LATE_AFTER)
        found.late_s = _age(since, now)
        found.circuits = {each.country: _age(each.since, now) for each in vat.circuits(session).values()}
        days = stats.questions_by_day(session, now - QUESTIONS_OF, now)
        found.missing = sum(missing for _, _, missing in days)
        found.answers = sum(asked for _, asked, _ in days) - found.missing
        found.wanting, found.kept = count_wanting(session), count_kept(session)
        found.defects = last_reference(session)
        team = [each for each in colleagues(session, moment(session)) if each.beating]
        found.workers, found.polling = len(team), sum(each.polls for each in team)
    if engine.dialect.name == "sqlite":
        usage = shutil.disk_usage(Path(engine.url.database or ".").resolve().parent)
        found.disk_free, found.disk_size = usage.free, usage.total
    found.took_s = time.monotonic() - begun
    return found


class Onlooker:
    """Looks, once at a time. Where the database does not answer in time, that is what is found."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._engine = engine
        self._clock = clock
        self._looking: asyncio.Future[Standing] | None = None

    async def look(self) -> Standing:
        """How the desk stands now. A look that has not come to its end is not followed by another one."""
        if self._looking is None or self._looking.done():
            self._looking = asyncio.ensure_future(asyncio.to_thread(self._look))
        try:
            return await asyncio.wait_for(asyncio.shield(self._looking), ANSWERS_WITHIN_S)
        except TimeoutError:
            return Standing()

    def _look(self) -> Standing:
        if self._engine.dialect.name == "sqlite" and not Path(self._engine.url.database or "").exists():
            return Standing()  # opening it would make one
        try:
            return look(self._engine, self._clock)
        except (DBAPIError, OSError):
            return Standing()

    def close(self) -> None:
        """Lets go of the database."""
        self._engine.dispose()


class StandingCollector(Collector):
    """A standing in Prometheus's form."""

    def __init__(self, standing: Standing) -> None:
        self._standing = standing

    def collect(self) -> Iterable[Metric]:
        """What the database does not tell is left out: no number is a better one than a wrong one."""
        found = self._standing
        yield _gauge("database_up", "Whether the database answers", float(found.took_s is not None))
        if found.took_s is None:
            return
        yield _gauge("database_seconds", "How long the database took for all that is asked here", found.took_s)
        yield _by("outbox_waiting", "What waits to be delivered", found.waiting, "channel")
        yield _by("outbox_oldest_seconds", "How long the first of it has waited", found.oldest_s, "channel")
        yield _by("outbox_given_up", "What was given up, and lies there", found.given_up, "channel")
        unacknowledged = found.waiting[Channel.EVENT] + found.given_up[Channel.EVENT]
        yield _gauge(
            "events_unacknowledged", "Events that the provider's systems have not acknowledged", unacknowledged
        )
        yield _gauge("events_unwanted", "Whether they want no events at present (410)", float(found.events_unwanted))
        yield _gauge("due_late", "Due things that should have been done minutes ago", found.late)
        yield _gauge("due_late_seconds", "How long the first of them is late", found.late_s)
        yield _by(
            "register_out_seconds", "How long a country's register has been out of order", found.circuits, "country"
        )
        questions = {"given": found.answers, "missing": found.missing}
        yield _by("questions_of_week", "Questions of the last seven days, by their answer", questions, "answer")
        yield _gauge("questions_wanting", "Questions that support has to look at", found.wanting)
        yield _gauge("updates_kept", "Updates of people who send too much, which wait for their turn", found.kept)
        defects = CounterMetricFamily("handschlag_defects", "Whatever happened unexpectedly")
        defects.add_metric((), found.defects)
        yield defects
        yield _gauge("workers", "Processes that serve the bot, on all machines", found.workers)
        yield _gauge(
            "workers_polling", "How many of them ask Telegram for updates: one, or none with a webhook", found.polling
        )
        if found.disk_free is not None and found.disk_size is not None:
            yield _gauge("disk_free_bytes", "What is free on the disk of the database", found.disk_free)
            yield _gauge("disk_size_bytes", "How large that disk is", found.disk_size)


def _age(since: dt.datetime | None, now: dt.datetime) -> float:
    return max(0.0, (now - since).total_seconds()) if since is not None else 0.0


def _gauge(name: str, words: str, value: float) -> Metric:
    return GaugeMetricFamily(f"handschlag_{name}", words, value)


def _by(name: str, words: str, values: Mapping[Channel, float] | Mapping[str, float], label: str) -> Metric:
    family = GaugeMetricFamily(f"handschlag_{name}", words, labels=(label,))
    for each, value in values.items():
        family.add_metric((str(each),), value)
    return family
