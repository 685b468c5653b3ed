"""Puts the pages together: where each of them is, and what is said where there is none."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import HTTPExceptionHandler

from bot.pages.offers import OfferPages
from bot.pages.reception import Endpoint, Reception
from bot.pages.requests import RequestPages
from handlers.pages import refusals
from handlers.pages.offers import OfferedLink
from handlers.pages.sheets import Sheet
from handlers.partnerships.page_links import ANSWER_PATH

ADDRESS_PATH, UNSUBSCRIBE_PATH = "/e/", "/u/"


@dataclass(frozen=True, slots=True)
class OfferedLinks:
    """Whose links lead to pages, besides those of requests: `/e/<token>` confirms an address, `/u/<token>` ends mails.

    The latter may be a mail's List-Unsubscribe: mail programs post to it in one click (RFC 8058).
    """

    address: OfferedLink | None = None
    unsubscribe: OfferedLink | None = None


NO_MORE_LINKS = OfferedLinks()


def build_pages(reception: Reception, links: OfferedLinks = NO_MORE_LINKS) -> Starlette:
    """The ASGI application, below the path of the pages' address."""
    requests = RequestPages(reception)
    routes = _routes(reception, ANSWER_PATH, requests.show, requests.answer)
    if links.address is not None:
        offers = OfferPages(reception, links.address)
        routes += _routes(reception, ADDRESS_PATH, offers.show, offers.use)
    if links.unsubscribe is not None:
        offers = OfferPages(reception, links.unsubscribe, one_click=True)
        routes += _routes(reception, UNSUBSCRIBE_PATH, offers.show, offers.use)
    application = Starlette(
        routes=routes,
        exception_handlers={404: _says(reception, refusals.UNKNOWN), 405: _says(reception, refusals.NOT_POSSIBLE)},
    )
    application.router.redirect_slashes = False
    return application


def _routes(reception: Reception, path: str, look: Endpoint, send: Endpoint) -> list[Route]:
    """A page that is looked at, and sends a form."""

    async def answer(request: Request) -> Response:
        return await (send if request.method == "POST" else look)(request)

    whole = f"{reception.path}{path}{{token}}"
    return [Route(whole, reception.guarded(answer), methods=["GET", "POST"])]


def _says(reception: Reception, sheet: Sheet) -> HTTPExceptionHandler:
    """What is answered where the framework finds no page, or none for this method."""

    def answer(request: Request, error: Exception) -> Response:
        if not isinstance(error, HTTPException):
            raise error
        return reception.printer.response(sheet, request, status=error.status_code, headers=error.headers)

    return answer
