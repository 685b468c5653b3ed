"""Which SQL statements get slower with the size of the database: the product on a small one and on a large one.

The real bot answers the same people on both in turn, over HTTP to the playground's Telegram.
"""

from __future__ import annotations

import datetime as dt
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from statistics import median
from typing import Any

from sqlalchemy import Connection, Engine, event

from domain.words import Money
from services import products
from services.people import invitations
from tests.desk import Desk, Loop
from tests.people import Chat
from tests.programmes import AT_ONCE

PARTNER = 7
"""The number of the partner who is asked. No client that asks has it already."""
PEOPLE_APART = 10
"""Every fifth client, with two people each, waits for the answer to a request."""
SLOWER, WORTH_MS, SEEN = 2.0, 0.5, 5
"""A statement is worth a word where it takes so many times as long and so much longer, and was made so often."""
Step = tuple[str, Callable[[], object]]


@dataclass(slots=True)
class Watched:
    """A desk whose statements are timed: `taken_ms` by what was done and by statement."""

    desk: Desk
    people: list[Chat] = field(default_factory=list)
    doing: str = ""
    taken_ms: dict[str, dict[str, list[float]]] = field(default_factory=dict)
    parameters: dict[str, Any] = field(default_factory=dict)

    def watch(self, engine: Engine) -> None:
        """From now on, every statement on the engine is timed."""
        event.listen(engine, "before_cursor_execute", self._begins)
        event.listen(engine, "after_cursor_execute", self._ends)

    def do(self, what: str, act: Callable[[], object]) -> None:
        """Does something and waits until the bot is at rest again."""
        self.desk.clock.advance(seconds=1)
        self.doing = what
        act()
        self.doing = ""

    def total_ms(self, what: str, times: int) -> float:
        """What all statements of one update take together, on average."""
        return sum(sum(taken) for taken in self.taken_ms[what].values()) / times

    def typical_ms(self) -> dict[str, float]:
        """What each statement takes, wherever it is made."""
        pooled: dict[str, list[float]] = {}
        for statements in self.taken_ms.values():
            for statement, taken in statements.items():
                pooled.setdefault(statement, []).extend(taken)
        return {statement: median(taken) for statement, taken in pooled.items() if len(taken) >= SEEN}

    def plan(self, statement: str) -> list[str]:
        """How the database goes about it."""
        engine = self.desk.app.units.engine
        explain = "EXPLAIN QUERY PLAN" if engine.dialect.name == "sqlite" else "EXPLAIN"
        with engine.begin() as connection:
            return [
                str(row[-1]) for row in connection.exec_driver_sql(f"{explain} {statement}", self.parameters[statement])
            ]

    def _begins(self, connection: Connection, *_: object) -> None:
        connection.info["began"] = time.perf_counter()

    def _ends(self, connection: Connection, _cursor: object, statement: str, parameters: Any, *_: object) -> None:
        taken_ms = 1000 * (time.perf_counter() - connection.info["began"])
        what = self.doing or "between updates, in one run"
        self.taken_ms.setdefault(what, {}).setdefault(statement, []).append(taken_ms)
        self.parameters[statement] = parameters


@contextmanager
def talks(urls: tuple[str, str], playground_url: str, now: dt.datetime, runs: int) -> Iterator[tuple[Watched, Watched]]:
    """Has the conversations on the small and on the large database, `runs` times, with other people each time.

    They are those of the crowd whose chats the playground gives to the first people that it makes.
    """
    loop = Loop()
    small, large = (_opened(Desk(playground_url, url, loop), now, runs) for url in urls)
    try:
        for number in range(runs + 1):
            if number == 1:
                for watched in (small, large):  # the first run warms the caches
                    watched.watch(watched.desk.app.units.engine)
            for step, same in zip(_conversations(small, number), _conversations(large, number), strict=True):
                small.do(*step)
                large.do(*same)
        yield small, large
    finally:
        small.desk.close()
        large.desk.close()
        loop.stop()


def _opened(desk: Desk, now: dt.datetime, runs: int) -> Watched:
    desk.clock.moment = now
    return Watched(desk, [desk.person(f"Person {number}") for number in range(PEOPLE_APART * (runs + 1))])


def _conversations(watched: Watched, number: int) -> Iterator[Step]:
    desk = watched.desk
    client, partner = watched.people[PEOPLE_APART * number], watched.people[PEOPLE_APART * number + 2]
    with desk.work() as work:
        products.add(work, client.row(work), "other", "Webshop", Money(Decimal(240), "CHF"))
        invitations.join(
            work, partner.row(work), invitations.invite_again(work, f"P-{PARTNER}", programme=AT_ONCE).token
        )
        work.events.clear()
    yield "partner: /start", lambda: partner.says("/start")
    for command in ("/start", "/menu", "/partners", "/products", "/organisation", "/vat", "/addpartner"):
        yield f"client: {command}", lambda command=command: client.says(command)  # type: ignore[misc]  # bound at once
    yield "client: a name that no partner has", lambda: client.says("Nobody")
    yield "client: a partner’s name", lambda: client.says(f"Partner {PARTNER} AG")
    for label in ("Limited access", "Webshop", "Done", "Send the request"):
        yield f"client: [{label}]", lambda label=label: client.taps(label)  # type: ignore[misc]  # bound at once
    for command in ("/requests", "/clients", "/clients Client 1"):
        yield f"partner: {command}", lambda command=command: partner.says(command)  # type: ignore[misc]  # bound at once
    yield "partner: [Confirm]", lambda: partner.taps("Confirm")
    yield "client: a question", lambda: client.says("What does full access mean?")
    yield "client: /cancel", lambda: client.says("/cancel")
    yield "a round of the caretaker", desk.look_at_deadlines


def report(small: Watched, large: Watched, runs: int) -> None:
    """Prints what each update's statements take on both, and the statements that get slower, with their plans."""
    print(f"\n    {'SQL ms per update':44}{'small':>9}{'large':>9}{'ratio':>8}")
    for what in small.taken_ms:
        before, after = small.total_ms(what, runs), large.total_ms(what, runs)
        print(f"    {what:44}{before:>9.2f}{after:>9.2f}{after / before:>8.2f}")
    quick = small.typical_ms()
    slower = {
        statement: (quick[statement], taken_ms)
        for statement, taken_ms in large.typical_ms().items()
        if statement in quick and taken_ms > SLOWER * quick[statement] and taken_ms > quick[statement] + WORTH_MS
    }
    print(f"\n    {'Statements that get slower, ms:' if slower else 'No statement gets slower.'}")
    for statement, (before, after) in slower.items():
        print(f"    {before:9.2f}{after:9.2f}  {_short(statement)}")
        for step in large.plan(statement):
            print(f"{'':26}{step}")


def _short(statement: str) -> str:
    return re.sub("SELECT .*? FROM", "SELECT … FROM", " ".join(statement.split()))[:300]
