"""Inline mode: what the bot is told of somebody who types behind its name, and what becomes of its answer."""

from __future__ import annotations

from typing import Any

import pytest

from tests.playground.playing import Json, Playing


def article(number: str = "1", **more: object) -> Json:
    button = {"text": "Open", "url": "https://t.me/desk_bot?start=open_x"}
    return {
        "type": "article",
        "id": number,
        "title": "Alpweb",
        "description": "Shopware",
        "input_message_content": {"message_text": "<b>Alpweb</b>", "parse_mode": "HTML"},
        "reply_markup": {"inline_keyboard": [[button]]},
        **more,
    }


def asks(world: Playing, text: str, chat_id: int | None = None) -> str:
    body = {"from": world.mia, "chat_id": chat_id or world.mia, "text": text}
    return str(world.play("POST", "/inline", body)["inline_query_id"])


def test_a_result_is_sent_via_the_bot_in_the_name_of_who_has_chosen_it(world: Playing) -> None:
    number = asks(world, "shop bern")
    query = world.update()["inline_query"]
    assert (query["id"], query["query"], query["offset"], query["chat_type"]) == (number, "shop bern", "", "sender")
    above: dict[str, Any] = {"text": "Search here", "start_parameter": "open_y"}
    assert not world.play("GET", f"/inline/{number}")["answered"]
    world.result("answerInlineQuery", inline_query_id=number, results=[article()], button=above, cache_time=0)
    seen = world.play("GET", f"/inline/{number}")
    assert seen["results"] == [{"id": "1", "title": "Alpweb", "description": "Shopware"}]
    assert (seen["button"], seen["cache_time"]) == (above, 0)
    assert world.refusal("answerInlineQuery", inline_query_id=number, results=[]).startswith(
        "Bad Request: query is too old"
    )

    sent = world.play("POST", f"/inline/{number}/choose", {"result_id": "1"})

    assert (sent["from"], sent["text"], sent["via"]) == (world.mia, "Alpweb", "@desk_bot")
    message = world.update()["message"]
    assert message["via_bot"]["username"] == "desk_bot"
    assert message["from"]["id"] == world.mia
    assert message["reply_markup"]["inline_keyboard"][0][0]["url"].endswith("open_x")


def test_in_a_group_the_bot_is_told_the_kind_of_chat_alone(world: Playing) -> None:
    group = world.play("POST", "/groups", {"title": "Seegarten", "members": [world.mia]})["id"]
    world.updates()
    number = asks(world, "x", group)
    query = world.update()["inline_query"]
    assert query["chat_type"] == "supergroup"
    assert "chat" not in query
    world.result("answerInlineQuery", inline_query_id=number, results=[article()])
    sent = world.play("POST", f"/inline/{number}/choose", {"result_id": "1"})
    assert [one["message_id"] for one in world.shown(group) if "via" in one] == [sent["message_id"]]


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"results": [article(), article()]}, "RESULT_ID_DUPLICATE"),
        ({"results": [article("x" * 65)]}, "RESULT_ID_INVALID"),
        ({"results": [article(str(number)) for number in range(51)]}, "RESULTS_TOO_MUCH"),
        ({"results": [article(type="photo")]}, "articles only"),
        ({"results": [article(title="")]}, 'field "title"'),
        ({"results": [article(input_message_content={"message_text": "<b>x", "parse_mode": "HTML"})]}, "end tag"),
        ({"results": [], "next_offset": "x" * 65}, "NEXT_OFFSET_INVALID"),
        ({"results": [], "button": {"text": "x", "start_parameter": "a b"}}, "START_PARAM_INVALID"),
    ],
)
def test_what_telegram_refuses(world: Playing, wrong: Json, refusal: str) -> None:
    number = asks(world, "x")
    assert refusal in world.refusal("answerInlineQuery", inline_query_id=number, **wrong)
