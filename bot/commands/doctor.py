"""`handschlag doctor`: looks at everything the bot needs, and says what to do about each fault."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

import typer
from sqlalchemy import Engine
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session
from telegram.error import InvalidToken, TelegramError

from bot.app import LOCALES, build_bot
from bot.commands.articles import check_texts
from bot.commands.database import is_missing, require_newest, unusable
from bot.commands.events_check import fault_of_endpoint, what_waits
from bot.commands.income_check import what_is_doubtful
from bot.commands.machine_check import look_at_clocks, look_at_disk, look_at_timezone
from bot.commands.mail_check import look_at_mailbox, look_at_server
from bot.commands.mail_check import what_waits as what_mails_wait
from bot.commands.pages_check import fault_of_pages
from bot.commands.registers_check import look_at_registers, what_is_out_of_order
from bot.commands.serving_check import look_at_api, look_at_desk
from bot.commands.support_check import fault_of_group
from bot.commands.webhook_check import look_at_updates
from bot.config import PREFIX, ConfigurationFault, ProfileFault, Settings, load_settings, unknown_settings
from bot.ending import CannotGoOn
from bot.telegram_faults import not_the_bot_api
from bot.telegram_http import NotTheBotApi, ask_who_it_is, understood
from domain.answers.knowledge import SOURCE_LANGUAGE
from handlers.chat.catalogs import catalog_path, check_catalog, languages_in
from storage import schema
from storage.api import count_tokens
from storage.database import open_database
from storage.runtime.updates import claim_update
from storage.support import support_group

NEVER = -1
"""An update id that Telegram never gives."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the report: what was looked at, whether it is in order, and what is to be said about it."""

    good: bool
    subject: str
    words: str

    def __str__(self) -> str:
        return f"{'✓' if self.good else '✗'} {self.subject}: {self.words}"


def doctor() -> None:
    """Check configuration, token, database, articles and catalogs, and say what to do about each fault.

    Ends with status 0 where all is well, 1 where something has to be done, 2 where a setting is wrong.
    """
    try:
        settings = load_settings()
    except ProfileFault as faulty:
        for fault in faulty.faults:
            typer.echo(Finding(False, "Profile", fault))
        raise typer.Exit(2) from None
    except ConfigurationFault as wrong:
        typer.echo(Finding(False, "Configuration", str(wrong)))
        raise typer.Exit(2) from None
    well = True
    for finding in _findings(settings):
        typer.echo(finding)
        well = well and finding.good
    raise typer.Exit(0 if well else 1)


def _findings(settings: Settings) -> Iterator[Finding]:
    yield from _configuration()
    yield from _profile(settings)
    yield asyncio.run(_telegram(settings))
    database = _database(settings)
    yield database
    yield from _machine(settings, database)
    yield from _serving(settings, database)
    yield from _events(settings, database)
    yield from _mail(settings, database)
    yield from _registers(settings, database)
    yield from _ledger(settings, database)
    if settings.pages_url is not None:
        fault = asyncio.run(fault_of_pages(settings, settings.pages_url))
        yield Finding(fault is None, "Pages", fault or f"{settings.pages_url} leads to the bot.")
    if settings.token is not None:
        yield from asyncio.run(_support(settings, database))
    yield from _texts("Articles", check_texts(LOCALES, settings.profile, dt.datetime.now(dt.UTC).date()))
    for language in languages_in(LOCALES):
        if language != SOURCE_LANGUAGE:
            yield from _texts("Catalog", check_catalog(catalog_path(LOCALES, language)))


def _configuration() -> Iterator[Finding]:
    unknown = unknown_settings()
    for setting in unknown:
        yield Finding(False, "Configuration", str(setting))
    if not unknown:
        yield Finding(True, "Configuration", "all settings can be used.")


def _profile(settings: Settings) -> Iterator[Finding]:
    programme = settings.programme
    yield Finding(True, "Profile", f"the programme of {programme.provider}, from {settings.profile}.")
    if programme.verifies_at_once:
        where = f"{PREFIX}VERIFY_AT_ONCE is set" if settings.verify_at_once else "[verification] ways has “at_once”"
        taken = "everybody’s word is taken for who they are"
        yield Finding(False, "Profile", f"{where}: {taken}. For tries only: remove it before real people write.")


async def _telegram(settings: Settings) -> Finding:
    try:
        bot = build_bot(settings)
    except ConfigurationFault as fault:
        return Finding(False, "Token", str(fault))
    try:
        await ask_who_it_is(bot)
        with understood():
            webhook = await bot.get_webhook_info()
    except InvalidToken:
        return Finding(
            False,
            "Token",
            f"{settings.api_url} does not know it: copy it again from @BotFather, whole, into {PREFIX}TOKEN.",
        )
    except NotTheBotApi as fault:
        return Finding(False, "Telegram", str(not_the_bot_api(settings, fault)))
    except TelegramError as fault:
        return Finding(
            False,
            "Telegram",
            f"{settings.api_url} cannot be reached ({fault.message}): check the network, "
            f"and {PREFIX}API_URL if it is set.",
        )
    finally:
        await bot.shutdown()
    good, words = look_at_updates(settings, bot.username, webhook)
    found = Finding(good, "Telegram", words)
    if found.good and not bot.supports_inline_queries:
        return replace(found, words=f"{found.words} Inline mode is off: /setinline at @BotFather turns it on.")
    return found


def _database(settings: Settings) -> Finding:
    engine = open_database(settings.database_url)
    try:
        if is_missing(engine):
            return Finding(True, "Database", f"{engine.url.database} is not there yet; handschlag run makes it.")
        require_newest(engine)
        _try_writing(engine)
        revision = schema.current_revision(engine)
    except CannotGoOn as reason:
        return Finding(False, "Database", str(reason))
    except DatabaseError as fault:
        return Finding(False, "Database", str(unusable(fault)))
    finally:
        engine.dispose()
    return Finding(True, "Database", f"can be written, and is at revision {revision}.")


@contextmanager
def _looking(settings: Settings, database: Finding) -> Iterator[Engine | None]:
    """The database, where it is there and good."""
    engine = open_database(settings.database_url, connections=1, reads_only=True)
    try:
        yield engine if database.good and not is_missing(engine) else None
    finally:
        engine.dispose()


def _machine(settings: Settings, database: Finding) -> Iterator[Finding]:
    with _looking(settings, database) as engine:
        if engine is not None and (said := look_at_disk(engine)) is not None:
            yield Finding(said[0], "Disk", said[1])
        for good, words in asyncio.run(look_at_clocks(settings, engine)):
            yield Finding(good, "Clock", words)
    good, words = look_at_timezone(settings)
    yield Finding(good, "Time zone", words)


def _serving(settings: Settings, database: Finding) -> Iterator[Finding]:
    with _looking(settings, database) as engine:
        if engine is None:
            return
        for good, words in asyncio.run(look_at_desk(settings, engine)):
            yield Finding(good, "Desk", words)
        with Session(engine) as session:
            tokens = count_tokens(session)
        if (said := asyncio.run(look_at_api(settings, tokens))) is not None:
            yield Finding(said[0], "API", said[1])


def _registers(settings: Settings, database: Finding) -> Iterator[Finding]:
    for good, words in asyncio.run(look_at_registers(settings)):
        yield Finding(good, "Registers", words)
    with _looking(settings, database) as engine:
        if engine is not None:
            yield from (Finding(good, "Registers", words) for good, words in what_is_out_of_order(engine))


def _events(settings: Settings, database: Finding) -> Iterator[Finding]:
    endpoint = settings.events_endpoint
    if endpoint is not None:
        fault = asyncio.run(fault_of_endpoint(endpoint))
        yield Finding(fault is None, "Events", fault or f"{endpoint.url} answers.")
    with _looking(settings, database) as engine:
        if engine is not None:
            yield from (Finding(good, "Events", words) for good, words in what_waits(engine, settings))


def _mail(settings: Settings, database: Finding) -> Iterator[Finding]:
    if settings.mail_account is not None:
        good, words = asyncio.run(look_at_server(settings.mail_account))
        yield Finding(good, "Mail", words)
    if settings.bounce_mailbox is not None:
        good, words = asyncio.run(look_at_mailbox(settings.bounce_mailbox))
        yield Finding(good, "Mail", words)
    with _looking(settings, database) as engine:
        if engine is not None:
            yield from (Finding(good, "Mail", words) for good, words in what_mails_wait(engine, settings))


def _ledger(settings: Settings, database: Finding) -> Iterator[Finding]:
    """Doubtful entries are the provider's to look at; the desk itself is in order."""
    with _looking(settings, database) as engine:
        if engine is not None:
            yield from (Finding(True, "Income", words) for words in what_is_doubtful(engine))


async def _support(settings: Settings, database: Finding) -> list[Finding]:
    """About support's group, if one is connected."""
    with _looking(settings, database) as engine:
        if engine is None:
            return []
        with Session(engine) as session:
            group = support_group(session)
    if group is None:
        return []
    bot = build_bot(settings)
    try:
        await ask_who_it_is(bot)
        fault = await fault_of_group(bot, group.chat_id)
    except TelegramError:
        return []  # what is wrong with Telegram has been told
    finally:
        await bot.shutdown()
    return [Finding(fault is None, "Support", fault or "the bot may open topics in its group.")]


def _try_writing(engine: Engine) -> None:
    with Session(engine) as session:
        claim_update(session, NEVER, None, dt.datetime.now(dt.UTC))
        session.rollback()


def _texts(subject: str, faults: Sequence[object]) -> Iterator[Finding]:
    for fault in faults:
        yield Finding(False, subject, str(fault))
    if not faults:
        yield Finding(True, subject, "complete, and fit to be read.")
