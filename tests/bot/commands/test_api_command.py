"""`handschlag api` and `handschlag api-tokens`: the API as its operators have it, in a process of its own."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.bot.commands.running import Say, handschlag
from tests.bot.posting import Telegram
from tests.bot.programs import program
from tests.bot.trials import until
from tests.desk import Desk


@pytest.fixture
def telegram(playground_url: str) -> Iterator[Telegram]:
    world = Telegram(playground_url)
    yield world
    world.close()


@pytest.fixture
def own_database(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: Say) -> Path:
    """An empty database, which the command line has."""
    monkeypatch.setenv("HANDSCHLAG_DATABASE_URL", f"sqlite:///{folder}/desk.db")
    handschlag(capsys, "migrate")
    return folder


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.mark.usefixtures("own_database", "own_logging")
def test_tokens_are_made_listed_and_revoked(capsys: Say) -> None:
    assert "There is no token yet" in handschlag(capsys, "api-tokens", "list")
    said = handschlag(capsys, "api-tokens", "add", "console", "--scope", "links:write", "--scope", "accounts:write")
    secret = next(line.split()[1] for line in said.splitlines() if line.startswith("Token:"))
    assert secret.startswith("hs_")
    assert len(secret) == 46
    assert "console may: accounts:write, links:write" in said
    listed = handschlag(capsys, "api-tokens", "list")
    assert "never" in listed
    assert secret not in listed
    assert "already, or there was" in handschlag(
        capsys, "api-tokens", "add", "console", "--scope", "links:write", status=2
    )
    assert "“all” is not a scope; there are accounts:write," in handschlag(
        capsys, "api-tokens", "add", "other", "--scope", "all", status=2
    )
    assert "A token’s name has" in handschlag(capsys, "api-tokens", "add", "a b", "--scope", "links:write", status=2)
    assert "console opens nothing any more." in handschlag(capsys, "api-tokens", "revoke", "console")
    assert "revoked" in handschlag(capsys, "api-tokens", "list")
    assert "No token called console" in handschlag(capsys, "api-tokens", "revoke", "console", status=2)


def test_the_process_serves_beside_the_bot_and_stops_at_a_signal(
    desk: Desk, folder: Path, capsys: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A whole round: a token, an account, a person, a link, and the bot's own Telegram."""
    monkeypatch.setenv("HANDSCHLAG_DATABASE_URL", desk.settings.database_url)
    said = handschlag(capsys, "api-tokens", "add", "t", "--scope", "accounts:write", "--scope", "links:write",
                      "--scope", "people:write")  # fmt: skip
    secret = said.rpartition("Token: ")[2].split()[0]
    address, watch = f"127.0.0.1:{free_port()}", f"127.0.0.1:{free_port()}"
    settings = {
        "TOKEN": desk.token,
        "API_URL": desk.settings.api_url,
        "DATABASE_URL": desk.settings.database_url,
        "API_LISTEN": address,
        "API_METRICS_LISTEN": watch,
        "LOG_LEVEL": "DEBUG",
    }
    as_of = {"as_of": "2026-11-20T08:00:00Z"}
    lea = desk.newcomer("Lea")
    with program(folder, "api", **settings) as running:
        running.says(f"the API listens on {address}")
        with httpx.Client(base_url=f"http://{address}", headers={"Authorization": f"Bearer {secret}"}) as http:
            until(lambda: http.get("/health").status_code == 200, 0.05)
            account = {"kind": "company", "name": "Bergblick (Demo)", "country": "CH", "partner": False}
            assert http.put("/v1/accounts/7", json=account | {"status": "open"} | as_of).json()["created"] == 1
            person = {"name": "Lea", "role": "legal_representative", "status": "active"}
            assert http.put("/v1/accounts/7/people/1", json=person | as_of).json()["created"] == 1
            wanted = {"account": "7", "person": "1"}
            made = http.post("/v1/account-links", json=wanted, headers={"Idempotency-Key": "12345678"}).json()
            assert http.get("/v1/partnerships").status_code == 403
            assert http.get(f"http://{watch}/ready").text == "ready\n"
            numbers = http.get(f"http://{watch}/metrics").text
            assert 'handschlag_api_calls_total{operation="PUT /accounts/{account}",status="2xx"} 1.0' in numbers
            assert 'handschlag_api_refusals_total{reason="scope-missing"} 1.0' in numbers
            assert "handschlag_outbox_waiting" not in numbers  # the bot tells it
        token = made["url"].rpartition("?start=")[2]
        assert made["url"].startswith("https://t.me/handschlag_bot?start=link_")
        assert "Bergblick (Demo)" in lea.says(f"/start {token}")
        assert running.end(signal.SIGTERM) == 0
    for kept_secret in (secret, desk.token.partition(":")[2], token.removeprefix("link_")):
        assert kept_secret not in running.output
    assert "Traceback" not in running.output


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"API_LISTEN": "8480"}, "HANDSCHLAG_API_LISTEN is not a host and a port; the usual value is 127.0.0.1:8480."),
        ({"API_LISTEN": "127.0.0.1:99999"}, "is not a host and a port"),
        ({"TOKEN": ""}, "HANDSCHLAG_TOKEN is not set"),
        ({"DATABASE_URL": "sqlite:///nothing.db"}, "There is no database yet: make one with handschlag migrate."),
        ({"API_URL": "http://127.0.0.1:9"}, "Telegram cannot be reached at http://127.0.0.1:9"),
    ],
)
@pytest.mark.usefixtures("own_database", "own_logging")
def test_what_keeps_it_from_starting_is_one_sentence(
    telegram: Telegram, capsys: Say, monkeypatch: pytest.MonkeyPatch, settings: dict[str, str], words: str
) -> None:
    for name, value in ({"TOKEN": telegram.token, "API_URL": telegram.url} | settings).items():
        monkeypatch.setenv(f"HANDSCHLAG_{name}", value)
    said = handschlag(capsys, "api", status=2)
    assert words in said
    assert said.strip().count("\n") == 0


@pytest.mark.usefixtures("own_database", "own_logging")
def test_an_address_that_is_taken(telegram: Telegram, capsys: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        for name, value in {"TOKEN": telegram.token, "API_URL": telegram.url, "API_LISTEN": address}.items():
            monkeypatch.setenv(f"HANDSCHLAG_{name}", value)
        said = handschlag(capsys, "api", status=2)
    assert f"Nothing can listen on {address} (Address already in use)" in said


def test_the_bot_starts_without_what_only_the_api_needs() -> None:
    code = "import sys, json, bot.cli, bot.app; print(json.dumps([name for name in sys.modules]))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603 - ours
    assert {"fastapi", "bot.api.application", "segno"}.isdisjoint(json.loads(ran.stdout))
