"""`handschlag run`: the bot with a real token, by long polling or by webhook, in one process or several."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import socket
import sys
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from functools import partial
from typing import Annotated

import typer
import uvloop
from prometheus_client import ProcessCollector

from bot.app import App, build_app
from bot.commands.serving import open_socket, serve, start_logging_as
from bot.config import PREFIX, ConfigurationFault, Settings, load_settings
from bot.health import Health
from bot.intake.webhook_server import Address
from bot.journal import Journal
from bot.metrics.figures import FOLDER_SETTING, SharedFigures, TeamSize
from bot.metrics.serving import watched
from bot.team.workers import READY, UNWELL, WELL, Team

PATIENCE_S = 60.0
SAYS_EVERY_S = 1.0

_log = logging.getLogger(__name__)

Wait = Annotated[
    float,
    typer.Option(min=0, metavar="SECONDS", help="How long to wait for Telegram and the database at the start."),
]


def run(
    wait: Wait = PATIENCE_S,
    webhook: Annotated[
        bool, typer.Option("--webhook", help="Have Telegram post updates to HANDSCHLAG_WEBHOOK_URL.")
    ] = False,
    workers: Annotated[
        int, typer.Option(min=1, max=64, help="How many processes serve side by side; more than one needs PostgreSQL.")
    ] = 1,
) -> None:
    """Run the bot with the token in HANDSCHLAG_TOKEN, until Ctrl+C or SIGTERM.

    The same may run on any number of machines with one PostgreSQL database. With several workers, SIGHUP renews them
    one by one. An SQLite database that does not exist yet is made; one that is behind the program is left to handschlag
    migrate.
    """
    settings = load_settings()
    start_logging_as(settings)
    if workers > 1 and settings.database_url.startswith("sqlite"):
        raise ConfigurationFault(
            f"SQLite has one writer at a time, so several workers need PostgreSQL: name one in {PREFIX}DATABASE_URL, "
            "as in postgresql://user:password@localhost/handschlag."
        )
    # With a webhook, pages are served beside it. Otherwise whoever stands by serves them, too, on the same port.
    posted = _open_for_webhook(settings) if webhook else None
    pages = (
        open_socket(settings.pages_listen, "PAGES_LISTEN", shared=True) if settings.pages_url and not webhook else None
    )
    metrics = open_socket(settings.metrics_listen, "METRICS_LISTEN") if settings.metrics_listen is not None else None
    if workers == 1:
        _serve(settings, wait, posted, pages, metrics, _ready)
        return
    command = partial(_worker_command, wait, "--posted" if webhook else "--pages")
    with closing(SharedFigures()) as figures:
        os.environ[FOLDER_SETTING] = str(figures.path)  # for the workers; this process has no numbers of its own
        team = Team(command, workers, posted or pages, figures.has_ended)
        asyncio.run(_lead(settings, team, figures, metrics))


def worker(
    lifeline: Annotated[int, typer.Option(help="The number of the inherited socket that ties it to its team.")],
    posted: Annotated[int | None, typer.Option(help="The number of the one on which updates are posted.")] = None,
    pages: Annotated[int | None, typer.Option(help="The number of the one on which pages are asked for.")] = None,
    wait: Wait = PATIENCE_S,
) -> None:
    """Run one of the workers that handschlag run has started."""
    settings = load_settings()
    start_logging_as(settings)
    with socket.socket(fileno=lifeline) as team:
        _serve(settings, wait, _inherited(posted), _inherited(pages), None, partial(_report, team))


def _inherited(number: int | None) -> socket.socket | None:
    if number is None:
        return None
    listening = socket.socket(fileno=number)
    listening.setblocking(False)
    return listening


def _serve(
    settings: Settings,
    wait: float,
    posted: socket.socket | None,
    pages: socket.socket | None,
    metrics: socket.socket | None,
    ready: Callable[[App], None],
) -> None:
    journal, health = Journal(), Health()
    build = partial(build_app, address=_address(settings, posted), pages=pages, journal=journal, health=health)

    async def served() -> None:
        figures = (journal.registry, ProcessCollector(registry=None))
        async with watched(settings, figures, lambda: health.obstacles, metrics):
            await serve(settings, wait, ready, build, health)

    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(served())


def _open_for_webhook(settings: Settings) -> socket.socket:
    if settings.webhook_url is None:
        raise ConfigurationFault(
            f"{PREFIX}WEBHOOK_URL is not set: put the address there at which Telegram reaches this machine, "
            "as in https://desk.example/updates, or run without --webhook."
        )
    return open_socket(settings.webhook_listen, "WEBHOOK_LISTEN")


def _address(settings: Settings, posted: socket.socket | None) -> Address | None:
    if posted is None:
        return None
    return Address(settings.webhook_url or "", settings.secret_of_webhook, settings.webhook_connections, posted)


def _ready(app: App) -> None:
    _log.info("serving as @%s", app.bot.username)


def _report(team: socket.socket, app: App) -> None:
    """Tells the team, also from then on whether it is ready for more, and ends in good order when the team is gone."""
    _ready(app)
    team.send(READY)
    team.setblocking(False)
    loop = asyncio.get_running_loop()
    loop.add_reader(team, os.kill, os.getpid(), signal.SIGTERM)

    def say() -> None:
        with suppress(OSError):  # the team is gone, which is noticed above
            team.send(WELL if app.health.is_ready else UNWELL)
        loop.call_later(SAYS_EVERY_S, say)

    say()


def _worker_command(wait: float, serves: str, inherited: Sequence[int]) -> list[str]:
    lifeline, *opened = map(str, inherited)
    listening = [serves, *opened] if opened else []
    return [sys.executable, "-m", "bot", "worker", "--lifeline", lifeline, *listening, "--wait", str(wait)]


async def _lead(settings: Settings, team: Team, figures: SharedFigures, metrics: socket.socket | None) -> None:
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, team.stop)
    loop.add_signal_handler(signal.SIGHUP, team.renew)
    counted = (figures.collector(), TeamSize(team.size, lambda: team.well))

    def obstacles() -> Sequence[str]:
        return () if team.well else ("no worker is ready", *(f"worker {pid} is not well" for pid in team.unwell))

    async with watched(settings, counted, obstacles, metrics):
        await team.run()
