"""What an update costs: SQL statements, commits, HTTP calls and processor time, on SQLite and on PostgreSQL.

    python -m benchmarks.cost_of_an_update [--runs 9] [--statements]

The real bot answers a client who adds a partner, over HTTP to the playground's Telegram. An update's cost is everything
until its answer is delivered and signed for. `benchmarks/README.md` says how to read the table.
"""

from __future__ import annotations

import argparse
import re
import tempfile
import threading
import time
import traceback
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from sqlalchemy import Engine, event

from playground.serving import PlaygroundServer
from tests.databases import PostgresServer, SqliteFiles
from tests.desk import Desk, Loop
from tests.people import Chat

ROOT = Path(__file__).parent.parent
LAYERS = ("bot", "handlers", "services", "storage")
QUESTION = "What does full access mean?"


@dataclass(frozen=True, slots=True)
class Statement:
    """One SQL statement, and the lines of the program that asked for it, the innermost first."""

    text: str
    places: tuple[str, ...]

    def __str__(self) -> str:
        words = re.sub("SELECT .*? FROM", "SELECT … FROM", " ".join(self.text.split()))
        return f"{words[:100]:100}  {' < '.join(self.places)}"


@dataclass(slots=True)
class Cost:
    """What has been counted: `http` are calls of the Bot API with the long polls, `cpu_ms` the bot's threads alone."""

    sql: list[Statement] = field(default_factory=list)
    commits: int = 0
    http: int = 0
    cpu_ms: float = 0.0


class Meter:
    """Counts what a running bot does."""

    def __init__(self, desk: Desk, loop: Loop, *, places: bool) -> None:
        self._desk = desk
        self._loop_thread = loop._thread
        self._places = places
        self._cost = Cost()
        engine: Engine = desk.app.units.engine
        event.listen(engine, "before_cursor_execute", self._executed)
        event.listen(engine, "commit", self._committed)

    def _executed(self, _connection: object, _cursor: object, statement: str, *_: object) -> None:
        if not statement.startswith("BEGIN"):  # on PostgreSQL the driver sends it along with the first statement
            self._cost.sql.append(Statement(statement, _places() if self._places else ()))

    def _committed(self, _connection: object) -> None:
        self._cost.commits += 1

    def measure(self, act: Callable[[], object]) -> Cost:
        """The cost of whatever the bot does because of `act`, which waits until the bot is at rest again."""
        self._desk.clock.advance(seconds=1)  # it stands still otherwise, and so would “last changed”
        self._cost = cost = Cost()
        calls, cpu = self._calls(), self._cpu_s()
        act()
        cost.http, cost.cpu_ms = self._calls() - calls, (self._cpu_s() - cpu) * 1000
        self._cost = Cost()
        return cost

    def _calls(self) -> int:
        return int(self._desk.playground.get("/calls", params={"all": "1", "since": 10**9}).json()["total"])

    def _cpu_s(self) -> float:
        workers = [thread for thread in threading.enumerate() if thread.name.startswith("work")]
        clocks = [time.pthread_getcpuclockid(thread.ident or 0) for thread in (self._loop_thread, *workers)]
        return sum(time.clock_gettime(clock) for clock in clocks)


def _places() -> tuple[str, ...]:
    """The program's own lines on the stack: the innermost, and the nearest one in a handler or a service above it."""
    frames = [
        f"{Path(frame.filename).relative_to(ROOT)}:{frame.lineno}"
        for frame in reversed(traceback.extract_stack())
        if Path(frame.filename).is_relative_to(ROOT) and Path(frame.filename).relative_to(ROOT).parts[0] in LAYERS
    ]
    frames = [frame for frame in frames if not frame.startswith(("storage/work", "storage/audit"))] or frames
    above = [frame for frame in frames[1:] if frame.startswith(("handlers", "services"))]
    return (*frames[:1], *above[:2])


Step = tuple[str, Callable[[], object]]


def limited_access(client: Chat, partner: Chat) -> Iterator[Step]:
    """A client gives a partner limited access to one product, and the partner confirms."""
    yield "/addpartner", lambda: client.says("/addpartner")
    yield from _taps(client, partner.organisation_name, "Limited access", "Webshop", "Done", "Send the request")
    yield from _taps(partner, "Confirm")


def full_access(client: Chat, partner: Chat) -> Iterator[Step]:
    """A client gives a partner full access, and the partner confirms."""
    yield "/addpartner", lambda: client.says("/addpartner")
    yield from _taps(client, partner.organisation_name, "Full access", "Your payment means", "Send the request")
    yield from _taps(partner, "Confirm")


def question(client: Chat, _partner: Chat) -> Iterator[Step]:
    """A question to the knowledge base."""
    yield f"“{QUESTION}”", lambda: client.says(QUESTION)


def _taps(person: Chat, *labels: str) -> Iterator[Step]:
    for label in labels:
        yield f"[{label}]", lambda label=label: person.taps(label)  # type: ignore[misc]  # bound at once


CONVERSATIONS = {
    "Adding a partner with limited access": limited_access,
    "Adding a partner with full access": full_access,
    "A question": question,
}


def run(desk: Desk, meter: Meter, runs: int) -> dict[str, dict[str, list[Cost]]]:
    """The costs by conversation and update, `runs` of each; every run has a client of its own."""
    partner = desk.partner("Alpweb")
    costs: dict[str, dict[str, list[Cost]]] = {name: {} for name in CONVERSATIONS}
    for number in range(runs + 1):
        for name, conversation in CONVERSATIONS.items():
            client = desk.client(f"Client {number}")
            for update, act in conversation(client, partner):
                cost = meter.measure(act)
                if number > 0:  # the first run warms the caches
                    costs[name].setdefault(update, []).append(cost)
    return costs


def report(costs: dict[str, dict[str, list[Cost]]], *, statements: bool) -> None:
    """Prints a table for each conversation. Counts are those of the last run; they are the same in every one."""
    for name, updates in costs.items():
        print(f"\n  {name:46}{'SQL':>6}{'commits':>9}{'HTTP':>6}{'CPU ms':>9}")
        for update, runs in updates.items():
            _line(update, [runs])
            for statement in runs[-1].sql if statements else ():
                print(f"      {statement}")
        if len(updates) > 1:
            _line("total", list(updates.values()))


def _line(label: str, updates: Sequence[Sequence[Cost]]) -> None:
    sql, commits, http = (
        sum(count(runs[-1]) for runs in updates)
        for count in (lambda cost: len(cost.sql), lambda cost: cost.commits, lambda cost: cost.http)
    )
    cpu = sum(median(cost.cpu_ms for cost in runs) for runs in updates)
    print(f"    {label:44}{sql:>6}{commits:>9}{http:>6}{cpu:>9.1f}")


@contextmanager
def databases(folder: Path) -> Iterator[dict[str, str]]:
    """The URLs of an empty database of each kind, by name."""
    server = PostgresServer()
    try:
        yield {"SQLite": SqliteFiles(folder).fresh("bench"), "PostgreSQL": server.fresh()}
    finally:
        server.stop()


def main() -> None:
    arguments = argparse.ArgumentParser(description="What an update costs.")
    arguments.add_argument("--runs", type=int, default=9, help="how often everything is done; the median counts")
    arguments.add_argument("--statements", action="store_true", help="list the SQL statements and who asked for them")
    given = arguments.parse_args()
    warnings.filterwarnings("ignore", "XDG_RUNTIME_DIR is not set")  # the PostgreSQL package falls back to /tmp
    with (
        tempfile.TemporaryDirectory() as folder,
        PlaygroundServer() as playground,
        databases(Path(folder)) as urls,
    ):
        loop = Loop()
        for name, url in urls.items():
            desk = Desk(playground.url, url, loop)
            print(f"\n{name}, median of {given.runs} runs")
            report(run(desk, Meter(desk, loop, places=given.statements), given.runs), statements=given.statements)
            desk.close()
        loop.stop()


if __name__ == "__main__":
    main()
