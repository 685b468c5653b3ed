"""The composition root: builds the running bot from its settings. Nothing is built before `build_app` is called."""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
import os
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from sqlalchemy import Engine
from starlette.types import ASGIApp
from telegram import Bot
from telegram.error import InvalidToken

from bot.answers import read_knowledge, read_understanding
from bot.caretaker.rounds import Caretaker
from bot.chapters import CHAPTERS
from bot.config import Settings
from bot.couriers import NOBODY, Addressees, Couriers, hire
from bot.database_work import DatabaseWork
from bot.delivery.calls import Call, calls_of
from bot.delivery.lanes import Delivery
from bot.delivery.pace import Limits, Pace
from bot.delivery.receipts import Receipts
from bot.effects.unheard import wait_for_nothing
from bot.health import HEALTH_PATH, READY_PATH, Health
from bot.intake.applying import Applier
from bot.intake.arrivals import Arrivals
from bot.intake.backlog import Backlog
from bot.intake.budget import Budget
from bot.intake.inline import InlineQueries
from bot.intake.order import Intake
from bot.intake.polling import Poller
from bot.intake.webhook import Webhook
from bot.intake.webhook_server import Address, WebhookServer
from bot.introduction import introduce
from bot.journal import Journal
from bot.librarian import Librarian
from bot.pages.application import build_pages
from bot.pages.reception import Reception
from bot.pages.serving import Beside, PagesServer
from bot.readiness import checks_of
from bot.rendering import LOCALES as LOCALES  # whoever builds the desk has its languages from here
from bot.rendering import renderer_of
from bot.team.presence import Presence
from bot.telegram_faults import not_the_bot_api, unknown_token
from bot.telegram_http import AiohttpRequest, NotTheBotApi, ask_who_it_is
from bot.units import units_on
from domain.answers.talk import TalkTable
from handlers.chat.desk import Desk
from handlers.chat.library import Library
from handlers.chat.mail.letterhead import Letterhead
from handlers.chat.turn import Surroundings
from handlers.pages.links import pages_at
from storage.answers.wording import load_talk
from storage.database import open_database
from storage.work import Clock, Units

STOPS_WITHIN_S = 1.2
"""Each of three steps: what comes in, couriers, and messages. The command leaves a little more."""

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class App:
    """The running bot, a worker among others or the only one. `run` closes everything in the end, the database's
    engine only where it is its own.
    """

    bot: Bot
    desk: Desk
    units: Units
    intake: Intake
    poller: Poller
    delivery: Delivery
    presence: Presence
    caretaker: Caretaker
    librarian: Librarian
    backlog: Backlog
    database: DatabaseWork
    webhook: WebhookServer | None
    couriers: Couriers
    pages: PagesServer | None
    health: Health
    owns_engine: bool = True

    async def run(self, ready: Callable[[App], None] | None = None) -> None:
        """Serves until `stop`: by webhook, or else by long polling. `ready` is called when it is about to."""
        async with self.serving():
            introduction = asyncio.create_task(introduce(self.bot, self.desk, mails=self.units.mails))
            try:
                if ready is not None:
                    ready(self)
                await (self.poller if self.webhook is None else self.webhook).run()
            finally:
                introduction.cancel()

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[None]:
        """Ready to apply updates inside, wherever they come from. What was left in the outbox is delivered first."""
        patience_s = 0.0  # where the end is forced, or Telegram does not know the token any more
        try:
            await self.presence.join()
            await self.librarian.look()
            await self.backlog.take_up()
            runs = (self.caretaker.run(), self.librarian.run(), self.backlog.run())
            tasks = [asyncio.create_task(run) for run in runs]
            self.couriers.start()
            await self._wait_for_nothing()
            if self.pages is not None:
                self.pages.start()
            self.health.begin(checks_of(self.presence, self.desk.around.library, self.poller, self.webhook))
            try:
                yield
                patience_s = STOPS_WITHIN_S
            finally:
                self.health.end()
                for task in tasks:
                    task.cancel()
                await self._finish(patience_s)
        finally:
            await self.bot.shutdown()
            self.database.close()
            if self.owns_engine:
                self.units.engine.dispose()

    async def _wait_for_nothing(self) -> None:
        more = True
        while more:
            more, messages = await self.database.patiently(lambda: wait_for_nothing(self.units, self.desk))
            self.delivery.hand_over(messages)

    async def _finish(self, patience_s: float) -> None:
        """What is being applied is committed, what is on its way arrives; the rest is for whoever comes next."""
        try:
            pages = [self.pages.stop(patience_s)] if self.pages is not None else []
            await asyncio.gather(self.intake.stop(patience_s), *pages)
            if patience_s:
                await self.poller.finish()
            await self.couriers.stop(patience_s)
            await self.delivery.stop(patience_s)
        finally:
            await self.presence.leave()

    def stop(self) -> None:
        """Finishes what is in hand; then `run` returns."""
        self.health.end()
        (self.poller if self.webhook is None else self.webhook).stop()

    @property
    def idle(self) -> bool:
        """Whether nothing is in hand: all fetched updates are committed and all messages delivered."""
        return self.poller.idle and self.intake.idle and self.couriers.idle and self.delivery.idle


def build_desk(settings: Settings, bot_username: str, locales: Path = LOCALES) -> Desk:
    """The desk with all its conversations, in the languages of `locales`. Raises `FaultyArticles`."""
    knowledge = read_knowledge(locales, settings.profile)
    around = Surroundings(
        programme=settings.programme,
        library=Library(knowledge, partial(read_understanding, locales, settings.profile)),
        renderer=renderer_of(settings, locales, Letterhead.of(settings.programme, bot_username)),
        bot_username=bot_username,
        talk=_talk(locales),
        pages=pages_at(settings.pages_url),
    )
    return Desk(around, CHAPTERS)


@cache
def _talk(folder: Path) -> TalkTable:
    return load_talk(folder)


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


async def build_app(
    settings: Settings,
    clock: Clock = now,
    address: Address | None = None,
    pages: socket.socket | None = None,
    engine: Engine | None = None,
    journal: Journal | None = None,
    health: Health | None = None,
    locales: Path = LOCALES,
) -> App:
    """Builds the bot. Telegram is asked once, who it is. With an `address`, updates come by webhook.

    Pages in the browser, where the settings say that there are any, are served there, too, or else on the socket
    `pages`. An `engine` is the settings' database, opened before, and closed by whoever has opened it: what it has
    compiled, and its connections, serve one bot after another.
    What happens is counted in the `journal`, `health` tells whether it can, and it speaks the languages of `locales`.
    Raises `ConfigurationFault` where the token is refused or what answers is no Bot API server, and `TelegramError`
    where Telegram cannot be reached.
    """
    bot = build_bot(settings)
    try:
        await ask_who_it_is(bot)
    except NotTheBotApi as fault:
        await bot.shutdown()
        raise not_the_bot_api(settings, fault) from None
    except InvalidToken:
        await bot.shutdown()
        raise unknown_token(settings) from None
    except BaseException:  # a network that is not there, or the order to stop
        await bot.shutdown()
        raise
    owns_engine = engine is None
    if engine is None:
        engine = open_database(settings.database_url, synchronous=settings.sqlite_synchronous)
    units, desk = units_on(engine, clock, settings), build_desk(settings, bot.username, locales)
    to = Addressees(settings.events_endpoint, settings.mail_account, settings.bounce_mailbox, settings.registers)
    app = assemble(bot, desk, units, settings.limits, calls_of(bot), address, to, pages, journal, health)
    app.owns_engine = owns_engine
    return app


def assemble(
    bot: Bot,
    desk: Desk,
    units: Units,
    limits: Limits,
    call: Call,
    address: Address | None = None,
    to: Addressees = NOBODY,
    pages_on: socket.socket | None = None,
    journal: Journal | None = None,
    health: Health | None = None,
) -> App:
    """Puts the parts together. `call` makes the outbox's calls; with an `address`, updates come by webhook.

    `to` is where events and mails go, if anywhere, and who is asked about numbers; pages are served `pages_on` a
    socket, where updates do not come by webhook.
    """
    journal, health = journal or Journal(), health or Health()
    database = DatabaseWork(units.engine)
    presence = Presence(units, database, wants_polling=address is None)
    receipts = Receipts(units, database, lambda: presence.has_colleagues)
    pace = Pace(limits)
    delivery = Delivery(
        *(call, units, database, receipts, pace, lambda: presence.is_well, journal),
        announces=lambda work: desk.announce(work).messages,
    )
    presence.bring(delivery, pace)
    arrivals = Arrivals(units, database)
    applier = Applier(units, desk, receipts)
    backlog = Backlog(applier, delivery, database, Budget(limits.updates_per_chat_per_second), journal)
    inline = InlineQueries(bot, units, desk, database, Budget(limits.updates_per_chat_per_second), journal)
    intake = Intake(
        *(bot, applier, delivery, database, arrivals, backlog, inline, lambda: presence.has_colleagues, journal)
    )
    pages = None
    if (url := desk.around.pages.url) is not None:
        pages = build_pages(Reception(units, desk, database, delivery, url))
    server = None
    if address is not None:
        endpoint: ASGIApp = Webhook(intake, address.path, address.secret, health)
        if pages is not None:
            endpoint = Beside(endpoint, {address.path, HEALTH_PATH, READY_PATH}, pages)
        server = WebhookServer(bot, address, endpoint)
    return App(
        bot=bot,
        desk=desk,
        units=units,
        intake=intake,
        poller=Poller(bot, intake, presence, backlog),
        delivery=delivery,
        presence=presence,
        caretaker=Caretaker(units, desk, desk.around.programme, delivery, database),
        librarian=Librarian(units, database, desk.around.library),
        backlog=backlog,
        database=database,
        webhook=server,
        couriers=hire(to, units, desk, database, delivery, presence, journal),
        pages=PagesServer(pages_on, pages) if pages is not None and pages_on is not None else None,
        health=health,
    )
