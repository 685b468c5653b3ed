"""What the API refuses unseen: too large, not JSON, too deep, nothing there – always with a problem."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from typing import Any

import pytest
from sqlalchemy import select

from bot.api import records, routes
from domain.accounts.records import AccountRecord
from domain.programme import Programme
from storage.tables import Defect
from storage.work import Work
from tests.bot.api.provider import AS_OF, CLIENT, Provider, account

PROBLEM = "application/problem+json"


def send(provider: Provider, path: str, content: Any, kind: str = "application/json") -> tuple[int, str]:
    """Puts or posts raw bytes; status and kind of problem."""
    method = "POST" if "batches" in path else "PUT"
    answered = provider.call(method, path, content=content, headers={"Content-Type": kind})
    assert answered.headers["content-type"] == PROBLEM, answered.text
    problem = answered.json()
    assert problem["status"] == answered.status_code
    assert problem["detail"]
    return answered.status_code, problem["type"].removeprefix("urn:handschlag:problem:")


@pytest.mark.parametrize(
    ("path", "content", "kind", "expected"),
    [
        ("/accounts/c-1", b" " * ((1 << 20) + 1), "application/json", (413, "too-large")),
        ("/batches/accounts", b" " * ((1 << 20) + 1), "application/json", (422, "invalid")),
        ("/batches/accounts", b" " * ((4 << 20) + 1), "application/json", (413, "too-large")),
        ("/accounts/c-1", b"<account/>", "application/xml", (415, "not-json")),
        ("/accounts/c-1", b"{}", "", (415, "not-json")),
        ("/accounts/c-1", b"{", "application/json", (422, "invalid")),
        ("/accounts/c-1", b"", "application/json", (422, "invalid")),
        ("/accounts/c-1", b"[]", "application/json; charset=utf-8", (422, "invalid")),
        ("/accounts/c-1", b"null", "application/json", (422, "invalid")),
        ("/accounts/c-1", b"NaN", "application/json", (422, "invalid")),
        ("/accounts/c-1", b"\xff\xfe", "application/json", (422, "invalid")),
        ("/accounts/c-1", b'{"name": "\\ud800"}', "application/json", (422, "invalid")),
        ("/accounts/c-1", b"[" * 500_000, "application/json", (422, "invalid")),
        ("/accounts/c-1", b'{"name":' * 100_000 + b"1" + b"}" * 100_000, "application/json", (422, "invalid")),
        ("/accounts/c-1", b'{"name": ' + b"[" * 900 + b"]" * 900 + b"}", "application/json", (422, "invalid")),
        ("/accounts/%00", b"{}", "application/json", (422, "invalid")),
        ("/accounts/" + "x" * 65, b"{}", "application/json", (422, "invalid")),
    ],
)
def test_what_cannot_be_read(
    provider: Provider, path: str, content: bytes, kind: str, expected: tuple[int, str]
) -> None:
    assert send(provider, path, content, kind) == expected


def test_a_body_without_announced_length_is_counted_as_it_comes(provider: Provider) -> None:
    async def endless() -> AsyncIterator[bytes]:
        for _ in range(40):
            yield b" " * (1 << 15)

    assert send(provider, "/accounts/c-1", endless()) == (413, "too-large")


def test_a_body_that_takes_too_long(provider: Provider, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(routes, "ARRIVES_WITHIN_S", 0.01)

    async def slow() -> AsyncIterator[bytes]:
        yield b"{"
        await asyncio.sleep(1)
        yield b"}"

    assert send(provider, "/accounts/c-1", slow()) == (408, "too-slow")


def test_a_batch_has_a_thousand_records_at_most(provider: Provider) -> None:
    many = [account(f"n-{number}", "Many (Demo)") for number in range(1_001)]
    refused = provider.call("POST", "/batches/accounts", {"records": many})
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "records")
    assert provider.does("POST", "/batches/accounts", {"records": many[1:]})["created"] == 1_000
    assert provider.call("POST", "/batches/accounts", {"records": []}).status_code == 422


def test_unknown_fields_are_refused_and_what_was_sent_is_not_repeated(provider: Provider) -> None:
    body = {"kind": "company", "partner": "yes", "secret-name": "s3cret", "status": "open", "as_of": AS_OF}
    refused = provider.call("PUT", f"/accounts/{CLIENT}", body)
    assert refused.status_code == 422
    errors = {error["field"]: error["detail"] for error in refused.json()["errors"]}
    assert errors.keys() == {"name", "country", "partner", "secret-name"}
    assert errors["secret-name"] == "There is no field of this name."
    assert "s3cret" not in refused.text


@pytest.mark.parametrize(
    ("method", "path", "status", "allow"),
    [
        ("GET", "/", 404, ""),
        ("GET", "/v1", 404, ""),
        ("GET", "/v1/accounts", 404, ""),
        ("GET", "/docs", 404, ""),
        ("GET", "/v1/partnerships/", 404, ""),
        ("GET", "/v1/accounts/c-1", 405, "PUT"),
        ("DELETE", "/v1/partnerships/1", 405, "GET"),
        ("PATCH", "/health", 405, "GET"),
    ],
)
def test_what_is_not_there(provider: Provider, method: str, path: str, status: int, allow: str) -> None:
    answered = provider.http(method, path)
    assert (answered.status_code, answered.headers["content-type"]) == (status, PROBLEM)
    assert answered.headers.get("allow", "") == allow


def test_a_defect_is_recorded_without_words_and_owned_up_to(
    provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_work: Work, _programme: Programme, told: Sequence[AccountRecord]) -> object:
        raise KeyError(told[0].name)

    monkeypatch.setattr(records, "take_accounts", broken)
    provider = Provider(provider.units, provider.app.state.calls.desk, provider.loop)
    body = account(CLIENT, "My boss cheats")
    del body["account"]
    answered = provider.call("PUT", f"/accounts/{CLIENT}", body)

    assert (answered.status_code, answered.headers["content-type"]) == (500, PROBLEM)
    with provider.units.begin("cli") as work:
        (defect,) = work.session.scalars(select(Defect))
        assert f"number {defect.id}." in answered.json()["detail"]
        assert "KeyError" in defect.traceback
        kept = f"{defect.traceback} {defect.update}"
        assert "cheats" not in kept
    assert "Traceback" not in answered.text
    assert "KeyError" not in answered.text


def test_health_needs_no_token(provider: Provider) -> None:
    answered = provider.http("GET", "/health")
    assert (answered.status_code, answered.json()) == (200, {"status": "ok"})
