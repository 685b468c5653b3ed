"""Keyboards under messages, checked as Telegram checks them."""

from __future__ import annotations

from collections.abc import Iterator

from playground.entities import is_web_address
from playground.refusals import bad_request
from playground.state import JsonObject, Keyboard

MAX_DATA_BYTES = 64
MAX_BUTTONS = 100
MOST_SHARED = 10
"""People whom somebody can share at once."""
_ACTIONS = (
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
)
"""In the order in which Telegram looks for them: of several, the first one counts."""


def inline_keyboard(markup: JsonObject | None) -> Keyboard | None:
    """The rows of an `InlineKeyboardMarkup`, without empty ones; None if there are none. Raises `Refusal`."""
    if markup is None or "inline_keyboard" not in markup:
        return None
    rows = markup["inline_keyboard"]
    if not isinstance(rows, list):
        raise bad_request('Field "inline_keyboard" must be of type Array')
    keyboard = [[_button(_object(button)) for button in _row(row)] for row in rows]
    if sum(map(len, keyboard)) > MAX_BUTTONS:
        raise bad_request("reply markup is too long")
    return [row for row in keyboard if row] or None


def reply_keys(markup: JsonObject | None) -> Keyboard | None:
    """The rows of a `ReplyKeyboardMarkup`; none of a removal, and None where it is neither. Raises `Refusal`."""
    if not is_reply_keyboard(markup) or markup is None or markup.get("force_reply"):
        return None
    rows = markup.get("keyboard", [])
    return [[_key(button) for button in _row(row)] for row in (rows if isinstance(rows, list) else [])]


def _key(button: object) -> JsonObject:
    if isinstance(button, str):
        return {"text": button}
    key = _object(button)
    wanted = key.get("request_users")
    if wanted is None:
        return {"text": _text(key)}
    if not isinstance(wanted, dict) or not isinstance(wanted.get("request_id"), int):
        raise bad_request("can't parse keyboard button: Can't find field \"request_id\"")
    most = wanted.get("max_quantity", 1)
    if not isinstance(most, int) or not 1 <= most <= MOST_SHARED:
        raise bad_request("BUTTON_USER_INVALID")
    return {"text": _text(key), "request_users": {**wanted, "max_quantity": most}}


def is_reply_keyboard(markup: JsonObject | None) -> bool:
    """Whether it is one of the other kinds: a reply keyboard, its removal, or a forced reply. Raises `Refusal`."""
    if markup is None or "inline_keyboard" in markup:
        return False
    if "keyboard" in markup:
        rows = markup["keyboard"]
        if not isinstance(rows, list):
            raise bad_request('Field "keyboard" must be of type Array')
        for button in (button for row in rows for button in _row(row)):
            if not isinstance(button, str):
                _text(_object(button))
        return True
    return bool(markup.get("remove_keyboard") or markup.get("force_reply"))


def _row(row: object) -> Iterator[object]:
    if not isinstance(row, list):
        raise bad_request("can't parse keyboard button: expected an Array of Array of buttons")
    yield from row


def _object(button: object) -> JsonObject:
    if not isinstance(button, dict):
        raise bad_request("can't parse InlineKeyboardButton: expected an Object")
    return button


def _text(button: JsonObject) -> str:
    text = button.get("text")
    if text is None:
        raise bad_request("can't parse InlineKeyboardButton: Can't find field \"text\"")
    if not isinstance(text, str):
        raise bad_request('can\'t parse InlineKeyboardButton: Field "text" must be of type String')
    if not text.strip():
        raise bad_request("inline keyboard button text must be non-empty")
    return text


def _button(button: JsonObject) -> JsonObject:
    text = _text(button)
    for action in _ACTIONS:
        value = button.get(action)
        if value is None or (value == "" and action in ("url", "callback_data")):
            continue
        _check_action(action, value)
        return {"text": text, action: value} | {key: button[key] for key in _LOOKS if key in button}
    raise bad_request("Text buttons are not allowed in the inline keyboard")


_LOOKS = ("style", "icon_custom_emoji_id")


def _check_action(action: str, value: object) -> None:
    if action in ("url", "callback_data") and not isinstance(value, str):
        raise bad_request(f'can\'t parse InlineKeyboardButton: Field "{action}" must be of type String')
    if action == "callback_data" and len(str(value).encode()) > MAX_DATA_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")
    if action == "url" and not is_web_address(str(value)):
        raise bad_request(f"inline keyboard button URL '{value}' is invalid: Wrong HTTP URL")
    if action in ("web_app", "login_url", "copy_text") and not isinstance(value, dict):
        raise bad_request(f'can\'t parse InlineKeyboardButton: Field "{action}" must be of type Object')
    if action == "copy_text" and isinstance(value, dict) and not 1 <= len(str(value.get("text", ""))) <= 256:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")
