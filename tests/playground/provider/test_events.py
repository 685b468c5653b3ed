"""Events arrive at the provider: signed, once, in order; and what it answers is what it does."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import httpx
import pytest

from playground.provider.made_up import customers
from playground.provider.server import Provider
from playground.serving import PlaygroundServer
from tests.playground.provider.console import Console
from tests.playground.provider.fake_desk import SECRET, TOKEN, FakeDesk, event, partnership, signed

CONFIRMED = event("partnership.confirmed", partnership=partnership())


def access(console: Console) -> list[str]:
    return [each["id"] for each in console.books["access"]]


def test_a_confirmed_partnership_is_in_effect_and_an_ended_one_is_not(console: Console) -> None:
    assert console.hears(event("partnership.requested", partnership=partnership(status="pending")), "evt_1") == (
        204,
        None,
    )
    assert access(console) == []
    assert console.hears(CONFIRMED, "evt_2") == (204, None)
    (kept,) = console.books["access"]
    assert kept["partner"]["name"] == "Alpweb GmbH (Demo)"
    assert kept["products"][0]["name"] == "Webshop"
    ended = event("partnership.ended", "2026-11-28T13:00:00+00:00", partnership=partnership(status="ended"))
    assert console.hears(ended, "evt_3") == (204, None)
    assert access(console) == []
    assert [(each["type"], each["status"]) for each in console.books["events"]] == [
        ("partnership.requested", 204),
        ("partnership.confirmed", 204),
        ("partnership.ended", 204),
    ]


def test_changed_payment_means_count(console: Console) -> None:
    full: dict[str, Any] = {"access": "full", "payment_means": "client", "products": []}
    console.hears(event("partnership.confirmed", partnership=partnership(**full)), "evt_1")
    changed = partnership(**{**full, "payment_means": "partner"})
    later = "2026-11-28T12:00:01+00:00"
    console.hears(event("partnership.payment_means_changed", later, partnership=changed), "evt_2")
    assert [each["payment_means"] for each in console.books["access"]] == ["partner"]


@pytest.mark.parametrize(
    "signing", [{"secret": "whsec_" + "b3RoZXI=" * 4}, {"at": time.time() - 3600}], ids=["by another", "too old"]
)
def test_what_the_desk_did_not_sign_just_now_is_turned_away(console: Console, signing: dict[str, Any]) -> None:
    assert console.hears(CONFIRMED, "evt_1", **signing) == (401, "signature")
    assert access(console) == []
    assert console.books["events"] == []


@pytest.mark.parametrize("missing", ["webhook-id", "webhook-timestamp", "webhook-signature"])
def test_an_event_without_a_signatures_header_is_turned_away(console: Console, missing: str) -> None:
    headers = {name: value for name, value in signed(CONFIRMED, "evt_1").items() if name != missing}
    answer = httpx.post(f"{console.url}/provider/events", content=CONFIRMED, headers=headers)
    assert answer.status_code == 401
    garbled = {**signed(CONFIRMED, "evt_1"), missing: "nonsense"}
    assert httpx.post(f"{console.url}/provider/events", content=CONFIRMED, headers=garbled).status_code == 401


def test_a_changed_body_is_not_the_signed_one(console: Console) -> None:
    changed = CONFIRMED.replace(b"Alpweb", b"Nordik")
    answer = httpx.post(f"{console.url}/provider/events", content=changed, headers=signed(CONFIRMED, "evt_1"))
    assert answer.status_code == 401


def test_a_repeated_event_counts_once(console: Console) -> None:
    later = "2026-11-28T13:00:00+00:00"
    ended = event("partnership.ended", later, partnership=partnership(status="ended"))
    for number, body in (("evt_1", CONFIRMED), ("evt_2", ended), ("evt_1", CONFIRMED)):
        assert console.hears(body, number) == (204, None)
    assert access(console) == []
    assert [(each["id"], each["times"]) for each in console.books["events"]] == [("evt_1", 2), ("evt_2", 1)]


def test_an_older_event_that_comes_late_changes_nothing(console: Console) -> None:
    later = "2026-11-28T13:00:00+00:00"
    console.hears(event("partnership.ended", later, partnership=partnership(status="ended")), "evt_2")
    assert console.hears(CONFIRMED, "evt_1") == (204, None)
    assert access(console) == []


def test_a_blocked_account_is_refused_for_good_and_the_same_again(console: Console) -> None:
    console.asks("PUT", "switches", {"account": "100201", "blocked": True})
    assert console.hears(CONFIRMED, "evt_1") == (409, "account_blocked")
    console.asks("PUT", "switches", {"account": "100201", "blocked": False})
    assert console.hears(CONFIRMED, "evt_1") == (409, "account_blocked")
    assert access(console) == []
    assert console.hears(CONFIRMED, "evt_2") == (204, None)
    assert access(console) == ["1"]


@pytest.mark.parametrize("how", ["by a fault", "because it is cancelled"])
def test_a_product_that_is_gone_is_refused(console: Console, how: str) -> None:
    if how == "by a fault":
        console.asks("PUT", "switches", {"product": "50003", "gone": True})
    else:
        console.asks("POST", "products/50003/cancel")
    assert console.hears(CONFIRMED, "evt_1") == (422, "product_gone")
    assert access(console) == []


def test_an_end_is_never_refused(console: Console) -> None:
    console.hears(CONFIRMED, "evt_1")
    console.asks("PUT", "switches", {"account": "100201", "blocked": True})
    later = "2026-11-28T13:00:00+00:00"
    ended = event("partnership.ended", later, partnership=partnership(status="ended"))
    assert console.hears(ended, "evt_2") == (204, None)
    assert access(console) == []


def test_out_of_order_fails_and_the_next_try_counts(console: Console) -> None:
    console.asks("PUT", "switches", {"out_of_order": True})
    assert console.hears(CONFIRMED, "evt_1") == (500, "out_of_order")
    assert console.hears(CONFIRMED, "evt_1") == (500, "out_of_order")
    assert access(console) == []
    console.asks("PUT", "switches", {"out_of_order": False})
    assert console.hears(CONFIRMED, "evt_1") == (204, None)
    assert access(console) == ["1"]
    assert [(each["status"], each["times"]) for each in console.books["events"]] == [(204, 3)]


def test_other_events_are_noted(console: Console) -> None:
    verified = event("organisation.verified", organisation={"account": "100301", "name": "Alpweb GmbH (Demo)"})
    assert console.hears(verified, "evt_1") == (204, None)
    assert [each["about"] for each in console.books["events"]] == ["Alpweb GmbH (Demo)"]


def test_what_was_acknowledged_survives_the_end(desk: FakeDesk, tmp_path: Path) -> None:
    file = tmp_path / "provider.json"
    with PlaygroundServer(provider=Provider(desk.url, TOKEN, SECRET, file)) as server:
        assert Console(server.url).hears(CONFIRMED, "evt_1") == (204, None)
        at_that_moment = file.read_text("utf-8")
    assert '"evt_1"' in at_that_moment
    file.write_text(at_that_moment, "utf-8")  # as if it had been killed
    with PlaygroundServer(provider=Provider(desk.url, TOKEN, SECRET, file)) as server:
        console = Console(server.url)
        assert access(console) == ["1"]
        assert console.hears(CONFIRMED, "evt_1") == (204, None)
        assert [each["times"] for each in console.books["events"]] == [2]


def test_unreadable_books_are_set_aside(desk: FakeDesk, tmp_path: Path) -> None:
    file = tmp_path / "provider.json"
    file.write_text("{", "utf-8")
    with PlaygroundServer(provider=Provider(desk.url, TOKEN, SECRET, file)) as server:
        assert len(Console(server.url).books["accounts"]) == len(customers().accounts)
    assert (tmp_path / "provider.json.unreadable").read_text("utf-8") == "{"
