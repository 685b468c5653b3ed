"""The control API: what people do, and what Telegram tells the bot about it."""

from __future__ import annotations

import pytest

from tests.playground.playing import Json, Playing, keyboard

SAY = "/chats/{mia}/messages"


def test_a_word_of_a_person_reaches_the_bot(world: Playing) -> None:
    world.says("/start invite_42")
    message = world.update()["message"]
    assert message["text"] == "/start invite_42"
    assert message["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]
    assert message["from"] == {"id": world.mia, "is_bot": False, "first_name": "Mia", "language_code": "de"}


@pytest.mark.parametrize(
    ("kind", "field"),
    [
        ("photo", "photo"),
        ("sticker", "sticker"),
        ("voice", "voice"),
        ("document", "document"),
        ("contact", "contact"),
        ("location", "location"),
        ("poll", "poll"),
        ("dice", "dice"),
        ("video", "video"),
    ],
)
def test_people_send_all_kinds_of_things(world: Playing, kind: str, field: str) -> None:
    assert world.says(kind=kind)["kind"] == kind
    assert world.update()["message"][field]


def test_words_with_a_thing_are_its_caption(world: Playing) -> None:
    world.says("Look", kind="photo")
    message = world.update()["message"]
    assert (message["caption"], "text" in message) == ("Look", False)


def test_a_forwarded_message_says_so(world: Playing) -> None:
    world.says("heard", forward=True)
    assert world.update()["message"]["forward_origin"]["type"] == "hidden_user"


def test_a_corrected_message_reaches_the_bot(world: Playing) -> None:
    message_id = world.says("helo")["message_id"]
    world.updates()
    path = f"/chats/{world.mia}/messages/{message_id}/edit"
    shown = world.play("POST", path, {"from": world.mia, "text": "hello"})
    assert (shown["text"], shown["edit_date"] is not None) == ("hello", True)
    assert world.update()["edited_message"]["text"] == "hello"


def test_a_press_carries_message_and_data_and_gets_its_answer(world: Playing) -> None:
    message_id = world.sends("Sure?", reply_markup=keyboard("Yes"))
    callback_id = world.presses(message_id, "Yes")
    query = world.update()["callback_query"]
    assert (query["id"], query["data"], query["from"]["id"]) == (callback_id, "Yes", world.mia)
    assert query["message"]["reply_markup"] == keyboard("Yes")
    assert world.play("GET", f"/callbacks/{callback_id}") == {"answered": False, "text": None, "show_alert": False}
    world.result("answerCallbackQuery", callback_query_id=callback_id, text="Done", show_alert=True)
    assert world.play("GET", f"/callbacks/{callback_id}") == {"answered": True, "text": "Done", "show_alert": True}


def test_a_forged_press_is_delivered_all_the_same(world: Playing) -> None:
    world.presses(world.sends(), "forged")
    assert world.update()["callback_query"]["data"] == "forged"


@pytest.mark.parametrize("deleted", [True, False])
def test_a_press_on_a_message_that_is_gone_carries_no_content(world: Playing, deleted: bool) -> None:
    message_id = world.sends(reply_markup=keyboard("Yes")) if deleted else 99
    if deleted:
        world.result("deleteMessage", chat_id=world.mia, message_id=message_id)
    world.presses(message_id, "Yes")
    message = world.update()["callback_query"]["message"]
    assert (message["message_id"], message["date"]) == (message_id, 0)
    assert set(message) == {"chat", "message_id", "date"}


def test_blocking_and_unblocking_is_told(world: Playing) -> None:
    for blocked, status in ((True, "kicked"), (False, "member")):
        assert world.play("PATCH", f"/people/{world.mia}", {"blocked": blocked})["blocked"] is blocked
        assert world.update()["my_chat_member"]["new_chat_member"]["status"] == status
    world.play("PATCH", f"/people/{world.mia}", {"blocked": False})
    assert world.updates() == []


def test_the_language_is_the_one_of_now(world: Playing) -> None:
    world.play("PATCH", f"/people/{world.mia}", {"language_code": "en"})
    world.says("x")
    assert world.update()["message"]["from"]["language_code"] == "en"


def test_a_person_is_made_once(world: Playing) -> None:
    first = world.play("POST", "/people", {"id": 5, "first_name": "Nils", "role": "Partner", "organisation": "Alpweb"})
    again = world.play("POST", "/people", {"id": 5, "first_name": "Somebody else"})
    assert first == again
    assert (first["role"], first["organisation"], first["started"]) == ("Partner", "Alpweb", False)
    assert world.person("Next") not in (5, world.mia)


def test_a_world_is_made_once_and_renamed_at_will(world: Playing) -> None:
    view = world.play("PUT", "", {"bot_name": "New", "username": "new_bot"})
    assert view["bot"] == {"id": int(world.token.split(":")[0]), "name": "New", "username": "new_bot"}
    assert [person["first_name"] for person in view["people"]] == ["Mia"]
    assert view["chats"][0]["id"] == world.mia


def test_messages_since_a_number(world: Playing) -> None:
    seen = world.play("GET", f"/chats/{world.mia}/messages")["seq"]
    world.sends("new")
    later = world.play("GET", f"/chats/{world.mia}/messages", after=seen)
    assert [message["text"] for message in later["messages"]] == ["new"]
    assert world.play("GET", f"/chats/{world.mia}/messages", after=later["seq"])["messages"] == []


def test_groups_know_the_bot_and_hear_their_members(world: Playing) -> None:
    nils = world.person("Nils")
    group = world.play("POST", "/groups", {"title": "Desk", "members": [world.mia], "admins": [nils]})
    assert group["id"] < -1_000_000_000_000
    assert world.update()["my_chat_member"]["new_chat_member"]["status"] == "administrator"
    world.says("hello", group["id"])
    assert world.update()["message"]["chat"] == {"id": group["id"], "type": "supergroup", "title": "Desk"}

    def status(user_id: int) -> str:
        return str(world.result("getChatMember", chat_id=group["id"], user_id=user_id)["status"])

    assert (status(world.mia), status(nils), status(world.person("Zoe"))) == ("member", "administrator", "left")
    admins = world.result("getChatAdministrators", chat_id=group["id"])
    assert [admin["user"]["first_name"] for admin in admins] == ["Nils"]


def test_a_bot_that_left_neither_hears_nor_speaks(world: Playing) -> None:
    group = world.play("POST", "/groups", {"title": "Desk", "members": [world.mia]})["id"]
    world.updates()
    assert world.result("leaveChat", chat_id=group) is True
    world.says("are you there?", group)
    assert world.updates() == []
    answer = world.refusal("sendMessage", chat_id=group, text="x")
    assert answer == "Forbidden: bot is not a member of the supergroup chat"


def test_channels_post_in_their_own_name(world: Playing) -> None:
    channel = world.play("POST", "/channels", {"title": "News"})["id"]
    shown = world.play("POST", f"/chats/{channel}/messages", {"text": "hello"})
    post = world.update()["channel_post"]
    assert (shown["name"], post["sender_chat"]["title"], "from" in post) == ("News", "News", False)


def test_letters_are_kept_for_the_mailbox(world: Playing) -> None:
    letter = world.play("POST", "/mail", {"to": "mia@example.com", "subject": "Hello", "text": "Dear Mia"})
    assert world.play("GET", "/mail") == [letter]
    assert (letter["id"], letter["to"], letter["subject"]) == (1, "mia@example.com", "Hello")


@pytest.mark.parametrize(
    ("verb", "path", "body", "sentence"),
    [
        ("POST", "/people", {}, "first_name: Field required."),
        ("POST", "/people", {"first_name": "x", "language_code": "deutsch!"}, None),
        ("POST", "/people", {"first_name": "x", "shoe_size": 43}, "shoe_size: Extra inputs are not permitted."),
        ("POST", SAY, {"from": 1, "text": "x"}, "There is no person 1."),
        ("POST", SAY, {"from": "mia", "text": "x"}, "from: Input should be a valid integer."),
        ("POST", SAY, {"from": "{mia}", "text": " "}, "A text message needs a text."),
        ("POST", SAY, {"from": "{mia}", "kind": "song"}, None),
        ("POST", SAY, {"from": "{mia}", "kind": "service"}, "Nobody can send a service message."),
        ("POST", SAY, {"text": "x"}, "Only a channel posts without a person: name who is writing."),
        (
            "POST",
            SAY,
            {"from": "{mia}", "text": "x" * 4097},
            "A message has at most 4096 characters.",
        ),
        (
            "POST",
            SAY,
            {"from": "{mia}", "text": "x", "reply_to": 9},
            "There is no message 9 to reply to.",
        ),
        (
            "POST",
            SAY,
            {"from": "{mia}", "text": "x", "thread_id": 9},
            "There is no topic 9 in this chat.",
        ),
        ("POST", "/chats/{mia}/messages/1/press", {"from": "{mia}"}, "data: Field required."),
        ("POST", "/groups", {"title": "x", "members": [1]}, "There is no person 1."),
        (
            "POST",
            "/groups",
            {"title": "x", "members": [], "basic": True, "forum": True},
            "A basic group cannot be a forum.",
        ),
        ("POST", "/faults", {"kind": "418"}, None),
        ("POST", "/faults", {"kind": "429", "probability": 2}, None),
        ("GET", "/chats/{mia}/messages?after=soon", None, "after is a number."),
        ("GET", "/events?after=soon", None, "Last-Event-ID and after are numbers of events."),
    ],
)
def test_ill_formed_requests_get_one_clear_sentence(
    world: Playing, verb: str, path: str, body: Json, sentence: str | None
) -> None:
    if body and body.get("from") == "{mia}":
        body = {**body, "from": world.mia}
    status, answer = world.ask(verb, path.replace("{mia}", str(world.mia)), body)
    assert status == 400
    assert answer["error"] == sentence if sentence else answer["error"].endswith(".")


@pytest.mark.parametrize(
    "path", ["/chats/1/messages", "/chats/-1/messages", "/chats/x/messages", "/callbacks/1", "/people/1"]
)
def test_what_is_not_there_is_not_found(world: Playing, path: str) -> None:
    status, answer = world.ask("PATCH" if "people" in path else "GET", path, {} if "people" in path else None)
    assert (status, answer["error"].startswith("There is no such")) == (404, True)


def test_nobody_acts_in_a_chat_that_is_not_theirs(world: Playing) -> None:
    nils = world.person("Nils")
    status, answer = world.ask("POST", f"/chats/{nils}/messages", {"from": world.mia, "text": "x"})
    assert (status, answer) == (400, {"error": "Mia is not in this chat."})
    path = f"/chats/{world.mia}/messages/{world.sends()}/edit"
    status, answer = world.ask("POST", path, {"from": world.mia, "text": "x"})
    assert (status, answer) == (400, {"error": "People can edit their own messages only."})


def test_who_has_blocked_the_bot_does_not_write_to_it(world: Playing) -> None:
    world.play("PATCH", f"/people/{world.mia}", {"blocked": True})
    status, answer = world.ask("POST", f"/chats/{world.mia}/messages", {"from": world.mia, "text": "x"})
    assert (status, answer) == (400, {"error": "Mia has blocked the bot."})


def test_worlds_are_apart(world: Playing) -> None:
    other = Playing(world.url)
    other.says("only here")
    assert world.updates() == []
    other.play("DELETE", "")
    assert other.ask("GET", "/world") == (404, {"error": "There is no such world."})
    other.close()


@pytest.mark.parametrize("token", ["1:short", "x:" + "y" * 35, "1" + "y" * 35])
def test_a_token_looks_like_telegrams(world: Playing, token: str) -> None:
    assert world.send("PUT", f"/play/{token}", b"{}")[0] == 400


def test_without_a_default_world_the_page_has_none(world: Playing) -> None:
    assert world.send("GET", "/play")[0] == 404
