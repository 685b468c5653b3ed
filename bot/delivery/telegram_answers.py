"""What Telegram's answers to the outbox's calls mean: where something stands, what is final, what does instead."""

from __future__ import annotations

from datetime import timedelta

from telegram.error import ChatMigrated, RetryAfter, TelegramError

from storage.runtime.outbox import Outgoing
from storage.tables.base import JsonObject

EDITS = ("editMessageText", "editMessageCaption")
TOPIC = "message_thread_id"


def seconds_of(wait: RetryAfter) -> float:
    """How long Telegram wants to be left alone."""
    span = wait.retry_after
    return span.total_seconds() if isinstance(span, timedelta) else float(span)


def place_of(message: Outgoing, method: str, result: object) -> int | None:
    """The message in which a newly sent card or copy stands, or the number of a new topic."""
    if message.opens_topic:
        return number_in(result, TOPIC)
    keeps_place = message.card_id is not None or message.entry_id is not None
    return number_in(result, "message_id") if keeps_place and method not in EDITS else None


def number_in(result: object, name: str) -> int | None:
    number = result.get(name) if isinstance(result, dict) else None
    return number if isinstance(number, int) else None


def topic_is_gone(parameters: JsonObject, no: TelegramError) -> bool:
    words = no.message.lower()
    return "message_thread_id" in parameters and ("thread not found" in words or "topic_deleted" in words)


def nothing_to_change(no: TelegramError) -> bool:
    words = no.message.lower()
    return "message is not modified" in words or "topic_not_modified" in words


def instead_of(method: str, parameters: JsonObject, no: TelegramError) -> tuple[str, JsonObject] | None:
    """The call that does instead of one that Telegram has refused, if there is one."""
    words = no.message.lower()
    if method == "editMessageText" and ("message to edit not found" in words or "message can't be edited" in words):
        return "sendMessage", without(parameters, "message_id")
    if topic_is_gone(parameters, no):
        return method, without(parameters, "message_thread_id")
    if isinstance(no, ChatMigrated):
        return method, parameters | {"chat_id": no.new_chat_id}
    return None


def without(parameters: JsonObject, name: str) -> JsonObject:
    return {key: value for key, value in parameters.items() if key != name}
