"""The API's process, watched: what it counts, when it is ready, and the alerts that are for it."""

from __future__ import annotations

import itertools
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.api import records
from bot.api.counting import CallJournal
from bot.api.gate import Gate
from bot.api.watched import WatchedApi
from bot.health import Health
from bot.metrics.serving import Watch
from bot.metrics.standing import Onlooker
from handlers.chat.desk import Desk
from services.api_tokens import Scope
from storage.database import open_database
from tests.bot.api.provider import CLIENT, Json, Provider, account
from tests.bot.metrics.judging import TARGET, judge
from tests.bot.trials import database_out_of_reach
from tests.databases import let_go

API = TARGET | {"job": "handschlag-api", "instance": "desk:8471"}
ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def told(number: str, name: str) -> Json:
    """An account as it is put: its number is in the address."""
    return {field: value for field, value in account(number, name).items() if field != "account"}


class Watched:
    """The process as Prometheus, and whoever asks whether it is ready, see it."""

    def __init__(self, provider: Provider, url: str) -> None:
        self.provider = provider
        self.health = Health()
        self.health.begin(())
        self.looks = open_database(url, connections=1, reads_only=True)
        onlooker = Onlooker(self.looks, provider.units.clock)
        self._process = WatchedApi(onlooker, provider.app.state.journal, self.health)

    def exports(self) -> bytes:
        return self.provider.loop.run(Watch(self._process).metrics())

    def obstacles(self) -> list[str]:
        return [*self.provider.loop.run(self._process.obstacles())]

    def counted(self, name: str) -> dict[tuple[str, ...], float]:
        """What is not zero, by its labels' values."""
        families = text_string_to_metric_families(self.exports().decode())
        samples = [each for family in families for each in family.samples if each.name == f"handschlag_api_{name}"]
        return {tuple(each.labels.values()): each.value for each in samples if each.value}


@pytest.fixture
def watched(provider: Provider, database_url: str) -> Iterator[Watched]:
    running = Watched(provider, database_url)
    yield running
    let_go(running.looks)


def test_calls_are_counted_by_operation_and_answer(watched: Watched) -> None:
    provider = watched.provider
    provider.does("PUT", f"/accounts/{CLIENT}", told(CLIENT, "Seegarten Hotels (Demo)"))
    provider.does("PUT", f"/accounts/{CLIENT}", told(CLIENT, "Seegarten Häuser (Demo)"))
    provider.call("PUT", "/accounts/c-2", {})
    provider.call("DELETE", f"/accounts/{CLIENT}")
    provider.call("BREW", f"/accounts/{CLIENT}")
    provider.http("GET", "/wp-login.php")
    provider.http("GET", "/health")
    assert watched.counted("calls_total") == {
        ("PUT /accounts/{account}", "2xx"): 2.0,
        ("PUT /accounts/{account}", "4xx"): 1.0,
        ("GET /health", "2xx"): 1.0,
        ("elsewhere", "4xx"): 3.0,
    }
    assert watched.counted("call_seconds_count")["PUT /accounts/{account}",] == 3.0
    assert watched.counted("refusals_total") == {
        ("invalid",): 1.0,
        ("method-not-allowed",): 2.0,
        ("no-such-path",): 1.0,
    }


def test_who_is_not_let_in_is_counted_by_the_reason(watched: Watched, conversations: Desk) -> None:
    journal: CallJournal = watched.provider.app.state.journal
    gate = Gate(watched.provider.units, per_second=0.001, burst=1)
    provider = Provider(watched.provider.units, conversations, watched.provider.loop, gate, journal)
    provider.call("GET", "/partnerships", token="hs_unknown")
    provider.call("GET", "/partnerships", token=provider.new_token([Scope.LINKS_WRITE]))
    provider.does("GET", "/partnerships")
    provider.call("GET", "/partnerships")
    assert watched.counted("refusals_total") == {
        ("unauthorized",): 1.0,
        ("scope-missing",): 1.0,
        ("too-many-requests",): 1.0,
    }


@ON_SQLITE
def test_a_call_that_is_being_done_is_in_flight(watched: Watched) -> None:
    journal: CallJournal = watched.provider.app.state.journal
    seen = []

    async def looks() -> AsyncIterator[bytes]:
        seen.append(journal.registry.get_sample_value("handschlag_api_in_flight"))
        yield b"{}"

    watched.provider.call("PUT", "/accounts/c-1", content=looks(), headers={"Content-Type": "application/json"})
    assert seen == [1.0]
    assert watched.counted("in_flight") == {}


def test_it_is_ready_when_the_database_answers(watched: Watched) -> None:
    assert watched.obstacles() == []
    assert watched.counted("ready") == {(): 1.0}
    watched.health.end()
    assert watched.obstacles() == ["it is about to end"]
    assert watched.counted("ready") == {}


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_it_is_not_ready_without_the_database(watched: Watched) -> None:
    with database_out_of_reach(watched.looks):
        assert watched.obstacles() == ["the database is out of reach"]
    assert watched.obstacles() == []


def judged(watched: Watched, folder: Path, cause: Callable[[], object], *alerts: str) -> None:
    before = watched.exports()
    cause()
    judge(folder, before, watched.exports(), *alerts, target=API)


@ON_SQLITE
def test_nothing_is_wrong_with_an_api_that_works(watched: Watched, tmp_path: Path) -> None:
    judged(watched, tmp_path, lambda: [watched.provider.does("GET", "/partnerships") for _ in range(30)])


@ON_SQLITE
def test_nobody_answers(watched: Watched, tmp_path: Path) -> None:
    judge(tmp_path, watched.exports(), None, "HandschlagApiDown", target=API)


@ON_SQLITE
def test_it_lives_and_serves_nobody(watched: Watched, tmp_path: Path) -> None:
    judged(watched, tmp_path, watched.health.end, "HandschlagApiNotReady")


@ON_SQLITE
def test_it_takes_long(watched: Watched, conversations: Desk, database_url: str, tmp_path: Path) -> None:
    journal = CallJournal(ticks=itertools.count(0.0, 3.0).__next__)
    provider = Provider(watched.provider.units, conversations, watched.provider.loop, journal=journal)
    slow = Watched(provider, database_url)
    judged(slow, tmp_path, lambda: provider.does("GET", "/partnerships"), "HandschlagApiSlow")
    let_go(slow.looks)


@ON_SQLITE
def test_it_fails(watched: Watched, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def cause() -> None:
        with monkeypatch.context() as broken:
            broken.setattr(records, "take_accounts", None)
            provider = Provider(
                watched.provider.units,
                watched.provider.app.state.calls.desk,
                watched.provider.loop,
                journal=watched.provider.app.state.journal,
            )
            for _ in range(10):
                answered = provider.call("PUT", f"/accounts/{CLIENT}", told(CLIENT, "Seegarten (Demo)"))
                assert answered.status_code == 500

    judged(watched, tmp_path, cause, "HandschlagApiFails")


@ON_SQLITE
def test_a_token_opens_nothing_any_more(watched: Watched, tmp_path: Path) -> None:
    def cause() -> None:
        for _ in range(30):
            watched.provider.call("GET", "/partnerships", token="hs_revoked")

    judged(watched, tmp_path, cause, "HandschlagApiTurnsAway")
