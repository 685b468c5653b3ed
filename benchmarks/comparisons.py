"""What is measured side by side: loads, the two bots under them, and the figures that count, with their targets."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from benchmarks.databases import Kind
from benchmarks.load.outcome import Outcome
from benchmarks.load.run import Load
from benchmarks.load.talks import burst, order
from benchmarks.table import Limit, Target


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure of a run, shown with so many `digits` behind the point."""

    name: str
    of: Callable[[Outcome], float]
    digits: int
    target: Target | None = None


@dataclass(frozen=True, slots=True)
class Bot:
    """One of the two programs, with its arguments, its settings and what keeps its data."""

    module: str
    database: Kind = Kind.SQLITE
    arguments: tuple[str, ...] = ()
    settings: Mapping[str, str] = field(default_factory=dict)

    @property
    def command(self) -> tuple[str, ...]:
        return (sys.executable, "-m", f"benchmarks.{self.module}", *self.arguments)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Both bots under the same load. `peer_load` is a shorter one where the peer would take too long.

    What is only counted is the same in every round: `rounds` says how often at most it is done.
    """

    name: str
    title: str
    load: Load
    peer: Bot
    ours: Bot
    measures: tuple[Measure, ...]
    peer_load: Load | None = None
    rounds: int = 9


def _p(percent: float, target: Target | None = None) -> Measure:
    return Measure(f"p{percent:g} ms", lambda outcome: outcome.wait_ms(percent), 1, target)


def _speed(target: Target | None = None) -> Measure:
    return Measure("updates/s", lambda outcome: outcome.updates_per_s, 0, target)


def _cpu(target: Target | None = None) -> Measure:
    return Measure("CPU ms per update", lambda outcome: outcome.cpu_ms, 2, target)


def _finished(target: Target | None = None) -> Measure:
    return Measure("conversations finished", lambda outcome: outcome.finished, 0, target)


_NONE = Target(Limit.AT_MOST, 0)
_STUCK = Measure("conversations stuck", lambda outcome: outcome.stuck, 0, _NONE)
_OUT_OF_ORDER = Measure("answers out of order", lambda outcome: outcome.tally.out_of_order, 0, _NONE)
_REPEATED = Measure("answers repeated", lambda outcome: outcome.tally.repeated, 0, Target(Limit.AT_MOST, 10))
_START = Measure("start s", lambda outcome: max(outcome.starts_s), 2)
_MEMORY = Measure("memory MB", lambda outcome: outcome.memory_mb, 0)

_PEER = "peer_bot"
_OURS = "order5_bot"
_SLOW = {"ANSWER_TAKES_UP_TO_MS": "50"}
_SATURATED = Load(order, people=200, conversations=3)
_BURSTS = Load(burst, people=50, conversations=10)
_FEW_BURSTS = Load(burst, people=50, conversations=2)

COMPARISONS = (
    Comparison(
        "polling",
        "Saturated, polling, SQLite: 200 people, 600 conversations",
        _SATURATED,
        Bot(_PEER),
        Bot(_OURS),
        (
            _speed(Target(Limit.AT_LEAST_TIMES, 2)),
            _cpu(Target(Limit.AT_MOST_TIMES, 0.5)),
            _p(50),
            _p(99),
            _MEMORY,
            _START,
        ),
    ),
    Comparison(
        "webhook",
        "Saturated, webhook, PostgreSQL on the generator’s core (the peer: SQLite): 200 people, 600 conversations",
        Load(order, people=200, conversations=3, webhook=True),
        Bot(_PEER),
        Bot(_OURS, Kind.POSTGRESQL),
        (_speed(Target(Limit.AT_LEAST_TIMES, 1.5)), _cpu(), _p(50), _p(99)),
    ),
    Comparison(
        "light",
        "Light load, polling, SQLite: 20 people, 100 conversations, about 38 updates/s",
        Load(order, people=20, conversations=5, think_s=0.38),
        Bot(_PEER),
        Bot(_OURS),
        (_p(50, Target(Limit.AT_MOST_TIMES, 1)), _p(99, Target(Limit.AT_MOST_TIMES, 1)), _speed(), _cpu()),
    ),
    Comparison(
        "bursts",
        "Bursts of 5 messages, each answer takes up to 50 ms; the peer takes one update after the other",
        _BURSTS,
        Bot(_PEER, settings=_SLOW),
        Bot(_OURS, settings=_SLOW),
        (_speed(Target(Limit.AT_LEAST, 600)), _OUT_OF_ORDER),
        _FEW_BURSTS,
    ),
    Comparison(
        "bursts-concurrent",
        "The same bursts; the peer with concurrent_updates",
        _BURSTS,
        Bot(_PEER, arguments=("--concurrent-updates",), settings=_SLOW),
        Bot(_OURS, settings=_SLOW),
        (_speed(Target(Limit.AT_LEAST, 600)), _OUT_OF_ORDER),
        _FEW_BURSTS,
    ),
    Comparison(
        "kills",
        "Five kill -9 in 1,000 conversations, polling, SQLite: 200 people",
        Load(order, people=200, conversations=5, think_s=1, patience_s=5, kills=5),
        Bot(_PEER),
        Bot(_OURS),
        (_finished(), _STUCK, _REPEATED, _START),
        rounds=1,
    ),
    Comparison(
        "two",
        "Two processes behind one webhook, PostgreSQL (the peer: in memory): 200 people, 400 conversations",
        Load(order, people=200, conversations=2, think_s=0.5, patience_s=5, webhook=True, processes=2),
        Bot(_PEER),
        Bot(_OURS, Kind.POSTGRESQL),
        (_finished(Target(Limit.AT_LEAST, 400)), _REPEATED, _OUT_OF_ORDER),
        rounds=1,
    ),
)
