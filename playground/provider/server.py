"""The provider as a part of an ASGI application: the console’s page, and where the desk’s events arrive."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from playground.provider import agency, page_api, receiving
from playground.provider.books import Books, load, save
from playground.provider.console import Console
from playground.provider.desk_api import DeskApi
from playground.provider.made_up import customers, use_kinds, with_newcomers
from playground.provider.telling import Teller

STATIC = Path(__file__).parent / "static"
NEWS_WITHIN_S = 25.0
"""So long the page's question for news waits."""


class Provider:
    """The provider, from `start` to `stop`, which are called within the event loop that serves.

    `api_url` and `api_token` are the desk's; `events_secret` is by what its events are known. The state file, if there
    is one, holds the books when an event is acknowledged.
    """

    def __init__(self, api_url: str, api_token: str, events_secret: str, state_file: Path | None = None) -> None:
        self._api = DeskApi(api_url, api_token)
        self._secret = events_secret
        self._file = state_file
        kept = load(state_file) if state_file is not None else None
        self.books: Books = customers() if kept is None else with_newcomers(kept)
        self._version = 1
        self._news = asyncio.Event()
        self._ending = False
        self.teller = Teller(self.books, self._api, self._turn_page)
        self._console = Console(self.books, self._api, self.teller.tell_again)
        self._telling: asyncio.Task[None] | None = None

    @property
    def app(self) -> Starlette:
        """To be mounted where the page shall be; events arrive at `/events` there."""
        return Starlette(
            routes=[
                Route("/", self._page),
                Route("/events", self._receive, methods=["POST"]),
                Route("/state", self._state),
                *page_api.routes(self._console, self._keep),
                Mount("/static", StaticFiles(directory=STATIC)),
            ]
        )

    @property
    def told(self) -> bool:
        """Whether the desk has been told everything once; can be asked from any thread."""
        return self.teller.told.is_set()

    def use_levels(self, codes: Sequence[str]) -> None:
        """The programme has these levels of benefits, the lowest first: who has which is made up, once."""
        if not self.books.levels:
            today = dt.datetime.now(dt.UTC)
            self.books.levels = list(agency.levels(codes, today.date(), today.isoformat()))

    def use_kinds(self, codes: Sequence[str]) -> None:
        """The catalogue has these kinds of products: what there is of another one is one of these."""
        use_kinds(self.books, codes)

    def save(self) -> None:
        """Keeps the books as they are now."""
        if self._file is not None:
            save(self._file, self.books)

    async def start(self) -> None:
        """Begins to tell the desk what it knows."""
        self._telling = asyncio.create_task(self.teller.run())

    async def stop(self) -> None:
        self.end_waiting()
        if self._telling is not None:
            self._telling.cancel()
            with suppress(asyncio.CancelledError):
                await self._telling
        await self._api.close()
        self.save()

    def end_waiting(self) -> None:
        """Lets pages that wait for news go: the server is about to stop."""
        self._ending = True
        self._news.set()

    async def _page(self, _: Request) -> Response:
        return FileResponse(STATIC / "index.html")

    async def _receive(self, request: Request) -> Response:
        try:
            answer = receiving.receive(self.books, self._secret, await request.body(), request.headers)
        except receiving.Forged:
            return JSONResponse({"code": "signature", "detail": "This is not signed by the desk."}, 401)
        self._keep()
        if answer.status == 204:
            return Response(status_code=204)
        return JSONResponse({"code": answer.code, "detail": answer.detail}, answer.status)

    async def _state(self, request: Request) -> Response:
        """The books; with `after`, a version, as soon as there is another one."""
        if request.query_params.get("after") == str(self._version) and not self._ending:
            with suppress(TimeoutError):
                async with asyncio.timeout(NEWS_WITHIN_S):
                    await self._news.wait()
        books = self.books
        shown = {
            "version": self._version,
            "trouble": self.teller.trouble,
            "told": self.told,
            "out_of_order": books.out_of_order,
            "accounts": [asdict(each) for each in books.accounts.values()],
            "people": [asdict(each) for each in books.people.values()],
            "products": [asdict(each) for each in books.products.values()],
            "access": list(books.access.values()),
            "events": [asdict(each) for each in books.events],
        }
        return JSONResponse(shown, headers={"Cache-Control": "no-store"})

    def _turn_page(self) -> None:
        """There is news: pages that wait hear of it."""
        self._version += 1
        self._news.set()
        self._news = asyncio.Event()

    def _keep(self) -> None:
        self._turn_page()
        self.save()
