"""`handschlag run --workers`: several processes serve one bot, and no one of them matters."""

from __future__ import annotations

import os
import re
import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from sqlalchemy import create_engine, text

from bot.cli import main
from tests.bot.posting import Telegram
from tests.bot.programs import Program, program
from tests.bot.trials import until
from tests.databases import PostgresServer

SAYS_WHEN_READY = "serving as @desk_bot"


@pytest.fixture
def telegram(playground_url: str) -> Iterator[Telegram]:
    world = Telegram(playground_url)
    yield world
    world.close()


@pytest.fixture
def database(postgres: PostgresServer) -> str:
    return postgres.fresh()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


def settings(telegram: Telegram, database: str, port: int) -> dict[str, str]:
    address = f"127.0.0.1:{port}"
    return {
        "TOKEN": telegram.token,
        "API_URL": telegram.url,
        "DATABASE_URL": database,
        "WEBHOOK_URL": f"http://{address}/updates",
        "WEBHOOK_LISTEN": address,
        "PAGES_URL": f"http://{address}/answers",
        "PAGES_LISTEN": address,
    }


def workers(database: str) -> list[int]:
    """The process ids of all that have signed in and not out."""
    engine = create_engine(database.replace("postgresql://", "postgresql+psycopg://"))
    with engine.connect() as connection:
        found = [row.pid for row in connection.execute(text("SELECT pid FROM worker ORDER BY id"))]
    engine.dispose()
    return found


def answers(telegram: Telegram) -> int:
    return sum(message["from"] == "bot" for message in telegram.shown())


def asks(telegram: Telegram) -> None:
    """Somebody writes, and is answered once."""
    before = answers(telegram)
    telegram.says("/help")
    until(lambda: answers(telegram) > before, 0.02)
    assert answers(telegram) == before + 1


def everything_is_signed_for(database: str) -> None:
    """What Telegram has taken is out of the outbox: nobody's death repeats it."""
    engine = create_engine(database.replace("postgresql://", "postgresql+psycopg://"))
    with engine.connect() as connection:
        until(lambda: connection.execute(text("SELECT count(*) FROM outbox")).scalar_one() == 0, 0.02)
    engine.dispose()


def ready(team: Program, times: int) -> None:
    until(lambda: team.output.count(SAYS_WHEN_READY) >= times, 0.02)


def is_asked(watch: str, path: str) -> tuple[int, str]:
    """What a team says to those who watch over it; 0 where nobody is there yet."""
    try:
        answer = httpx.get(f"http://{watch}{path}")
    except httpx.TransportError:
        return 0, ""
    return answer.status_code, answer.text


def answered(watch: str) -> float:
    """How many messages the whole team has answered so far."""
    numbers = re.search(
        r'handschlag_updates_total{kind="message",outcome="answered"} (\S+)', is_asked(watch, "/metrics")[1]
    )
    return float(numbers[1]) if numbers else 0.0


@pytest.mark.parametrize("way", [["--webhook"], []], ids=["webhook", "polling"])
def test_workers_are_replaced_when_they_die_and_renewed_when_asked(
    telegram: Telegram, database: str, tmp_path: Path, way: list[str]
) -> None:
    watch = f"127.0.0.1:{free_port()}"
    wanted = settings(telegram, database, free_port()) | {"METRICS_LISTEN": watch}
    with program(tmp_path, "run", "--workers", "2", *way, **wanted) as team:
        until(lambda: is_asked(watch, "/health") == (200, "alive\n"), 0.02)
        assert is_asked(watch, "/ready") == (503, "not ready: no worker is ready\n")
        ready(team, 2)
        asks(telegram)
        until(lambda: is_asked(watch, "/ready") == (200, "ready\n"), 0.05)
        counted = answered(watch)
        page = httpx.get(f"{wanted['PAGES_URL']}/p/nothing")
        assert (page.status_code, "This page does not exist" in page.text) == (404, True)
        first, second = workers(database)
        everything_is_signed_for(database)
        os.kill(first, signal.SIGKILL)
        asks(telegram)
        ready(team, 3)
        until(lambda: first not in workers(database), 0.02)
        asks(telegram)
        before = set(workers(database))
        assert second in before
        team.signal(signal.SIGHUP)
        team.says("all workers are renewed")
        assert before.isdisjoint(workers(database))
        asks(telegram)
        assert answered(watch) == counted + 3, "what the dead have counted stays counted"
        assert team.end() == 0
    assert "Traceback" not in team.output
    assert workers(database) == [], "all have signed out"


def test_the_workers_end_when_their_team_is_killed(telegram: Telegram, database: str, tmp_path: Path) -> None:
    with program(tmp_path, "run", "--workers", "2", **settings(telegram, database, free_port())) as team:
        ready(team, 2)
        team.signal(signal.SIGKILL)
        until(lambda: workers(database) == [], 0.02)


def test_a_renewal_that_fails_leaves_the_old_workers(telegram: Telegram, database: str, tmp_path: Path) -> None:
    with program(tmp_path, "run", "--workers", "2", **settings(telegram, database, free_port())) as team:
        ready(team, 2)
        before = workers(database)
        (tmp_path / ".env").write_text("HANDSCHLAG_TIMEZONE=Europe/Atlantis\n")
        team.signal(signal.SIGHUP)
        team.says("HANDSCHLAG_TIMEZONE is not a time zone")
        team.says("a new worker does not come up")
        assert workers(database) == before
        asks(telegram)
        assert team.end() == 0


def test_a_team_that_cannot_go_on_says_why(telegram: Telegram, tmp_path: Path, postgres: PostgresServer) -> None:
    with program(
        tmp_path,
        "run",
        "--workers",
        "2",
        "--wait",
        "0",
        **settings(telegram, postgres.fresh(), free_port()) | {"TOKEN": "1:" + "x" * 35},
    ) as team:
        assert team.status() == 2
    assert "does not know the token in HANDSCHLAG_TOKEN" in team.output
    assert "Traceback" not in team.output


@pytest.mark.usefixtures("folder", "own_logging")
@pytest.mark.parametrize(
    ("arguments", "changed", "sentence"),
    [
        (["--workers", "2"], {"DATABASE_URL": "sqlite:///desk.db"}, "several workers need PostgreSQL"),
        (["--webhook"], {"WEBHOOK_URL": ""}, "HANDSCHLAG_WEBHOOK_URL is not set"),
        (["--webhook"], {"WEBHOOK_URL": "http://desk.example/updates"}, "begins with https://"),
        (["--webhook"], {"WEBHOOK_URL": "https://desk.example/"}, "needs a path of its own"),
        (["--webhook"], {"WEBHOOK_URL": "https://desk.example/health"}, "needs a path of its own"),
        (["--webhook"], {"WEBHOOK_LISTEN": "8443"}, "is not a host and a port"),
        (["--webhook"], {"WEBHOOK_SECRET": "short"}, "HANDSCHLAG_WEBHOOK_SECRET must be"),
    ],
)
def test_what_does_not_go_together_is_said(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    telegram: Telegram,
    arguments: list[str],
    changed: dict[str, str],
    sentence: str,
) -> None:
    for name, value in (settings(telegram, "sqlite:///desk.db", free_port()) | changed).items():
        monkeypatch.setenv(f"HANDSCHLAG_{name}", value)
    with pytest.raises(SystemExit) as end:
        main(["run", *arguments])
    assert end.value.code == 2
    said = capsys.readouterr().err
    assert sentence in said
    assert said.count("\n") == 1


@pytest.mark.usefixtures("folder", "own_logging")
@pytest.mark.parametrize(("way", "setting"), [(["--webhook"], "WEBHOOK_LISTEN"), ([], "PAGES_LISTEN")])
def test_a_port_that_is_taken_is_said(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    telegram: Telegram,
    way: list[str],
    setting: str,
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        for name, value in settings(telegram, "sqlite:///desk.db", port).items():
            monkeypatch.setenv(f"HANDSCHLAG_{name}", value)
        with pytest.raises(SystemExit) as end:
            main(["run", *way])
    assert end.value.code == 2
    said = capsys.readouterr().err
    assert f"Nothing can listen on 127.0.0.1:{port} (Address already in use)" in said
    assert f"HANDSCHLAG_{setting}" in said
