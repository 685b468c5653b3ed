"""To live is one thing, to be ready another: whoever asks is told which, from the start of a desk to its end."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AsyncExitStack

import httpx
import pytest

from bot.config import load_settings
from bot.health import Health
from bot.intake.webhook_server import listen
from bot.metrics.serving import watched
from tests.bot.trials import database_out_of_reach, fault, until, writes
from tests.desk import Desk, Loop
from tests.loopback import NO_CERTIFICATES


class Asked:
    """Somebody who asks a desk on a port of its own."""

    def __init__(self, desk: Desk, loop: Loop) -> None:
        self._loop, self._stack = loop, AsyncExitStack()
        opened = listen("127.0.0.1:0")
        port = opened.getsockname()[1]
        self.health = desk.app.health
        figures = (desk.app.intake.journal.registry,)
        serving = watched(desk.settings, figures, lambda: self.health.obstacles, opened)
        loop.run(self._stack.enter_async_context(serving))
        self._http = httpx.Client(base_url=f"http://127.0.0.1:{port}", verify=NO_CERTIFICATES)

    def ask(self, path: str, method: str = "GET") -> tuple[int, str]:
        answer = self._http.request(method, path)
        return answer.status_code, answer.text

    def close(self) -> None:
        self._http.close()
        self._loop.run(self._stack.aclose())


@pytest.fixture
def asked(desk: Desk, loop: Loop) -> Iterator[Asked]:
    asking = Asked(desk, loop)
    yield asking
    asking.close()


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_from_the_start_to_the_end(desk: Desk, asked: Asked) -> None:
    serves, asked.health = asked.health, Health()
    assert asked.ask("/ready") == (503, "not ready: it is about to start\n")
    asked.health.waits("the database server starts.")
    assert asked.ask("/ready") == (503, "not ready: it is about to start: the database server starts.\n")
    asked.health = serves

    until(lambda: asked.ask("/ready") == (200, "ready\n"), 0.05)
    desk.newcomer("Mia")
    numbers = asked.ask("/metrics")[1]
    assert 'handschlag_updates_total{kind="message",outcome="answered"} 1.0' in numbers
    assert "handschlag_ready 1.0" in numbers
    assert "handschlag_workers_polling 1.0" in numbers

    with database_out_of_reach(desk.app.units.engine):
        until(lambda: "not ready: the database is out of reach\n" in asked.ask("/ready")[1], 0.05)
        assert asked.ask("/health") == (200, "alive\n")
        assert "handschlag_database_up 0.0" in asked.ask("/metrics")[1]
    until(lambda: asked.ask("/ready")[0] == 200, 0.05)

    desk.stop()
    assert asked.ask("/ready") == (503, "not ready: it is about to end\n")
    assert asked.ask("/health") == (200, "alive\n")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_stands_in_the_way(desk: Desk, asked: Asked) -> None:
    mia = desk.newcomer("Mia")
    until(lambda: asked.ask("/ready")[0] == 200, 0.05)
    fault(desk, "500", method="getUpdates", times=1000)
    writes(mia, "/help")  # so that the long poll comes to its end
    until(lambda: asked.ask("/ready") == (503, "not ready: Telegram gives no updates\n"), 0.05)
    desk.playground.delete("/faults").raise_for_status()
    until(lambda: asked.ask("/ready")[0] == 200, 0.05)
    assert asked.ask("/elsewhere")[0] == 404
    assert asked.ask("/ready", "POST")[0] == 405


def test_a_port_alone_is_this_machines() -> None:
    assert load_settings(None, metrics_listen="8470").metrics_listen == "127.0.0.1:8470"
    assert load_settings(None, metrics_listen="10.0.0.5:8470").metrics_listen == "10.0.0.5:8470"
    assert load_settings(None).metrics_listen is None
