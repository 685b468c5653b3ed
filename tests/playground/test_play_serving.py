"""The server itself: its stream of events, its keeping of worlds, its start and stop."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

import pytest

from playground.serving import PlaygroundServer
from tests.playground.playing import Json, Playing, keyboard

TOKEN = "77:" + "default_token__" * 3


class Stream:
    """An open stream of events."""

    def __init__(self, lines: Iterator[bytes]) -> None:
        self._lines = lines

    def next(self) -> tuple[int, Json]:
        """The next event and its number."""
        number = 0
        for line in self._lines:
            key, _, value = line.decode().strip().partition(": ")
            if key == "id":
                number = int(value)
            if key == "data":
                return number, json.loads(value)
        raise EOFError

    def next_of(self, kind: str) -> Json:
        """The next event of this type."""
        while True:
            _, event = self.next()
            if event["type"] == kind:
                return event


@contextmanager
def listening(world: Playing, headers: Mapping[str, str] | None = None, query: str = "") -> Iterator[Stream]:
    request = Request(f"{world.url}/play/{world.token}/events{query}", headers=dict(headers or {}))  # noqa: S310 - ours
    with urlopen(request, timeout=10) as answer:  # noqa: S310 - ours
        assert answer.headers["Content-Type"].startswith("text/event-stream")
        assert answer.readline() == b"retry: 500\n"
        yield Stream(answer)


def test_everything_that_happens_is_streamed(world: Playing) -> None:
    with listening(world) as stream:
        message_id = world.sends("a", reply_markup=keyboard("Yes"))
        event = stream.next_of("message")
        assert (event["chat_id"], event["message"]["text"]) == (world.mia, "a")
        callback_id = world.presses(message_id, "Yes")
        world.result("answerCallbackQuery", callback_query_id=callback_id, text="Done")
        event = stream.next_of("callback")
        assert (event["callback_query_id"], event["text"], event["show_alert"]) == (callback_id, "Done", False)
        world.result("editMessageText", chat_id=world.mia, message_id=message_id, text="b")
        assert stream.next_of("edit")["message"]["text"] == "b"
        world.result("deleteMessage", chat_id=world.mia, message_id=message_id)
        assert stream.next_of("delete")["message"]["deleted"] is True
        world.result("sendChatAction", chat_id=world.mia, action="typing")
        assert stream.next_of("typing")["action"] == "typing"
        world.play("PATCH", f"/people/{world.mia}", {"language_code": "fr"})
        assert stream.next_of("person")["person"]["language_code"] == "fr"
        world.play("POST", "/mail", {"to": "mia@example.com", "subject": "Hello", "text": "x"})
        assert stream.next_of("mail")["mail"]["subject"] == "Hello"
        world.result("setMyCommands", commands=[{"command": "help", "description": "x"}])
        assert stream.next_of("commands")["type"] == "commands"


@pytest.mark.parametrize("how", ["header", "query"])
def test_missed_events_are_caught_up_with(world: Playing, how: str) -> None:
    seen = world.play("GET", f"/chats/{world.mia}/messages")["seq"]
    world.sends("a")
    world.sends("b")
    headers, query = ({"Last-Event-ID": str(seen)}, "") if how == "header" else ({}, f"?after={seen}")
    with listening(world, headers, query) as stream:
        events = [stream.next() for _ in range(2)]
    assert [(number - seen, event["message"]["text"]) for number, event in events] == [(1, "a"), (2, "b")]


def test_a_number_from_a_world_that_is_gone_counts_as_none_seen(world: Playing) -> None:
    with listening(world, {"Last-Event-ID": "1000000"}) as stream:
        assert stream.next()[0] == 1


def test_the_server_stops_while_somebody_listens() -> None:
    with PlaygroundServer() as server:
        world = Playing(server.url)
        with listening(world) as stream:
            server.stop()
            with pytest.raises(EOFError):
                stream.next()
        world.disconnect()
    with pytest.raises(URLError, match="refused"):
        urlopen(server.url)  # noqa: S310 - ours


def test_the_page_and_the_default_world(tmp_path: Path) -> None:
    with PlaygroundServer(default_token=TOKEN, state_file=tmp_path / "state.json") as server:
        with urlopen(f"{server.url}/play") as answer:  # noqa: S310 - ours
            assert json.load(answer)["token"] == TOKEN
        with urlopen(server.url) as answer:  # noqa: S310 - ours
            assert answer.headers["Content-Type"].startswith("text/html")


def test_worlds_outlive_the_server(tmp_path: Path) -> None:
    file = tmp_path / "kept" / "state.json"
    with PlaygroundServer(state_file=file) as server:
        world = Playing(server.url)
        world.sends("<b>a</b>", parse_mode="HTML", reply_markup=keyboard("Yes"))
        world.says(kind="document")
        group = world.play("POST", "/groups", {"title": "Desk", "members": [world.mia], "forum": True})["id"]
        world.result("createForumTopic", chat_id=group, name="Request 7")
        world.result("setMyCommands", commands=[{"command": "help", "description": "x"}])
        world.play("POST", "/mail", {"to": "mia@example.com", "subject": "Hello", "text": "x"})
        views = ("/world", f"/chats/{world.mia}/messages", f"/chats/{group}/messages", "/commands", "/mail")
        before = [world.play("GET", view) for view in views]
        pending = world.result("getUpdates")
        world.disconnect()
    with PlaygroundServer(state_file=file, port=server.port):
        assert [world.play("GET", view) for view in views] == before
        assert world.result("getUpdates") == pending
        assert world.send("GET", world.shown()[-1]["file"]["url"])[0] == 200
        world.says("later")
        assert world.result("getUpdates")[-1]["update_id"] > pending[-1]["update_id"]
        world.disconnect()


def test_what_was_not_saved_before_a_kill_gets_no_number_twice(tmp_path: Path) -> None:
    file = tmp_path / "state.json"
    with PlaygroundServer(state_file=file) as server:
        world = Playing(server.url)
        world.disconnect()
    numbers = []
    for _ in range(2):
        with PlaygroundServer(state_file=file, port=server.port):
            saved = file.read_bytes()
            message = world.says("lost")
            numbers.append((message["message_id"], world.update()["update_id"]))
            world.disconnect()
        file.write_bytes(saved)  # as if the process had been killed before it could save
    (first_message, first_update), (second_message, second_update) = numbers
    assert second_message > first_message
    assert second_update > first_update


@pytest.mark.parametrize("content", [b"", b"{}", b'[{"token": 1}]'])
def test_a_state_that_cannot_be_read_is_set_aside(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "state.json"
    file.write_bytes(content)
    with PlaygroundServer(default_token=TOKEN, state_file=file) as server:
        answer = urlopen(f"{server.url}/play/{TOKEN}/world")  # noqa: S310 - ours
        with answer:
            assert json.load(answer)["people"] == []
    assert (tmp_path / "state.json.unreadable").read_bytes() == content
