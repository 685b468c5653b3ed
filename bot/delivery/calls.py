"""The outbox's calls, made with the bot's client."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from telegram import Bot

from bot.delivery.uploads import with_uploads
from storage.tables.base import JsonObject

Call = Callable[[str, JsonObject], Awaitable[object]]
"""Makes one Bot API call: method, parameters; returns Telegram's result, raises `TelegramError`."""


def calls_of(bot: Bot) -> Call:
    """Makes calls with this client."""

    async def call(method: str, parameters: JsonObject) -> object:
        # Method names are case-insensitive; in lower case, the bot does not insist on its typed methods, which would
        # take the outbox's JSON apart only to put it together again.
        result: object = await bot.do_api_request(method.lower(), api_kwargs=with_uploads(method, parameters))
        return result

    return call
