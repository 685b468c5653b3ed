"""Calls that are made twice are done once: idempotency keys."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from sqlalchemy import func, select

from domain.privacy import Retention
from services.api_tokens import Scope
from services.partnerships import requesting
from storage.api import forget_calls
from storage.runtime.outbox import waiting
from storage.tables import AnsweredCall, Partnership, Person
from storage.work import Work
from tests.bot.api.provider import CLIENT, CLIENTS, LEA, OTHER, PARTNER, PARTNERS, SITE, Json, Provider, account
from tests.programmes import INFOMANIAK
from tests.services.world import World, full

KEY = "0b2a4f0e-9a0c-4a44"
REQUEST: Json = {"by": CLIENTS, "partner": PARTNER, "access": "full", "payment_means": "client"}


def count(provider: Provider, table: type[Partnership] | type[AnsweredCall] = Partnership) -> int:
    with provider.units.begin("cli") as work:
        return work.session.scalar(select(func.count()).select_from(table)) or 0


def test_the_same_call_again_has_the_same_answer_and_does_nothing(provider: Provider) -> None:
    first = provider.call("POST", "/partnerships", REQUEST, key=KEY)
    provider.does("POST", "/partnerships/1/withdraw", {"by": CLIENTS})
    again = provider.call("POST", "/partnerships", REQUEST, key=KEY)

    assert (again.status_code, again.json()) == (first.status_code, first.json()) == (201, first.json())
    assert "idempotent-replayed" not in first.headers
    assert again.headers["idempotent-replayed"] == "true"
    assert count(provider) == 1


def test_what_only_reads_is_read_anew(provider: Provider) -> None:
    provider.does("POST", "/partnerships", REQUEST, key=KEY)
    read = provider.call("GET", "/partnerships/1", key="another-key")
    provider.does("POST", "/partnerships/1/withdraw", {"by": CLIENTS})
    again = provider.call("GET", "/partnerships/1", key="another-key")

    assert (read.json()["status"], again.json()["status"]) == ("pending", "withdrawn")
    assert "idempotent-replayed" not in again.headers


def test_a_key_belongs_to_one_request_and_one_token(provider: Provider) -> None:
    provider.does("POST", "/partnerships", REQUEST, key=KEY)
    for path, body in (("/partnerships", REQUEST | {"partner": OTHER}), ("/partnerships/1/withdraw", {"by": CLIENTS})):
        refused = provider.call("POST", path, body, key=KEY)
        assert (refused.status_code, refused.json()["type"]) == (422, "urn:handschlag:problem:key-reused")
    another = provider.new_token(Scope)
    refused = provider.call("POST", "/partnerships", REQUEST, key=KEY, token=another)
    assert refused.status_code == 409  # it is done, and refused by the programme's rules


def test_a_refusal_changes_nothing_and_is_not_kept(provider: Provider) -> None:
    body = account("c-9", "Bergblick (Demo)")
    wanted = {"account": "c-9", "person": LEA}
    assert provider.call("POST", "/account-links", wanted, key=KEY).status_code == 404
    assert count(provider, AnsweredCall) == 0
    provider.does("POST", "/batches/accounts", {"records": [body]})
    told = {"name": "Lea", "role": "legal_representative", "status": "active", "as_of": body["as_of"]}
    provider.does("PUT", f"/accounts/c-9/people/{LEA}", told)
    assert provider.call("POST", "/account-links", wanted, key=KEY).status_code == 201


@pytest.mark.parametrize("key", ["short", "x" * 65, "with blank", "ümlaut-ümlaut".encode().decode("latin-1")])
def test_a_key_has_its_form_and_a_post_needs_one(provider: Provider, key: str) -> None:
    headers = {"Idempotency-Key": key.encode("latin-1")}
    assert provider.call("PUT", "/accounts/c-1", {}, headers=headers).status_code == 422
    bare = provider.http(
        "POST", "/v1/partnerships", json=REQUEST, headers={"Authorization": f"Bearer {provider.token}"}
    )
    assert bare.status_code == 422
    assert bare.json()["errors"][0]["field"] == "header.Idempotency-Key"
    assert count(provider) == 0


def test_of_the_same_call_at_the_same_moment_one_is_done(provider: Provider) -> None:
    def ask(number: int) -> httpx.Response:
        return provider.call("POST", "/partnerships", REQUEST, key=f"{KEY}-{number // 4}")

    for start in range(0, 12, 4):
        with ThreadPoolExecutor(4) as pool:
            answers = list(pool.map(ask, range(start, start + 4)))
        assert {answer.status_code for answer in answers} == {201}, [answer.text for answer in answers]
        assert all(answer.json() == answers[0].json() for answer in answers)
        assert sum("idempotent-replayed" in answer.headers for answer in answers) == 3
        made = answers[0].json()["id"]
        provider.does("POST", f"/partnerships/{made}/withdraw", {"by": CLIENTS})
    assert count(provider) == 3


def test_of_two_requests_with_one_key_at_the_same_moment_one_is_done(provider: Provider) -> None:
    bodies = [REQUEST, REQUEST | {"partner": OTHER}]
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda body: provider.call("POST", "/partnerships", body, key=KEY), bodies))
    assert sorted(answer.status_code for answer in answers) == [201, 422]
    assert count(provider) == 1


def test_an_answer_without_body_is_repeated_too(provider: Provider) -> None:
    for replayed in (None, "true"):
        answered = provider.call("DELETE", f"/accounts/{CLIENT}/people/{LEA}/link", key=KEY)
        assert (answered.status_code, answered.content) == (204, b"")
        assert answered.headers.get("idempotent-replayed") == replayed


def test_answers_are_forgotten_after_a_day(world: World, provider: Provider) -> None:
    made = provider.does("POST", "/partnerships", REQUEST, key=KEY)
    provider.does("POST", f"/partnerships/{made['id']}/decline", {"by": PARTNERS}, key=KEY + "-2")
    world.advance(hours=25)
    provider.does("POST", "/partnerships", REQUEST | {"access": "limited", "products": [SITE], "payment_means": None})
    with provider.units.begin("job") as work:
        assert [forget_calls(work.session, work.now - Retention().calls, 1) for _ in range(3)] == [1, 1, 0]
    assert count(provider, AnsweredCall) == 1


def test_what_people_are_told_is_left_to_the_bot_in_the_same_transaction(world: World, provider: Provider) -> None:
    client, partner = world.client("Website"), world.partner("Alpweb")
    made = world.does(client, lambda work, person: _ask(work, person, partner.organisation))
    with provider.units.begin("cli") as work:
        assert not waiting(work.session)
        asking = work.session.get_one(Partnership, made).client
        asking.account_id, asking.as_of = "c-7", work.now
    told = {"name": "Mia", "role": "legal_representative", "status": "active", "as_of": "2026-11-20T08:00:00Z"}
    provider.does("PUT", "/accounts/c-7/people/mia", told)
    provider.does("POST", f"/partnerships/{made}/withdraw", {"by": {"account": "c-7", "person": "mia"}})
    with provider.units.begin("cli") as work:
        texts = [str(message.parameters["text"]) for message in waiting(work.session)]
    assert len(texts) == 2  # one for each of the two in Telegram
    assert any("has withdrawn its request" in text for text in texts)


def _ask(work: Work, person: Person, partner_id: int) -> int:
    return requesting.request(work, INFOMANIAK, person, partner_id, full()).id
