"""`handschlag demo`: the real bot beside a local Telegram, with a made-up world to try it in. No token is needed."""

from __future__ import annotations

import asyncio
import base64
import errno
import fcntl
import logging
import secrets
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlsplit

import aiohttp
import typer
from pydantic import SecretStr
from sqlalchemy.exc import DatabaseError

from bot.app import App, build_app
from bot.commands.database import migrate, unusable
from bot.commands.demo_api import HOST, api_process, free_address
from bot.commands.demo_time import travel
from bot.commands.serving import serve, start_logging_as
from bot.config import Settings, load_settings
from bot.demo import NINA, PERSONAS, connect_support, renew_api_token
from bot.ending import CannotGoOn
from bot.intake.webhook_server import listen
from bot.units import units_on
from domain.words import Refused
from storage.database import open_database
from storage.work import Units

if TYPE_CHECKING:
    from playground.clock import Clock
    from playground.provider.server import Provider
    from playground.serving import PlaygroundServer

FOLDER = Path("var")
DATABASE = FOLDER / "demo.db"
TELEGRAM = FOLDER / "demo-telegram.json"
PROVIDER = FOLDER / "demo-provider.json"
CLOCK = FOLDER / "demo-clock.json"
LOCK = FOLDER / "demo.lock"
TOKEN = "123456789:made-up-for-the-demo-and-known-to-nobody"  # noqa: S105 - it opens nothing
PORT = 8765
SUPPORT_GROUP = "Support (Demo)"
PORTS_TRIED = 50
VERIFY_AT_ONCE = False
"""Whether everybody's word is taken; otherwise who has no account at the provider is verified by Nina of support."""
EVENTS = "/provider/events"
VIES, UID_REGISTER = "/vies/check-vat-number", "/uid-register/PublicServices.svc"
MAIL_FROM = "Handschlag <desk@handschlag.example>"
LOOKS_EVERY_S = 0.05
_log = logging.getLogger(__name__)


def demo(
    port: Annotated[
        int, typer.Option(min=1, max=65535, help="The page’s port; where it is taken, the next free one is used.")
    ] = PORT,
    reset: Annotated[bool, typer.Option("--reset", help="Start over: forget all chats and whatever was done.")] = False,
) -> None:
    """Try the bot in a browser, without token or network: with a local Telegram and made-up companies.

    Everything is kept in the folder var/, so that the next start goes on where this one ends.
    """
    FOLDER.mkdir(exist_ok=True)
    with _alone():
        if reset:
            for name in (
                TELEGRAM.name,
                PROVIDER.name,
                CLOCK.name,
                *(DATABASE.name + end for end in ("", "-wal", "-shm")),
            ):
                (FOLDER / name).unlink(missing_ok=True)
        settings = load_settings(
            token=TOKEN,
            database_url=f"sqlite:///{DATABASE}",
            verify_at_once=VERIFY_AT_ONCE,
            api_listen=free_address(),
        )
        clock = _clock()
        api_token = _prepare(settings, clock)
        events_secret = "whsec_" + base64.b64encode(secrets.token_bytes(32)).decode()
        start_logging_as(settings, api_token, events_secret)
        for talkative in ("uvicorn", "mail.log"):  # the servers of the playground, for HTTP and for mail
            logging.getLogger(talkative).setLevel(logging.WARNING)
        provider = _provider(settings, api_token, events_secret)
        with _playground(port, provider, clock) as playground, _pages_from(_port_of(playground.url) + 1) as pages:
            pages_url = "http://{}:{}".format(*pages.getsockname())
            reached = in_playground(settings, playground.url, playground.smtp_url, pages_url, events_secret)
            _make_world(reached, provider, clock)
            asyncio.run(_play(reached, clock, pages))


def in_playground(settings: Settings, url: str, smtp_url: str, pages_url: str, events_secret: str) -> Settings:
    """The settings of a bot whose whole world is the playground, whatever .env says of the real one."""
    return settings.model_copy(
        update={
            "api_url": url,
            "events_url": url + EVENTS,
            "events_secret": SecretStr(events_secret),
            "vies_url": url + VIES,
            "uid_register_url": url + UID_REGISTER,
            "smtp_url": SecretStr(smtp_url),
            "mail_from": MAIL_FROM,
            "imap_url": None,
            "dkim_key": None,
            "dkim_selector": None,
            "pages_url": pages_url,
        }
    )


async def _play(settings: Settings, clock: Clock, pages: socket.socket) -> None:
    """The bot and the API, until the demo is ended. The provider fills the API beside them."""
    units = units_on(open_database(settings.database_url), clock, settings)
    connect_support(units, await _bring_people(settings.api_url))
    with api_process(settings, CLOCK):
        beside = []

        def ready(app: App) -> None:
            beside.append(asyncio.create_task(travel(app, clock)))
            _say_where(app, settings.api_url)

        await serve(settings, 0, ready, partial(build_app, clock=clock, pages=pages))
        for task in beside:
            task.cancel()
        await asyncio.gather(*beside, return_exceptions=True)


def _say_where(app: App, url: str) -> None:
    typer.echo(f"@{app.bot.username} is at your service. Open this page in a browser:\n\n    {url}\n")
    typer.echo("Companies and people there are made up. Ctrl+C ends the demo; the next start goes on from here.")


def _prepare(settings: Settings, clock: Clock) -> str:
    """The database, brought up to date without asking: nothing in it is worth a backup. A new token of its API."""
    engine = open_database(settings.database_url)
    try:
        migrate(engine)
        return renew_api_token(Units(engine, clock), "provider")
    except DatabaseError as fault:
        raise unusable(fault) from fault
    except CannotGoOn as reason:
        raise CannotGoOn(f"{reason} Or start over: handschlag demo --reset") from reason
    finally:
        engine.dispose()


def _make_world(settings: Settings, provider: Provider, clock: Clock) -> None:
    from bot.commands.demo_world import make_world  # as below

    engine = open_database(settings.database_url)
    try:
        make_world(units_on(engine, clock, settings), settings.programme, provider.books)
        provider.save()
    except (DatabaseError, LookupError, Refused):
        _log.exception("the demo's people could not be connected; handschlag demo --reset starts over")
    finally:
        engine.dispose()


async def _bring_people(url: str) -> int:
    """The bot's name, the personas and support's group, made known to the local Telegram; the group's number.

    What it knows already is left as it is.
    """
    bot = {"bot_name": "Handschlag", "username": "handschlag_bot"}
    async with aiohttp.ClientSession(raise_for_status=True) as telegram:
        await (await telegram.put(f"{url}/play/{TOKEN}", json=bot)).read()
        for persona in PERSONAS:
            known_as = {
                "id": persona.telegram_id,
                "first_name": persona.first_name,
                "language_code": persona.language,
                "role": persona.role,
                "organisation": persona.organisation,
                "email": persona.email,
            }
            await (await telegram.post(f"{url}/play/{TOKEN}/people", json=known_as)).read()
        world = await (await telegram.get(f"{url}/play/{TOKEN}/world")).json()
        groups = [chat for chat in world["chats"] if chat["title"] == SUPPORT_GROUP]
        if groups:
            return int(groups[0]["id"])
        group = {"title": SUPPORT_GROUP, "members": [NINA.telegram_id], "admins": [NINA.telegram_id], "forum": True}
        made = await (await telegram.post(f"{url}/play/{TOKEN}/groups", json=group)).json()
        return int(made["id"])


@contextmanager
def _playground(port: int, provider: Provider, clock: Clock) -> Iterator[PlaygroundServer]:
    """The local Telegram, and the provider beside it, on `port` or the next free one."""
    from playground.serving import PlaygroundServer  # no other command needs it, and its server takes long to import

    for candidate in range(port, min(port + PORTS_TRIED, 65536)):
        try:
            server = PlaygroundServer(
                port=candidate, default_token=TOKEN, state_file=TELEGRAM, provider=provider, clock=clock
            )
        except OSError as error:
            if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                raise
            continue
        with server:
            yield server
        return
    raise CannotGoOn(f"All ports from {port} to {candidate} are taken: choose another one with --port.")


def _port_of(url: str) -> int:
    return urlsplit(url).port or 0


def _pages_from(port: int) -> socket.socket:
    """Where the bot's own pages are: on that port or the next free one, so that links in old mails mostly go on."""
    for candidate in range(port, min(port + PORTS_TRIED, 65536)):
        try:
            return listen(f"{HOST}:{candidate}")
        except OSError as error:
            if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                raise
    return listen(f"{HOST}:0")


def _provider(settings: Settings, api_token: str, events_secret: str) -> Provider:
    from playground.provider.server import Provider  # as above

    provider = Provider(f"http://{settings.api_listen}", api_token, events_secret, PROVIDER)
    provider.use_levels([each.code for each in settings.programme.benefit_levels])
    provider.use_kinds([each.code for each in settings.programme.catalogue])
    return provider


def _clock() -> Clock:
    from playground.clock import Clock  # as above

    return Clock(CLOCK)


@contextmanager
def _alone() -> Iterator[None]:
    """Only one demo at a time works in the folder: two would overwrite each other's chats."""
    with LOCK.open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CannotGoOn(f"A demo is running in {FOLDER.resolve()} already: end it first, with Ctrl+C.") from None
        yield
