"""What a million stored conversations and a million partnerships cost, compared with an empty database.

    python -m benchmarks.size [--records 1000000] [--rounds 3] [--only sqlite|postgresql]

`benchmarks/README.md` says how to read the tables. The exit status says nothing about targets.
"""

from __future__ import annotations

import argparse
import datetime as dt
import logging
import pickle
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks import statements
from benchmarks.crowd import settle
from benchmarks.crowd_rows import Crowd
from benchmarks.databases import Databases, Kind, databases
from benchmarks.load.bot_process import Program
from benchmarks.load.machine import Cores, cores
from benchmarks.load.outcome import Outcome
from benchmarks.load.run import Load, play
from benchmarks.load.start import Start, start
from benchmarks.load.talks import order
from benchmarks.load.telegram import TOKEN
from benchmarks.table import Limit, Target, heading, line
from playground.people_api import FIRST_PERSON_ID
from playground.serving import PlaygroundServer

RECORDS = 1_000_000
PEOPLE = 20
SMALL = 1_000
"""People and partnerships in the database with which the statements of the large one are compared."""
STARTS = 5
TALKS = 5
"""How often each conversation of the product is had on either database."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A database with its crowd, of which twenty people talk to the bot, and the bots that work on it."""

    kind: Kind
    url: str
    crowd: Crowd
    on: Cores

    def product(self, api: str) -> Program:
        """The product itself."""
        settings = {"TOKEN": TOKEN, "API_URL": api, "DATABASE_URL": self.url, "LOG_LEVEL": "WARNING"}
        command = (sys.executable, "-m", "bot", "run")
        return Program(command, {f"HANDSCHLAG_{name}": value for name, value in settings.items()})

    def begin(self) -> Start:
        return start(self.product, self.crowd.chat(0), "/partners", self.on)

    def talk(self, seed: int, server: int | None) -> Outcome:
        """The reference conversation under light load."""
        load = Load(
            order,
            people=PEOPLE,
            conversations=5,
            think_s=0.38,
            first_chat=self.crowd.first_chat,
            chat_step=self.crowd.step * (self.crowd.size // PEOPLE),
            seed=seed,
        )
        program = Program((sys.executable, "-m", "benchmarks.order5_bot"), {"DATABASE_URL": self.url})
        return play(load, program, self.on, beside=server)


def compare(empty: Stage, large: Stage, rounds: int, server: int | None) -> None:
    """Start, memory and latency, on each of the two in turn."""
    starts = [(empty.begin(), large.begin()) for _ in range(STARTS)]
    talks = [(empty.talk(seed, server), large.talk(seed, server)) for seed in range(1, rounds + 1)]
    heading(f"{large.kind}, {large.crowd.size:,} conversations and as many partnerships", "empty", "large")
    second, tenth = Target(Limit.AT_MOST, 1), Target(Limit.AT_MOST_TIMES, 1.1)
    line("start until it polls, s", [(one.polls_s, two.polls_s) for one, two in starts], 2)
    line("start until first answer, s", [(one.answers_s, two.answers_s) for one, two in starts], 2, second)
    memory = [(one.memory_mb, two.memory_mb) for one, two in talks]
    line("memory after 500 updates, MB", memory, 1, Target(Limit.AT_MOST_MORE, 10))
    for percent in (50, 99):
        waits = [(one.wait_ms(percent), two.wait_ms(percent)) for one, two in talks]
        line(f"p{percent} ms at 38 updates/s", waits, 2, tenth)
    line("CPU ms per update", [(one.cpu_ms, two.cpu_ms) for one, two in talks], 2, tenth)
    others = max(outcome.others_share for pair in talks for outcome in pair)
    print(f"    other programs used up to {others:.0%} of the bot’s core")


def weigh(sizes: dict[str, int], crowd: Crowd) -> None:
    """Prints what the rows of one conversation and one partnership take in each table."""
    print(f"\n    Bytes per record, with indexes: {sum(sizes.values()) / crowd.size:,.0f} in all")
    for table, size in sizes.items():
        print(f"        {table:20}{size / crowd.size:>8,.0f}")


def compare_peer(folder: Path, records: int, on: Cores) -> None:
    """What python-telegram-bot needs that has as many conversations in the file of its `PicklePersistence`."""
    starts = []
    for size in (0, records):
        file = folder / f"peer{size}"
        with file.open("wb") as opened:  # as the library writes it
            pickle.dump(
                {
                    "conversations": {"order": {(key, key): key % 4 for key in range(1, size + 1)}},
                    "user_data": {key: {"name": f"n{key}", "choice": "A"} for key in range(1, size + 1)},
                    "chat_data": {},
                    "bot_data": {},
                    "callback_data": None,
                },
                opened,
            )
        settings = {"EFFECTS_DB": str(folder / "effects.db")}
        program = Program((sys.executable, "-m", "benchmarks.peer_bot", "--pickle", str(file)), settings)
        starts.append(start(lambda _api, program=program: program, 1, "/start", on))  # type: ignore[misc] # bound at once
    heading(f"The peer with PicklePersistence, {records:,} conversations", "empty", "large")
    empty, large = starts
    line("start until first answer, s", [(empty.answers_s, large.answers_s)], 2)
    line("memory, MB", [(empty.memory_mb, large.memory_mb)], 1)


def main() -> None:
    arguments = argparse.ArgumentParser(description="What a large database costs.")
    arguments.add_argument("--records", type=int, default=RECORDS, help="conversations, and as many partnerships")
    arguments.add_argument("--rounds", type=int, default=3, help="how often latency is measured on either database")
    arguments.add_argument("--only", choices=[kind.name.lower() for kind in Kind], help="one kind of database")
    given = arguments.parse_args()
    on, now = cores(), dt.datetime.now(dt.UTC)
    logging.getLogger("bot").setLevel(logging.ERROR)  # most people of the crowd are not in the playground
    with databases(on.generator) as made, tempfile.TemporaryDirectory() as folder:
        compare_peer(Path(folder), given.records, on)
        for kind in Kind:
            if given.only in (None, kind.name.lower()):
                measure(kind, made, on, now, given.records, given.rounds)


def measure(kind: Kind, made: Databases, on: Cores, now: dt.datetime, records: int, rounds: int) -> None:
    """Everything about one kind of database."""
    large = Stage(kind, made.fresh(kind), Crowd(records, FIRST_PERSON_ID), on)
    empty = Stage(kind, made.fresh(kind), Crowd(PEOPLE, FIRST_PERSON_ID, records // PEOPLE), on)
    small = Stage(kind, made.fresh(kind), Crowd(SMALL, FIRST_PERSON_ID), on)
    began = time.perf_counter()
    sizes = settle(large.url, large.crowd, now)
    print(
        f"\n{kind}: {records:,} conversations and partnerships made in {time.perf_counter() - began:.0f} s", flush=True
    )
    settle(empty.url, empty.crowd, now)
    settle(small.url, small.crowd, now)
    compare(empty, large, rounds, made.server_pid if kind is Kind.POSTGRESQL else None)
    weigh(sizes, large.crowd)
    with (
        PlaygroundServer() as playground,
        statements.talks((small.url, large.url), playground.url, now, TALKS) as (few, many),
    ):
        statements.report(few, many, TALKS)


if __name__ == "__main__":
    main()
