"""Updates by webhook: 200 says that one is committed, and nobody but Telegram is listened to."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from urllib.parse import urlsplit

import httpx
import pytest

from bot import telegram_json
from bot.intake import webhook
from bot.intake.reading import WANTED_UPDATES
from tests.bot.posting import SECRET, Team
from tests.bot.trials import database_out_of_reach, until
from tests.desk import PATIENCE_S, Loop
from tests.loopback import NO_CERTIFICATES

RIGHT = {"X-Telegram-Bot-Api-Secret-Token": SECRET}


@pytest.fixture
def team(playground_url: str, database_url: str, loop: Loop) -> Iterator[Team]:
    running = Team(playground_url, database_url, loop)
    yield running
    running.close()


on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def test_an_update_is_applied_once_however_often_it_is_posted(team: Team) -> None:
    assert [team.post(1, "/n1"), team.post(1, "/n1"), team.post(2, "/n2")] == [200, 200, 200]
    until(lambda: len(team.answered()) >= 2, 0.02)
    assert team.answered() == ["n1", "n2"]


@on_sqlite
@pytest.mark.parametrize("headers", [{}, {"X-Telegram-Bot-Api-Secret-Token": SECRET[:-1]}])
def test_nobody_else_is_listened_to(team: Team, headers: dict[str, str]) -> None:
    assert httpx.post(team.urls[0], json=team.update(1, "/n1"), headers=headers).status_code == 403
    assert team.post(2, "/n2") == 200
    until(lambda: len(team.answered()) >= 1, 0.02)
    assert team.answered() == ["n2"]


@on_sqlite
@pytest.mark.parametrize(
    "body", [b"", b"no JSON", b"[]", b"17", b"{}", b'{"update_id": "17"}', b'{"update_id": 17, "message": 3}']
)
def test_what_is_no_update_is_refused(team: Team, body: bytes) -> None:
    assert httpx.post(team.urls[0], content=body, headers=RIGHT).status_code == 400
    assert team.post(1, "/n1") == 200


@on_sqlite
def test_what_is_too_long_is_refused(team: Team) -> None:
    long = b"x" * 1_000_001
    assert httpx.post(team.urls[0], content=long, headers=RIGHT).status_code == 413

    def pieces() -> Iterator[bytes]:
        for _ in range(1_001):
            yield b"x" * 1_000

    assert httpx.post(team.urls[0], content=pieces(), headers=RIGHT).status_code == 413
    assert team.post(1, "/n1") == 200


@on_sqlite
def test_other_pages_are_not_there(team: Team) -> None:
    assert httpx.get(team.urls[0], headers=RIGHT).status_code == 405
    assert httpx.post(f"{team.urls[0]}/more", headers=RIGHT).status_code == 404
    assert httpx.get(team.urls[0].replace("/updates", "/health")).text == "alive\n"
    assert "ready" in httpx.get(team.urls[0].replace("/updates", "/ready")).text


@on_sqlite
def test_telegram_is_told_where_to_post_and_drops_nothing(team: Team) -> None:
    info = team.telegram.result("getWebhookInfo")
    assert info["url"] == team.urls[0]
    assert info["max_connections"] == 40
    assert set(info["allowed_updates"]) == set(WANTED_UPDATES)
    calls = team.telegram.play("GET", "/calls")["calls"]
    assert not any("drop_pending_updates" in str(call) for call in calls)


def test_what_waits_at_telegram_is_posted(team: Team) -> None:
    team.telegram.says("/n1")
    until(lambda: team.answered() == ["n1"], 0.02)
    until(lambda: team.telegram.result("getWebhookInfo")["pending_update_count"] == 0, 0.02)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_nothing_is_confirmed_that_is_not_committed(team: Team) -> None:
    statuses: list[int] = []
    with database_out_of_reach(team.apps[0].units.engine):
        posting = threading.Thread(target=lambda: statuses.append(team.post(1, "/n1")))
        posting.start()
        until(lambda: "the database is out of reach" in team.ready(team.urls[0]), 0.05)
        assert team.health(team.urls[0]) == 200  # it lives, and need not be started again
        assert statuses == []
    posting.join(20)
    assert statuses == [200]
    until(lambda: team.answered() == ["n1"], 0.02)


@on_sqlite
def test_what_is_too_deep_is_refused(team: Team) -> None:
    update = json.dumps(team.update(1, "/n1"))
    for depth in (telegram_json.DEEPEST, 900, 100_000):
        deep = f'{update[:-1]}, "x": {"[" * depth}{"]" * depth}}}'.encode()
        assert httpx.post(team.urls[0], content=deep, headers=RIGHT, verify=NO_CERTIFICATES).status_code == 400
    assert team.post(1, "/n1") == 200


@on_sqlite
def test_whoever_sends_a_byte_now_and_then_is_cut_off(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webhook, "ARRIVES_WITHIN_S", 0.1)
    url = urlsplit(team.urls[0])
    head = f"POST {url.path} HTTP/1.1\r\nHost: x\r\nX-Telegram-Bot-Api-Secret-Token: {{}}\r\n"
    begun = "Content-Length: 90\r\n\r\n{"
    for secret, status in ((SECRET, 408), ("wrong-wrong", 403)):
        with socket.create_connection((url.hostname or "", url.port or 0), PATIENCE_S) as slow:
            slow.sendall((head.format(secret) + begun).encode())
            came = b"".join(iter(lambda: slow.recv(65_536), b""))
        assert came.startswith(f"HTTP/1.1 {status}".encode())
    assert team.post(1, "/n1") == 200
