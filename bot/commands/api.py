"""`handschlag api`: the HTTP API for the provider's systems, in a process of its own beside the bot."""

from __future__ import annotations

import asyncio
import logging
import signal

import uvicorn
from sqlalchemy.exc import DatabaseError
from starlette.types import ASGIApp

from bot.app import build_desk, now
from bot.commands.bot_username import bot_username
from bot.commands.database import require_newest, unusable
from bot.commands.serving import keep_what_is_there, open_socket, start_logging_as
from bot.config import Settings, load_settings, unknown_settings
from bot.effects.unheard import wait_for_nothing
from bot.health import Health
from bot.intake.impatience import Impatient
from bot.intake.webhook_server import Server
from bot.metrics.serving import onlooker_at, served
from bot.units import units_on
from storage.database import open_database
from storage.work import Clock, Units

STOPS_WITHIN_S = 4
CONNECTIONS = 8

_log = logging.getLogger(__name__)


def api() -> None:
    """Serve the HTTP API on HANDSCHLAG_API_LISTEN, until Ctrl+C or SIGTERM.

    The bot delivers what people are told of it, so it must be running as well. Tokens: handschlag api-tokens.
    """
    serve_api(load_settings())


def serve_api(settings: Settings, clock: Clock = now) -> None:
    """Serves until SIGINT or SIGTERM. Raises `CannotGoOn`."""
    start_logging_as(settings)
    for setting in unknown_settings():
        _log.warning("%s", setting)
    engine = open_database(settings.database_url, connections=CONNECTIONS, synchronous=settings.sqlite_synchronous)
    try:
        require_newest(engine)
        username = asyncio.run(bot_username(settings))
        asyncio.run(_serve(settings, units_on(engine, clock, settings), username))
    except DatabaseError as fault:
        raise unusable(fault) from fault
    finally:
        engine.dispose()


async def _serve(settings: Settings, units: Units, username: str) -> None:
    # Not at the top: FastAPI takes its time to import, and the bot, which never needs it, starts without.
    from bot.api.application import build_api
    from bot.api.counting import CallJournal
    from bot.api.watched import WatchedApi

    journal, health = CallJournal(), Health()
    metrics = open_socket(settings.api_metrics_listen, "API_METRICS_LISTEN") if settings.api_metrics_listen else None
    with onlooker_at(settings) as onlooker, open_socket(settings.api_listen, "API_LISTEN") as opened:
        async with served(WatchedApi(onlooker, journal, health), metrics):
            desk = build_desk(settings, username)
            while wait_for_nothing(units, desk)[0]:
                continue  # the bot delivers what people see of it
            server = _server_of(build_api(units, desk, journal=journal))

            def stop() -> None:
                health.end()
                server.should_exit = True

            for number in (signal.SIGINT, signal.SIGTERM):
                asyncio.get_running_loop().add_signal_handler(number, stop)
            keep_what_is_there()
            serving = asyncio.create_task(server.serve(sockets=[opened]))
            health.begin(())
            _log.info("the API listens on %s", settings.api_listen)
            await serving


def _server_of(application: ASGIApp) -> Server:
    return Server(
        uvicorn.Config(
            application,
            http=Impatient,
            ws="none",
            lifespan="on",
            loop="none",
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            timeout_keep_alive=75,
            timeout_graceful_shutdown=STOPS_WITHIN_S,
        )
    )
