"""What a tap costs that ticks one product among many: the price of a long list, as a ratio.

    python -m benchmarks.ticking [--taps 40] [--only sqlite]

The real bot answers over HTTP to the playground's Telegram, in this process. Of each list, one product is ticked and
unticked, first where nothing else is ticked and then where everything is; what a single update takes is the processor
time of the bot's thread and all its statements.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from typing import Any

from sqlalchemy import event, insert

from benchmarks.databases import Kind, databases
from benchmarks.table import heading, line
from playground.serving import PlaygroundServer
from storage import schema
from storage.database import open_database
from storage.tables import Conversation, Organisation, Product
from tests.desk import Desk, Loop
from tests.people import Chat

SMALL, MEDIUM, LARGE = 20, 400, 5_000


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one tap: its statements, the milliseconds they take and those of its transaction, and the row's size."""

    statements: float
    sql_ms: float
    update_ms: float
    row_kb: float


class Watch:
    """Notes what the statements of an engine take, from `BEGIN` to the end of each transaction."""

    def __init__(self, desk: Desk) -> None:
        self.count, self.sql, self.whole = 0, 0.0, 0.0
        self._began = self._statement = 0.0
        engine = desk.app.units.engine
        event.listen(engine, "begin", self._begins)
        event.listen(engine, "before_cursor_execute", self._asks)
        event.listen(engine, "after_cursor_execute", self._has)
        event.listen(engine, "commit", self._ends)

    def _begins(self, *_: Any) -> None:
        self._began = time.perf_counter()

    def _asks(self, *_: Any) -> None:
        self._statement = time.perf_counter()

    def _has(self, *_: Any) -> None:
        self.count += 1
        self.sql += time.perf_counter() - self._statement

    def _ends(self, *_: Any) -> None:
        self.whole += time.perf_counter() - self._began


def owner_of(desk: Desk, domains: int) -> Chat:
    """A client with so many domains and a few other products, who is asked which ones a partner should manage."""
    client = desk.client(f"Client {domains}", products=["Webshop", "Intranet"])
    with desk.work() as work:
        organisation = work.session.get_one(Organisation, client.organisation_id)
        organisation.account_id, organisation.as_of = f"A-{domains}", work.now
        rows = [
            {
                "organisation_id": organisation.id,
                "kind": "domain",
                "name": f"domain-{number:05}.example",
                "yearly_value": 1_200,
                "provider_id": f"{domains}-{number}",
                "as_of": work.now,
            }
            for number in range(1, domains + 1)
        ]
        work.session.execute(insert(Product), rows)
    client.says("/addpartner")
    client.taps("Alpweb")
    client.taps("Limited access")
    client.taps("🌐 Domains")
    return client


def cost(desk: Desk, client: Chat, taps: int) -> Cost:
    """Of a tick in the middle of what is shown, the median over that many taps."""
    data = client.find("domain-00003.example")
    watch = Watch(desk)
    counts, sql, whole = [], [], []
    for number in range(taps + 4):
        watch.count, watch.sql, watch.whole = 0, 0.0, 0.0
        client.press(*data)
        if number >= 4:  # the first ones warm the caches
            counts.append(watch.count)
            sql.append(watch.sql * 1_000)
            whole.append(watch.whole * 1_000)
    with desk.work() as work:
        state = work.session.get_one(Conversation, client.id).state
    return Cost(median(counts), median(sql), median(whole), len(repr(state)) / 1_000)


FIGURES: tuple[tuple[str, Callable[[Cost], float], int], ...] = (
    ("statements", lambda of: of.statements, 0),
    ("SQL ms", lambda of: of.sql_ms, 2),
    ("update ms", lambda of: of.update_ms, 2),
    ("conversation's row, kB", lambda of: of.row_kb, 1),
)


def main() -> None:
    """Prints a table for each database."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--taps", type=int, default=40)
    arguments.add_argument("--only", choices=[kind.name.lower() for kind in Kind])
    chosen = arguments.parse_args()
    with databases(core=0) as made, PlaygroundServer() as telegram:
        for kind in Kind:
            if chosen.only in (None, kind.name.lower()):
                measure(kind, made.fresh(kind), telegram.url, chosen.taps)


def measure(kind: Kind, url: str, telegram: str, taps: int) -> None:
    """The same tap among few, many and very many products."""
    engine = open_database(url)
    schema.upgrade(engine)
    engine.dispose()
    loop = Loop()
    desk = Desk(telegram, url, loop)
    try:
        desk.partner("Alpweb")
        people = {domains: owner_of(desk, domains) for domains in (SMALL, MEDIUM, LARGE)}
        for title in ("one ticked", "all ticked"):
            if title == "all ticked":
                for client in people.values():
                    client.taps("☑️ All ")
            found = {domains: cost(desk, client, taps) for domains, client in people.items()}
            for more in (MEDIUM, LARGE):
                heading(f"{kind.value}, {title}: a tap among {SMALL} and {more} domains", f"{SMALL}", f"{more}")
                for name, figure, digits in FIGURES:
                    line(name, [(figure(found[SMALL]), figure(found[more]))], digits)
    finally:
        desk.close()
        loop.stop()


if __name__ == "__main__":
    main()
