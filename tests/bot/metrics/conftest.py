"""A desk to be watched: its database, what it counts, and what it exports."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from prometheus_client import generate_latest
from prometheus_client.registry import Collector

from bot.health import Health
from bot.journal import Journal
from bot.metrics.serving import Watch, WatchedDesk
from bot.metrics.standing import Onlooker
from storage.database import open_database
from storage.work import Clock, Units
from tests.databases import SqliteFiles, engine_at, let_go
from tests.desk import Clock as StandingClock


@dataclass
class Watched:
    """What a process that serves has, as far as it is watched."""

    url: str
    clock: Clock = field(default_factory=StandingClock)
    journal: Journal = field(default_factory=Journal)
    health: Health = field(default_factory=Health)
    more: Sequence[Collector] = ()

    def __post_init__(self) -> None:
        self.units = Units(engine_at(self.url), self.clock)
        self.health.begin(())
        self._looks = open_database(self.url, connections=1, reads_only=True)

    def exports(self) -> bytes:
        """What Prometheus reads at this moment."""
        onlooker = Onlooker(self._looks, self.clock)
        desk = WatchedDesk(onlooker, (self.journal.registry, *self.more), lambda: self.health.obstacles)
        return asyncio.run(Watch(desk).metrics())

    def counted(self) -> bytes:
        """What this process itself has counted."""
        return generate_latest(self.journal.registry)

    def ago(self, **span: float) -> dt.datetime:
        return self.clock() - dt.timedelta(**span)

    def close(self) -> None:
        """Looks no more. The other engine is everybody's."""
        let_go(self._looks)


@pytest.fixture
def watched(sqlite_files: SqliteFiles) -> Iterator[Watched]:
    running = Watched(sqlite_files.fresh("watched"))
    yield running
    running.close()
    let_go(running.units.engine)


@pytest.fixture
def on_either(database_url: str) -> Iterator[Watched]:
    """On SQLite and on PostgreSQL."""
    running = Watched(database_url)
    yield running
    running.close()
    let_go(running.units.engine)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path
