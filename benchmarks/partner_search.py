"""What it takes to find a partner by its name among many.

    python -m benchmarks.partner_search [--partners 100000] [--only sqlite]

Names are made of surnames, made-up words, trades and places, so that some words are in thousands of names.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import time
from collections.abc import Callable, Iterator
from itertools import islice
from statistics import median, quantiles

from sqlalchemy import Engine, event, insert, text
from sqlalchemy.orm import Session

from benchmarks.databases import Kind, databases
from domain.names.keys import keys_of, search_name, sort_name
from domain.names.lookalikes import skeleton
from domain.organisations.kinds import OrganisationKind
from storage import schema
from storage.database import open_database
from storage.organisations.by_name import Match, partners_by_name
from storage.organisations.partners import partner_that_looks
from storage.tables import Organisation, OrganisationKey

BATCH = 2_000
TIMES = 40
TRADES = ("Informatik", "Web", "IT", "Hosting", "Webdesign", "Digital", "Software", "Medien", "Cloud", "Systeme")
FORMS = ("AG", "GmbH", "Sàrl", "SA", "S.r.l.", "")
SYLLABLES = (
    "al",
    "ber",
    "cho",
    "dor",
    "en",
    "fal",
    "gri",
    "hu",
    "is",
    "ka",
    "lin",
    "mö",
    "nu",
    "or",
    "pra",
    "rü",
    "sti",
    "tan",
)


def names(count: int) -> Iterator[str]:
    """Names of companies, each once."""
    chance, made = random.Random(1), set[str]()  # noqa: S311 - reproducible, not secret
    surnames = [
        "".join(chance.choices(SYLLABLES, k=2)).capitalize() + end
        for end in ("er", "mann", "i", "")
        for _ in range(500)
    ]
    places = ["".join(chance.choices(SYLLABLES, k=3)).capitalize() for _ in range(300)]
    while len(made) < count:
        own = "".join(chance.choices(SYLLABLES, k=3)).capitalize()
        shape = chance.choice(
            ("{s} {t} {f}", "{s} & {s2} {t} {f}", "{o}{t2} {f}", "{o} {t} {p} {f}", "{t} {s} {p} {f}")
        )
        name = shape.format(
            s=chance.choice(surnames),
            s2=chance.choice(surnames),
            t=chance.choice(TRADES),
            t2=chance.choice(TRADES).lower(),
            p=chance.choice(places),
            f=chance.choice(FORMS),
            o=own,
        ).strip()
        if name not in made:
            made.add(name)
            yield name


def fill(engine: Engine, count: int) -> list[str]:
    """As many partners, with their keys; their names."""
    schema.upgrade(engine)
    every: list[str] = []
    with engine.begin() as connection:
        for organisations, keys in partner_rows(count):
            connection.execute(insert(Organisation), organisations)
            connection.execute(insert(OrganisationKey), keys)
            every += [str(row["name"]) for row in organisations]
        connection.execute(text("ANALYZE"))
    return every


def partner_rows(count: int, beyond: int = 0) -> Iterator[tuple[list[dict[str, object]], list[dict[str, object]]]]:
    """The rows of as many partners, some at a time: organisations, with ids from `beyond` on, and their keys."""
    every = enumerate(names(count), beyond + 1)
    while some := list(islice(every, BATCH)):
        rows = [partner_row(number, name, dt.datetime.now(dt.UTC)) for number, name in some]
        yield rows, [{"key": key, "organisation_id": number} for number, name in some for key in keys_of(name)]


def partner_row(number: int, name: str, now: dt.datetime) -> dict[str, object]:
    """The row of one partner with that id."""
    return {
        "id": number,
        "kind": OrganisationKind.COMPANY,
        "name": name,
        "sort_name": sort_name(name),
        "search_name": search_name(name),
        "skeleton": skeleton(name),
        "country": "CH",
        "currency": "CHF",
        "is_partner": True,
        "partner_code": f"P-{number}",
        "created_at": now,
    }


def mistyped(name: str, chance: random.Random) -> str:
    """The name with two neighbours the wrong way round."""
    place = chance.randrange(len(name) - 1)
    return name[:place] + name[place + 1] + name[place] + name[place + 2 :]


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--partners", type=int, default=100_000)
    arguments.add_argument("--only", choices=[kind.name.lower() for kind in Kind])
    chosen = arguments.parse_args()
    with databases(core=0) as made:
        for kind in Kind:
            if chosen.only in (None, kind.name.lower()):
                engine = open_database(made.fresh(kind))
                measure(kind, engine, chosen.partners)
                engine.dispose()


def measure(kind: Kind, engine: Engine, count: int) -> None:
    """Prints a table for one database."""
    began = time.perf_counter()
    every = fill(engine, count)
    print(f"\n{kind.value}: {count} partners, made in {time.perf_counter() - began:.0f} s, {sizes(engine)}\n")
    print("| What is typed | statements | ms, median | ms, 95 % | CPU ms, median | found |")
    print("| --- | --- | --- | --- | --- | --- |")
    chance = random.Random(2)  # noqa: S311 - reproducible, not secret
    some = [name for name in chance.sample(every, 3 * TIMES) if name.split()[-1] not in FORMS][:TIMES]
    for title, typed in {
        "a whole name": some,
        "its words in another order": [" ".join(reversed(name.split())) for name in some],
        "its first word": [name.split()[0] for name in some],
        "without blanks": [name.replace(" ", "") for name in some],
        "with a typo": [mistyped(name, chance) for name in some],
        "words of thousands of names": [" ".join(chance.sample(TRADES, 2)) for _ in some],
        "a word of thousands, mistyped": [
            mistyped(f"{chance.choice(TRADES)} {chance.choice(TRADES)}", chance) for _ in some
        ],
        "nothing like it": ["Xylophon Quartett Vaduz"] * TIMES,
        "a sentence": ["I would like to add the web company of mister müller in bern"] * TIMES,
        "4,096 letters": ["ä" * 4096, "web " * 1024, "x. " * 1365, "it " * 1365] * (TIMES // 4),
    }.items():
        report(engine, title, typed, find)
    report(engine, "a look-alike", some, lambda session, name: partner_that_looks(session, skeleton(name)))


def find(session: Session, typed: str) -> bool:
    """Whether somebody is found or may be meant, as the chat looks for them."""
    return partners_by_name(session, typed, but=0, limit=6).match is not Match.CLOSEST


def report(engine: Engine, title: str, typed: list[str], look: Callable[[Session, str], object]) -> None:
    """Prints what it takes to look for each."""
    asked: list[str] = []
    taken: list[float] = []
    worked: list[float] = []
    found = 0
    with Session(engine) as session:
        look(session, typed[0])  # compiled, and imported
        listen = lambda *arguments: asked.append(arguments[2])  # noqa: E731 - to be removed again
        event.listen(engine, "before_cursor_execute", listen)
        for text_ in typed:
            began, cpu = time.perf_counter(), time.process_time()
            found += bool(look(session, text_))
            taken.append((time.perf_counter() - began) * 1000)
            worked.append((time.process_time() - cpu) * 1000)
        event.remove(engine, "before_cursor_execute", listen)
    ninety_five = quantiles(taken, n=20)[-1]
    print(
        f"| {title} | {len(asked) / len(typed):.1f} | {median(taken):.1f} | {ninety_five:.1f} "
        f"| {median(worked):.1f} | {found} of {len(typed)} |"
    )


def sizes(engine: Engine) -> str:
    """What the keys take."""
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT count(*) FROM organisation_key")).scalar_one()
        if engine.dialect.name == "postgresql":
            size = connection.execute(text("SELECT pg_total_relation_size('organisation_key')")).scalar_one()
        else:
            size = connection.execute(
                text("SELECT sum(pgsize) FROM dbstat WHERE name LIKE '%organisation_key%'")
            ).scalar_one()
    return f"{rows} keys in {size / 1e6:.0f} MB"


if __name__ == "__main__":
    main()
