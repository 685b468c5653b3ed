"""How fast `handschlag import` takes the provider's records, and how much memory that needs.

    python -m benchmarks.imports [--records 100000] [--only sqlite|postgresql]

Every figure is of one process of the command, start and both passes over the file included. Of the accounts, every
twentieth is a partner. “Again” is the same file a second time, which changes nothing; “newer” is the same records as of
a later moment, every tenth with another name; “gone” closes every account, cancels every product and so on. Bounded
memory shows in the last columns: with ten times as many records, it is the same.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import orjson

from benchmarks.databases import Databases, Kind, databases
from benchmarks.load.machine import cores
from storage.database import open_database
from storage.schema import upgrade

RECORDS = 100_000
FEW = 10
"""Of so many times fewer records, memory is measured, too."""

Record = dict[str, object]
Round = tuple[str, str, bool]
"""Its name, `as_of`, and whether everything is gone by then."""
ROUNDS: tuple[Round, ...] = (
    ("first", "2026-01-01T00:00:00Z", False),
    ("again", "2026-01-01T00:00:00Z", False),
    ("newer", "2026-01-02T00:00:00Z", False),
    ("gone", "2026-01-03T00:00:00Z", True),
)


@dataclass(frozen=True, slots=True)
class Figure:
    """What one import took: seconds of the clock and of the processor, and megabytes at its peak."""

    seconds: float
    processor_s: float
    peak_mb: float


def account(number: int, as_of: str, *, gone: bool) -> Record:
    """An account; every twentieth is a partner's."""
    newer = " neu" if as_of > ROUNDS[0][1] and number % 10 == 0 else ""
    return {
        "account": f"A{number}",
        "kind": "company",
        "name": f"Firma {number}{newer} (Demo) AG",
        "country": "LI",
        "register_number": f"FL-{number // 10**6:04}.{number // 10**3 % 10**3:03}.{number % 10**3:03}-1",
        "email": f"office{number}@example.ch",
        "partner": number % 20 == 0,
        "status": "closed" if gone else "open",
        "as_of": as_of,
    }


def person(number: int, as_of: str, *, gone: bool) -> Record:
    """A legal representative of the account of the same number."""
    newer = " Neu" if as_of > ROUNDS[0][1] and number % 10 == 0 else ""
    return {
        "person": f"P{number}",
        "account": f"A{number}",
        "name": f"Mia Muster{newer}",
        "role": "legal_representative",
        "status": "removed" if gone else "active",
        "as_of": as_of,
    }


def product(number: int, as_of: str, *, gone: bool) -> Record:
    """A domain of the account of the same number."""
    newer = "neu-" if as_of > ROUNDS[0][1] and number % 10 == 0 else ""
    return {
        "product": f"D{number}",
        "account": f"A{number}",
        "kind": "domain",
        "name": f"{newer}firma{number}.example",
        "yearly_value": "18.00",
        "expires_on": "2027-01-01",
        "status": "cancelled" if gone else "active",
        "as_of": as_of,
    }


def booking(number: int, as_of: str, *, gone: bool) -> Record:
    """An order of the account of the same number; what is gone is paid for by somebody else."""
    return {
        "order": f"O{number}",
        "account": f"A{number}",
        "kind": "order",
        "product": f"D{number}",
        "amount": "18.00",
        "currency": "CHF",
        "booked_on": "2026-01-01",
        "ordered_by": f"A{number}",
        "paid_by": "A1" if gone else f"A{number}",
        "as_of": as_of,
    }


MADE: dict[str, Callable[..., Record]] = {
    "accounts": account,
    "people": person,
    "products": product,
    "orders": booking,
}


def main() -> None:
    """Prints the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=RECORDS)
    parser.add_argument("--only", choices=[kind.name.lower() for kind in Kind])
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, databases(cores().generator) as made:
        for kind in Kind:
            if given.only in (None, kind.name.lower()):
                print(f"\n{kind}, {given.records:,} records of each kind")
                heads = ("records/s", "seconds", "CPU s", "peak MB", f"of 1/{FEW}")
                print(f"{'':10}{'round':8}{heads[0]:>12}{''.join(f'{head:>10}' for head in heads[1:])}")
                for name, round_, many, few in _measure(made, kind, Path(folder), given.records):
                    rate = given.records / many.seconds
                    times = f"{rate:>12,.0f}{many.seconds:>10.1f}{many.processor_s:>10.1f}"
                    print(f"{name:10}{round_:8}{times}{many.peak_mb:>10.0f}{few.peak_mb:>10.0f}", flush=True)


def _measure(made: Databases, kind: Kind, folder: Path, records: int) -> Iterator[tuple[str, str, Figure, Figure]]:
    urls = [made.fresh(kind) for _ in range(2)]
    for url in urls:
        engine = open_database(url)
        upgrade(engine)
        engine.dispose()
    order = [*((name, each) for each in ROUNDS[:3] for name in MADE), *((name, ROUNDS[3]) for name in reversed(MADE))]
    for name, (label, as_of, gone) in order:
        figures = []
        for url, count in zip(urls, (records, records // FEW), strict=True):
            path = folder / f"{name}.jsonl"
            with path.open("wb") as file:
                for number in range(1, count + 1):
                    file.write(orjson.dumps(MADE[name](number, as_of, gone=gone)) + b"\n")
            figures.append(_import(url, name, path))
        yield name, label, figures[0], figures[1]


def _import(url: str, name: str, path: Path) -> Figure:
    begun = time.perf_counter()
    command = [sys.executable, "-m", "bot", "import", name, str(path)]
    running = subprocess.Popen(  # noqa: S603 - our own command
        command, env={**os.environ, "HANDSCHLAG_DATABASE_URL": url}, stdout=subprocess.DEVNULL
    )
    _, status, used = os.wait4(running.pid, 0)
    if status != 0:
        raise SystemExit(f"handschlag import {name} has failed")
    return Figure(time.perf_counter() - begun, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


if __name__ == "__main__":
    main()
