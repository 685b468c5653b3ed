"""The page of a request: the whole of it, its form, and what the form does."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.pages.forms import Fields, NotTaken, numbers, one, read_form
from bot.pages.printing import language_asked
from bot.pages.reception import Reception
from domain.pages import LinkUse
from domain.words import Refused, Words
from handlers.pages import refusals
from handlers.pages.requests import request_sheet
from services import pages
from services.pages import LinkOver, LinkUnknown
from services.partnerships.enquiries import read_remark
from storage.work import Work

ANSWERS = {"yes": LinkUse.CONFIRMED, "no": LinkUse.DECLINED}
"""What the form's two buttons send."""


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody has answered to which version of the request."""

    use: LinkUse
    version: str
    products: frozenset[int]
    reason: str

    @classmethod
    def read(cls, fields: Fields) -> Given:
        """Raises `NotTaken` for what the form does not send."""
        use = ANSWERS.get(one(fields, "answer"))
        if use is None:
            raise NotTaken(400, refusals.NOT_POSSIBLE)
        return cls(use, one(fields, "version"), numbers(fields, "product"), one(fields, "reason"))


class RequestPages:
    """Shows requests, and takes answers to them."""

    def __init__(self, reception: Reception) -> None:
        self._reception = reception

    async def show(self, request: Request) -> Response:
        """GET: changes nothing, ever: mail scanners follow links."""
        token = self._reception.token(request)
        return await self._reception.looks(lambda work: self._shown(work, request, token))

    async def answer(self, request: Request) -> Response:
        """POST: does what the button says, once, and leads to the page that shows what has become of it."""
        token = self._reception.token(request)
        self._reception.require_from_here(request)
        given = Given.read(await read_form(request))
        try:
            return await self._reception.does(lambda work: self._answered(work, request, token, given))
        except (LinkOver, LinkUnknown):
            raise
        except Refused as refused:
            reason = refused.reason
        return await self._reception.looks(lambda work: self._refused(work, request, token, given, reason))

    def _answered(self, work: Work, request: Request, token: str, given: Given) -> Response:
        if given.use is LinkUse.CONFIRMED:
            programme = self._reception.desk.around.programme
            pages.confirm(work, programme, token, given.version, given.products)
        else:
            reason = read_remark(given.reason) if given.reason.strip() else None
            pages.decline(work, token, given.version, reason)
        return self._to_the_page(request)

    def _refused(self, work: Work, request: Request, token: str, given: Given, reason: Words) -> Response:
        """Nothing was done: the page says why, and shows the request as it is now. Of two clicks, one was enough."""
        seen = pages.look(work, token)
        if seen.link.used_how is given.use:
            return self._to_the_page(request)
        return self._shown(work, request, token, reason, given)

    def _shown(
        self, work: Work, request: Request, token: str, notice: Words | None = None, given: Given | None = None
    ) -> Response:
        seen = pages.look(work, token)
        around = self._reception.desk.around
        kept = (given.products, given.reason) if given is not None else ((), "")
        sheet = request_sheet(work, around, seen, notice, *kept)
        status = 200 if notice is None else 409
        return self._reception.printer.response(sheet, request, seen.person.language, status)

    def _to_the_page(self, request: Request) -> Response:
        """To be asked for anew, so that whoever reloads it sends nothing again."""
        headers = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}
        asked = language_asked(request, self._reception.desk.around.renderer.languages)
        return RedirectResponse(request.url.path + (f"?lang={asked}" if asked else ""), 303, headers)
