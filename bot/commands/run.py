"""`handschlag run`: the bot with a real token, by long polling."""

from __future__ import annotations

import asyncio
import logging
from typing import Annotated

import typer

from bot.app import App
from bot.commands.serving import secrets_of, serve
from bot.config import load_settings
from bot.logs import start_logging

PATIENCE_S = 60.0

_log = logging.getLogger(__name__)


def run(
    wait: Annotated[
        float,
        typer.Option(min=0, metavar="SECONDS", help="How long to wait for Telegram and the database at the start."),
    ] = PATIENCE_S,
) -> None:
    """Run the bot with the token in HANDSCHLAG_TOKEN, until Ctrl+C or SIGTERM.

    An SQLite database that does not exist yet is made; one that is behind the program is left to handschlag migrate.
    """
    settings = load_settings()
    start_logging(settings.log_level, *secrets_of(settings))
    asyncio.run(serve(settings, wait, _ready))


def _ready(app: App) -> None:
    _log.info("serving as @%s", app.bot.username)
