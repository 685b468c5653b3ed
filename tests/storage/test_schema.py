"""The migrations: up, down, up again, and always in agreement with the tables in the program."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path
from threading import Barrier

import pytest
from sqlalchemy import Connection, Engine, bindparam, create_engine, inspect, make_url, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from domain.names.keys import keys_of, search_name
from domain.names.lookalikes import skeleton
from domain.people import Role
from storage import schema
from storage.database import open_database
from storage.people import invitation_by_hash
from storage.tables import Base, Defect, Organisation, OutboxMessage, Question
from storage.tables.base import UtcDateTime
from tests.databases import PostgresServer

PATIENCE_S = 30
MOMENT = UtcDateTime()


@pytest.fixture(params=["sqlite", "postgresql"])
def urls(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Sequence[str]]:
    """Two databases in which nothing has been created yet."""
    names = ("first_scratch", "second_scratch")
    if request.param == "sqlite":
        yield [f"sqlite:///{tmp_path / name}.db" for name in names]
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    url = make_url(server.url).set(drivername="postgresql+psycopg")
    outside = create_engine(url, isolation_level="AUTOCOMMIT")
    with outside.connect() as connection:
        for name in names:
            connection.execute(text(f"CREATE DATABASE {name}"))
        yield [url.set(database=name).render_as_string(hide_password=False) for name in names]
        for name in names:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    outside.dispose()


@pytest.fixture
def engines(urls: Sequence[str]) -> Iterator[Sequence[Engine]]:
    opened = [open_database(url) for url in urls]
    yield opened
    for engine in opened:
        engine.dispose()


@pytest.fixture
def engine(engines: Sequence[Engine]) -> Engine:
    """An empty database."""
    return engines[0]


def tables_in(engine: Engine) -> set[str]:
    return set(inspect(engine).get_table_names())


BESIDE = {"alembic_version", "schema_note"}
"""Tables that say where the schema stands."""


def left_over(engine: Engine) -> list[str]:
    """Triggers and functions in the database."""
    queries = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type NOT IN ('table', 'index')",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal "
        "UNION SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace",
    }
    with engine.begin() as connection:
        return sorted(connection.scalars(text(queries[engine.dialect.name])))


def described(engine: Engine) -> dict[str, object]:
    """All that the database knows of its tables: columns, keys, indexes with their conditions, checks."""
    found = inspect(engine)
    return {
        table: {
            "columns": [
                (column["name"], str(column["type"]), column["nullable"]) for column in found.get_columns(table)
            ],
            "primary key": found.get_pk_constraint(table)["constrained_columns"],
            "foreign keys": sorted(
                (tuple(key["constrained_columns"]), key["referred_table"], str(key.get("options")))
                for key in found.get_foreign_keys(table)
            ),
            "indexes": sorted(
                (
                    str(index["name"]),
                    tuple(index["column_names"]),
                    bool(index["unique"]),
                    *(f"{option}: {condition}" for option, condition in sorted(index["dialect_options"].items())),
                )
                for index in found.get_indexes(table)
            ),
            "unique": sorted((str(one["name"]), *one["column_names"]) for one in found.get_unique_constraints(table)),
            "checks": sorted((str(check["name"]), check["sqltext"]) for check in found.get_check_constraints(table)),
        }
        for table in sorted(tables_in(engine) - BESIDE)
    }


def test_an_empty_database_is_brought_up_to_date(engine: Engine) -> None:
    assert schema.current_revision(engine) is None

    schema.upgrade(engine)

    assert schema.current_revision(engine) == schema.newest_revision()
    assert tables_in(engine) == Base.metadata.tables.keys() | BESIDE


def test_an_up_to_date_database_is_left_alone(engine: Engine) -> None:
    schema.upgrade(engine)
    before = described(engine)

    schema.upgrade(engine)

    assert described(engine) == before


def test_down_to_nothing_and_up_again(engine: Engine) -> None:
    schema.upgrade(engine)
    before, guards = described(engine), left_over(engine)
    assert guards

    schema.downgrade(engine, "base")
    assert tables_in(engine) == {"alembic_version"}
    assert left_over(engine) == []
    assert schema.current_revision(engine) is None

    schema.upgrade(engine)
    assert described(engine) == before
    assert left_over(engine) == guards


def test_the_migrations_agree_with_the_tables(engine: Engine) -> None:
    schema.upgrade(engine)

    assert schema.differences(engine) == []


def test_a_difference_is_found(engine: Engine) -> None:
    schema.upgrade(engine)
    with engine.begin() as connection:
        connection.execute(text("DROP INDEX ix_partnership_due"))

    assert "ix_partnership_due" in str(schema.differences(engine))


def test_conditions_checks_and_keys_agree_as_well(engines: Sequence[Engine]) -> None:
    """What `differences` does not compare: the conditions of partial indexes, check constraints, rules of keys."""
    migrated, created = engines
    schema.upgrade(migrated)
    Base.metadata.create_all(created)

    assert described(migrated) == described(created)


def test_names_that_are_there_can_be_looked_up_afterwards(engine: Engine) -> None:
    schema.upgrade(engine, "0002")
    many = 5_001  # more than are written at a time
    names = {key: f"Zürcher {key} AG" for key in range(1, many + 1)}
    with engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO organisation (id, kind, name, country, currency, is_partner, partner_code, created_at) "
                "VALUES (:id, 'company', :name, 'CH', 'CHF', :is_partner, :code, '2026-11-23 09:00:00+00')"
            ),
            [
                {"id": key, "name": name, "is_partner": key == 1, "code": "P-1" if key == 1 else None}
                for key, name in names.items()
            ],
        )
        add_person(connection, organisation_id=many)

    schema.upgrade(engine)
    with engine.begin() as connection:
        written = connection.execute(text("SELECT id, sort_name FROM organisation ORDER BY id")).all()
        assert [tuple(row) for row in written] == [(key, f"zurcher {key} ag") for key in names]
        assert connection.scalar(text("SELECT organisation_id FROM person")) == many
    with pytest.raises(IntegrityError), engine.begin() as connection:
        add_person(connection, organisation_id=many + 1)  # foreign keys hold again

    schema.downgrade(engine, "0002")
    with engine.begin() as connection:
        kept = connection.execute(text("SELECT id, name FROM organisation")).all()
    assert {row.id: row.name for row in kept} == names


def test_partners_that_are_there_can_be_found_afterwards(engine: Engine) -> None:
    schema.upgrade(engine, "0007")
    names = {1: "Müller & Söhne IT GmbH", 2: "Zürcher Webfabrik AG"}
    with engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO organisation "
                "(id, kind, name, sort_name, country, currency, is_partner, partner_code, created_at) "
                "VALUES (:id, 'company', :name, '', 'CH', 'CHF', :is_partner, :code, '2026-11-23 09:00:00+00')"
            ),
            [
                {"id": key, "name": name, "is_partner": key == 1, "code": "P-1" if key == 1 else None}
                for key, name in names.items()
            ],
        )

    schema.upgrade(engine, "0008")
    with engine.begin() as connection:
        written = connection.execute(text("SELECT id, search_name, skeleton FROM organisation ORDER BY id")).all()
        assert [tuple(row) for row in written] == [
            (key, search_name(name), skeleton(name)) for key, name in names.items()
        ]
        keys = connection.execute(text("SELECT organisation_id, key FROM organisation_key")).all()
        assert {tuple(row) for row in keys} == {(1, key) for key in keys_of(names[1])}

    schema.downgrade(engine, "0007")
    with engine.begin() as connection:
        kept = connection.execute(text("SELECT id, name FROM organisation")).all()
    assert {row.id: row.name for row in kept} == names


def test_register_numbers_that_are_there_get_one_form_and_one_verified_partner_each(engine: Engine) -> None:
    schema.upgrade(engine, "0010")
    numbers = {
        1: ("CY", "HE 123456"),
        2: ("CY", "HE-123456"),
        3: ("LU", "B000123"),
        4: ("FR", "732829320"),
        5: ("FR", "73282932000074"),
        6: ("DE", "Berlin (Charlottenburg) HRB 12345"),
        7: ("DE", "somewhere"),  # cannot be read
        8: ("CH", None),
        9: ("CH", None),
    }
    with engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO organisation (id, kind, name, sort_name, search_name, skeleton, country, currency, "
                "register_number, is_partner, partner_code, created_at) VALUES (:id, 'company', 'Alpweb', 'alpweb', "
                "' alpweb', 'alpweb', :country, 'EUR', :number, true, :code, '2026-11-23 09:00:00+00')"
            ),
            [
                {"id": key, "country": country, "number": number, "code": f"P-{key}"}
                for key, (country, number) in numbers.items()
            ],
        )

    schema.upgrade(engine)
    with Session(engine) as session:
        found = session.scalars(select(Organisation).order_by(Organisation.id)).all()
        assert [(one.register_number, one.register_key, one.verified_at is not None) for one in found] == [
            ("HE123456", "HE123456", True),
            ("HE123456", "HE123456", False),
            ("B123", "B123", True),
            ("732829320", "732829320", True),
            ("73282932000074", "732829320", False),
            ("Berlin (Charlottenburg) HRB 12345 B", "Berlin (Charlottenburg) HRB 12345 B", True),
            ("somewhere", "somewhere", True),
            (None, None, True),
            (None, None, True),
        ]
        found[3].register_number = longest = "Ludwigshafen a.Rhein (Ludwigshafen) GnR 123456 ABC"
        session.commit()

    schema.downgrade(engine, "0010")
    with engine.begin() as connection:
        kept = connection.execute(text("SELECT register_number FROM organisation ORDER BY id")).scalars().all()
    assert kept[:4] == ["HE123456", "HE123456", "B123", longest]


def add_person(connection: Connection, organisation_id: int) -> None:
    """Somebody who acts for the organisation."""
    connection.execute(
        text(
            "INSERT INTO person (telegram_id, first_name, language, organisation_id, reachable, created_at) "
            "VALUES (:organisation, 'Lea', 'de', :organisation, true, '2026-11-23 09:00:00+00')"
        ),
        {"organisation": organisation_id},
    )


WORDS = "zebrafink"
"""Somebody's words about misconduct."""


def test_what_was_kept_about_misconduct_is_gone_afterwards(engine: Engine) -> None:
    schema.upgrade(engine, "0006")
    with engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO organisation (id, kind, name, country, currency, is_partner, created_at, sort_name) "
                "VALUES (1, 'company', 'Alpweb AG', 'CH', 'CHF', false, '2026-11-23 09:00:00+00', 'alpweb ag')"
            )
        )
        add_person(connection, organisation_id=1)
        person = connection.scalar(text("SELECT id FROM person"))
        asked = text(
            "INSERT INTO question (id, asked_at, person_id, language, text, topic, wanting_since) "
            "VALUES (:id, :at, :person, 'de', :text, :topic, :wanting)"
        ).bindparams(bindparam("at", type_=MOMENT), bindparam("wanting", type_=MOMENT))
        at = dt.datetime(2026, 11, 22, 23, 59, 58, 123456, tzinfo=dt.UTC)
        for values in (
            {"id": 1, "person": person, "text": WORDS, "topic": "whistleblower-policy", "wanting": None},
            {"id": 2, "person": None, "text": WORDS, "topic": None, "wanting": at},
            {"id": 3, "person": person, "text": "Würste?", "topic": None, "wanting": at},
            {"id": 4, "person": person, "text": "MwSt.?", "topic": "vat-requirements", "wanting": None},
        ):
            connection.execute(asked, {"at": at, **values})
        letter = text(
            "INSERT INTO outbox (id, chat_id, method, parameters, created_at, failed_at, error, worker_id, priority) "
            "VALUES (:id, 1, 'sendMessage', :parameters, '2026-11-23', '2026-11-23', 'Forbidden', 1, 0)"
        )
        connection.execute(
            letter, {"id": 1, "parameters": '{"text": "https://x.example/de/sicherheit-und-datenschutz/"}'}
        )
        connection.execute(letter, {"id": 2, "parameters": '{"text": "Menu"}'})
        connection.execute(
            text(
                "INSERT INTO defect (id, at, update_id, update, traceback) "
                "VALUES (1, '2026-11-23', 7, :words, :trace)".replace(" update,", ' "update",')
            ),
            {
                "words": f'{{"text": "{WORDS}"}}',
                "trace": f'Traceback (most recent call last):\n  File "a.py", line 1\n{WORDS}',
            },
        )

    schema.upgrade(engine)

    midnight = dt.datetime(2026, 11, 22, tzinfo=dt.UTC)
    with Session(engine) as session:
        kept = session.scalars(select(Question).order_by(Question.id)).all()
        assert [(one.id, one.asked_at, one.wanting_since) for one in kept] == [
            (3, midnight, midnight),
            (4, midnight, None),
        ]
        assert session.scalars(select(OutboxMessage.id)).all() == [2]
        defect = session.scalars(select(Defect)).one()
        assert (defect.update, defect.traceback) == (
            None,
            'Traceback (most recent call last):\n  File "a.py", line 1',
        )
    if engine.dialect.name == "sqlite":
        place = Path(engine.url.database or "")
        assert all(WORDS.encode() not in file.read_bytes() for file in place.parent.glob(f"{place.name}*"))


def test_two_processes_start_at_once(urls: Sequence[str]) -> None:
    gate = Barrier(2, timeout=PATIENCE_S)

    def start() -> str | None:
        engine = open_database(urls[0])
        gate.wait()
        schema.upgrade(engine)
        revision = schema.current_revision(engine)
        engine.dispose()
        return revision

    with ThreadPoolExecutor(2) as pool:
        starting = [pool.submit(start) for _ in range(2)]
        assert [one.result(PATIENCE_S) for one in starting] == [schema.newest_revision()] * 2


def test_open_invitations_go_on_working_by_their_hashes(engine: Engine) -> None:
    schema.upgrade(engine, "0009")
    token = "A1b2C3d4E5f6G7h8I9j0Kw"
    with engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO organisation (id, kind, name, sort_name, search_name, skeleton, country, currency, "
                "is_partner, created_at) VALUES (1, 'company', 'Alpweb', 'alpweb', ' alpweb', 'alpweb', 'CH', 'CHF', "
                "false, '2026-11-23 09:00:00+00')"
            )
        )
        connection.execute(
            text(
                "INSERT INTO invitation (token, organisation_id, role, created_at, expires_at) "
                "VALUES (:token, 1, 'employee', '2026-11-23 09:00:00+00', '2026-11-30 09:00:00+00')"
            ),
            {"token": token},
        )

    schema.upgrade(engine)
    with Session(engine) as session:
        found = invitation_by_hash(session, sha256(token.encode()).hexdigest())
        assert found is not None
        assert (found.organisation.name, found.role, found.revoked_at) == ("Alpweb", Role.EMPLOYEE, None)
    assert "token" not in {column["name"] for column in inspect(engine).get_columns("invitation")}

    schema.downgrade(engine, "0009")
    with engine.begin() as connection:
        assert connection.scalar(text("SELECT token FROM invitation")) != token
