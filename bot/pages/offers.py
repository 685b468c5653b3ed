"""Pages of links that do one thing at the press of a button: confirm an address, unsubscribe."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from bot.pages.forms import read_body
from bot.pages.reception import Reception
from handlers.pages.offers import OfferedLink, done, offered
from storage.work import Work

ONE_CLICK = b"One-Click"
"""What mail programs post, as a form of either kind (RFC 8058)."""


class OfferPages:
    """Shows what links of one kind offer, and does it."""

    def __init__(self, reception: Reception, link: OfferedLink, *, one_click: bool = False) -> None:
        self._reception = reception
        self._link = link
        self._one_click = one_click

    async def show(self, request: Request) -> Response:
        """GET: changes nothing, ever."""
        token = self._reception.token(request)

        def shown(work: Work) -> Response:
            offer = self._link.look(work, token)
            return self._reception.printer.response(offered(offer), request, offer.language)

        return await self._reception.looks(shown)

    async def use(self, request: Request) -> Response:
        """POST: by the page's own button, or by a mail program in one click."""
        token = self._reception.token(request)
        body = await read_body(request)
        if not (self._one_click and ONE_CLICK in body):
            self._reception.require_from_here(request)

        def used(work: Work) -> Response:
            offer = self._link.use(work, token)
            return self._reception.printer.response(done(offer), request, offer.language)

        return await self._reception.does(used)
