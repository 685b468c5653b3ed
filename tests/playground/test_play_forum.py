"""Forum topics."""

from __future__ import annotations

import pytest

from tests.playground.playing import Playing


@pytest.fixture
def forum(world: Playing) -> int:
    group = world.play("POST", "/groups", {"title": "Desk", "members": [world.mia], "forum": True})
    world.updates()
    return int(group["id"])


def opened(world: Playing, forum: int) -> int:
    return int(world.result("createForumTopic", chat_id=forum, name="Request 7")["message_thread_id"])


def test_a_topic_is_written_to_by_both_sides(world: Playing, forum: int) -> None:
    topic = opened(world, forum)
    sent = world.result("sendMessage", chat_id=forum, message_thread_id=topic, text="a")
    assert (sent["message_thread_id"], sent["is_topic_message"]) == (topic, True)
    world.says("b", forum, thread_id=topic)
    assert world.update()["message"]["message_thread_id"] == topic
    assert [message["thread_id"] for message in world.shown(forum)] == [topic] * 3


def test_a_topic_is_renamed_closed_opened_and_deleted(world: Playing, forum: int) -> None:
    topic = opened(world, forum)
    place = {"chat_id": forum, "message_thread_id": topic}

    def now() -> object:
        (chat,) = [chat for chat in world.play("GET", "/world")["chats"] if chat["id"] == forum]
        return chat["topics"]

    world.result("editForumTopic", **place, name="Request 8")
    world.result("closeForumTopic", **place)
    assert now() == [{"thread_id": topic, "name": "Request 8", "closed": True}]
    world.result("reopenForumTopic", **place)
    assert now() == [{"thread_id": topic, "name": "Request 8", "closed": False}]
    world.result("deleteForumTopic", **place)
    assert now() == []
    assert all(message["deleted"] for message in world.shown(forum))
    gone = "Bad Request: message thread not found"
    assert world.refusal("sendMessage", **place, text="x") == gone
    assert world.refusal("editForumTopic", **place, name="x") == gone


@pytest.mark.parametrize(("method", "more"), [("editForumTopic", {"name": "Request 7"}), ("reopenForumTopic", {})])
def test_a_change_that_changes_nothing_is_refused(
    world: Playing, forum: int, method: str, more: dict[str, object]
) -> None:
    place = {"chat_id": forum, "message_thread_id": opened(world, forum)}
    assert world.refusal(method, **place, **more) == "Bad Request: TOPIC_NOT_MODIFIED"


@pytest.mark.parametrize(
    ("parameters", "description"),
    [
        ({}, "TOPIC_TITLE_EMPTY"),
        ({"name": "x" * 129}, "TOPIC_TITLE_INVALID"),
        ({"name": "x", "icon_color": 1}, "invalid icon color specified"),
    ],
)
def test_topics_that_cannot_be_opened(
    world: Playing, forum: int, parameters: dict[str, object], description: str
) -> None:
    assert world.refusal("createForumTopic", chat_id=forum, **parameters) == f"Bad Request: {description}"


def test_the_general_topic_is_always_there(world: Playing, forum: int) -> None:
    sent = world.result("sendMessage", chat_id=forum, message_thread_id=1, text="a")
    assert "message_thread_id" not in sent
