"""What it costs that events wait because the provider's systems have been down for days: next to nothing, as a ratio.

    python -m benchmarks.waiting_events [--events 100000] [--rounds 40] [--only sqlite|postgresql]

The same is done in a database in which none wait and in one with that many, two in each lane: what a worker does every
second, a look for what is to be sent, one event that is put off, one more that is written, and what an operator sees.
Times are the whole transactions', their commits included, the lowest of all rounds.
"""

from __future__ import annotations

import argparse
import datetime as dt
import io
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass, replace

from sqlalchemy import insert, text

from benchmarks.databases import Kind, databases
from benchmarks.table import Limit, Target, heading, line
from bot.commands.events import print_list
from bot.config import Settings, load_settings
from storage import effects, schema
from storage.database import open_database
from storage.runtime import workers
from storage.runtime.due_lanes import put_off
from storage.runtime.orphans import take_orphans
from storage.runtime.outbox import add, waiting_ids
from storage.tables import Organisation, OutboxMessage, ProgrammeEvent
from storage.work import Units

EVENTS, LANE = 100_000, 2
"""How many wait, and how many of them in one lane."""
AT_ONCE = 8
FLAT = Target(Limit.AT_MOST_TIMES, 1.5)
COUNTED = Target(Limit.AT_MOST, 100)
"""Milliseconds: an operator wants to know how many there are, and they have to be counted."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A database in which so many events wait for a worker, or for a dead one."""

    units: Units
    worker_id: int
    settings: Settings

    def beat(self) -> None:
        """What is done for the outbox at every beat (see `bot.team.presence`)."""
        with self.units.begin("job") as work:
            now = workers.moment(work.session)
            workers.colleagues(work.session, now)
            workers.beat(work.session, self.worker_id, self.worker_id, now)
            take_orphans(work.session, self.worker_id)
            waiting_ids(work.session, self.worker_id)
            workers.pauses(work.session, now)

    def look(self) -> None:
        """What the sender does before it sends: it asks which events are due."""
        with self.units.begin("job") as work:
            effects.due(work.session, self.worker_id, work.now, AT_ONCE, [])

    def fail(self) -> None:
        """One event could not be sent: it is looked for, and its lane put off for a moment."""
        with self.units.begin("job") as work:
            for each in effects.due(work.session, self.worker_id, work.now, 1, []):
                kept = effects.event(work.session, each.event_id)
                effects.remember_answer(kept, {"status": 503})
                put_off(work.session, each.lane, work.now)

    def write(self) -> None:
        """One more event, in a lane in which others may wait."""
        with self.units.begin("job") as work:
            happened = ProgrammeEvent(kind="vat_number.removed", at=work.now, organisation_id=1, content={})
            work.session.add(happened)
            work.session.flush()
            add(work.session, [effects.draft_of(happened)], self.worker_id, work.now)

    def list(self) -> None:
        """What `handschlag events list --waiting` shows."""
        with self.units.begin("cli") as work, redirect_stdout(io.StringIO()):
            print_list(work, self.settings, effects.Wanted(waiting=True), 20)

    def count(self) -> None:
        """What `handschlag doctor` asks."""
        with self.units.begin("cli") as work:
            effects.backlog(work.session)


DEEDS: Mapping[str, tuple[Callable[[Waiting], None], Target]] = {
    "a beat": (Waiting.beat, FLAT),
    "a look for what is due": (Waiting.look, FLAT),
    "an event put off": (Waiting.fail, FLAT),
    "one more event": (Waiting.write, FLAT),
    "handschlag events --waiting": (Waiting.list, COUNTED),
    "handschlag doctor": (Waiting.count, COUNTED),
}


def main() -> None:
    """Prints a table for each database."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--events", type=int, default=EVENTS)
    arguments.add_argument("--rounds", type=int, default=40)
    arguments.add_argument("--only", choices=[kind.name.lower() for kind in Kind])
    chosen = arguments.parse_args()
    with databases(core=0) as made:
        for kind in Kind:
            if chosen.only in (None, kind.name.lower()):
                _measure(kind, [filled(made.fresh(kind), count) for count in (LANE, chosen.events)], chosen.rounds)


def _measure(kind: Kind, places: Sequence[Waiting], rounds: int) -> None:
    heading(f"{kind.value}: milliseconds where few and many events wait", "few", "many")
    for name, (deed, target) in DEEDS.items():
        line(name, [(_lowest_ms(deed, places[0], rounds), _lowest_ms(deed, places[1], rounds))], 2, target)
    left = places[1].units.engine
    with left.begin() as connection:
        connection.execute(text("DELETE FROM worker"))
    fresh = _signed_in(places[1])
    began, beats = time.perf_counter(), 0
    slowest = 0.0
    while beats == 0 or _orphans(fresh):
        slowest = max(slowest, _lowest_ms(Waiting.beat, fresh, 1))
        beats += 1
    print(f"    a new process has taken them over after {beats} beats, the slowest took {slowest:,.0f} ms", end="")
    print(f" ({time.perf_counter() - began:.1f} s in all)")


def _orphans(place: Waiting) -> bool:
    with place.units.engine.begin() as connection:
        found = text("SELECT 1 FROM outbox WHERE failed_at IS NULL AND worker_id <> :me LIMIT 1")
        return connection.execute(found, {"me": place.worker_id}).first() is not None


def _lowest_ms(deed: Callable[[Waiting], None], place: Waiting, rounds: int) -> float:
    taken = []
    for _ in range(rounds):
        began = time.perf_counter()
        deed(place)
        taken.append(time.perf_counter() - began)
    return min(taken) * 1_000


def filled(url: str, count: int) -> Waiting:
    """A new database in which that many events wait, `LANE` in a lane."""
    engine = open_database(url)
    schema.upgrade(engine)
    units = Units(engine, lambda: dt.datetime.now(dt.UTC), listened=True)
    place = _signed_in(Waiting(units, 0, load_settings(None)))
    with units.begin("cli") as work:
        at = work.now - dt.timedelta(days=2)
        numbers = range(1, count // LANE + 1)
        named = [
            {"id": n, "kind": "company", "name": f"Firma {n} (Demo) AG", "country": "CH", "currency": "CHF"}
            | {"sort_name": "", "search_name": "", "skeleton": "", "created_at": at, "is_partner": False}
            for n in numbers
        ]
        work.session.connection().execute(insert(Organisation), named)
        happened, waits = [], []
        for n in numbers:
            for place_in_lane in range(LANE):
                number = n + place_in_lane * len(numbers)
                happened.append(
                    {
                        "id": number,
                        "kind": "vat_number.removed",
                        "at": at,
                        "organisation_id": n,
                        "content": {},
                        "tries": 0,
                    }
                )
                waits.append(
                    {"id": number, "chat_id": effects.OF_ORGANISATIONS - n, "method": effects.METHOD, "parameters": {}}
                    | {"created_at": at, "worker_id": place.worker_id, "event_id": number, "due_at": at, "priority": 0}
                    | {"fleeting": False}
                )
        connection = work.session.connection()
        connection.execute(insert(ProgrammeEvent), happened)
        connection.execute(insert(OutboxMessage), waits)
        if engine.dialect.name == "postgresql":
            for table in ("programme_event", "outbox"):
                connection.execute(text(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), {count})"))
    if engine.dialect.name == "postgresql":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE"))
    return place


def _signed_in(place: Waiting) -> Waiting:
    with place.units.begin("job") as work:
        return replace(place, worker_id=workers.register(work.session, "here", 1, 1))


if __name__ == "__main__":
    main()
