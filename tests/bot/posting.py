"""Bots that take updates by webhook, and somebody who posts updates to them as Telegram does, or not quite."""

from __future__ import annotations

import asyncio
import itertools
import re
from collections.abc import Iterable, Mapping

import httpx

from bot.app import build_app, now
from bot.config import load_settings
from bot.intake.webhook_server import Address, listen
from tests.bot.trials import until
from tests.desk import PATIENCE_S, UNLIMITED, Loop
from tests.loopback import NO_CERTIFICATES
from tests.playground.playing import Playing

SECRET = "known-to-telegram-and-the-bot-only"
_counts = itertools.count(1_000_000_000, 1_000_000)


class Telegram(Playing):
    """A Telegram that is asked only now and then: each time over a new connection, as idle ones are closed."""

    def send(
        self, verb: str, path: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> tuple[int, bytes]:
        try:
            return super().send(verb, path, body, headers)
        finally:
            self.disconnect()


class Team:
    """Bots on one database, each with a port of its own, and Mia, who has started the bot at a Telegram."""

    def __init__(self, playground_url: str, database_url: str, loop: Loop, many: int = 1) -> None:
        self.telegram = Telegram(playground_url)
        self.first = next(_counts)
        self._loop = loop
        settings = load_settings(
            None, token=self.telegram.token, api_url=playground_url, database_url=database_url, **UNLIMITED
        )
        self.urls: list[str] = []
        self.apps = []
        self._running = []
        for _ in range(many):
            opened = listen("127.0.0.1:0")
            url = f"http://127.0.0.1:{opened.getsockname()[1]}/updates"
            app = loop.run(build_app(settings, now, Address(url, SECRET, 40, opened)))
            self._running.append(loop.start(app.run()))
            self.apps.append(app)
            self.urls.append(url)
            until(lambda url=url: self.health(url) == 200, 0.02)  # type: ignore[misc]  # bound for this round
        self.poster = httpx.Client(
            timeout=PATIENCE_S, headers={"X-Telegram-Bot-Api-Secret-Token": SECRET}, verify=NO_CERTIFICATES
        )

    def health(self, url: str) -> int:
        """The status of a bot's health page; 0 where nobody is there."""
        try:
            return httpx.get(url.replace("/updates", "/health"), verify=NO_CERTIFICATES).status_code
        except httpx.TransportError:
            return 0

    def ready(self, url: str) -> str:
        """What a bot says to whoever asks whether it is ready."""
        return httpx.get(url.replace("/updates", "/ready"), verify=NO_CERTIFICATES).text

    def update(self, number: int, words: str, sender: int | None = None) -> dict[str, object]:
        """The update number `number` of this test, in which Mia (or `sender`) writes."""
        who = sender or self.telegram.mia
        marks = [{"type": "bot_command", "offset": 0, "length": len(words)}] if words.startswith("/") else []
        message = {
            "message_id": number + 1_000,
            "date": 1_795_000_000,
            "from": {"id": who, "is_bot": False, "first_name": "Mia", "language_code": "en"},
            "chat": {"id": who, "type": "private", "first_name": "Mia"},
            "text": words,
            "entities": marks,
        }
        return {"update_id": self.first + number, "message": message}

    def post(self, number: int, words: str, *, to: int = 0, sender: int | None = None) -> int:
        """Posts an update to one of the bots; the status of its answer."""
        return self.poster.post(self.urls[to], json=self.update(number, words, sender)).status_code

    def answered(self, chat_id: int | None = None) -> list[str]:
        """Which unknown commands `/n…` were answered in the chat, in the answers' order."""
        texts = [message["text"] for message in self.telegram.shown(chat_id) if message["from"] == "bot"]
        return [found.group(1) for text in texts if (found := re.search(r"/(n\d+)", text))]

    def unknown(self, words: Iterable[int]) -> list[str]:
        return [f"n{number}" for number in words]

    def stop(self, number: int) -> None:
        """Stops a bot as SIGTERM does."""
        self._loop.call(self.apps[number].stop)
        self._loop.run(asyncio.wait_for(asyncio.wait({self._running[number]}), PATIENCE_S))

    def close(self) -> None:
        for number, running in enumerate(self._running):
            if not running.done():
                self.stop(number)
        self.poster.close()
        self.telegram.close()
