"""A small bot with a fault, to see whether the load generator notices: `python -m tests.benchmarks.faulty_bot FAULT`.

It plays the reference conversation and echoes what begins with “echo”, one update after the other.
"""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any

import httpx


class Fault(StrEnum):
    """What the bot does wrong."""

    NONE = "none"
    FORGETS = "forgets"
    """It answers the first message of every chat, and no other."""
    REPEATS = "repeats"
    """It says everything twice."""
    SWAPS = "swaps"
    """It takes the last update of a batch first."""
    CHANGES_WORDS = "changes words"
    """It says something else than it should."""
    DOUBLES_ROW = "doubles row"
    SKIPS_ROW = "skips row"
    DIES_EARLY = "dies early"
    """Once, it ends before it acknowledges a batch that it has not answered."""
    DIES_LATE = "dies late"
    """Once, it ends after it has acknowledged a batch that it has not answered."""


class FaultyBot:
    def __init__(self, fault: Fault, api: str, file: Path) -> None:
        self._fault = fault
        self._api = httpx.Client(base_url=f"{api}/bot{os.environ['TGLOAD_TOKEN']}/", timeout=60)
        self._database = sqlite3.connect(file)
        self._database.execute("CREATE TABLE IF NOT EXISTS effects (key TEXT)")
        self._has_died = file.with_suffix(".died")
        self._answers: dict[int, list[str]] = {}
        self._known: set[int] = set()

    def run(self) -> None:
        """Polls until it is stopped, or dies."""
        offset = 0
        while True:
            updates = self._call("getUpdates", offset=offset, timeout=20)
            if updates and self._fault is Fault.DIES_EARLY:
                self._die_once()
            offset = max((update["update_id"] + 1 for update in updates), default=offset)
            if updates and self._fault is Fault.DIES_LATE and not self._has_died.exists():
                self._call("getUpdates", offset=offset)
                self._die_once()
            for update in reversed(updates) if self._fault is Fault.SWAPS else updates:
                self._take(update)

    def _take(self, update: dict[str, Any]) -> None:
        if query := update.get("callback_query"):
            self._call("answerCallbackQuery", callback_query_id=query["id"])
            self._press(query["message"]["chat"]["id"], query["message"]["message_id"], query["data"])
            return
        chat, text = update["message"]["chat"]["id"], update["message"]["text"]
        if self._fault is Fault.FORGETS and chat in self._known:
            return
        self._known.add(chat)
        if text.startswith("echo "):
            self._say(chat, "you said " + text.removeprefix("echo "))
        elif text == "/start":
            self._answers[chat] = []
            self._say(chat, "Hello! What is your name?")
        elif text.isdecimal():
            self._answers[chat].append(text)
            name, choice, number = self._answers[chat]
            self._say(chat, f"Confirm {name}, {choice}, {number}?", ("confirm", "cancel"))
        else:
            self._answers[chat].append(text)
            self._say(chat, f"{text}, choose one:", ("A", "B"))

    def _press(self, chat: int, message: int, data: str) -> None:
        if data != "confirm":
            self._answers[chat].append(data)
            self._call("editMessageText", chat_id=chat, message_id=message, text=f"You chose {data}. Send me a number.")
            return
        rows = {Fault.SKIPS_ROW: 0, Fault.DOUBLES_ROW: 2}.get(self._fault, 1)
        with self._database as database:
            database.executemany("INSERT INTO effects VALUES (?)", [(self._answers[chat][0],)] * rows)
        self._say(chat, f"done: {'|'.join(self._answers[chat])}")

    def _say(self, chat: int, text: str, buttons: Sequence[str] = ()) -> None:
        keyboard = {"inline_keyboard": [[{"text": data, "callback_data": data} for data in buttons]]}
        more = {"reply_markup": keyboard} if buttons else {}
        words = text.upper() if self._fault is Fault.CHANGES_WORDS else text
        for _ in range(2 if self._fault is Fault.REPEATS else 1):
            self._call("sendMessage", chat_id=chat, text=words, **more)

    def _die_once(self) -> None:
        if not self._has_died.exists():
            self._has_died.touch()
            sys.exit(1)

    def _call(self, method: str, **parameters: object) -> Any:
        return self._api.post(method, json=parameters).raise_for_status().json()["result"]


if __name__ == "__main__":
    FaultyBot(Fault(sys.argv[1]), os.environ["TGLOAD_API"], Path(os.environ["EFFECTS_DB"])).run()
