"""One playground world, driven over HTTP from both sides: as the bot and as the people."""

from __future__ import annotations

import http.client
import itertools
import json
from collections.abc import Mapping
from typing import Any, TypeAlias
from urllib.parse import urlencode, urlsplit

Json: TypeAlias = Any
"""What a server answers; a test looks into it by key and place."""

_numbers = itertools.count(1000)


class Playing:
    """A fresh world with one person, Mia, who has started the bot (her `/start` is confirmed already)."""

    def __init__(self, url: str, token: str | None = None) -> None:
        self.url = url
        self.token = token or f"{next(_numbers)}:{'playground-test_' * 3}"
        self._connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=20)
        self.play("PUT", "", {"bot_name": "Desk", "username": "desk_bot"})
        self.mia = self.person("Mia", language_code="de")
        self.start = self.says("/start")["message_id"]
        self.updates()

    def close(self) -> None:
        self.disconnect()  # where nothing was asked for long, the server has hung up
        self.ask("DELETE", "")
        self._connection.close()

    def disconnect(self) -> None:
        """Begin anew with a fresh connection, after this one was broken."""
        self._connection.close()

    def send(
        self, verb: str, path: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> tuple[int, bytes]:
        """One request, as it is; status and body of the answer."""
        self._connection.request(verb, path, body, dict(headers or {}))
        answer = self._connection.getresponse()
        return answer.status, answer.read()

    def call(self, method: str, /, **parameters: object) -> Json:
        """A Bot API call with a JSON body: the whole answer."""
        body = json.dumps(parameters).encode()
        headers = {"Content-Type": "application/json"}
        status, answer = self.send("POST", f"/bot{self.token}/{method}", body, headers)
        parsed = json.loads(answer)
        assert status == (200 if parsed["ok"] else parsed["error_code"])
        return parsed

    def result(self, method: str, /, **parameters: object) -> Json:
        """The result of a call that succeeds."""
        answer = self.call(method, **parameters)
        assert answer["ok"], answer
        return answer["result"]

    def refusal(self, method: str, /, **parameters: object) -> str:
        """The description of a call that is refused."""
        answer = self.call(method, **parameters)
        assert not answer["ok"], answer
        return str(answer["description"])

    def updates(self) -> Json:
        """All pending updates, which are confirmed by that."""
        updates = self.result("getUpdates")
        if updates:
            self.result("getUpdates", offset=updates[-1]["update_id"] + 1, limit=1)
        return updates

    def update(self) -> Json:
        """The only pending update."""
        (update,) = self.updates()
        return update

    def ask(self, verb: str, path: str, body: object = None) -> tuple[int, Json]:
        """A request to the control API; `path` goes on behind `/play/{token}`."""
        content = None if body is None else json.dumps(body).encode()
        status, answer = self.send(verb, f"/play/{self.token}{path}", content)
        return status, json.loads(answer)

    def play(self, verb: str, path: str, body: object = None, **query: object) -> Json:
        """A request to the control API that succeeds."""
        status, answer = self.ask(verb, f"{path}?{urlencode(query)}" if query else path, body)
        assert status == 200, answer
        return answer

    def person(self, first_name: str, **more: object) -> int:
        return int(self.play("POST", "/people", {"first_name": first_name, **more})["id"])

    def says(self, text: str = "", chat_id: int | None = None, **more: object) -> Json:
        """Mia (or `from`) writes; to the bot if no chat is given."""
        return self.play("POST", f"/chats/{chat_id or self.mia}/messages", {"from": self.mia, "text": text, **more})

    def presses(self, message_id: int, data: str, chat_id: int | None = None) -> str:
        path = f"/chats/{chat_id or self.mia}/messages/{message_id}/press"
        return str(self.play("POST", path, {"from": self.mia, "data": data})["callback_query_id"])

    def shown(self, chat_id: int | None = None) -> Json:
        """The messages that the page shows in Mia's chat with the bot (or another chat)."""
        return self.play("GET", f"/chats/{chat_id or self.mia}/messages")["messages"]

    def sends(self, text: str = "Hello", **more: object) -> int:
        """The bot writes to Mia; the message's id."""
        return int(self.result("sendMessage", **{"chat_id": self.mia, "text": text, **more})["message_id"])


def keyboard(*labels: str) -> dict[str, object]:
    """An inline keyboard with one button per row; a label is its data too."""
    return {"inline_keyboard": [[{"text": label, "callback_data": label}] for label in labels]}
