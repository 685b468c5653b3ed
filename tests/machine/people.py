"""People in front of a local Telegram: they write, tap, and wait for what is due."""

from __future__ import annotations

import time
from typing import Any, TypeAlias

import httpx

from tests.loopback import NO_CERTIFICATES

Json: TypeAlias = dict[str, Any]
PATIENCE_S = 120.0
"""As long as somebody waits for an answer: the machine may be an emulated one."""


class Silence(Exception):
    """What was due did not come; the text has what was read instead."""


class Telegram:
    """A bot's world in the playground at `url`."""

    def __init__(self, url: str, token: str) -> None:
        self.http = httpx.Client(
            base_url=f"{url}/play/{token}", timeout=PATIENCE_S, verify=NO_CERTIFICATES, follow_redirects=True
        )
        self._ask("PUT", "", {"bot_name": "Handschlag", "username": "handschlag_bot"})

    def person(self, name: str, language: str) -> Chat:
        """Somebody, in their private chat with the bot."""
        made = self._ask("POST", "/people", {"first_name": name, "language_code": language})
        return Chat(self, name, made["id"], made["id"])

    def group(self, title: str, admin: Chat, *more: Chat) -> int:
        """A group with topics, in which the bot is; its number."""
        members = [one.id for one in (admin, *more)]
        return int(
            self._ask("POST", "/groups", {"title": title, "members": members, "admins": [admin.id], "forum": True})[
                "id"
            ]
        )

    def messages(self, chat: int) -> list[Json]:
        """What the bot has said in a chat, oldest first, as it stands now."""
        found: list[Json] = self.http.get(f"/chats/{chat}/messages").raise_for_status().json()["messages"]
        return [one for one in found if one["from"] == "bot" and not one["deleted"]]

    def say(self, chat: int, sender: int, text: str) -> None:
        self._ask("POST", f"/chats/{chat}/messages", {"from": sender, "text": text})

    def press(self, chat: int, message: int, sender: int, data: str) -> None:
        self._ask("POST", f"/chats/{chat}/messages/{message}/press", {"from": sender, "data": data})

    def _ask(self, method: str, path: str, body: Json) -> Json:
        made: Json = self.http.request(method, path, json=body).raise_for_status().json()
        return made


class Chat:
    """Somebody who writes in a chat: their own with the bot, or a group."""

    def __init__(self, telegram: Telegram, name: str, person: int, chat: int) -> None:
        self.telegram = telegram
        self.name = name
        self.id = person
        self.chat = chat

    def within(self, group: int) -> Chat:
        """The same person in a group."""
        return Chat(self.telegram, self.name, self.id, group)

    def says(self, text: str, due: str) -> str:
        """Writes, and waits for a new message or another one that says what is due; that message."""
        self.telegram.say(self.chat, self.id, text)
        return self.reads(due)

    def taps(self, label: str, due: str) -> str:
        """Taps the newest button whose label contains `label`, and waits for what is due; that message."""
        message, data = self._button(label)
        self.telegram.press(self.chat, message, self.id, data)
        return self.reads(due)

    def reads(self, due: str) -> str:
        """Waits for a message that says what is due; the newest one that does."""
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline:
            for message in reversed(self.telegram.messages(self.chat)):
                if due in message["text"]:
                    return str(message["text"])
            time.sleep(0.05)  # the bot runs on another machine
        raise Silence(f"{self.name} waits for “{due}”; last read: {self.telegram.messages(self.chat)[-2:]}")

    def _button(self, label: str) -> tuple[int, str]:
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline:
            for message in reversed(self.telegram.messages(self.chat)):
                for button in (button for row in message["keyboard"] or [] for button in row):
                    if label in button["text"]:
                        return message["message_id"], button["data"]
            time.sleep(0.05)  # as above
        raise Silence(f"{self.name} looks for “{label}”; last read: {self.telegram.messages(self.chat)[-2:]}")
