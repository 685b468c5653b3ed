"""What the bot is called: commands that make links to it ask Telegram."""

from __future__ import annotations

import asyncio

from telegram.error import InvalidToken, TelegramError

from bot.app import build_bot
from bot.config import PREFIX, Settings
from bot.ending import CannotGoOn


async def bot_username(settings: Settings) -> str:
    """The name that stands in links to the bot. Asked before anything is changed. Raises `CannotGoOn`."""
    bot = build_bot(settings)
    try:
        await bot.initialize()
        return bot.username
    except InvalidToken:
        raise CannotGoOn(f"Telegram does not know the token in {PREFIX}TOKEN: handschlag doctor says more.") from None
    except TelegramError as fault:
        raise CannotGoOn(
            f"Telegram cannot be reached at {settings.api_url} ({fault.message}), "
            "and it has to be asked for the bot’s name in the link: try again later."
        ) from None
    finally:
        await bot.shutdown()


def bot_username_in_mails(settings: Settings) -> str:
    """The name that stands in mails' links to the bot. Nobody is asked where no mails are written.

    Asked before anything is changed. Raises `CannotGoOn`.
    """
    return asyncio.run(bot_username(settings)) if settings.sends_mail else ""
