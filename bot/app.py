"""The composition root: builds the running bot from its settings. Nothing is built before `build_app` is called."""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from telegram import Bot, BotCommand
from telegram.error import InvalidToken, TelegramError

from bot.applying import Applier
from bot.caretaker import Caretaker
from bot.config import PREFIX, ConfigurationFault, Settings
from bot.delivery import Delivery
from bot.polling import Poller
from bot.telegram_http import AiohttpRequest
from domain.knowledge import Knowledge
from domain.words import Msg
from handlers import (
    add_partner,
    dialogue,
    faq,
    form_presses,
    organisations,
    partnerships,
    products,
    requests,
    start,
    vat,
)
from handlers.desk import Desk
from handlers.rendering import DEFAULT_LANGUAGE, LANGUAGES, Renderer
from handlers.turn import Surroundings
from storage.articles import load_articles
from storage.database import open_database
from storage.runtime import waiting
from storage.tables.base import JsonObject
from storage.work import Clock, Units

LOCALES = Path(__file__).parent.parent / "locales"
CHAPTERS = (start, organisations, products, add_partner, partnerships, requests, vat, faq, dialogue, form_presses)
THREADS_ON_POSTGRESQL = 4
STOPS_WITHIN_S = 1.5

DESCRIPTION = Msg(
    "The chat desk of the reseller programme: add partners, choose their access, confirm or decline requests, "
    "enter VAT numbers, and get answers. In German and English."
)

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class App:
    """The running bot. `run` closes everything in the end."""

    bot: Bot
    desk: Desk
    units: Units
    poller: Poller
    delivery: Delivery
    caretaker: Caretaker
    executor: ThreadPoolExecutor

    async def run(self) -> None:
        """Serves until `stop`. What an earlier run left in the outbox is delivered first."""
        await introduce(self.bot, self.desk)
        with self.units.begin("job") as work:
            self.delivery.hand_over(waiting(work.session))
        rounds = asyncio.create_task(self.caretaker.run())
        patience_s = 0.0  # where the end is forced, or Telegram does not know the token any more
        try:
            await self.poller.run()
            patience_s = STOPS_WITHIN_S
        finally:
            rounds.cancel()
            try:
                await self.delivery.stop(patience_s)
            finally:
                await self.bot.shutdown()
                self.executor.shutdown()
                self.units.engine.dispose()

    def stop(self) -> None:
        """Finishes what is in hand; then `run` returns."""
        self.poller.stop()

    @property
    def idle(self) -> bool:
        """Whether nothing is in hand: all fetched updates are committed and all messages delivered."""
        return self.poller.idle and self.delivery.idle


def build_desk(settings: Settings, bot_username: str) -> Desk:
    """The desk with all its conversations. Raises `FaultyArticles`."""
    around = Surroundings(
        programme=settings.programme,
        knowledge=_knowledge(LOCALES),
        renderer=Renderer(LOCALES, ZoneInfo(settings.timezone)),
        bot_username=bot_username,
    )
    return Desk(around, [chapter.CHAPTER for chapter in CHAPTERS])


@cache
def _knowledge(folder: Path) -> Knowledge:
    """The articles are a part of the program, so a process reads them once."""
    return Knowledge(load_articles(folder))


def build_bot(settings: Settings) -> Bot:
    """The Bot API client. Raises `ConfigurationFault` where there is no token."""
    # Telegram's “wait” as a timedelta, as the library's next version has it; otherwise each one comes with a warning.
    os.environ["PTB_TIMEDELTA"] = "true"
    return Bot(
        settings.bot_token,
        base_url=f"{settings.api_url}/bot",
        base_file_url=f"{settings.api_url}/file/bot",
        request=AiohttpRequest(),
        get_updates_request=AiohttpRequest(connections=2),
    )


def now() -> dt.datetime:
    """The present moment."""
    return dt.datetime.now(dt.UTC)


async def build_app(settings: Settings, clock: Clock = now) -> App:
    """Builds the bot. Telegram is asked once, who it is.

    Raises `ConfigurationFault` where the token is refused, and `TelegramError` where Telegram cannot be reached.
    """
    bot = build_bot(settings)
    try:
        await bot.initialize()
    except InvalidToken:
        await bot.shutdown()
        raise ConfigurationFault(
            f"Telegram at {settings.api_url} does not know the token in {PREFIX}TOKEN: "
            "copy it again from @BotFather, whole."
        ) from None
    except BaseException:  # a network that is not there, or the order to stop
        await bot.shutdown()
        raise
    engine = open_database(settings.database_url)
    units = Units(engine, clock)
    threads = 1 if engine.dialect.name == "sqlite" else THREADS_ON_POSTGRESQL  # SQLite has a single writer
    executor = ThreadPoolExecutor(threads, thread_name_prefix="work")
    desk = build_desk(settings, bot.username)

    async def call(method: str, parameters: JsonObject) -> object:
        # Method names are case-insensitive; in lower case, the bot does not insist on its typed methods, which would
        # take the outbox's JSON apart only to put it together again.
        result: object = await bot.do_api_request(method.lower(), api_kwargs=parameters)
        return result

    delivery = Delivery(call, units, executor)
    return App(
        bot=bot,
        desk=desk,
        units=units,
        poller=Poller(bot, Applier(units, desk), delivery, executor),
        delivery=delivery,
        caretaker=Caretaker(units, desk, settings.programme, delivery, executor),
        executor=executor,
    )


async def introduce(bot: Bot, desk: Desk) -> None:
    """Tells Telegram the command menu and what the bot is for, in each language; it shows them before “Start”."""
    render = desk.around.renderer.plain
    described = [(command.name, command.description) for command in desk.commands.values() if command.description]
    try:
        for language in LANGUAGES:
            # The menu without a language is what people with any other language see.
            code = None if language == DEFAULT_LANGUAGE else language
            menu = [BotCommand(name, render(description, language)) for name, description in described]
            await bot.set_my_commands(menu, language_code=code)
            await bot.set_my_description(render(DESCRIPTION, language), language_code=code)
    except TelegramError as fault:
        _log.warning("the command menu could not be set (%s); the next start tries again", fault)
