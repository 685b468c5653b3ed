"""`handschlag run`: it starts, answers, ends when it is told to, and says why where it cannot start."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine
from sqlalchemy.exc import DatabaseError, OperationalError

from bot.cli import main
from bot.commands.database import is_worth_waiting
from bot.intake.webhook_server import listen
from storage import schema
from storage.database import open_database
from tests.bot.posting import Telegram
from tests.bot.programs import installed_program, program
from tests.bot.trials import until

UNREACHABLE = "http://127.0.0.1:9"


@pytest.fixture
def telegram(playground_url: str) -> Iterator[Telegram]:
    world = Telegram(playground_url)
    yield world
    world.close()


def settings(telegram: Telegram, **more: str) -> dict[str, str]:
    return {"TOKEN": telegram.token, "API_URL": telegram.url, **more}


def answers(telegram: Telegram) -> list[str]:
    """What the bot has written so far."""
    return [message["text"] for message in telegram.shown() if message["from"] == "bot"]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_answers_and_stops_at_a_signal(telegram: Telegram, tmp_path: Path, number: signal.Signals) -> None:
    begun = installed_program if number is signal.SIGTERM else program
    with begun(tmp_path, "run", **settings(telegram, LOG_LEVEL="DEBUG")) as running:
        running.says("serving as @desk_bot")
        telegram.says("/help")
        until(lambda: len(answers(telegram)) > 0)
        assert "Was ich für Sie tun kann" in answers(telegram)[0]
        assert running.end(number) == 0
    assert (tmp_path / "var" / "handschlag.db").exists()
    assert telegram.updates() == [], "what was answered is acknowledged"
    assert "/help" not in running.output, "nor does the most talkative log tell what people write"
    assert telegram.token.partition(":")[2] not in running.output


def test_it_stops_although_telegram_hangs(telegram: Telegram, tmp_path: Path) -> None:
    with program(tmp_path, "run", **settings(telegram)) as running:
        running.says("serving as @desk_bot")
        telegram.play("POST", "/faults", {"kind": "latency", "seconds": 60.0, "method": "sendMessage"})
        telegram.says("/help")
        until(lambda: telegram.play("GET", "/world")["pending_updates"] == 0)
        telegram.play("POST", "/faults", {"kind": "latency", "seconds": 60.0})
        assert running.end() == 0
    telegram.play("DELETE", "/faults")
    with program(tmp_path, "run", **settings(telegram)):
        until(lambda: len(answers(telegram)) > 0)


@pytest.mark.usefixtures("own_logging")
def test_it_leaves_a_database_that_is_behind_alone(
    telegram: Telegram, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    url = f"sqlite:///{folder / 'old.db'}"
    engine = open_database(url)
    schema.upgrade(engine)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0000'")
    for name, value in settings(telegram, DATABASE_URL=url).items():
        monkeypatch.setenv(f"HANDSCHLAG_{name}", value)
    with pytest.raises(SystemExit) as end:
        main(["run"])
    assert end.value.code == 2
    said = "back it up with the program before this one, and bring it up to date with handschlag migrate"
    assert said in capsys.readouterr().err
    assert schema.current_revision(engine) == "0000"
    engine.dispose()


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"TOKEN": "1:somebody-elses-token-somebody-elses"}, "does not know the token in HANDSCHLAG_TOKEN"),
        ({"API_URL": UNREACHABLE}, f"Telegram cannot be reached at {UNREACHABLE}"),
        ({"DATABASE_URL": "postgresql://desk@127.0.0.1:9/desk"}, "The database cannot be used"),
        ({"DATABASE_URL": "sqlite:////dev/full"}, "The database cannot be used"),
    ],
)
@pytest.mark.usefixtures("folder", "own_logging")
def test_it_says_why_it_does_not_start(
    telegram: Telegram,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    changed: dict[str, str],
    sentence: str,
) -> None:
    for name, value in (settings(telegram) | changed).items():
        monkeypatch.setenv(f"HANDSCHLAG_{name}", value)
    with pytest.raises(SystemExit) as end:
        main(["run", "--wait", "0"])
    said = capsys.readouterr().err
    assert end.value.code == 2
    assert sentence in said
    assert said.count("\n") == 1
    assert telegram.token.partition(":")[2] not in said


@pytest.mark.parametrize("missing", [{"API_URL": UNREACHABLE}, {"DATABASE_URL": "postgresql://desk@127.0.0.1:9/desk"}])
def test_it_waits_for_what_may_still_come_up(telegram: Telegram, tmp_path: Path, missing: dict[str, str]) -> None:
    with program(tmp_path, "run", **(settings(telegram) | missing)) as running:
        running.says("Trying again.")
        assert running.end() == 0
    assert "Traceback" not in running.output
    assert "Unclosed" not in running.output


def test_it_ends_when_the_token_is_revoked(telegram: Telegram, tmp_path: Path) -> None:
    with program(tmp_path, "run", **settings(telegram)) as running:
        running.says("serving as @desk_bot")
        telegram.ask("DELETE", "")
        assert running.status() == 2
    assert "does not know HANDSCHLAG_TOKEN any more" in running.output
    assert "Traceback" not in running.output


def test_whoever_stands_by_on_the_same_machine_listens_too() -> None:
    with listen("127.0.0.1:0", shared=True) as first:
        address = "{}:{}".format(*first.getsockname())
        with listen(address, shared=True) as second:
            assert second.getsockname() == first.getsockname()
        with pytest.raises(OSError, match="in use"):
            listen(address)


def test_a_file_that_somebody_writes_to_is_waited_for(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'desk.db'}", connect_args={"timeout": 0})
    with engine.connect() as writer, engine.connect() as another:
        writer.exec_driver_sql("BEGIN IMMEDIATE")
        with pytest.raises(OperationalError) as locked:
            another.exec_driver_sql("BEGIN IMMEDIATE")
    assert is_worth_waiting(engine, locked.value)
    (tmp_path / "desk.db").write_text("Dear diary, this is no database at all.")
    with engine.connect() as reader, pytest.raises(DatabaseError) as broken:
        reader.exec_driver_sql("SELECT 1 FROM sqlite_master")
    assert not is_worth_waiting(engine, broken.value)
    engine.dispose()
