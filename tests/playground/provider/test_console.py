"""What is done in the console reaches the desk; what the desk refuses is said and not done."""

from __future__ import annotations

import time

import httpx

from playground.provider.made_up import customers
from playground.provider.server import Provider
from playground.serving import PlaygroundServer
from tests.playground.provider.console import Console
from tests.playground.provider.fake_desk import SECRET, TOKEN, FakeDesk, fake_desk, partnership

LEA = {"account": "100201", "person": "2011"}
RETO = {"account": "100301", "person": "3011"}


def test_at_the_start_the_desk_is_told_everything(desk: FakeDesk, console: Console) -> None:
    assert [path for _, path, _ in desk.calls] == [
        "/v1/batches/accounts",
        "/v1/batches/people",
        "/v1/batches/products",
        *["/v1/batches/orders"] * 3,
    ]
    accounts, people, products, *_ = (body["records"] for _, _, body in desk.calls)
    told = [each["order"] for body in desk.told("/v1/batches/orders") for each in body["records"]]
    assert told == list(customers().orders)
    assert accounts[2].items() >= {"account": "100301", "partner": True, "register_number": "CHE-123.456.788"}.items()
    assert people[0].items() >= {"person": "2011", "account": "100201", "role": "legal_representative"}.items()
    assert sum(each["kind"] == "domain" and each["account"] == "100202" for each in products) == 41
    assert not any("blocked" in each or "gone" in each for each in (*accounts, *products))
    assert all(8 <= len(key) <= 64 for key in desk.keys)
    assert console.books["trouble"] is None


def test_a_desk_that_comes_later_is_told_then() -> None:
    with fake_desk() as desk:
        desk.away = True
        with PlaygroundServer(provider=Provider(desk.url, TOKEN, SECRET)) as server:
            console = Console(server.url)
            assert not console.books["told"]
            desk.away = False
            console.waits_until(lambda books: books["told"])
    assert len(desk.told("/v1/batches/products")) == 1


def test_a_desk_that_refuses_is_quoted() -> None:
    with fake_desk() as desk:
        problem = {
            "title": "Unprocessable",
            "detail": "Record 3 cannot be taken.",
            "errors": [{"field": "register_number", "detail": "It is another’s."}],
        }
        desk.refuses["/v1/batches/accounts"] = (422, problem)
        with PlaygroundServer(provider=Provider(desk.url, TOKEN, SECRET)) as server:
            Console(server.url).waits_until(lambda books: books["trouble"] is not None)
            assert Console(server.url).books["trouble"] == (
                "Record 3 cannot be taken. register_number: It is another’s."
            )


def test_connect_telegram_asks_for_a_link(desk: FakeDesk, console: Console) -> None:
    link = console.asks("POST", "links", LEA)
    assert link["url"].startswith("https://t.me/handschlag_bot?start=link_")
    assert link["qr_png"].startswith("data:image/png;base64,")
    assert desk.told("/v1/account-links") == [LEA]
    console.asks("DELETE", "links", LEA)
    assert desk.calls[-1][:2] == ("DELETE", "/v1/accounts/100201/people/2011/link")


def test_a_product_is_added_and_cancelled(desk: FakeDesk, console: Console) -> None:
    console.asks(
        "POST", "products", {"account": "100201", "kind": "domain", "name": "see.example", "yearly_value": "18"}
    )
    added = next(each for each in console.books["products"] if each["name"] == "see.example")
    (told,) = desk.told(f"/v1/products/{added['product']}")
    assert told.items() >= {"account": "100201", "kind": "domain", "yearly_value": "18.00", "status": "active"}.items()
    console.asks("POST", f"products/{added['product']}/cancel")
    first, second = desk.told(f"/v1/products/{added['product']}")
    assert second["status"] == "cancelled"
    assert second["as_of"] > first["as_of"]


def test_a_wrong_product_is_refused_with_a_sentence(desk: FakeDesk, console: Console) -> None:
    before = len(desk.calls)
    wrong = {"account": "100201", "kind": "domain", "name": "", "yearly_value": "18"}
    assert console.is_refused("POST", "products", wrong).startswith("name:")
    assert console.is_refused("POST", "products", {**wrong, "name": "x", "yearly_value": "viel"}).startswith("yearly")
    nowhere = {**wrong, "name": "x", "account": "9"}
    assert console.is_refused("POST", "products", nowhere) == "There is no account 9."
    assert console.is_refused("POST", "products/9/cancel") == "There is no product 9."
    assert console.is_refused("POST", "people/9/remove") == "There is no person 9."
    assert console.is_refused("POST", "partnerships/1/forget", LEA) == "There is no decision forget."
    assert len(desk.calls) == before


def test_roles_removal_and_the_end_of_an_account(desk: FakeDesk, console: Console) -> None:
    console.asks("PUT", "people/2012/role", {"role": "administrator"})
    console.asks("POST", "people/2012/remove")
    console.asks("POST", "accounts/100201/close")
    roles = [(body["role"], body["status"]) for body in desk.told("/v1/accounts/100201/people/2012")]
    assert roles == [("administrator", "active"), ("administrator", "removed")]
    console.asks("POST", "accounts/100201/open")
    assert [body["status"] for body in desk.told("/v1/accounts/100201")] == ["closed", "open"]


def test_what_the_desk_refuses_is_not_done(desk: FakeDesk, console: Console) -> None:
    problem = {"title": "Conflict", "status": 409, "detail": "The last legal representative cannot leave."}
    desk.refuses["/v1/accounts/100201/people/2011"] = (409, problem)
    said = console.is_refused("POST", "people/2011/remove")
    assert said == "The last legal representative cannot leave."
    assert next(each for each in console.books["people"] if each["person"] == "2011")["status"] == "active"


def test_what_the_desk_missed_is_told_later(desk: FakeDesk, console: Console) -> None:
    desk.away = True
    console.asks("POST", "products/50003/cancel")
    assert console.product("50003")["status"] == "cancelled"
    assert "does not answer just now" in console.is_refused("POST", "links", LEA)
    desk.away = False
    console.waits_until(lambda _: len(desk.told("/v1/batches/products")) == 2)
    told = {each["product"]: each["status"] for each in desk.told("/v1/batches/products")[-1]["records"]}
    assert told["50003"] == "cancelled"


def test_decisions_are_the_desks(desk: FakeDesk, console: Console) -> None:
    desk.partnerships["7"] = partnership("7", "pending")
    assert [each["status"] for each in console.asks("GET", "partnerships?account=100301")["items"]] == ["pending"]
    assert console.asks("POST", "partnerships/7/confirm", RETO)["status"] == "active"
    assert desk.told("/v1/partnerships/7/confirm") == [{"by": RETO}]
    assert console.books["access"] == []  # nothing counts here before its event
    means = {"by": LEA, "payment_means": "partner"}
    assert console.asks("PUT", "partnerships/7/payment-means", means)["payment_means"] == "partner"
    assert console.asks("POST", "partnerships/7/end", LEA)["status"] == "ended"
    wanted = {"by": LEA, "partner": "100301", "access": "limited", "products": ["50003"]}
    console.asks("POST", "partnerships", wanted)
    assert desk.told("/v1/partnerships")[-1] == wanted


def test_the_page_hears_of_news_at_once(console: Console) -> None:
    version = console.books["version"]
    with httpx.Client(timeout=5) as waiting:
        began = time.monotonic()
        console.asks("PUT", "switches", {"out_of_order": True})
        news = waiting.get(f"{console.url}/provider/state", params={"after": version}).json()
        assert news["out_of_order"]
        assert time.monotonic() - began < 1


def test_the_console_is_offered_beside_the_chats_where_there_is_one(console: Console, playground_url: str) -> None:
    assert "<!doctype html>" in httpx.get(f"{console.url}/provider/").text
    assert httpx.get(f"{playground_url}/provider/").status_code == 404
