"""The playground's ASGI application: a local Telegram with a Bot API, people to play and a page to watch."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from playground import bot_api, people_api, uid_register, vies
from playground.clock import Clock
from playground.hub import Hub
from playground.post import PostOffice
from playground.provider.server import Provider
from playground.state import Mail

CONSOLE = "/provider"
"""Where the provider is, if there is one."""
VIES = "/vies"
UID_REGISTER = "/uid-register"
STATIC = Path(__file__).parent / "static"


def create_app(
    *,
    default_token: str | None = None,
    state_file: Path | None = None,
    provider: Provider | None = None,
    clock: Clock | None = None,
    post: socket.socket | None = None,
) -> Starlette:
    """The application. `default_token` names the world that the page opens; it is made at start.

    With `state_file`, worlds are kept across restarts. A `provider` is found under `/provider/`, and the page leads
    there; what answers like VIES is under `/vies/`, and like the Swiss register under `/uid-register/`. With a `clock`
    that moves, the page has buttons to move it. At the socket `post`, letters are taken by SMTP, and put into the
    default world's mailbox. `app.state.end_waiting` ends all waiting requests when the server is about to stop.
    """
    hub = Hub(default_token, state_file, clock or Clock())
    office = None if post is None else PostOffice(post, lambda letter: _deliver(hub, letter))

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        await hub.start()
        if provider is not None:
            await provider.start()
        if office is not None:
            await office.start()
        loop = asyncio.get_running_loop()
        hub.clock.on_move = lambda: _tell(loop, hub)
        yield
        hub.clock.on_move = None
        if office is not None:
            await office.stop()
        if provider is not None:
            await provider.stop()
        await hub.stop()

    def end_waiting() -> None:
        hub.end_waiting()
        if provider is not None:
            provider.end_waiting()

    async def index(_: Request) -> Response:
        page = STATIC / "index.html"
        return FileResponse(page) if page.exists() else JSONResponse({"error": "There is no page here."}, 404)

    app = Starlette(
        routes=[
            *bot_api.routes(hub),
            *people_api.routes(hub, None if provider is None else CONSOLE),
            Route("/", index),
            *([Mount(CONSOLE, provider.app)] if provider is not None else []),
            Mount(VIES, routes=vies.routes()),
            Mount(UID_REGISTER, routes=uid_register.routes()),
            Mount("/static", StaticFiles(directory=STATIC, check_dir=False)),
        ],
        lifespan=lifespan,
    )
    app.state.end_waiting = end_waiting
    return app


def _deliver(hub: Hub, letter: Mail) -> None:
    world = None if hub.default_token is None else hub.world(hub.default_token)
    if world is not None:
        world.add_mail(letter)
        hub.touch()


def _tell(loop: asyncio.AbstractEventLoop, hub: Hub) -> None:
    """The clock is moved by another thread."""
    loop.call_soon_threadsafe(hub.announce_time)
