"""`handschlag backup` and `handschlag restore`: what they say, and what they refuse in one sentence."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from storage import schema
from storage.database import open_database
from tests.bot.commands.running import Say, handschlag
from tests.databases import SqliteFiles
from tests.services.world import World


@pytest.fixture
def desk(folder: Path, monkeypatch: pytest.MonkeyPatch, sqlite_files: SqliteFiles) -> Iterator[World]:  # noqa: ARG001
    """A programme with a client, as the present setting."""
    url = sqlite_files.fresh("test")
    monkeypatch.setenv("HANDSCHLAG_DATABASE_URL", url)
    world = World(url)
    world.client("Webshop")
    yield world
    world.close()


def test_a_backup_is_restored_in_another_place(
    desk: World, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: Say
) -> None:
    assert "It was read back, and is whole." in handschlag(capsys, "backup", "desk.zip")
    assert "is whole" in handschlag(capsys, "restore", "--check", "desk.zip")
    assert "desk.zip is there already" in handschlag(capsys, "backup", "desk.zip", status=2)
    assert "not empty: there are rows" in handschlag(capsys, "restore", "desk.zip", status=2)
    assert "No such file" in handschlag(capsys, "restore", "nowhere.zip", status=2)

    monkeypatch.setenv("HANDSCHLAG_DATABASE_URL", f"sqlite:///{folder / 'new.db'}")
    assert "There is no database yet" in handschlag(capsys, "backup", "empty.zip", status=2)
    (folder / "letter.zip").write_text("Dear diary")
    assert "it is no backup" in handschlag(capsys, "restore", "letter.zip", status=2)
    said = handschlag(capsys, "restore", "desk.zip")
    assert f"It is at revision {schema.newest_revision()}." in said
    engine = open_database(f"sqlite:///{folder / 'new.db'}")
    with desk.engine.connect() as before, engine.connect() as after:
        people = "SELECT telegram_id, first_name FROM person"
        assert before.exec_driver_sql(people).all() == after.exec_driver_sql(people).all()
    engine.dispose()


def test_what_waited_is_said_because_it_may_have_been_sent(
    desk: World, sqlite_files: SqliteFiles, monkeypatch: pytest.MonkeyPatch, capsys: Say
) -> None:
    with desk.engine.begin() as connection:
        connection.exec_driver_sql(
            "INSERT INTO outbox (chat_id, method, parameters, created_at, worker_id, priority, fleeting) "
            "VALUES (1, 'sendMessage', '{}', '2026-11-29', 0, 0, 0)"
        )
    handschlag(capsys, "backup", "desk.zip")
    monkeypatch.setenv("HANDSCHLAG_DATABASE_URL", sqlite_files.fresh("restored"))
    assert "1 messages, mails and events waited" in handschlag(capsys, "restore", "desk.zip")


def test_a_database_that_is_further_is_left_to_the_newer_program(desk: World, capsys: Say) -> None:
    with desk.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        connection.execute(text("UPDATE schema_note SET value = '9998' WHERE name = 'works_from'"))
    assert "has revision 9999" in handschlag(capsys, "partners", "list", status=2)
    with desk.engine.begin() as connection:
        newest = {"newest": schema.newest_revision()}
        connection.execute(text("UPDATE schema_note SET value = :newest WHERE name = 'works_from'"), newest)
    assert "no partners yet" in handschlag(capsys, "partners", "list")  # the newer one says that this one still works
    assert "let the newer program do this" in handschlag(capsys, "backup", "desk.zip", status=2)


def test_the_version_stands_in_one_place(capsys: Say) -> None:
    written = tomllib.loads((Path(__file__).parents[3] / "pyproject.toml").read_text())["project"]["version"]
    assert handschlag(capsys, "--version").startswith(f"Handschlag {written}, ")
