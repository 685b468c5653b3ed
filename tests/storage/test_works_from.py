"""Rolling migrations: the version before goes on with the newer schema, and large tables change in pieces."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import IntegrityError

from domain.partnerships.rules import Status
from storage import schema
from storage.database import open_database
from storage.large_tables import DONE, Filling, LargeIndex
from storage.schema_notes import notes_in
from tests.databases import PostgresServer, SqliteFiles
from tests.services.world import World, limited
from tests.storage.older_code import asked_by, obstacles

NEXT_VERSION = Path(__file__).parents[1] / "crash" / "next_version"
MANY = 60


@pytest.fixture(scope="module")
def template(postgres: PostgresServer) -> Iterator[URL]:
    """A prepared database on PostgreSQL, to be copied."""
    url = make_url(postgres.url).set(drivername="postgresql+psycopg")
    with administering(url) as connection:
        connection.execute(text("CREATE DATABASE scratch_template"))
        made = open_database(url.set(database="scratch_template").render_as_string(hide_password=False))
        schema.upgrade(made)
        made.dispose()
        yield url
        connection.execute(text("DROP DATABASE scratch_template"))


@contextmanager
def administering(url: URL) -> Iterator[Connection]:
    outside = create_engine(url, isolation_level="AUTOCOMMIT")
    with outside.connect() as connection:
        yield connection
    outside.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """A prepared database whose schema is the test's own, once on each kind."""
    if request.param == "sqlite":
        files: SqliteFiles = request.getfixturevalue("sqlite_files")
        made = open_database(files.fresh("scratch"))
        yield made
        made.dispose()
        return
    url: URL = request.getfixturevalue("template")
    with administering(url) as connection:
        connection.execute(text("CREATE DATABASE scratch TEMPLATE scratch_template"))
        made = open_database(url.set(database="scratch").render_as_string(hide_password=False))
        yield made
        made.dispose()
        connection.execute(text("DROP DATABASE scratch WITH (FORCE)"))


@pytest.fixture
def next_version(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ARG001 - it is prepared before
    """The migrations of a program to come are here."""
    monkeypatch.setattr(schema, "VERSIONS", [*schema.VERSIONS, NEXT_VERSION])


def works_from() -> dict[str, str]:
    """From which revision on a program works with each one."""
    config = Config()
    config.set_main_option("script_location", str(schema.VERSIONS[0].parent))
    scripts = ScriptDirectory.from_config(config)
    return {str(one.revision): one.module.works_from for one in scripts.walk_revisions()}


def test_older_programs_work_with_what_says_that_they_do(engine: Engine) -> None:
    stated = {revision: least for revision, least in works_from().items() if least != revision}
    assert stated, "the latest migrations need no pause"
    assert all(least < revision for revision, least in stated.items())
    asked = {}
    for revision in sorted({*works_from()} - {each for each in works_from() if each < min(stated.values())})[::-1]:
        if schema.current_revision(engine) != revision:
            schema.downgrade(engine, revision)
        with engine.connect() as connection:
            asked[revision] = asked_by(connection)
    faults = {revision: obstacles(asked[least], asked[revision]) for revision, least in stated.items()}
    assert {revision: found for revision, found in faults.items() if found} == {}


BAD = {
    "DROP TABLE novelty": "novelty is gone",
    "ALTER TABLE person RENAME COLUMN first_name TO name": "person.first_name is gone",
    "ALTER TABLE person DROP COLUMN timezone": "person.timezone is gone",
    "CREATE UNIQUE INDEX once ON person (first_name)": "person refuses more: unique",
}
BAD_ON_POSTGRESQL = {
    "ALTER TABLE person ALTER COLUMN email SET NOT NULL": "person.email may not be missing any more",
    "ALTER TABLE person ADD COLUMN shoes integer NOT NULL": "person.shoes is new, and has to be given",
    "ALTER TABLE person ALTER COLUMN first_name TYPE varchar(9)": "person.first_name was",
    "ALTER TABLE person ADD CHECK (language <> 'de')": "person refuses more: check",
}
GOOD = (
    "ALTER TABLE person ADD COLUMN shoes integer",
    "ALTER TABLE person ADD COLUMN hats integer NOT NULL DEFAULT 1",
    "CREATE INDEX by_name ON person (first_name)",
    "CREATE TABLE another (id integer PRIMARY KEY, person_id integer NOT NULL REFERENCES person (id))",
)


def test_what_an_older_program_cannot_bear_is_found(engine: Engine) -> None:
    bad = BAD | (BAD_ON_POSTGRESQL if engine.dialect.name == "postgresql" else {})
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE novelty (id integer PRIMARY KEY)")
    for statement, fault in bad.items():
        assert any(found.startswith(fault) for found in caused(engine, statement)), statement
    for statement in GOOD:
        assert caused(engine, statement) == []


def caused(engine: Engine, statement: str) -> list[str]:
    """What older programs would not bear after the statement, which is taken back."""
    with engine.connect() as connection:
        before = asked_by(connection, "person", "novelty")
        connection.exec_driver_sql(statement)
        found = obstacles(before, asked_by(connection, "person", "novelty"))
        connection.rollback()
    return found


@pytest.mark.usefixtures("next_version")
def test_this_program_goes_on_while_the_next_one_migrates(engine: Engine) -> None:
    world = World(engine.url.render_as_string(hide_password=False))
    client, partner = world.client("Webshop", "Blog"), world.partner()
    world.confirmed(client, partner, limited(client.products[0]))
    add_updates(engine)

    schema.upgrade(engine, "9999")

    assert schema.current_revision(engine) == "9999"
    assert schema.works_from(engine) == works_from_before_next()
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM processed_update WHERE came_by = 'long ago'")) == MANY
        assert connection.scalar(text("SELECT min(weight) FROM partnership")) == 1
        assert notes_in(connection)["filling:9999:came_by"] == DONE
        assert "ix_processed_update_came_by" in {
            index["name"] for index in inspect(connection).get_indexes("processed_update")
        }
    made = world.requested(client, world.partner("Nordnet"), limited(client.products[1]))
    assert world.status(made) is Status.PENDING
    world.close()


def works_from_before_next() -> str:
    return max(revision for revision in works_from() if revision < "9998")


def add_updates(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(
            text("INSERT INTO processed_update (update_id, received_at) VALUES (:number, '2026-11-29 00:00:00+00')"),
            [{"number": 3 * number} for number in range(1, MANY + 1)],
        )


def test_a_filling_that_is_interrupted_goes_on_where_it_was(engine: Engine) -> None:
    add_updates(engine)
    pieces: list[tuple[int, int]] = []

    def count(connection: Connection, after: int, up_to: int) -> None:
        pieces.append((after, up_to))
        connection.execute(
            text(
                "UPDATE processed_update SET chat_id = coalesce(chat_id, 0) + 1 "
                "WHERE update_id > :a AND update_id <= :b"
            ),
            {"a": after, "b": up_to},
        )
        if len(pieces) == 2:
            raise KeyboardInterrupt

    filling = Filling("count", "processed_update", count, key="update_id", at_once=25)
    with pytest.raises(KeyboardInterrupt):
        filling.prepare(engine, "9999")
    filling.prepare(engine, "9999")
    filling.prepare(engine, "9999")  # done is done

    assert pieces == [(-1, 75), (75, 150), (75, 150), (150, 180)]
    with engine.connect() as connection:
        assert connection.execute(text("SELECT DISTINCT chat_id FROM processed_update")).scalars().all() == [1]


def test_an_index_that_was_left_half_made_is_made_again(engine: Engine) -> None:
    with engine.begin() as connection:
        statement = text("INSERT INTO pause (chat_id, until) VALUES (:chat, '2026-11-29 00:00:00+00')")
        connection.execute(statement, [{"chat": 1}, {"chat": 2}])
    index = LargeIndex("once", "pause", ["until"], unique=True)
    with pytest.raises(IntegrityError):
        index.prepare(engine, "9999")
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM pause WHERE chat_id = 2"))
    index.prepare(engine, "9999")
    index.prepare(engine, "9999")
    with pytest.raises(IntegrityError), engine.begin() as connection:
        connection.execute(statement, {"chat": 3})


@pytest.mark.usefixtures("next_version")
@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
def test_a_migration_lets_those_go_first_who_use_the_table(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schema, "_IN_THE_WAY_MS", 20)
    monkeypatch.setattr(schema, "_PAUSE_S", 0)
    with engine.connect() as user:
        user.execute(text("SELECT count(*) FROM partnership"))
        gone: list[str] = []

        def goes_away(context: ExceptionContext) -> None:
            gone.append(str(context.original_exception))
            user.rollback()

        event.listen(engine, "handle_error", goes_away)
        schema.upgrade(engine, "9998")
    assert len(gone) == 1
    assert "lock timeout" in gone[0]
    assert schema.current_revision(engine) == "9998"


def test_where_the_schema_stands_is_read_while_somebody_writes(engine: Engine) -> None:
    with engine.begin() as connection:
        busy = text("INSERT INTO pause (chat_id, until) VALUES (1, '2026-11-29 00:00:00+00')")
        connection.execute(busy)
        assert schema.current_revision(engine) == schema.newest_revision()
        assert schema.works_from(engine) is not None
