"""Webhooks, received by a small server of the test's own."""

from __future__ import annotations

import json
import threading
from collections import deque
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Queue

import pytest

from tests.playground.playing import Json, Playing

PATIENCE = 10


class Receiver:
    """Takes deliveries: `taken` in their order, answered with the statuses in `answers`, then with 200."""

    def __init__(self) -> None:
        self.taken: Queue[tuple[str | None, Json]] = Queue()
        self.answers: deque[int] = deque()
        self.gate = threading.Event()
        self.gate.set()
        self.entered: Queue[Json] = Queue()
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                update = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                receiver.entered.put(update)
                receiver.gate.wait(PATIENCE)
                receiver.taken.put((self.headers["X-Telegram-Bot-Api-Secret-Token"], update))
                self.send_response(receiver.answers.popleft() if receiver.answers else 200)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/hook"

    def next(self) -> Json:
        return self.taken.get(timeout=PATIENCE)[1]

    def next_texts(self, count: int) -> list[str]:
        return [self.next()["message"]["text"] for _ in range(count)]


@pytest.fixture
def receiver(world: Playing) -> Iterator[Receiver]:
    receiver = Receiver()
    thread = threading.Thread(target=receiver.server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield receiver
    receiver.gate.set()
    world.result("deleteWebhook")
    receiver.server.shutdown()
    thread.join()
    receiver.server.server_close()


def settled(world: Playing) -> None:
    """Returns when every update is delivered."""
    while world.result("getWebhookInfo")["pending_update_count"]:
        pass


def test_updates_are_delivered_with_the_secret(world: Playing, receiver: Receiver) -> None:
    world.says("before")
    world.result("setWebhook", url=receiver.url, secret_token="s3cret_-")
    world.says("after")
    deliveries = [receiver.taken.get(timeout=PATIENCE) for _ in range(2)]
    assert [secret for secret, _ in deliveries] == ["s3cret_-"] * 2
    assert [update["message"]["text"] for _, update in deliveries] == ["before", "after"]
    settled(world)
    world.result("deleteWebhook")
    assert world.updates() == []


def test_an_update_is_tried_until_it_is_taken(world: Playing, receiver: Receiver) -> None:
    receiver.answers.extend([500, 302, 404])
    world.result("setWebhook", url=receiver.url)
    world.says("a")
    world.says("b")
    assert receiver.next_texts(5) == ["a", "a", "a", "a", "b"]
    info = world.result("getWebhookInfo")
    assert info["last_error_message"] == "Wrong response from the webhook: 404 Not Found"


def test_updates_wait_in_their_chat_but_not_for_other_chats(world: Playing, receiver: Receiver) -> None:
    nils = world.person("Nils")
    world.result("setWebhook", url=receiver.url)
    receiver.gate.clear()
    world.says("a")
    world.says("b")
    world.says("c", nils, **{"from": nils})
    entered = [receiver.entered.get(timeout=PATIENCE)["message"]["text"] for _ in range(2)]
    assert sorted(entered) == ["a", "c"]
    assert receiver.entered.empty()
    receiver.gate.set()
    assert sorted(receiver.next_texts(3)) == ["a", "b", "c"]


def test_one_connection_means_one_update_at_a_time(world: Playing, receiver: Receiver) -> None:
    nils = world.person("Nils")
    world.result("setWebhook", url=receiver.url, max_connections=1)
    receiver.gate.clear()
    world.says("a")
    assert receiver.entered.get(timeout=PATIENCE)["message"]["text"] == "a"
    world.says("b", nils, **{"from": nils})
    assert world.result("getWebhookInfo")["pending_update_count"] == 2
    assert receiver.entered.empty()
    receiver.gate.set()
    assert receiver.next_texts(2) == ["a", "b"]


def test_a_webhook_is_described_and_taken_away(world: Playing, receiver: Receiver) -> None:
    first = world.call("setWebhook", url=receiver.url, max_connections=7, allowed_updates=["message"])
    assert first == {"ok": True, "result": True, "description": "Webhook was set"}
    assert world.call("setWebhook", url=receiver.url)["description"] == "Webhook is already set"
    assert world.result("getWebhookInfo") == {
        "url": receiver.url,
        "has_custom_certificate": False,
        "pending_update_count": 0,
        "max_connections": 40,
        "allowed_updates": ["message"],
    }
    assert world.call("deleteWebhook")["description"] == "Webhook was deleted"
    assert world.call("deleteWebhook")["description"] == "Webhook is already deleted"
    assert world.result("getWebhookInfo")["url"] == ""


@pytest.mark.parametrize("method", ["setWebhook", "deleteWebhook"])
def test_pending_updates_are_dropped_on_demand(world: Playing, receiver: Receiver, method: str) -> None:
    world.says("old")
    url = {"url": receiver.url} if method == "setWebhook" else {}
    world.result(method, drop_pending_updates=True, **url)
    world.result("setWebhook", url=receiver.url)
    world.says("new")
    assert receiver.next_texts(1) == ["new"]


def test_nobody_at_the_address_is_told(world: Playing) -> None:
    gone = Receiver()
    gone.server.server_close()
    world.result("setWebhook", url=gone.url)
    world.says("x")
    while "last_error_message" not in (info := world.result("getWebhookInfo")):
        pass
    assert (info["last_error_message"], info["pending_update_count"]) == ("Connection refused", 1)
