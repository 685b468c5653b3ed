"""Sending, editing and deleting, as bot, people and page see it."""

from __future__ import annotations

import pytest

from tests.playground.playing import Playing, keyboard


def test_a_message_comes_back_as_it_was_understood(world: Playing) -> None:
    message = world.result("sendMessage", chat_id=world.mia, text=" <b>Grüezi</b> 😀 /help ", parse_mode="HTML")
    assert message["text"] == "Grüezi 😀 /help"
    assert message["entities"] == [
        {"type": "bold", "offset": 0, "length": 6},
        {"type": "bot_command", "offset": 10, "length": 5},
    ]
    assert message["from"]["is_bot"] is True
    assert message["chat"] == {"id": world.mia, "type": "private", "first_name": "Mia"}


def test_the_page_shows_what_was_sent(world: Playing) -> None:
    message_id = world.sends("<b>a</b>\nb", parse_mode="HTML", reply_markup=keyboard("Yes"))
    shown = world.shown()[-1]
    assert {key: shown[key] for key in shown if key != "date"} == {
        "message_id": message_id,
        "from": "bot",
        "name": "Desk",
        "edit_date": None,
        "html": "<b>a</b>\nb",
        "text": "a\nb",
        "keyboard": [[{"text": "Yes", "data": "Yes"}]],
        "kind": "text",
        "deleted": False,
        "reply_to": None,
        "thread_id": None,
        "keys": None,
    }


def test_an_edit_without_keyboard_takes_the_keyboard_away(world: Playing) -> None:
    message_id = world.sends("a", reply_markup=keyboard("Yes"))
    edited = world.result("editMessageText", chat_id=world.mia, message_id=message_id, text="a")
    assert "reply_markup" not in edited
    assert edited["edit_date"] >= edited["date"]
    assert world.shown()[-1]["keyboard"] is None


def test_only_the_keyboard_changes(world: Playing) -> None:
    message_id = world.sends("a", reply_markup=keyboard("Yes"))
    new = keyboard("No")
    edited = world.result("editMessageReplyMarkup", chat_id=world.mia, message_id=message_id, reply_markup=new)
    assert (edited["text"], edited["reply_markup"]) == ("a", new)


@pytest.mark.parametrize("change", [{"text": "b"}, {"text": "<b>a</b>"}, {"text": "a", "reply_markup": keyboard("x")}])
def test_text_entities_and_keyboard_are_changes(world: Playing, change: dict[str, object]) -> None:
    message_id = world.sends("a")
    edit = {"chat_id": world.mia, "message_id": message_id, "parse_mode": "HTML", **change}
    assert world.result("editMessageText", **edit)["message_id"] == message_id


def test_a_deleted_message_keeps_its_place_but_not_its_words(world: Playing) -> None:
    message_id = world.sends("secret", reply_markup=keyboard("Yes"))
    world.result("deleteMessage", chat_id=world.mia, message_id=message_id)
    shown = world.shown()[-1]
    assert (shown["deleted"], shown["text"], shown["html"], shown["keyboard"]) == (True, "", "", None)


def test_the_bot_may_delete_what_people_wrote(world: Playing) -> None:
    assert world.result("deleteMessage", chat_id=world.mia, message_id=world.start) is True


def test_of_several_actions_a_button_keeps_the_first_that_telegram_reads(world: Playing) -> None:
    button = {"text": "x", "callback_data": "d", "url": "https://x.ch"}
    world.sends(reply_markup={"inline_keyboard": [[button], []]})
    assert world.shown()[-1]["keyboard"] == [[{"text": "x", "url": "https://x.ch"}]]


def test_a_reply_carries_what_it_replies_to(world: Playing) -> None:
    reply = {"message_id": world.start}
    message = world.result("sendMessage", chat_id=world.mia, text="x", reply_parameters=reply)
    assert message["reply_to_message"]["text"] == "/start"
    world.says("y", reply_to=message["message_id"])
    update = world.update()["message"]
    assert update["reply_to_message"]["text"] == "x"
    assert "reply_to_message" not in update["reply_to_message"]


def test_a_copy_is_a_message_of_the_bots_own(world: Playing) -> None:
    nils = world.person("Nils")
    world.says("/start", nils, **{"from": nils})
    source = world.says("See <https://x.ch>")["message_id"]
    copy = {"chat_id": nils, "from_chat_id": world.mia, "message_id": source}
    assert world.result("copyMessage", **copy) == {"message_id": 2}
    assert (world.shown(nils)[-1]["from"], world.shown(nils)[-1]["text"]) == ("bot", "See <https://x.ch>")
    assert world.refusal("copyMessage", **{**copy, "message_id": 99}) == "Bad Request: message to copy not found"


def test_message_ids_count_in_each_chat(world: Playing) -> None:
    nils = world.person("Nils")
    assert world.says("/start", nils, **{"from": nils})["message_id"] == 1
    assert [world.sends(), world.sends()] == [2, 3]


def test_the_log_of_calls(world: Playing) -> None:
    before = world.play("GET", "/calls")["total"]
    world.sends()
    world.refusal("sendMessage", chat_id=1, text="x")
    world.updates()
    assert world.play("GET", "/calls", since=before) == {
        "calls": [
            {"method": "sendMessage", "chat_id": world.mia, "ok": True},
            {"method": "sendMessage", "chat_id": 1, "ok": False, "error": "Bad Request: chat not found"},
        ],
        "total": before + 2,
    }
    everything = world.play("GET", "/calls", all=1)["calls"]
    assert [call["method"] for call in everything].count("getUpdates") >= 1
