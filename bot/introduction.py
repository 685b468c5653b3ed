"""How the bot introduces itself to Telegram: its command menu, and what it is for."""

from __future__ import annotations

import logging

from telegram import Bot, BotCommand
from telegram.error import TelegramError

from domain.words import Msg
from handlers.chat.desk import Desk
from handlers.chat.rendering import DEFAULT_LANGUAGE

DESCRIPTION = Msg(
    "The chat desk of the reseller programme: add partners, choose their access, confirm or decline requests, "
    "enter VAT numbers, and get answers. In German and English."
)

_log = logging.getLogger(__name__)


async def introduce(bot: Bot, desk: Desk, *, mails: bool) -> None:
    """Tells Telegram the command menu and what the bot is for, in each language; it shows them before “Start”.

    `mails` says that there is a mail server.

    Nobody has to wait for that.
    """
    render = desk.around.renderer.plain
    programme = desk.around.programme
    described = [
        (command.name, command.description)
        for command in desk.commands.values()
        if command.description and command.is_offered(programme, mails=mails)
    ]
    try:
        for language in desk.around.renderer.languages:
            # The menu without a language is what people with any other language see.
            code = None if language == DEFAULT_LANGUAGE else language
            menu = [BotCommand(name, render(description, language)) for name, description in described]
            await bot.set_my_commands(menu, language_code=code)
            await bot.set_my_description(render(DESCRIPTION, language), language_code=code)
    except TelegramError as fault:
        _log.warning("the command menu could not be set (%s); the next start tries again", fault)
