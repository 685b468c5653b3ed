"""getUpdates: offsets, limits, waiting, and who may poll."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from tests.playground.playing import Json, Playing

CONFLICT = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"


def texts(updates: Json) -> list[str]:
    return [update["message"]["text"] for update in updates]


def test_updates_stay_until_they_are_confirmed(world: Playing) -> None:
    for word in "abc":
        world.says(word)
    updates = world.result("getUpdates")
    assert texts(updates) == ["a", "b", "c"]
    assert [update["update_id"] - updates[0]["update_id"] for update in updates] == [0, 1, 2]
    assert texts(world.result("getUpdates", limit=2)) == ["a", "b"]
    assert texts(world.result("getUpdates", offset=updates[1]["update_id"])) == ["b", "c"]
    assert texts(world.result("getUpdates", offset=0)) == ["b", "c"]
    assert world.play("GET", "/world")["pending_updates"] == 2


def test_whoever_plays_is_told_whether_everything_is_confirmed(world: Playing) -> None:
    assert world.play("GET", "/confirmed") == {"confirmed": True}
    world.says("a")
    assert world.play("GET", "/confirmed") == {"confirmed": False}
    world.updates()
    assert world.play("GET", "/confirmed") == {"confirmed": True}


@pytest.mark.parametrize(("offset", "left"), [(-1, ["c"]), (-2, ["b", "c"]), (-9, ["a", "b", "c"])])
def test_a_negative_offset_keeps_the_last_ones(world: Playing, offset: int, left: list[str]) -> None:
    for word in "abc":
        world.says(word)
    assert texts(world.result("getUpdates", offset=offset)) == left
    assert texts(world.result("getUpdates")) == left


@pytest.mark.parametrize("limit", [0, 101, 100, -1])
def test_a_hundred_updates_at_most(world: Playing, limit: int) -> None:
    for number in range(101):
        world.says(str(number))
    assert len(world.result("getUpdates", limit=limit)) == 100


def test_kinds_of_updates_are_chosen_and_remembered(world: Playing) -> None:
    message = world.sends()
    world.result("getUpdates", allowed_updates=["callback_query"])
    world.says("not wanted")
    world.presses(message, "x")
    assert "callback_query" in world.update()
    world.result("getUpdates", allowed_updates=[])
    world.says("wanted again")
    assert texts(world.updates()) == ["wanted again"]


class Poller:
    """A getUpdates of its own that waits; `answer()` is what it came back with."""

    def __init__(self, pool: ThreadPoolExecutor, world: Playing) -> None:
        self._answer = pool.submit(self._poll, f"{world.url}/bot{world.token}/getUpdates?timeout=60")

    def _poll(self, address: str) -> Json:
        try:
            with urlopen(address, timeout=20) as answer:  # noqa: S310 - the test's own server
                return json.load(answer)
        except HTTPError as error:
            with error:
                return json.load(error)

    def answer(self) -> Json:
        return self._answer.result(10)


@pytest.fixture
def poller(world: Playing) -> Iterator[Callable[[], Poller]]:
    """Starts pollers in the world; they are known to wait when it returns."""
    with ThreadPoolExecutor() as pool:

        def start() -> Poller:
            started = Poller(pool, world)
            while not world.play("GET", "/world")["listening"]:
                pass
            return started

        yield start
        world.result("getUpdates")  # ends whoever still waits


def test_a_waiting_poller_hears_at_once(world: Playing, poller: Callable[[], Poller]) -> None:
    waiting = poller()
    world.says("a")
    assert texts(waiting.answer()["result"]) == ["a"]


def test_a_newer_poller_ends_the_older_one(world: Playing, poller: Callable[[], Poller]) -> None:
    waiting = poller()
    assert world.result("getUpdates") == []
    assert waiting.answer() == {"ok": False, "error_code": 409, "description": CONFLICT}


def test_the_end_of_a_world_ends_its_poller(world: Playing, poller: Callable[[], Poller]) -> None:
    waiting = poller()
    world.play("DELETE", "")
    assert waiting.answer()["description"] == "Unauthorized"
    world.play("PUT", "", {})


def test_nobody_polls_while_a_webhook_is_set(world: Playing) -> None:
    world.result("setWebhook", url="https://example.com/hook")
    assert world.refusal("getUpdates") == (
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
    )
    world.result("deleteWebhook")
    assert world.result("getUpdates") == []
