"""Telegram as people have it before them: what they do there, and all that is said in their chats, as it comes."""

from __future__ import annotations

import asyncio
import json
import time
from collections import Counter
from collections.abc import Mapping
from types import TracebackType
from typing import Self

import aiohttp

from tests.crash.chat import Button, Chat, Sight

PATIENCE = aiohttp.ClientTimeout(total=None, sock_connect=20)
LONGEST_LINE = 4_000_000

JsonObject = dict[str, object]


class MissedEvents(Exception):
    """The stream of events has a gap, so nothing could be counted."""


class Telegram:
    """One bot's world in the playground at `url`. Inside the block, its chats are read as they grow."""

    def __init__(self, url: str, token: str) -> None:
        self.url = url
        self.token = token
        self.chats: dict[int, Chat] = {}
        self.faults: Counter[str] = Counter()
        self.refused: list[str] = []
        self.dropped: list[tuple[int, float]] = []
        """In which chat and when the connection broke after Telegram had taken a new message."""
        self._calls = 0
        self._seen = 0
        self._session: aiohttp.ClientSession
        self._reading: asyncio.Task[None]

    async def __aenter__(self) -> Self:
        address = f"{self.url}/play/{self.token}"
        # The playground closes connections that idle for five seconds; nobody may be about to use one of them then.
        connector = aiohttp.TCPConnector(limit=0, keepalive_timeout=2)
        self._session = aiohttp.ClientSession(connector=connector, timeout=PATIENCE, read_bufsize=LONGEST_LINE)
        async with self._session.put(address, json={"bot_name": "Handschlag", "username": "handschlag_bot"}) as made:
            made.raise_for_status()
        self._reading = asyncio.create_task(self._read())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._reading.cancel()
        await asyncio.wait({self._reading})
        async with self._session.delete(f"{self.url}/play/{self.token}"):
            await self._session.close()
        if not self._reading.cancelled() and (fault := self._reading.exception()) is not None:
            raise fault

    async def person(self, name: str) -> Chat:
        """Somebody new, in front of an empty chat with the bot."""
        made = await self._post("/people", {"first_name": name, "language_code": "en"})
        chat = Chat(int(str(made["id"])), name, self)
        self.chats[chat.id] = chat
        return chat

    async def writes(self, person: int, text: str) -> None:
        """Somebody writes to the bot."""
        await self._post(f"/chats/{person}/messages", {"from": person, "text": text})

    async def presses(self, person: int, message_id: int, data: str) -> None:
        """Somebody taps a button."""
        await self._post(f"/chats/{person}/messages/{message_id}/press", {"from": person, "data": data})

    async def misbehaves(self, fault: Mapping[str, object]) -> None:
        """From now on, as `playground.faults` describes."""
        await self._post("/faults", fault)

    async def behaves(self) -> None:
        """No faults any more."""
        async with self._session.delete(self._address("/faults")) as done:
            done.raise_for_status()

    async def pending(self) -> int:
        """How many updates the bot has not acknowledged."""
        return int(str((await self._get("/world"))["pending_updates"]))

    async def look_at_calls(self) -> None:
        """Takes down what has gone wrong with the bot's calls since the last look; to be done every few seconds."""
        found = await self._get(f"/calls?since={self._calls}&all=1")
        calls = found["calls"]
        assert isinstance(calls, list)
        if int(str(found["total"])) != self._calls + len(calls):
            raise MissedEvents("the list of calls has a gap")
        self._calls += len(calls)
        for call in calls:
            if not call["ok"]:
                self._take_down(call["method"], call["chat_id"], call["error"])

    def _take_down(self, method: str, chat_id: int | None, error: str) -> None:
        kind = _kind(error)
        if kind is not None:
            self.faults[kind] += 1
            if kind == "drop_after" and method == "sendMessage" and chat_id is not None:
                self.dropped.append((chat_id, time.monotonic()))
        elif not error.startswith(("Conflict", "Unauthorized")) and not _is_harmless(method, error):
            self.refused.append(f"{method}: {error}")

    async def _read(self) -> None:
        async with self._session.get(self._address("/events?after=0")) as stream:
            async for line in stream.content:
                if line.startswith(b"id: "):
                    number = int(line[4:])
                    if number != self._seen + 1:
                        raise MissedEvents(f"events {self._seen + 1} to {number - 1} were missed")
                    self._seen = number
                elif line.startswith(b"data: "):
                    self._happened(json.loads(line[6:]))

    def _happened(self, event: JsonObject) -> None:
        message = event.get("message")
        if event["type"] not in ("message", "edit") or not isinstance(message, dict) or message["from"] != "bot":
            return
        rows = message["keyboard"] or []
        buttons = tuple(Button(button["text"], button.get("data", "")) for row in rows for button in row)
        sight = Sight(
            time.monotonic(), message["message_id"], event["type"] == "message", message["text"], buttons, self._seen
        )
        self.chats[int(str(event["chat_id"]))].sees(sight)

    def _address(self, path: str) -> str:
        return f"{self.url}/play/{self.token}{path}"

    async def _post(self, path: str, body: Mapping[str, object]) -> JsonObject:
        async with self._session.post(self._address(path), json=body) as answer:
            answer.raise_for_status()
            result: JsonObject = await answer.json()
            return result

    async def _get(self, path: str) -> JsonObject:
        async with self._session.get(self._address(path)) as answer:
            answer.raise_for_status()
            result: JsonObject = await answer.json()
            return result


def _kind(error: str) -> str | None:
    """Which fault on demand the bot has met."""
    if error in ("drop_before", "drop_after"):
        return error
    if error.startswith("Too Many Requests"):
        return "429"
    return "500" if error.startswith("Internal Server Error") else None


def _is_harmless(method: str, error: str) -> bool:
    """To show the same again is no fault, and buttons whose bot was dead spin until they are forgotten."""
    return "is not modified" in error or method == "answerCallbackQuery"
