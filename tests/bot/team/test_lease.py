"""Of all processes that could poll, one does; another takes over within seconds when it dies."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bot.posting import Telegram
from tests.bot.programs import Program, program
from tests.bot.trials import until


@pytest.fixture
def telegram(playground_url: str) -> Iterator[Telegram]:
    world = Telegram(playground_url)
    yield world
    world.close()


def answers(telegram: Telegram) -> list[str]:
    return [message["text"] for message in telegram.shown() if message["from"] == "bot"]


def bot(telegram: Telegram, database_url: str, folder: Path) -> Program:
    settings = {"TOKEN": telegram.token, "API_URL": telegram.url, "DATABASE_URL": database_url}
    return Program(folder, "run", **settings)


def test_a_standby_takes_over_from_one_that_is_killed(telegram: Telegram, database_url: str, tmp_path: Path) -> None:
    first = bot(telegram, database_url, tmp_path)
    first.says("serving as")
    with program(tmp_path, "run", TOKEN=telegram.token, API_URL=telegram.url, DATABASE_URL=database_url) as standby:
        standby.says("serving as")
        telegram.says("/help")
        until(lambda: len(answers(telegram)) == 1, 0.02)
        telegram.play("POST", "/faults", {"kind": "latency", "method": "sendMessage", "seconds": 30.0, "times": 1})
        telegram.says("/menu")
        until(lambda: telegram.play("GET", "/world")["pending_updates"] == 0, 0.02)
        first.close()  # as kill -9 does, while the answer is on its way
        telegram.says("/vat")
        until(lambda: len(answers(telegram)) >= 3, 0.02)
        assert standby.end() == 0
    assert "another program is polling" not in first.output + standby.output
    assert len(answers(telegram)) in (3, 4), "at most the one that was on its way is repeated"


def test_a_new_one_takes_over_from_one_that_stops(telegram: Telegram, database_url: str, tmp_path: Path) -> None:
    old = bot(telegram, database_url, tmp_path)
    old.says("serving as")
    with program(tmp_path, "run", TOKEN=telegram.token, API_URL=telegram.url, DATABASE_URL=database_url) as new:
        new.says("serving as")
        assert old.end() == 0
        old.close()
        for number in range(1, 4):
            telegram.says(f"/n{number}")
        until(lambda: len(answers(telegram)) >= 3, 0.02)
        assert new.end() == 0
    said = answers(telegram)
    assert [f"/n{number}" in text for number, text in enumerate(said, 1)] == [True] * 3
    assert "another program is polling" not in old.output + new.output
