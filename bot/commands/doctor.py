"""`handschlag doctor`: looks at everything the bot needs, and says what to do about each fault."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import typer
from sqlalchemy import Engine
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session
from telegram import WebhookInfo
from telegram.error import InvalidToken, TelegramError

from bot.app import LOCALES, build_bot, not_the_bot_api
from bot.commands.articles import check_texts
from bot.commands.database import is_missing, require_newest, unusable
from bot.commands.events_check import fault_of_endpoint, what_waits
from bot.commands.income_check import what_is_doubtful
from bot.commands.mail_check import look_at_mailbox, look_at_server
from bot.commands.mail_check import what_waits as what_mails_wait
from bot.commands.pages_check import fault_of_pages
from bot.commands.support_check import fault_of_group
from bot.config import PREFIX, ConfigurationFault, ProfileFault, Settings, load_settings, unknown_settings
from bot.ending import CannotGoOn
from bot.telegram_http import NotTheBotApi, ask_who_it_is, understood
from domain.answers.knowledge import SOURCE_LANGUAGE
from handlers.chat.catalogs import catalog_path, check_catalog, languages_in
from storage import schema
from storage.database import open_database
from storage.runtime.updates import claim_update
from storage.support import support_group

FRESH = dt.timedelta(minutes=5)
"""An error that is older than that has passed: Telegram would have tried again."""
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
    yield from _events(settings, database)
    yield from _mail(settings, database)
    yield from _ledger(settings, database)
    if settings.pages_url is not None:
        fault = asyncio.run(fault_of_pages(settings, settings.pages_url))
        yield Finding(fault is None, "Pages", fault or f"{settings.pages_url} leads to the bot.")
    if database.good and settings.token is not None:
        yield from asyncio.run(_support(settings))
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
    found = _updates(settings, bot.username, webhook)
    if found.good and not bot.supports_inline_queries:
        return replace(found, words=f"{found.words} Inline mode is off: /setinline at @BotFather turns it on.")
    return found


def _updates(settings: Settings, username: str, webhook: WebhookInfo) -> Finding:
    """Which way updates take, and whether they get through."""
    if not webhook.url:
        return Finding(True, "Telegram", f"the token is @{username}’s, and nothing stands in the way of polling.")
    if webhook.url != settings.webhook_url:
        return Finding(
            True,
            "Telegram",
            f"@{username}’s updates are posted to {webhook.url}, which is not what {PREFIX}WEBHOOK_URL says: "
            "handschlag run takes them over, with --webhook or without.",
        )
    waiting = f"{webhook.pending_update_count} wait"
    if webhook.last_error_date and dt.datetime.now(dt.UTC) - webhook.last_error_date < FRESH:
        return Finding(
            False,
            "Telegram",
            f"@{username}’s updates cannot be posted to {webhook.url} ({webhook.last_error_message}), {waiting}: "
            "start handschlag run --webhook, and see to it that requests to that address reach it.",
        )
    return Finding(True, "Telegram", f"@{username}’s updates are posted to {webhook.url}, {waiting}.")


def _database(settings: Settings) -> Finding:
    engine = open_database(settings.database_url)
    try:
        if is_missing(engine):
            return Finding(True, "Database", f"{engine.url.database} is not there yet; handschlag run makes it.")
        require_newest(engine)
        _try_writing(engine)
    except CannotGoOn as reason:
        return Finding(False, "Database", str(reason))
    except DatabaseError as fault:
        return Finding(False, "Database", str(unusable(fault)))
    finally:
        engine.dispose()
    return Finding(True, "Database", f"can be written, and is at revision {schema.newest_revision()}.")


def _events(settings: Settings, database: Finding) -> Iterator[Finding]:
    endpoint = settings.events_endpoint
    if endpoint is not None:
        fault = asyncio.run(fault_of_endpoint(endpoint))
        yield Finding(fault is None, "Events", fault or f"{endpoint.url} answers.")
    if not database.good:
        return
    engine = open_database(settings.database_url)
    try:
        if not is_missing(engine):
            yield from (Finding(good, "Events", words) for good, words in what_waits(engine, settings))
    finally:
        engine.dispose()


def _mail(settings: Settings, database: Finding) -> Iterator[Finding]:
    if settings.mail_account is not None:
        good, words = asyncio.run(look_at_server(settings.mail_account))
        yield Finding(good, "Mail", words)
    if settings.bounce_mailbox is not None:
        good, words = asyncio.run(look_at_mailbox(settings.bounce_mailbox))
        yield Finding(good, "Mail", words)
    if not database.good:
        return
    engine = open_database(settings.database_url)
    try:
        if not is_missing(engine):
            yield from (Finding(good, "Mail", words) for good, words in what_mails_wait(engine, settings))
    finally:
        engine.dispose()


def _ledger(settings: Settings, database: Finding) -> Iterator[Finding]:
    """Doubtful entries are the provider's to look at; the desk itself is in order."""
    if not database.good:
        return
    engine = open_database(settings.database_url)
    try:
        if not is_missing(engine):
            yield from (Finding(True, "Income", words) for words in what_is_doubtful(engine))
    finally:
        engine.dispose()


async def _support(settings: Settings) -> list[Finding]:
    """About support's group, if one is connected."""
    engine = open_database(settings.database_url)
    try:
        if is_missing(engine):
            return []
        with Session(engine) as session:
            group = support_group(session)
    finally:
        engine.dispose()
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
