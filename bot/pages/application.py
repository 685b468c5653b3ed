"""Puts the pages together: where each of them is, and what is said where there is none."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import HTTPExceptionHandler

from bot.pages.offers import OfferPages
from bot.pages.reception import Endpoint, Reception
from bot.pages.requests import RequestPages
from handlers.chat.mail.pages import ADDRESS_PATH, ANSWER_PATH, UNSUBSCRIBE_PATH
from handlers.pages import refusals
from handlers.pages.offers import ADDRESS, UNSUBSCRIBING
from handlers.pages.sheets import Sheet


def build_pages(reception: Reception) -> Starlette:
    """The ASGI application, below the path of the pages' address."""
    requests = RequestPages(reception)
    address, unsubscribing = OfferPages(reception, ADDRESS), OfferPages(reception, UNSUBSCRIBING, one_click=True)
    application = Starlette(
        routes=[
            _route(reception, ANSWER_PATH, requests.show, requests.answer),
            _route(reception, ADDRESS_PATH, address.show, address.use),
            _route(reception, UNSUBSCRIBE_PATH, unsubscribing.show, unsubscribing.use),
        ],
        exception_handlers={404: _says(reception, refusals.UNKNOWN), 405: _says(reception, refusals.NOT_POSSIBLE)},
    )
    application.router.redirect_slashes = False
    return application


def _route(reception: Reception, path: str, look: Endpoint, send: Endpoint) -> Route:
    """A page that is looked at, and sends a form."""

    async def answer(request: Request) -> Response:
        return await (send if request.method == "POST" else look)(request)

    return Route(f"{reception.path}{path}{{token}}", reception.guarded(answer), methods=["GET", "POST"])


def _says(reception: Reception, sheet: Sheet) -> HTTPExceptionHandler:
    """What is answered where the framework finds no page, or none for this method."""

    def answer(request: Request, error: Exception) -> Response:
        if not isinstance(error, HTTPException):
            raise error
        return reception.printer.response(sheet, request, status=error.status_code, headers=error.headers)

    return answer
