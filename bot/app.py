"""The composition root: builds the running bot from its settings. Nothing is built before `build_app` is called."""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import Engine
from telegram import Bot
from telegram.error import InvalidToken

from bot.answers import read_knowledge
from bot.caretaker import Caretaker
from bot.config import PREFIX, ConfigurationFault, Settings
from bot.database_work import DatabaseWork
from bot.delivery.lanes import Call, Delivery
from bot.delivery.pace import Limits, Pace
from bot.delivery.receipts import Receipts
from bot.delivery.uploads import with_uploads
from bot.effects.endpoint import Endpoint
from bot.effects.sender import Sender
from bot.effects.unheard import wait_for_nothing
from bot.intake.applying import Applier
from bot.intake.arrivals import Arrivals
from bot.intake.backlog import Backlog
from bot.intake.budget import Budget
from bot.intake.order import Intake
from bot.intake.polling import Poller
from bot.intake.webhook import Webhook
from bot.intake.webhook_server import Address, WebhookServer
from bot.introduction import introduce
from bot.librarian import Librarian
from bot.team.presence import Presence
from bot.telegram_http import AiohttpRequest, NotTheBotApi, ask_who_it_is
from domain.answers.talk import TalkTable
from domain.words import Lines
from handlers import effects
from handlers.accounts import chapter as accounts
from handlers.answers import chapter as answers
from handlers.applications import chapter as applications
from handlers.care import chapter as care
from handlers.chat.desk import Desk
from handlers.chat.rendering import Renderer
from handlers.chat.turn import Library, Surroundings
from handlers.home import chapter as home
from handlers.organisations import chapter as organisations
from handlers.partnerships import chapter as partnerships
from handlers.people import chapter as people
from handlers.products import chapter as products
from handlers.rights import chapter as rights
from handlers.support import chapter as support
from handlers.vat import chapter as vat
from handlers.verification import chapter as verification
from storage.answers.wording import load_talk
from storage.database import open_database
from storage.tables.base import JsonObject
from storage.work import Clock, Units

LOCALES = Path(__file__).parent.parent / "locales"
CHAPTERS = tuple(
    subject.CHAPTER
    for subject in (
        *(home, organisations, accounts, people, rights, products, partnerships, care, vat, answers),
        *(applications, verification, support, effects),
    )
)
"""What each subject brings, in the order of Telegram's command menu."""
STOPS_WITHIN_S = 1.5

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class App:
    """The running bot, a worker among others or the only one. `run` closes everything in the end."""

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
    sender: Sender | None

    async def run(self, ready: Callable[[App], None] | None = None) -> None:
        """Serves until `stop`: by webhook, or else by long polling. `ready` is called when it is about to."""
        async with self.serving():
            introduction = asyncio.create_task(introduce(self.bot, self.desk))
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
            if self.sender is not None:
                self.sender.start()
            else:
                await self._wait_for_nothing()
            try:
                yield
                patience_s = STOPS_WITHIN_S
            finally:
                for task in tasks:
                    task.cancel()
                await self._finish(patience_s)
        finally:
            await self.bot.shutdown()
            self.database.close()
            self.units.engine.dispose()

    async def _wait_for_nothing(self) -> None:
        more = True
        while more:
            more, messages = await self.database.patiently(lambda: wait_for_nothing(self.units, self.desk))
            self.delivery.hand_over(messages)

    async def _finish(self, patience_s: float) -> None:
        """What is being applied is committed, what is on its way arrives; the rest is for whoever comes next."""
        try:
            await self.intake.stop(patience_s)
            if patience_s:
                await self.poller.finish()
            if self.sender is not None:
                await self.sender.stop(patience_s)
            await self.delivery.stop(patience_s)
        finally:
            await self.presence.leave()

    def stop(self) -> None:
        """Finishes what is in hand; then `run` returns."""
        (self.poller if self.webhook is None else self.webhook).stop()

    @property
    def idle(self) -> bool:
        """Whether nothing is in hand: all fetched updates are committed and all messages delivered."""
        events_are_through = self.sender is None or self.sender.idle
        return self.poller.idle and self.intake.idle and events_are_through and self.delivery.idle


def build_desk(settings: Settings, bot_username: str) -> Desk:
    """The desk with all its conversations. Raises `FaultyArticles`."""
    around = Surroundings(
        programme=settings.programme,
        library=Library(read_knowledge(LOCALES, settings.profile)),
        renderer=Renderer(
            LOCALES,
            ZoneInfo(settings.timezone),
            settings.programme.provider,
            {each.code: Lines((each.icon, each.name), " ") for each in settings.programme.categories},
        ),
        bot_username=bot_username,
        talk=_talk(LOCALES),
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
    settings: Settings, clock: Clock = now, address: Address | None = None, engine: Engine | None = None
) -> App:
    """Builds the bot. Telegram is asked once, who it is. With an `address`, updates come by webhook.

    An `engine` is the settings' database, opened before: what it has compiled serves one bot after another.

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
        raise ConfigurationFault(
            f"Telegram at {settings.api_url} does not know the token in {PREFIX}TOKEN: "
            "copy it again from @BotFather, whole."
        ) from None
    except BaseException:  # a network that is not there, or the order to stop
        await bot.shutdown()
        raise
    if engine is None:
        engine = open_database(settings.database_url, synchronous=settings.sqlite_synchronous)
    endpoint = settings.events_endpoint
    units = Units(engine, clock, listened=endpoint is not None)
    return assemble(bot, build_desk(settings, bot.username), units, settings.limits, calls_of(bot), address, endpoint)


def not_the_bot_api(settings: Settings, fault: NotTheBotApi) -> ConfigurationFault:
    """What to do where something else answers than Telegram."""
    return ConfigurationFault(
        f"What answers at {settings.api_url} is not the Bot API ({fault.message}): check {PREFIX}API_URL; "
        f"the usual one is {Settings.model_fields['api_url'].default}."
    )


def calls_of(bot: Bot) -> Call:
    """Makes the outbox's calls with the bot's client."""

    async def call(method: str, parameters: JsonObject) -> object:
        # Method names are case-insensitive; in lower case, the bot does not insist on its typed methods, which would
        # take the outbox's JSON apart only to put it together again.
        result: object = await bot.do_api_request(method.lower(), api_kwargs=with_uploads(method, parameters))
        return result

    return call


def assemble(
    bot: Bot,
    desk: Desk,
    units: Units,
    limits: Limits,
    call: Call,
    address: Address | None = None,
    events_to: Endpoint | None = None,
) -> App:
    """Puts the parts together. `call` makes the outbox's calls; with an `address`, updates come by webhook.

    `events_to` is where the provider's systems listen, if they do.
    """
    database = DatabaseWork(units.engine)
    presence = Presence(units, database, wants_polling=address is None)
    receipts = Receipts(units, database, lambda: presence.has_colleagues)
    pace = Pace(limits)
    delivery = Delivery(call, units, database, receipts, pace, lambda: presence.is_well)
    presence.bring(delivery, pace)
    sender = None
    if events_to is not None:
        sender = Sender(events_to, units, desk, database, delivery.hand_over, lambda: presence.is_well)
        delivery.found_event = sender.wake
    arrivals = Arrivals(units, database)
    applier = Applier(units, desk, receipts)
    backlog = Backlog(applier, delivery, database, Budget(limits.updates_per_chat_per_second))
    intake = Intake(bot, applier, delivery, database, arrivals, backlog, lambda: presence.has_colleagues)
    server = None
    if address is not None:
        endpoint = Webhook(intake, address.path, address.secret, lambda: presence.is_well)
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
        sender=sender,
    )
