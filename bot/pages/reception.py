"""What all pages have in common: units of work, one at a time; what is told afterwards; and who guesses."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

from sqlalchemy.exc import IntegrityError
from starlette.requests import Request
from starlette.responses import Response

from bot.database_work import DatabaseWork
from bot.defects import outline
from bot.delivery.lanes import Delivery
from bot.pages.forms import NotTaken
from bot.pages.peers import REMEMBERED_S, Peers
from bot.pages.printing import Printer
from bot.trouble import DATABASE_TROUBLE
from domain.words import Refused
from handlers.chat.desk import Desk
from handlers.chat.replies import Reply
from handlers.pages import refusals
from services.pages import LinkOver, LinkUnknown
from storage.runtime.defects import record_defect
from storage.work import Units, Work

CHANNEL = "page"
TRY_AGAIN_IN_S = 60
MOST_WAITING = 100
"""More than that do not open mails in the same second: it is somebody who wants to keep the database busy."""
_TOKEN = re.compile(r"[A-Za-z0-9_-]{16,64}")

Endpoint = Callable[[Request], Awaitable[Response]]

_log = logging.getLogger(__name__)


class Reception:
    """`url` is where the pages are, as people's browsers see it."""

    def __init__(self, units: Units, desk: Desk, database: DatabaseWork, delivery: Delivery, url: str) -> None:
        self.desk = desk
        self.printer = Printer(desk.around.renderer, desk.around.programme.provider)
        self.peers = Peers()
        self._units = units
        self._database = database
        self._delivery = delivery
        parts = urlsplit(url)
        self.path = parts.path
        self._origin = f"{parts.scheme}://{parts.netloc}".lower()
        # What people send to the bot comes first: pages have one of the database's threads at most.
        self._turn = asyncio.Lock()
        self._waiting = 0

    async def looks(self, act: Callable[[Work], Response]) -> Response:
        """The page that `act` makes; whatever it has changed for that is taken back."""

        def do() -> Response:
            with self._units.begin(CHANNEL) as work:
                response = act(work)
                work.session.rollback()
                return response

        async with self._in_turn():
            return await self._database(do)

    async def does(self, act: Callable[[Work], Response]) -> Response:
        """The page that `act` makes, when all that it has done is committed, and people are told of it."""

        def do() -> tuple[Response, Reply]:
            with self._units.begin(CHANNEL) as work:
                response = act(work)
                return response, self.desk.announce(work)

        async with self._in_turn():
            try:
                response, told = await self._database(do)
            except IntegrityError:
                # Somebody was first with what there may be only one of; now it can be seen.
                response, told = await self._database(do)
        self._delivery.hand_over(told.messages)
        return response

    @asynccontextmanager
    async def _in_turn(self) -> AsyncIterator[None]:
        """Raises `NotTaken` where too many wait already."""
        if self._waiting >= MOST_WAITING:
            raise NotTaken(503, refusals.CROWDED, {"Retry-After": str(TRY_AGAIN_IN_S)})
        self._waiting += 1
        try:
            async with self._turn:
                yield
        finally:
            self._waiting -= 1

    def token(self, request: Request) -> str:
        """The token in the address. Raises `NotTaken` where it cannot be one, or the peer has guessed too often."""
        peer = request.client.host if request.client is not None else ""
        if not self.peers.may_ask(peer):
            raise NotTaken(429, refusals.TOO_OFTEN, {"Retry-After": str(int(REMEMBERED_S))})
        token: str = request.path_params["token"]
        if not _TOKEN.fullmatch(token):
            raise NotTaken(404, refusals.UNKNOWN)
        return token

    def require_from_here(self, request: Request) -> None:
        """Raises `NotTaken` where another site's page has sent the form.

        Under this page's referrer policy, browsers say “null” for its own origin; then, what they say of the site
        counts. The token is the secret, which no other page knows: this is the second lock.
        """
        site = request.headers.get("sec-fetch-site", "same-origin")
        origin = request.headers.get("origin", "null").lower()
        if site not in {"same-origin", "none"} or origin not in {"null", self._origin}:
            raise NotTaken(403, refusals.FROM_ELSEWHERE)

    def guarded(self, endpoint: Endpoint) -> Endpoint:
        """The endpoint, which answers with a page whatever happens."""

        async def answer(request: Request) -> Response:
            try:
                return await endpoint(request)
            except NotTaken as stop:
                return self.printer.response(stop.sheet, request, status=stop.status, headers=stop.headers)
            except LinkUnknown:
                self.peers.guessed(request.client.host if request.client is not None else "")
                return self.printer.response(refusals.UNKNOWN, request, status=404)
            except LinkOver as over:
                return self.printer.response(refusals.over(over.reason), request, over.language)
            except Refused as refused:
                return self.printer.response(refusals.refused(refused.reason), request, status=409)
            except DATABASE_TROUBLE as trouble:
                _log.warning("a page was not answered, the database is in trouble: %s", type(trouble).__name__)
                return self._unavailable(request)
            except Exception as defect:  # noqa: BLE001 - recorded with its traceback, and owned up to
                return await self._own_up(request, defect)

        return answer

    def _unavailable(self, request: Request) -> Response:
        headers = {"Retry-After": str(TRY_AGAIN_IN_S)}
        return self.printer.response(refusals.UNAVAILABLE, request, status=503, headers=headers)

    async def _own_up(self, request: Request, defect: Exception) -> Response:
        """Records a defect: where it happened. Neither the address, which holds the token, nor what was written."""
        trace = outline(defect)

        def record() -> int:
            with self._units.begin(CHANNEL) as work:
                return record_defect(work.session, work.now, trace, None, {"page": request.method})

        try:
            reference = await self._database(record)
        except DATABASE_TROUBLE:
            _log.error("a defect in a page could not be recorded\n%s", trace)
            return self._unavailable(request)
        _log.error("defect %s in a page\n%s", reference, trace)
        return self.printer.response(refusals.defect(reference), request, status=500)
