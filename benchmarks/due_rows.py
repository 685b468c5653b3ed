"""What is due is done once, however many processes look for it: one process beside two, on the same rows.

    python -m benchmarks.due_rows [--rows 10000] [--processes 2] [--only sqlite|postgresql]

After a long downtime, everybody of a made-up programme has two things waiting: a form that is not finished, and a
yearly check-up. Processes that have everything ready begin at the same moment and do what is due with the product's
own hands (`bot.caretaker`), until nothing is left. Then it is counted: the rows that each has done, the messages in the
outbox – one for each person, of both things –, and what is left.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, insert, select, text

from benchmarks.crowd import settle
from benchmarks.crowd_rows import Crowd
from benchmarks.databases import Kind, databases
from benchmarks.table import Limit, Target, heading, line
from bot.app import build_desk
from bot.caretaker.chores import all_chores
from bot.caretaker.hands import Hands
from bot.config import load_settings
from handlers.chat.due.holding import HELD
from handlers.chat.due.unfinished import FORM
from services.events import CheckUpDue
from storage.database import open_database
from storage.tables import Due, OutboxMessage
from storage.work import Units

NOW = dt.datetime(2026, 11, 25, 12, tzinfo=dt.UTC)
"""Wednesday, one o'clock in Zurich."""
OF_A_PERSON = 2
"""Things that are due for everybody."""
ROOT = Path(__file__).parents[1]
EXACTLY = Target(Limit.AT_MOST, 0)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of so many rows: those that each process has done, in so many seconds; messages, chats, and rows that
    are left."""

    rows: int
    done: Sequence[int]
    seconds: float
    messages: int
    chats: int
    left: int

    @property
    def lost(self) -> int:
        """Things that nobody has done, or that somebody was not told of."""
        return self.left + max(0, self.rows - sum(self.done)) + max(0, self.rows // OF_A_PERSON - self.chats)

    @property
    def repeated(self) -> int:
        """Things that were done more than once, or told so."""
        return max(0, sum(self.done) - self.rows) + self.messages - self.chats


def main() -> int:
    """Prints a table for each database; 1 where something was lost or repeated."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--rows", type=int, default=10_000)
    arguments.add_argument("--processes", type=int, default=2)
    arguments.add_argument("--only", choices=[kind.name.lower() for kind in Kind])
    arguments.add_argument("--work-on", help=argparse.SUPPRESS)
    chosen = arguments.parse_args()
    if chosen.work_on is not None:
        _work(chosen.work_on)
        return 0
    are_met = True
    with databases(core=0) as made:
        for kind in Kind:
            if chosen.only in (None, kind.name.lower()):
                alone, together = (race(made.fresh(kind), chosen.rows, number) for number in (1, chosen.processes))
                are_met &= _print(kind, alone, together)
    return 0 if are_met else 1


def _print(kind: Kind, alone: Outcome, together: Outcome) -> bool:
    heading(f"{kind.value}: {alone.rows:,} due rows", "1 process", f"{len(together.done)} processes")
    line("seconds", [(alone.seconds, together.seconds)], 1)
    line("rows a second", [(alone.rows / alone.seconds, together.rows / together.seconds)], 0)
    line("messages", [(alone.messages, together.messages)], 0)
    are_met = line("lost", [(alone.lost, together.lost)], 0, EXACTLY)
    are_met &= line("repeated", [(alone.repeated, together.repeated)], 0, EXACTLY)
    print(f"    done by each: {', '.join(f'{count:,}' for count in together.done)}")
    return are_met


def race(url: str, rows: int, processes: int) -> Outcome:
    """Has so many processes do so many rows, in an empty database."""
    fill(url, rows)
    command = [sys.executable, "-m", "benchmarks.due_rows", "--work-on", url]
    running = [
        subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)  # noqa: S603 - our own
        for _ in range(processes)
    ]
    for each in running:
        assert each.stdout is not None
        each.stdout.readline()  # it is ready
    began = time.perf_counter()
    for each in running:
        assert each.stdin is not None
        each.stdin.write("go\n")
        each.stdin.flush()
    done = [int(json.loads(each.communicate()[0])["done"]) for each in running]
    seconds = time.perf_counter() - began
    engine = open_database(url)
    with engine.connect() as connection:
        told = connection.execute(select(func.count(), func.count(OutboxMessage.chat_id.distinct()))).one()
        left = connection.execute(select(func.count()).select_from(Due)).scalar_one()
    engine.dispose()
    return Outcome(rows, done, seconds, told[0], told[1], left)


def fill(url: str, rows: int) -> None:
    """A made-up programme in which that many things have been due for a while, `OF_A_PERSON` for everybody."""
    crowd = Crowd(rows // OF_A_PERSON, 1_000_000)
    settle(url, crowd, NOW)
    engine = open_database(url)
    due = []
    for number in range(crowd.size):
        person, organisation = number + 1, number // 2 + 1
        at = NOW - dt.timedelta(days=1) + dt.timedelta(seconds=number)
        common = {"person_id": person, "partnership_id": None, "due_at": at, "made_at": at}
        about = {"event": CheckUpDue.__name__, "about": {"organisation_id": organisation}}
        mark = f"{CheckUpDue.__name__}:{organisation}:{person}"
        due.append({"kind": FORM, "mark": str(crowd.chat(number)), "content": {}} | common)
        due.append({"kind": HELD, "mark": mark, "content": about} | common)
    with engine.begin() as connection:
        connection.execute(insert(Due), due)
        if engine.dialect.name == "postgresql":
            connection.execute(text("ANALYZE"))
    engine.dispose()


def _work(url: str) -> None:
    settings = load_settings(None)
    desk = build_desk(settings, "handschlag_bot")
    engine = open_database(url)
    hands = Hands(Units(engine, lambda: NOW))
    chore = next(each for each in all_chores(desk, settings.programme) if each.name == "due")
    print("ready", flush=True)
    sys.stdin.readline()
    done = 0
    while some := hands.do_some(chore)[0]:
        done += some
    print(json.dumps({"done": done}), flush=True)
    engine.dispose()


if __name__ == "__main__":
    sys.exit(main())
