"""Updates are fetched, applied and only then acknowledged, whatever the network does."""

from __future__ import annotations

import logging
import threading
from pathlib import Path

import httpx
import pytest
from telegram.error import InvalidToken

from bot.intake import polling
from domain.words import Msg
from handlers.chat.chapters import Chapter
from handlers.chat.turn import ChatCommand, Turn
from tests.bot.programs import program
from tests.bot.trials import DeskWith, fault, pending, until, writes
from tests.desk import Desk, Loop

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """The poller tries again after a moment."""
    monkeypatch.setattr(polling, "FIRST_PAUSE_S", 0.02)
    monkeypatch.setattr(polling, "LONGEST_PAUSE_S", 0.3)


@on_sqlite
@pytest.mark.usefixtures("short_pauses")
def test_a_second_poller_is_named_in_the_log_and_waited_out(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    urs = desk.newcomer("Urs")
    until(lambda: bool(desk.world()["listening"]))
    httpx.get(f"{desk.settings.api_url}/bot{desk.token}/getUpdates").raise_for_status()
    until(lambda: "another program is polling with this token, or a webhook is set: Conflict" in caplog.text)
    assert urs.says("/n1").startswith("I do not know the command /n1")


@on_sqlite
@pytest.mark.usefixtures("short_pauses")
@pytest.mark.parametrize(
    ("kind", "more"), [("drop_before", {}), ("drop_after", {}), ("500", {}), ("429", {"retry_after": 0})]
)
def test_a_network_that_goes_away_is_waited_for(desk: Desk, kind: str, more: dict[str, int]) -> None:
    urs = desk.newcomer("Urs")
    fault(desk, kind, method="getUpdates", times=3, **more)
    for number in range(5):
        writes(urs, f"/n{number}")
    desk.settle()
    answers = [message["text"].split("/")[1].split(".")[0] for message in urs.from_bot()[1:]]
    assert answers == [f"n{number}" for number in range(5)]


@on_sqlite
def test_a_menu_that_cannot_be_set_stops_nobody(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    urs = desk.newcomer("Urs")
    desk.stop()
    fault(desk, "500", method="setMyCommands", times=1)
    desk.start()
    assert "/n1" in urs.says("/n1")
    assert "the command menu could not be set" in caplog.text


def test_telegram_away_at_the_start_is_waited_for(playground_url: str, tmp_path: Path) -> None:
    token = "70001:a-bot-that-is-started-before-its-network"
    with httpx.Client(base_url=f"{playground_url}/play/{token}", follow_redirects=True) as playground:
        playground.put("", json={"bot_name": "Handschlag", "username": "handschlag_bot"}).raise_for_status()
        playground.post("/faults", json={"kind": "drop_before", "method": "getMe", "times": 1}).raise_for_status()
        with program(tmp_path, "run", TOKEN=token, API_URL=playground_url, DATABASE_URL="sqlite:///desk.db") as bot:
            assert "Telegram cannot be reached" in bot.says("Trying again")
            bot.says("serving as @handschlag_bot")
            assert bot.end() == 0


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_nothing_is_acknowledged_before_all_of_it_is_committed(
    playground_url: str, database_url: str, loop: Loop
) -> None:
    go_on = threading.Event()

    def linger(turn: Turn) -> None:
        assert go_on.wait(20)
        turn.say(Msg("It is done."))

    desk = DeskWith(playground_url, database_url, loop, Chapter(commands=(ChatCommand("linger", linger),)))
    urs, lea = desk.newcomer("Urs"), desk.newcomer("Lea")
    desk.stop()
    writes(urs, "/linger")
    writes(lea, "/n1")
    desk.start()
    until(lambda: "/n1" in lea.reads())
    assert pending(desk) == 2, "one update of the two is not committed"
    go_on.set()
    desk.settle()
    assert urs.reads() == "It is done."
    assert pending(desk) == 0
    desk.close()


@on_sqlite
def test_a_bot_stopped_in_order_leaves_nothing_to_be_delivered_again(desk: Desk) -> None:
    urs = desk.newcomer("Urs")
    writes(urs, "/n1")
    until(lambda: "/n1" in urs.reads())
    desk.stop()
    assert pending(desk) == 0


@on_sqlite
def test_a_token_that_is_withdrawn_ends_the_bot(
    playground_url: str, database_url: str, loop: Loop, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    desk = Desk(playground_url, database_url, loop)
    desk.playground.delete("").raise_for_status()
    until(lambda: desk._running.done())
    assert isinstance(desk._running.exception(), InvalidToken)
    assert desk.token not in str(desk._running.exception())
    desk.close()
