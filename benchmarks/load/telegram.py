"""The Bot API, as far as a bot needs it that talks in private chats: real semantics, made-up people.

A bot gets its updates by long polling or by webhook, whichever it asks for. What it says is kept, as Telegram keeps it,
and shown to whoever watches (`watch`).
"""

from __future__ import annotations

import itertools
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import orjson

from benchmarks.load.bodies import Parameters, method_and_parameters, number, text, value
from benchmarks.load.http import Request
from benchmarks.load.polling import Queue, Update
from benchmarks.load.posting import Posting

TOKEN = "123456:made-up-token-for-measurements-on-the-loopback"  # noqa: S105 - opens nothing
SECRET = "made-up-secret-for-measurements-on-the-loopback"  # noqa: S105 - opens nothing
BOT = {"id": 123456, "is_bot": True, "first_name": "Bot", "username": "measured_bot"}
ABOUT_BOT = BOT | {"can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": False}
CONNECTIONS = 40


class _No(Exception):
    """Telegram refuses a call."""

    def __init__(self, description: str, code: int = 400) -> None:
        super().__init__(description)
        self.code = code


@dataclass(slots=True)
class Shown:
    """A message of the bot as it stands in a chat. `buttons` are their data."""

    message_id: int
    text: str
    keyboard: list[list[dict[str, str]]]
    edited: bool = False

    @property
    def buttons(self) -> tuple[str, ...]:
        return tuple(button["callback_data"] for row in self.keyboard for button in row)


@dataclass(slots=True)
class _Chat:
    person: dict[str, object]
    about: dict[str, object]
    shown: dict[int, Shown] = field(default_factory=dict)
    last_message_id: int = 0

    def next_message_id(self) -> int:
        self.last_message_id += 1
        return self.last_message_id


Watch = Callable[[int, Shown, float], None]
"""Sees what the bot has shown: chat, message, and when the call was read, by `time.perf_counter`."""


class Telegram:
    """One bot's Telegram. With `ports`, updates of a webhook are posted to them in turn, whatever host it names."""

    def __init__(self, ports: Sequence[int] = ()) -> None:
        self.calls: Counter[str] = Counter()
        self.conflicts = 0
        self.webhooks: list[str] = []
        self.polled_at: float | None = None
        self.watch: Watch = lambda _chat_id, _shown, _at: None
        self._ports = ports
        self._chats: dict[int, _Chat] = {}
        self._queue = Queue()
        self._posting: Posting | None = None
        # Higher than those of any run before, which the same database may remember.
        self._update_ids = itertools.count(int(time.time()) * 100_000)
        self._query_ids = itertools.count(10**15)
        self._methods: dict[str, Callable[[Parameters], object]] = {
            "getme": lambda _: ABOUT_BOT,
            "setwebhook": self._set_webhook,
            "deletewebhook": self._delete_webhook,
            "getwebhookinfo": self._webhook_info,
            "sendmessage": self._send_message,
            "editmessagetext": self._edit_message_text,
            "answercallbackquery": lambda _: True,
            "setmycommands": lambda _: True,
            "setmydescription": lambda _: True,
        }

    @property
    def refused(self) -> int:
        """How often a posted update was not taken."""
        return self._posting.refused if self._posting is not None else 0

    def close(self) -> None:
        """Posts nothing more."""
        if self._posting is not None:
            self._posting.close()

    def serve(self, request: Request) -> None:
        """Answers one call."""
        try:
            method, parameters = method_and_parameters(request)
        except (ValueError, TypeError):
            return request.connection.answer(*_refusal(_No("Bad Request: can't parse the request")))
        self.calls[method] += 1
        if method == "getupdates":
            return self._get_updates(request, parameters)
        try:
            if method not in self._methods:
                raise _No("Not Found: method not found", 404)
            result = self._methods[method](parameters)
        except _No as no:
            return request.connection.answer(*_refusal(no))
        return request.connection.answer(b'{"ok":true,"result":' + orjson.dumps(result) + b"}")

    def says(self, chat_id: int, words: str) -> Update:
        """The person writes a message."""
        chat = self._chat(chat_id)
        message: dict[str, object] = {
            "message_id": chat.next_message_id(),
            "from": chat.person,
            "chat": chat.about,
            "date": int(time.time()),
            "text": words,
        }
        if words.startswith("/"):
            message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(words.split()[0])}]
        return self._update(chat_id, "message", message)

    def presses(self, chat_id: int, data: str) -> Update | None:
        """The person presses the newest button with this data; `None` where there is none."""
        for shown in reversed(self._chat(chat_id).shown.values()):
            if data in shown.buttons:
                return self._press(chat_id, shown, data)
        return None

    def taps(self, chat_id: int, label: str) -> Update | None:
        """The person presses the newest button with this in its label; `None` where there is none."""
        for shown in reversed(self._chat(chat_id).shown.values()):
            for button in (button for row in shown.keyboard for button in row):
                if label in button["text"] and "callback_data" in button:
                    return self._press(chat_id, shown, button["callback_data"])
        return None

    def _press(self, chat_id: int, shown: Shown, data: str) -> Update:
        chat = self._chat(chat_id)
        query = {
            "id": str(next(self._query_ids)),
            "from": chat.person,
            "message": _message(chat, shown),
            "chat_instance": str(chat_id),
            "data": data,
        }
        return self._update(chat_id, "callback_query", query)

    def _chat(self, chat_id: int) -> _Chat:
        chat = self._chats.get(chat_id)
        if chat is None:
            name = {"id": chat_id, "first_name": f"Person {chat_id}"}
            person = name | {"is_bot": False, "language_code": "en"}
            chat = self._chats[chat_id] = _Chat(person, name | {"type": "private"})
        return chat

    def _update(self, chat_id: int, kind: str, content: object) -> Update:
        update_id = next(self._update_ids)
        body = orjson.dumps({"update_id": update_id, kind: content})
        update = Update(update_id, chat_id, body, time.perf_counter())
        (self._queue if self._posting is None else self._posting).put(update)
        return update

    def _get_updates(self, request: Request, parameters: Parameters) -> None:
        if self._posting is not None:
            no = _No("Conflict: can't use getUpdates method while webhook is active", 409)
            return request.connection.answer(*_refusal(no))
        offset, limit = number(parameters, "offset"), number(parameters, "limit", 100)
        self.polled_at = self.polled_at or time.perf_counter()
        if not self._queue.get(request.connection, offset, limit, number(parameters, "timeout")):
            self.conflicts += 1
        return None

    def _set_webhook(self, parameters: Parameters) -> bool:
        url = text(parameters, "url")
        if not url:
            return self._delete_webhook(parameters)
        self.webhooks.append(url)
        if self._posting is None:
            self._queue.end()
            address = urlsplit(url)
            connections = number(parameters, "max_connections", CONNECTIONS)
            ports = self._ports or [address.port or 80]
            self._posting = Posting(ports, address.path or "/", text(parameters, "secret_token"), connections)
            self._move(self._queue.take_all(), self._posting)
        return True

    def _delete_webhook(self, _parameters: Parameters) -> bool:
        posting, self._posting = self._posting, None
        if posting is not None:
            posting.close()
            self._move(posting.take_all(), self._queue)
        return True

    def _move(self, updates: Iterable[Update], to: Queue | Posting) -> None:
        for update in updates:
            to.put(update)

    def _webhook_info(self, _parameters: Parameters) -> object:
        url = self.webhooks[-1] if self._posting is not None else ""
        return {"url": url, "has_custom_certificate": False, "pending_update_count": 0}

    def _send_message(self, parameters: Parameters) -> object:
        chat_id = number(parameters, "chat_id")
        chat = self._chat(chat_id)
        if not text(parameters, "text"):
            raise _No("Bad Request: message text is empty")
        shown = Shown(chat.next_message_id(), text(parameters, "text"), _keyboard(parameters))
        chat.shown[shown.message_id] = shown
        self.watch(chat_id, shown, time.perf_counter())
        return _message(chat, shown)

    def _edit_message_text(self, parameters: Parameters) -> object:
        chat_id = number(parameters, "chat_id")
        chat = self._chat(chat_id)
        shown = chat.shown.get(number(parameters, "message_id"))
        if shown is None:
            raise _No("Bad Request: message to edit not found")
        words, keyboard = text(parameters, "text"), _keyboard(parameters)
        if (shown.text, shown.keyboard) == (words, keyboard):
            raise _No("Bad Request: message is not modified: specified new message content is the same")
        shown.text, shown.keyboard, shown.edited = words, keyboard, True
        self.watch(chat_id, shown, time.perf_counter())
        return _message(chat, shown)


def _keyboard(parameters: Parameters) -> list[list[dict[str, str]]]:
    markup = value(parameters, "reply_markup")
    return markup.get("inline_keyboard", []) if isinstance(markup, dict) else []


def _message(chat: _Chat, shown: Shown) -> dict[str, object]:
    message: dict[str, object] = {
        "message_id": shown.message_id,
        "from": BOT,
        "chat": chat.about,
        "date": int(time.time()),
        "text": shown.text,
    }
    if shown.keyboard:
        message["reply_markup"] = {"inline_keyboard": shown.keyboard}
    return message


def _refusal(no: _No) -> tuple[bytes, int]:
    return orjson.dumps({"ok": False, "error_code": no.code, "description": str(no)}), no.code
