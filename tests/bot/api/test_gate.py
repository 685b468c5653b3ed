"""Who is let in: every operation against every token, from the API's own description."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.api.gate import Gate
from handlers.chat.desk import Desk
from services.api_tokens import Scope, revoke
from storage.api import all_tokens
from tests.bot.api.provider import Provider, seed
from tests.desk import Loop
from tests.services.world import World

PATHS = {
    "account": "c-1",
    "person": "lea",
    "product": "site",
    "order": "o-1",
    "partnership": "1",
    "since": "2026-01-01",
}
OPEN_TO_ALL = {("get", "/health")}


def operations(provider: Provider) -> list[tuple[str, str, Scope]]:
    """Method, address and scope of all operations that take a token."""
    described = provider.http("GET", "/openapi.json").json()["paths"]
    found = []
    for path, methods in described.items():
        for method, operation in methods.items():
            if (method, path) in OPEN_TO_ALL:
                assert "security" not in operation
                continue
            ((scope,),) = (requirement["token"] for requirement in operation["security"])
            found.append((method.upper(), path.removeprefix("/v1").format(**PATHS), Scope(scope)))
    return found


def test_nothing_is_done_without_a_token_or_with_the_scope_of_another_operation(provider: Provider) -> None:
    found = operations(provider)
    assert {scope for _, _, scope in found} == set(Scope)
    assert len(found) == 22
    provider.app.state.gate = Gate(provider.units, per_second=1e6, burst=1_000)
    tokens = {scope: provider.new_token([each for each in Scope if each is not scope]) for scope in Scope}
    for method, path, scope in found:
        for token, status, error in (
            ("", 401, ""),
            ("hs_" + "x" * 43, 401, "invalid_token"),
            ("123456:bot-token", 401, "invalid_token"),
            (tokens[scope], 403, "insufficient_scope"),
        ):
            headers = {"Authorization": f"Bearer {token}"} if token else {"Authorization": ""}
            # Not even whether the body could be read is told.
            refused = provider.call(method, path, headers=headers, content=b"{")
            assert refused.status_code == status, (method, path, refused.text)
            assert refused.headers["content-type"] == "application/problem+json"
            challenge = refused.headers["www-authenticate"]
            assert challenge.startswith('Bearer realm="handschlag"')
            assert error in challenge
            assert refused.json()["status"] == status
        # Its own scope alone opens it; what then happens is not the gate's business.
        own = provider.call(method, path, token=provider.new_token([scope]))
        assert own.status_code not in {401, 403}, (method, path, own.text)


def test_only_bearer_tokens_are_taken(provider: Provider) -> None:
    for header in (provider.token, f"Basic {provider.token}", "Bearer", "Bearer  ", f"Token {provider.token}"):
        answered = provider.call("GET", "/partnerships", headers={"Authorization": header})
        assert answered.status_code == 401, header
    assert provider.call("GET", "/partnerships", headers={"Authorization": f"bearer {provider.token}"}).is_success


def test_a_revoked_token_opens_nothing_from_the_next_call_on(provider: Provider) -> None:
    token = provider.new_token(Scope)
    assert provider.call("GET", "/partnerships", token=token).is_success
    with provider.units.begin("cli") as work:
        assert revoke(work, all_tokens(work.session)[-1].name)
        assert not revoke(work, all_tokens(work.session)[-1].name)

    assert provider.call("GET", "/partnerships", token=token).status_code == 401


def test_the_last_use_is_noted_once_a_minute_whatever_came_of_it(world: World, provider: Provider) -> None:
    token = provider.new_token([Scope.PARTNERSHIPS_READ])

    def last_use() -> dt.datetime | None:
        with provider.units.begin("cli") as work:
            return all_tokens(work.session)[-1].last_used_at

    assert last_use() is None
    assert provider.call("GET", "/partnerships/404", token=token).status_code == 404
    first = last_use()
    assert first == world.moment
    world.advance(seconds=59)
    provider.call("GET", "/partnerships", token=token)
    assert last_use() == first
    world.advance(seconds=1)
    provider.call("GET", "/partnerships", token=token)
    assert last_use() == world.moment


def test_of_a_token_only_the_hash_is_kept(world: World, provider: Provider) -> None:
    with provider.units.begin("cli") as work:
        (kept,) = all_tokens(work.session)
        assert provider.token not in (kept.token_hash, kept.name, kept.scopes)
        assert len(kept.token_hash) == 64
    assert all(provider.token not in str(row.after) and kept.token_hash not in str(row.after) for row in world.trail())


def test_a_token_that_asks_too_often_has_to_wait(world: World, conversations: Desk, loop: Loop) -> None:
    seed(world.units)
    ticks = [0.0]
    gate = Gate(world.units, per_second=2, burst=3, ticks=lambda: ticks[0])
    provider = Provider(world.units, conversations, loop, gate)
    answers = [provider.call("GET", "/partnerships").status_code for _ in range(4)]
    assert answers == [200, 200, 200, 429]
    refused = provider.call("GET", "/partnerships")
    assert refused.headers["retry-after"] == "1"
    assert refused.json()["type"] == "urn:handschlag:problem:too-many-requests"
    # Others are not kept waiting, and after a while it may ask again.
    assert provider.call("GET", "/partnerships", token=provider.new_token(Scope)).is_success
    ticks[0] += 0.5
    assert provider.call("GET", "/partnerships").is_success
    assert provider.call("GET", "/partnerships").status_code == 429


def test_nobody_waits_because_a_moment_is_rounded(world: World, conversations: Desk, loop: Loop) -> None:
    seed(world.units)
    late = (31_900.1, 31_900.3, 31_900.8)
    assert any(moment + 1_000 - moment > 1_000 for moment in late), "as these are"
    for moment in late:
        gate = Gate(world.units, per_second=0.001, burst=1, ticks=lambda moment=moment: moment)  # type: ignore[misc]
        provider = Provider(world.units, conversations, loop, gate)
        assert [provider.call("GET", "/partnerships").status_code for _ in range(2)] == [200, 429]


@pytest.mark.parametrize("method", ["GET", "PUT", "POST", "DELETE"])
def test_no_operation_takes_an_address_to_call(provider: Provider, method: str) -> None:
    """Nobody outside can have the desk call anything: no field of a request is a URL."""
    described = provider.http("GET", "/openapi.json").json()
    sent = [operation for methods in described["paths"].values() if (operation := methods.get(method.lower()))]
    schemas = described["components"]["schemas"]
    fields = {
        name
        for operation in sent
        for content in operation.get("requestBody", {}).get("content", {}).values()
        for name in schemas[content["schema"]["$ref"].rpartition("/")[2]]["properties"]
    }
    assert not {field for field in fields if "url" in field or "callback" in field or "host" in field}
