"""How long a month's overview of income takes in a large programme, and how fast entries with income come in.

    python -m benchmarks.income [--entries 1000000] [--only sqlite|postgresql]

The entries are of two years; a quarter of them is one partner's, with 400 clients, the others are those of 99 partners.
“All” is what a legal representative sees, “given” what an employee sees to whom twenty clients are given. A look is
what the service does: rights, sums by client and kind, names, the months that there are. “Taken” are entries by which a
partner earns, through the service that takes them, in batches of 500. “At first” is each month's first look, when
nobody has read it yet. “Own CPU” is the processor time of a look in this process, which a busy machine does not change.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import resource
import statistics
import time
from collections.abc import Callable

from benchmarks.databases import Kind, databases
from benchmarks.income_rows import CLIENTS_OF_LARGE, EMPLOYEE, KINDS, MONTHS, NOW, PARTNERS, REPRESENTATIVE, fill
from benchmarks.load.machine import cores
from bot.profile.reading import load_profile
from domain.accounts.records import OrderRecord, read_order
from domain.programme import Programme
from services.accounts.taking import take_orders
from services.income.reading import month_of, months_before, overview
from storage.database import open_database
from storage.tables import Person
from storage.work import Units, Work

ENTRIES = 1_000_000
LOOKS = 200
TAKEN = 20_000


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", type=int, default=ENTRIES)
    parser.add_argument("--only", choices=[kind.name.lower() for kind in Kind])
    given = parser.parse_args()
    programme = load_profile()
    with databases(cores().generator) as made:
        for kind in Kind:
            if given.only in (None, kind.name.lower()):
                url = made.fresh(kind)
                fill(url, given.entries)
                _measure(kind, Units(open_database(url), lambda: NOW), programme, given.entries)


def _measure(kind: Kind, units: Units, programme: Programme, entries: int) -> None:
    print(f"\n{kind}, {entries:,} entries")
    chance = random.Random(2)  # noqa: S311 - as above
    before = _peak_mb()
    months = [months_before(month_of(NOW.date()), back) for back in range(MONTHS)]
    for name, who in (("all", REPRESENTATIVE), ("given", EMPLOYEE)):
        first = sorted(_timed(units, month, who) for month in months)
        processor = time.process_time()
        spans = sorted(_timed(units, chance.choice(months), who) for _ in range(LOOKS))
        own = (time.process_time() - processor) / LOOKS * 1000
        p50, p95 = statistics.median(spans), spans[int(len(spans) * 0.95)]
        print(
            f"  a month, {name:6} p50 {p50:6.1f} ms  p95 {p95:6.1f} ms  most {spans[-1]:6.1f} ms  own CPU {own:4.1f} ms"
        )
        print(f"  a month, {name:6} at first p50 {statistics.median(first):6.1f} ms  most {first[-1]:6.1f} ms")
    print(f"  peak of memory: {_peak_mb():.0f} MB, of which {_peak_mb() - before:.0f} MB came with the looks")
    records = [_record(entries + number) for number in range(TAKEN)]
    begun = time.perf_counter()
    with units.begin("import") as work:
        take_orders(work, programme, records)
    span = time.perf_counter() - begun
    print(f"  taken: {TAKEN / span:,.0f} entries a second")


def _timed(units: Units, month: dt.date, who: int) -> float:
    begun = time.perf_counter()
    _look(units, who, lambda work, person: overview(work, person, month, month))
    return (time.perf_counter() - begun) * 1000


def _look(units: Units, who: int, look: Callable[[Work, Person], object]) -> None:
    with units.begin("chat") as work:
        look(work, work.session.get_one(Person, who))


def _record(number: int) -> OrderRecord:
    """A new renewal of one of the large partner's clients, ordered by itself."""
    client = PARTNERS + 1 + number % CLIENTS_OF_LARGE
    return read_order(
        {
            "order": f"O{number}",
            "account": f"A{client}",
            "kind": "renewal",
            "product": f"D{client}-{number % len(KINDS)}",
            "amount": "18.00",
            "currency": "CHF",
            "booked_on": "2026-11-27",
            "ordered_by": f"A{client}",
            "paid_by": f"A{client}",
            "as_of": "2026-11-28T09:00:00Z",
        }
    )


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
