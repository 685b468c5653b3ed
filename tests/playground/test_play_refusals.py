"""What the Bot API refuses, and in which words."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest

from tests.playground.playing import Playing, keyboard

NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as "
    "a current content and reply markup of the message"
)
TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


def with_button(**button: object) -> dict[str, object]:
    return {"text": "x", "reply_markup": {"inline_keyboard": [[button]]}}


@pytest.mark.parametrize(
    ("parameters", "description"),
    [
        ({}, "message text is empty"),
        ({"text": " \n "}, "message text is empty"),
        ({"text": "<b> </b>", "parse_mode": "HTML"}, "message text is empty"),
        ({"text": "x" * 4097}, "message is too long"),
        ({"text": "😀" * 2049}, "message is too long"),
        ({"text": "x", "parse_mode": "BBCode"}, "unsupported parse_mode"),
        (
            {"text": "<x>", "parse_mode": "HTML"},
            'can\'t parse entities: Unsupported start tag "x" at byte offset 0',
        ),
        ({"text": "x", "chat_id": ""}, "chat_id is empty"),
        ({"text": "x", "chat_id": 1}, "chat not found"),
        ({"text": "x", "chat_id": "@nobody"}, "chat not found"),
        ({"text": "x", "reply_markup": "{"}, "can't parse reply keyboard markup JSON object"),
        ({"text": "x", "reply_markup": []}, "object expected as reply markup"),
        ({"text": "x", "reply_markup": {"inline_keyboard": None}}, 'Field "inline_keyboard" must be of type Array'),
        (with_button(text="x"), "Text buttons are not allowed in the inline keyboard"),
        (with_button(text="x", callback_data=""), "Text buttons are not allowed in the inline keyboard"),
        (with_button(callback_data="x"), "can't parse InlineKeyboardButton: Can't find field \"text\""),
        (with_button(text="x", callback_data="ü" * 33), "BUTTON_DATA_INVALID"),
        (
            with_button(text="x", url="http://localhost/"),
            "inline keyboard button URL 'http://localhost/' is invalid: Wrong HTTP URL",
        ),
        ({"text": "x", "reply_markup": keyboard(*map(str, range(101)))}, "reply markup is too long"),
        ({"text": "x", "reply_parameters": {"message_id": 99}}, "message to be replied not found"),
        ({"text": "x", "message_thread_id": 7}, "message thread not found"),
        ({"text": "x", "message_thread_id": "seven"}, 'Field "message_thread_id" must be of type Integer'),
        ({"text": "x", "disable_notification": "maybe"}, 'Field "disable_notification" must be of type Boolean'),
        ({"text": ["x"]}, 'Field "text" must be of type String'),
    ],
)
def test_messages_that_cannot_be_sent(world: Playing, parameters: dict[str, object], description: str) -> None:
    assert world.refusal("sendMessage", **{"chat_id": world.mia, **parameters}) == f"Bad Request: {description}"
    assert len(world.shown()) == 1


@pytest.mark.parametrize(
    "parameters",
    [
        {"text": "x" * 4096},
        {"text": f"<b>{'x' * 4096}</b>", "parse_mode": "html"},
        {"text": "<b>", "parse_mode": ""},
        {"text": "x", "no_such_parameter": 1},
        {"text": "x", "reply_parameters": {"message_id": 99, "allow_sending_without_reply": True}},
        {"text": "x", "reply_markup": {"keyboard": [["Yes"], [{"text": "No"}]]}},
        {"text": "x", "disable_notification": "true"},
        with_button(text="x", callback_data="ü" * 32),
        with_button(text="x", url="example.com"),
    ],
)
def test_messages_at_the_edge_of_what_is_allowed(world: Playing, parameters: dict[str, object]) -> None:
    assert world.result("sendMessage", chat_id=world.mia, **parameters)["message_id"] == 2


@pytest.mark.parametrize(
    ("method", "parameters", "description"),
    [
        ("editMessageText", {"text": "x"}, "message identifier is not specified"),
        ("editMessageText", {"text": "x", "message_id": "x"}, "message identifier is not specified"),
        ("deleteMessage", {}, "message identifier is not specified"),
        ("answerCallbackQuery", {}, TOO_OLD.removeprefix("Bad Request: ")),
        ("sendPhoto", {}, "there is no photo in the request"),
        ("sendDocument", {}, "there is no document in the request"),
        ("sendDocument", {"document": "x"}, "wrong file identifier/HTTP URL specified"),
        ("sendDocument", {"document": "https://x.ch/a.pdf"}, "failed to get HTTP URL content"),
        ("sendVoice", {}, "there is no voice in the request"),
        ("getFile", {}, "file_id not specified"),
        ("getFile", {"file_id": "x"}, "invalid file_id"),
        ("getChatMember", {}, "invalid user_id specified"),
        ("sendChatAction", {"action": "dance"}, "wrong parameter action in request"),
        ("copyMessage", {"from_chat_id": 1, "message_id": 1}, "chat not found"),
        ("setMyCommands", {}, "expected an Array of BotCommand"),
        ("setMyCommands", {"commands": [{"command": "Help", "description": "x"}]}, "BOT_COMMAND_INVALID"),
        ("setMyCommands", {"commands": [{"command": "help", "description": ""}]}, "BOT_COMMAND_DESCRIPTION_INVALID"),
        ("setMyCommands", {"commands": [], "language_code": "deu"}, "invalid language code specified"),
        ("setMyDescription", {"description": "x" * 513}, "description is too long"),
        ("setMyShortDescription", {"short_description": "x" * 121}, "short description is too long"),
        ("createForumTopic", {"name": "x"}, "the chat is not a forum"),
        ("getChatAdministrators", {}, "there are no administrators in the private chat"),
        ("setWebhook", {"url": "http://example.com"}, "bad webhook: An HTTPS URL must be provided for webhook"),
        (
            "setWebhook",
            {"url": "https://x.ch", "secret_token": "ä"},
            "secret token contains unallowed characters",
        ),
    ],
)
def test_other_calls_that_are_refused(
    world: Playing, method: str, parameters: dict[str, object], description: str
) -> None:
    assert world.refusal(method, **{"chat_id": world.mia, **parameters}) == f"Bad Request: {description}"


def test_tokens_and_methods_that_are_not_there(world: Playing) -> None:
    status, body = world.send("GET", f"/bot1:{'x' * 35}/getMe")
    assert (status, body) == (401, b'{"ok":false,"error_code":401,"description":"Unauthorized"}')
    assert world.call("makeCoffee") == {
        "ok": False,
        "error_code": 404,
        "description": "Not Found: method not found",
    }


def test_nobody_is_written_to_who_did_not_start_the_bot(world: Playing) -> None:
    stranger = world.person("Nils")
    answer = world.call("sendMessage", chat_id=stranger, text="Hello")
    assert answer["error_code"] == 403
    assert answer["description"] == "Forbidden: bot can't initiate conversation with a user"


@pytest.mark.parametrize(
    ("change", "description"),
    [
        ({"blocked": True}, "Forbidden: bot was blocked by the user"),
        ({"deactivated": True}, "Forbidden: user is deactivated"),
    ],
)
def test_nobody_is_written_to_who_is_gone(world: Playing, change: dict[str, object], description: str) -> None:
    world.play("PATCH", f"/people/{world.mia}", change)
    assert world.refusal("sendMessage", chat_id=world.mia, text="Hello") == description


def test_edits_that_are_refused(world: Playing) -> None:
    own = world.sends("<b>Hello</b>", parse_mode="HTML", reply_markup=keyboard("Yes"))
    with_reply_keyboard = world.sends(reply_markup={"keyboard": [["Yes"]]})

    def refused(message_id: int, text: str = "x", **more: object) -> str:
        return world.refusal("editMessageText", chat_id=world.mia, message_id=message_id, text=text, **more)

    assert refused(99) == "Bad Request: message to edit not found"
    assert refused(world.start) == "Bad Request: message can't be edited"
    assert refused(with_reply_keyboard) == "Bad Request: message can't be edited"
    assert refused(own, "<b>Hello</b>", parse_mode="HTML", reply_markup=keyboard("Yes")) == NOT_MODIFIED
    assert refused(own, reply_markup={"keyboard": [["Yes"]]}) == "Bad Request: inline keyboard expected"


def test_a_keyboard_that_stays_is_no_change(world: Playing) -> None:
    own = world.sends(reply_markup=keyboard("Yes"))
    same = {"chat_id": world.mia, "message_id": own, "reply_markup": keyboard("Yes")}
    assert world.refusal("editMessageReplyMarkup", **same) == NOT_MODIFIED


def test_a_message_is_deleted_once(world: Playing) -> None:
    own = world.sends()
    assert world.result("deleteMessage", chat_id=world.mia, message_id=own) is True
    for refused in ("deleteMessage", "editMessageReplyMarkup"):
        description = world.refusal(refused, chat_id=world.mia, message_id=own)
        assert description == f"Bad Request: message to {'delete' if 'delete' in refused else 'edit'} not found"


def test_a_press_is_answered_once_and_in_time(world: Playing) -> None:
    message = world.sends(reply_markup=keyboard("Yes"))
    first, second = world.presses(message, "Yes"), world.presses(message, "Yes")
    assert world.result("answerCallbackQuery", callback_query_id=first) is True
    assert world.refusal("answerCallbackQuery", callback_query_id=first) == TOO_OLD
    world.play("POST", f"/callbacks/{second}/expire")
    assert world.refusal("answerCallbackQuery", callback_query_id=second) == TOO_OLD


def test_a_group_that_became_a_supergroup_says_where_it_went(world: Playing) -> None:
    group = world.play("POST", "/groups", {"title": "Desk", "members": [world.mia], "basic": True})["id"]
    new = world.play("POST", f"/groups/{group}/upgrade")["id"]
    answer = world.call("sendMessage", chat_id=group, text="Hello")
    assert answer["description"] == "Bad Request: group chat was upgraded to a supergroup chat"
    assert answer["parameters"] == {"migrate_to_chat_id": new}
    assert world.result("sendMessage", chat_id=new, text="Hello")["chat"]["type"] == "supergroup"


@pytest.mark.parametrize("method", ["sendMessage", "SENDMESSAGE", "sendmessage"])
def test_methods_and_parameters_come_in_any_clothes(world: Playing, method: str) -> None:
    address, form = f"/bot{world.token}/{method}", urlencode({"chat_id": world.mia, "text": "ü"})
    urlencoded = {"Content-Type": "application/x-www-form-urlencoded"}
    multipart = {"Content-Type": 'multipart/form-data; boundary="b o"'}
    parts = "".join(
        f'--b o\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in (("chat_id", world.mia), ("text", "ü"))
    )
    requests: list[tuple[str, str, bytes | None, dict[str, str]]] = [
        ("GET", f"{address}?{form}", None, {}),
        ("POST", f"{address}?{form}", None, {}),
        ("POST", address, form.encode(), urlencoded),
        ("POST", f"{address}?chat_id={world.mia}", b'{"text": "\xc3\xbc"}', {"Content-Type": "application/json"}),
        ("POST", address, f"{parts}--b o--\r\n".encode(), multipart),
    ]
    for verb, path, body, headers in requests:
        assert world.send(verb, path, body, headers)[0] == 200
    assert [message["text"] for message in world.shown()[1:]] == ["ü"] * len(requests)


@pytest.mark.parametrize("body", [b"{", b"[]"])
def test_json_that_is_no_object_is_refused(world: Playing, body: bytes) -> None:
    status, answer = world.send(
        "POST", f"/bot{world.token}/getMe", body, {"Content-Type": "application/json; charset=utf-8"}
    )
    assert status == 400
    assert b"can't parse JSON object" in answer
