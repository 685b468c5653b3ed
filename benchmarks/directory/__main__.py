"""Finds whom people look for, and how long that takes among many entries.

    python -m benchmarks.directory [--entries 5000] [--only sqlite]

First the sixty questions of `questions`, then searches among many entries that are made of the same words, so that
thousands say the same. A search is a unit of work of its own: it asks which entries are shown, ranks them, and reads a
page of eight.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import random
import time
from collections.abc import Iterator
from statistics import median, quantiles

from sqlalchemy import Engine, event, insert, text
from sqlalchemy.orm import Session

from benchmarks.databases import Kind, databases
from benchmarks.directory.questions import FOLDER, missed, questions
from benchmarks.partner_search import names, partner_row
from bot.config import load_settings
from bot.units import units_on
from domain.directory.index import Index
from domain.directory.places import COUNTRIES, folded_names
from domain.directory.tongues import CODES
from domain.directory.wanted import Filters
from domain.organisations.verification import VerifiedBy
from services.directory import finding
from storage import schema
from storage.database import open_database
from storage.tables import DirectoryEntry, Organisation

BATCH = 1_000
TIMES = 5
SIZE = 8
HALVES = ("tune", "final")
CANTONS = ("CH-ZH", "CH-BE", "CH-LU", "CH-GE", "CH-VD", "CH-VS", "CH-TI", "CH-BS", "CH-SG", "CH-AG", "CH-GR", "CH-FR")


def main() -> None:
    """Prints a table; it ends with 1 where a search takes too long or finds too little."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=5_000)
    parser.add_argument("--only", choices=[kind.name.lower() for kind in Kind])
    options = parser.parse_args()
    programme = load_settings(None).programme
    for half in HALVES:
        asked, wrong = list(questions(half)), missed(programme, half)
        print(f"{half:6} {len(asked) - len(wrong)} of {len(asked)} found among the first three")
        for question, first in wrong:
            print(f"       missed: {question.text} → {', '.join(first) or 'nobody'}")
    with databases(core=0) as made:
        for kind in Kind:
            if options.only in (None, kind.name.lower()):
                engine = open_database(made.fresh(kind))
                try:
                    _measure(kind, engine, options.entries)
                finally:
                    engine.dispose()


def fill(engine: Engine, count: int) -> None:
    """As many partners with entries."""
    schema.upgrade(engine)
    now = dt.datetime.now(dt.UTC)
    chance = random.Random(7)  # noqa: S311 - reproducible, not secret
    lines = [json.loads(line) for line in (FOLDER / "entries.jsonl").read_text("utf-8").splitlines()]
    sentences = {code: [line["texts"][code] for line in lines if code in line["texts"]] for code in ("de", "en")}
    skills = sorted({skill for line in lines for skill in line["skills"]})
    every = list(enumerate(names(count), 1))
    with engine.begin() as connection:
        for first in range(0, count, BATCH):
            some = every[first : first + BATCH]
            connection.execute(insert(Organisation), [_partner(number, name, now) for number, name in some])
            entries = [_entry(number, now, chance, sentences, skills) for number, _ in some]
            connection.execute(insert(DirectoryEntry), entries)
        connection.execute(text("ANALYZE"))


def _partner(number: int, name: str, now: dt.datetime) -> dict[str, object]:
    return partner_row(number, name, now) | {"verified_at": now, "verified_by": VerifiedBy.SUPPORT}


def _entry(
    number: int, now: dt.datetime, chance: random.Random, sentences: dict[str, list[str]], skills: list[str]
) -> dict[str, object]:
    both = chance.random() < 0.4
    return {
        "id": number,
        "partner_id": number,
        "is_on": True,
        "text_de": " ".join(chance.sample(sentences["de"], 2)),
        "text_en": " ".join(chance.sample(sentences["en"], 2)) if both else None,
        "shelves": chance.sample(["domains", "hosting", "mail", "cloud"], 2),
        "skills": chance.sample(skills, 4),
        "languages": chance.sample(CODES[:5], 2),
        "places": chance.sample(CANTONS, 2) if chance.random() < 0.8 else [chance.choice(COUNTRIES)],
        "website": f"https://p{number}.example",
        "written_at": now,
        "version": 1,
    }


def searches() -> Iterator[str]:
    """What is searched: the sixty questions, and nothing at all."""
    yield from (question.text for half in HALVES for question in questions(half))
    yield ""


def _measure(kind: Kind, engine: Engine, count: int) -> None:
    fill(engine, count)
    settings = load_settings(None)
    units = units_on(engine, lambda: dt.datetime.now(dt.UTC), settings)
    index = Index()
    statements = 0
    busy: list[float] = []

    def note(*_: object) -> None:
        nonlocal statements
        statements += 1

    def search(words: str) -> float:
        began, worked = time.perf_counter(), time.process_time()
        with units.begin("chat") as work:
            finding.page(work, index, settings.programme, words, Filters(), SIZE, 0)
        busy.append(time.process_time() - worked)
        return time.perf_counter() - began

    folded_names()
    first = search("")
    busy.clear()
    taken = [search(words) for _ in range(TIMES) for words in searches()]
    cpu = quantiles(busy, n=20)
    event.listen(engine, "before_cursor_execute", note)
    counted = set()
    for words in searches():
        statements = 0
        search(words)
        counted.add(statements)
    event.remove(engine, "before_cursor_execute", note)
    with Session(engine) as session, session.begin():
        session.get_one(DirectoryEntry, 1).version += 1
    changed = search("shopware")
    p95 = quantiles(taken, n=20)[-1]
    print(
        f"{kind.value:10} {count} entries: median {median(taken) * 1000:.1f} ms, p95 {p95 * 1000:.1f} ms, "
        f"of processor time {cpu[9] * 1000:.1f} and {cpu[-1] * 1000:.1f} ms; statements {sorted(counted)}; "
        f"the first one {first * 1000:.0f} ms, after a change {changed * 1000:.1f} ms"
    )


if __name__ == "__main__":
    main()
