"""One message of the outbox, written out for whoever looks after the bot."""

from __future__ import annotations

import datetime as dt
import json

from bot.app import LOCALES
from bot.commands.columns import in_one_line, local, printable, span
from domain.words import Literal
from handlers.chat.rendering import Renderer
from storage.tables import OutboxMessage
from storage.tables.base import JsonObject


def describe(message: OutboxMessage, chat: str, now: dt.datetime, timezone: str) -> str:
    """Everything about it: when, to whom, what became of it, the call, and the text as people would read it."""
    age = span(now - message.created_at)
    parts = [
        f"Message {message.id}: {message.method} to {chat}",
        f"Written:    {local(message.created_at, timezone)}, {age} ago",
    ]
    if message.failed_at is None:
        parts.append("Given up:   no, it is on its way")
    else:
        parts.append(f"Given up:   {local(message.failed_at, timezone)}: {in_one_line(message.error or '')}")
    if message.card_id is not None:
        parts.append(f"Card:       {message.card_id}")
    # JSON escapes what would tell a terminal to do something, but for a few characters that stand alone.
    parts += ["", printable(json.dumps(message.parameters, indent=2, ensure_ascii=False))]
    parts += ["", *(f"│ {line}" for line in _as_read(message.parameters))]
    return "\n".join(parts).rstrip()


def letter_as_json(message: OutboxMessage) -> dict[str, object]:
    """When, to which chat, by which method, and what became of it."""
    return {
        "id": message.id,
        "chat": message.chat_id,
        "method": message.method,
        "written": message.created_at,
        "given_up": message.failed_at,
        "error": message.error,
    }


def _as_read(parameters: JsonObject) -> list[str]:
    """The text without marks, and below it a line for each row of buttons."""
    text = parameters.get("text")
    words = Renderer(LOCALES).plain(Literal(text), "en") if isinstance(text, str) else ""
    return [*printable(words).splitlines(), *_button_rows(parameters.get("reply_markup"))]


def _button_rows(markup: object) -> list[str]:
    rows = markup.get("inline_keyboard") if isinstance(markup, dict) else None
    if not isinstance(rows, list):
        return []
    return [" ".join(f"[{in_one_line(str(button['text']))}]" for button in row) for row in rows]
