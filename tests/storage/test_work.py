"""The unit of work: all or nothing, at one moment."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError, StatementError

from storage.database import open_database
from storage.tables import Person
from storage.work import Event, Units, Work
from tests.databases import SqliteFiles
from tests.services.world import START, World


def person(work: Work, telegram_id: int, **columns: object) -> Person:
    values = {"first_name": "Mia", "language": "de", "reachable": True, "created_at": work.now, **columns}
    made = Person(telegram_id=telegram_id, **values)
    work.session.add(made)
    return made


def people(world: World) -> int:
    with world.units.begin("cli") as work:
        return work.session.scalar(select(func.count()).select_from(Person)) or 0


def test_what_is_done_in_a_block_is_committed_at_its_end(world: World) -> None:
    with world.units.begin("chat") as work:
        made = person(work, 1)
        person(work, 2)

    assert people(world) == 2
    assert made.first_name == "Mia"  # what was read stays readable after the block


def test_all_of_it_or_nothing(world: World) -> None:
    def fail() -> None:
        with world.units.begin("chat") as work:
            person(work, 1)
            work.session.flush()
            person(work, 1)

    with pytest.raises(IntegrityError, match=r"(?i)unique"):
        fail()

    assert people(world) == 0


def test_a_unit_of_work_happens_at_one_moment_in_utc(world: World) -> None:
    zurich = dt.timezone(dt.timedelta(hours=1))
    moments = iter([dt.datetime(2026, 11, 23, 10, 0, tzinfo=zurich), dt.datetime(2026, 11, 23, 11, 0, tzinfo=zurich)])
    units = Units(world.engine, lambda: next(moments))

    with units.begin("chat") as first:
        assert (first.now, first.now.tzinfo) == (START, dt.UTC)
        made = person(first, 1)
    with units.begin("chat") as second:
        assert second.now == START + dt.timedelta(hours=1)
        assert second.session.get_one(Person, made.id).created_at == START


def test_moments_come_out_in_utc_and_never_go_in_without_a_zone(world: World) -> None:
    auckland = dt.timezone(dt.timedelta(hours=13))
    with world.units.begin("chat") as work:
        made = person(work, 1, created_at=START.astimezone(auckland))
    with world.units.begin("chat") as work:
        stored = work.session.get_one(Person, made.id).created_at
    assert (stored, stored.tzinfo) == (START, dt.UTC)

    with pytest.raises(StatementError, match="without time zone"), world.units.begin("chat") as work:
        person(work, 2, created_at=START.replace(tzinfo=None))


def test_events_are_kept_in_the_order_in_which_they_happened(world: World) -> None:
    first, second = Event(), Event()
    with world.units.begin("chat") as work:
        work.happened(first)
        work.happened(second)

    assert work.events == [first, second]
    with world.units.begin("chat") as work:
        assert work.events == []


def test_references_are_checked(world: World) -> None:
    with pytest.raises(IntegrityError, match=r"(?i)foreign key"), world.units.begin("chat") as work:
        person(work, 1, organisation_id=4_711)


def test_sqlite_keeps_what_is_committed_and_lets_others_read_meanwhile(sqlite_files: SqliteFiles) -> None:
    engine = open_database(sqlite_files.fresh("settings"))
    with engine.begin() as connection:
        settings = {
            name: connection.scalar(text(f"PRAGMA {name}")) for name in ("journal_mode", "synchronous", "foreign_keys")
        }
        lowered = connection.scalar(text("SELECT lower('ÄÖÜ ÉÀ')"))
    engine.dispose()

    assert settings == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
    assert lowered == "äöü éà"
