"""Backups: the same file for both databases, of one moment, whole or not at all, and brought back as it was."""

from __future__ import annotations

import datetime as dt
import sqlite3
import stat
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

import orjson
import pytest
from sqlalchemy import Connection, Engine, event, func, inspect, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from storage import schema
from storage.backup.files import CONTENTS, BackupUnfit, Contents, Tally
from storage.backup.restoring import DatabaseHoldsSomething, restore
from storage.backup.shapes import Shape
from storage.backup.taking import take
from storage.database import open_database
from storage.tables import Base, Defect, Organisation, OutboxMessage, Person
from tests.databases import PostgresServer, SqliteFiles, engine_at, let_go
from tests.services.world import Somebody, World, limited

MOMENT = dt.datetime(2026, 11, 29, 3, 4, 5, 678, tzinfo=dt.UTC)
NAMES = ("Zürcher “Webfabrik” & Söhne\u202e", "Ξένια\n\t🏔\ufeff", "'; DROP TABLE person; --\\")


def taken(engine: Engine, file: Path) -> Contents:
    return take(engine, file, program="0.1.0", now=MOMENT)


def inhabit(world: World) -> None:
    """What is not easy to keep: letters of all kinds, JSON of all depths, empty and missing values, moments."""
    for name in NAMES:
        client, partner = world.client("Webshop", name=name), world.partner()
        world.confirmed(client, partner, limited(*client.products))
    with world.units.begin("cli") as work:
        for number, parameters in enumerate(({}, {"b": [1, 2.5, None, True, {"ü": NAMES[0]}], "a": -(2**53)})):
            work.session.add(
                OutboxMessage(chat_id=-(2**60) + number, method="sendMessage", parameters=parameters, created_at=MOMENT)
            )
        work.session.add(Defect(at=MOMENT, update=None, traceback=""))


@pytest.fixture
def inhabited(database_url: str) -> Iterator[World]:
    """A programme with people, once on each database."""
    world = World(database_url)
    inhabit(world)
    yield world
    world.close()


@pytest.fixture
def on_file(sqlite_files: SqliteFiles) -> Iterator[World]:
    """The same on SQLite only."""
    world = World(sqlite_files.fresh("test"))
    inhabit(world)
    yield world
    world.close()


@pytest.fixture
def empty(sqlite_files: SqliteFiles) -> Engine:
    """A prepared database in which nothing is."""
    return prepared(sqlite_files.fresh("restored"))


def prepared(fresh: str) -> Engine:
    """The database at this place, which was made anew."""
    engine = engine_at(fresh)
    let_go(engine)
    return engine


def sums(contents: Contents) -> dict[str, tuple[int, str]]:
    return {part.shape.name: (part.rows, part.sha256) for part in contents.parts}


def test_all_goes_from_one_database_to_the_other_and_back(
    on_file: World, empty: Engine, postgres: PostgresServer, tmp_path: Path
) -> None:
    there = prepared(postgres.fresh())
    first = taken(on_file.engine, tmp_path / "first.zip")
    assert restore(there, tmp_path / "first.zip") == first
    second = taken(there, tmp_path / "second.zip")
    restore(empty, tmp_path / "second.zip")
    third = taken(empty, tmp_path / "third.zip")

    assert sums(first) == sums(second) == sums(third)
    assert {part.shape.name for part in first.parts} == set(Base.metadata.tables)
    assert (first.database, second.database, first.revision) == ("sqlite", "postgresql", schema.newest_revision())
    with Session(empty) as session:
        assert set(NAMES) <= set(session.scalars(select(Organisation.name)))
        assert session.scalar(select(func.max(OutboxMessage.created_at))) == MOMENT
        session.add(Defect(at=MOMENT, update=None, traceback="after it"))  # and life goes on, with new numbers
        session.flush()


def test_a_number_that_was_given_does_not_come_back(inhabited: World, empty: Engine, tmp_path: Path) -> None:
    with inhabited.units.begin("cli") as work:
        last = work.session.scalar(select(func.max(OutboxMessage.id))) or 0
        work.session.execute(text("DELETE FROM outbox"))
    taken(inhabited.engine, tmp_path / "desk.zip")
    restore(empty, tmp_path / "desk.zip")
    with Session(empty) as session:
        made = OutboxMessage(chat_id=1, method="sendMessage", parameters={}, created_at=MOMENT)
        session.add(made)
        session.flush()
        assert made.id > last


def test_it_is_of_one_moment_and_keeps_nobody_from_writing(inhabited: World, tmp_path: Path) -> None:
    with inhabited.units.begin("cli") as work:
        before = work.session.scalar(select(func.count(Person.id)))
    came: list[Somebody] = []

    def while_it_reads(_connection: Connection, _cursor: object, statement: str, *_more: object) -> None:
        if statement.startswith("SELECT organisation.") and not came:
            came.append(inhabited.stranger())  # in a transaction of its own, while the other one is at the first tables

    event.listen(inhabited.engine, "after_cursor_execute", while_it_reads)
    try:
        contents = taken(inhabited.engine, tmp_path / "desk.zip")
    finally:
        event.remove(inhabited.engine, "after_cursor_execute", while_it_reads)
    with inhabited.units.begin("cli") as work:
        assert work.session.scalar(select(func.count(Person.id))) == (before or 0) + 1
    assert came
    assert sums(contents)["person"][0] == before


def test_only_its_owner_reads_it_and_another_file_is_left_alone(on_file: World, tmp_path: Path) -> None:
    file = tmp_path / "desk.zip"
    taken(on_file.engine, file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    before = file.read_bytes()
    with pytest.raises(FileExistsError):
        taken(on_file.engine, file)
    assert file.read_bytes() == before
    assert list(tmp_path.iterdir()) == [file]


def test_there_is_never_half_a_backup(on_file: World, tmp_path: Path) -> None:
    with full_disk(on_file.engine), pytest.raises(OSError, match="No space"):
        taken(on_file.engine, tmp_path / "desk.zip")
    assert list(tmp_path.iterdir()) == []


@contextmanager
def full_disk(engine: Engine) -> Iterator[None]:
    """When the backup has come to the audit trail, the disk is full."""

    def no_room(_connection: Connection, _cursor: object, statement: str, *_more: object) -> None:
        if "FROM audit" in statement:
            raise OSError(28, "No space left on device")

    event.listen(engine, "before_cursor_execute", no_room)
    try:
        yield
    finally:
        event.remove(engine, "before_cursor_execute", no_room)


def rewritten(file: Path, to: Path, member: str, content: bytes) -> Path:
    """The backup with another content of one member."""
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(to, "w") as new:
        for name in old.namelist():
            new.writestr(name, content if name == member else old.read(name))
    return to


def damaged(file: Path, folder: Path) -> Iterator[Path]:
    """What may have become of a backup: cut off, a bit turned over, a row missing or changed, never a backup at all."""
    whole = file.read_bytes()
    with zipfile.ZipFile(file) as archive:
        lines = archive.read("organisation.jsonl")
        place = archive.getinfo("organisation.jsonl").header_offset + 100
    (folder / "cut.zip").write_bytes(whole[: len(whole) // 2])
    (folder / "bit.zip").write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
    (folder / "none.zip").write_text("Dear diary")
    yield from (folder / name for name in ("cut.zip", "bit.zip", "none.zip"))
    yield rewritten(file, folder / "row.zip", "organisation.jsonl", lines.split(b"\n", 1)[1])
    yield rewritten(file, folder / "changed.zip", "organisation.jsonl", lines.replace(b"CHF", b"EUR"))
    yield rewritten(file, folder / "contents.zip", CONTENTS, b"{}")


def test_a_backup_that_is_not_whole_is_not_brought_in(on_file: World, empty: Engine, tmp_path: Path) -> None:
    taken(on_file.engine, tmp_path / "desk.zip")
    for file in damaged(tmp_path / "desk.zip", tmp_path):
        with pytest.raises(BackupUnfit):
            restore(empty, file)
    with Session(empty) as session:
        assert session.scalar(select(func.count(Organisation.id))) == 0
    restore(empty, tmp_path / "desk.zip")


def test_a_database_that_holds_something_is_left_alone(inhabited: World, tmp_path: Path) -> None:
    taken(inhabited.engine, tmp_path / "desk.zip")
    end = inhabited.end_of_trail()
    with pytest.raises(DatabaseHoldsSomething, match="there are rows in its table"):
        restore(inhabited.engine, tmp_path / "desk.zip")
    assert inhabited.end_of_trail() == end


def test_a_row_that_points_to_nothing_brings_nothing_in(
    on_file: World, sqlite_files: SqliteFiles, postgres: PostgresServer, tmp_path: Path
) -> None:
    loose = sqlite3.connect(on_file.engine.url.database or "")
    with loose:
        loose.execute("UPDATE membership SET person_id = 4711 WHERE id = 1")  # this driver checks no keys by itself
    loose.close()
    taken(on_file.engine, tmp_path / "desk.zip")
    for target in (prepared(sqlite_files.fresh("restored")), prepared(postgres.fresh())):
        with pytest.raises((BackupUnfit, IntegrityError)):
            restore(target, tmp_path / "desk.zip")
        with Session(target) as session:
            assert session.scalar(select(func.count(Organisation.id))) == 0


def written_at(revision: str, file: Path, folder: Path) -> Path:
    """The backup as the program of that revision would have written it: without tables and columns of later ones."""
    engine = open_database(f"sqlite:///{folder / 'older.db'}")
    schema.upgrade(engine, revision)
    found = inspect(engine).get_multi_columns().items()
    there = {table: [column["name"] for column in columns] for (_, table), columns in found}
    engine.dispose()
    parts, to = [], folder / f"{revision}.zip"
    with zipfile.ZipFile(file) as present, zipfile.ZipFile(to, "w") as older:
        described = orjson.loads(present.read(CONTENTS))
        for part in described["parts"]:
            shape, tally = part["shape"], Tally()
            kept = [place for place, name in enumerate(shape["columns"]) if name in there.get(shape["name"], ())]
            if not kept:
                continue
            rows = map(orjson.loads, present.read(f"{shape['name']}.jsonl").splitlines())
            lines = [orjson.dumps([row[place] for place in kept]) for row in rows]
            for line in lines:
                tally.add(line)
            columns = {name: kind for name, kind in shape["columns"].items() if name in there[shape["name"]]}
            parts.append(asdict(tally.part(Shape(shape["name"], columns, shape["key"]), part["highest"])))
            older.writestr(f"{shape['name']}.jsonl", b"".join(line + b"\n" for line in lines))
        older.writestr(CONTENTS, orjson.dumps(described | {"revision": revision, "parts": parts}))
    return to


def test_a_backup_of_an_older_program_is_migrated(on_file: World, tmp_path: Path) -> None:
    contents = taken(on_file.engine, tmp_path / "desk.zip")
    older = written_at("0024", tmp_path / "desk.zip", tmp_path)
    with zipfile.ZipFile(tmp_path / "desk.zip") as archive:
        described = orjson.loads(archive.read(CONTENTS)) | {"revision": "9999"}
    newer = rewritten(tmp_path / "desk.zip", tmp_path / "9999.zip", CONTENTS, orjson.dumps(described))
    engine = open_database(f"sqlite:///{tmp_path / 'desk.db'}")
    with pytest.raises(BackupUnfit, match="revision 9999, and this program knows"):
        restore(engine, newer)
    restore(engine, older)
    assert schema.current_revision(engine) == schema.newest_revision()
    assert schema.differences(engine) == []
    assert sums(taken(engine, tmp_path / "again.zip")) == sums(contents)
    engine.dispose()
