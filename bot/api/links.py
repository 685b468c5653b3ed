"""Account links: the console asks for one for whoever is logged in there, and takes a connection back."""

from __future__ import annotations

from fastapi import APIRouter, Response

from bot.api import answers, bodies
from bot.api.routes import AnyCall, GuardedRoute, KeyedCall, takes
from domain.programme import Programme
from handlers.accounts.payloads import LINK_PREFIX
from handlers.chat.qr import data_uri_of
from services.accounts.linking import make_link, unlink_from_console
from services.api_tokens import Scope
from storage.tables.base import JsonObject
from storage.work import Work


def router(programme: Programme, bot_username: str) -> APIRouter:
    """The operations."""
    api = APIRouter(route_class=GuardedRoute, tags=["account links"])

    @api.post(
        "/account-links",
        response_model=answers.LinkMade,
        status_code=201,
        **takes(Scope.LINKS_WRITE, 404, body=True),
    )
    def post_link(body: bodies.LinkWanted, call: KeyedCall) -> Response:
        """Make a one-time link that connects a person’s Telegram with the account.

        Older links of this person are over. The answer is not kept, because it is a secret: the same call again makes
        a new link.
        """

        def act(work: Work) -> JsonObject:
            made = make_link(work, programme, body.account, body.person)
            url = f"https://t.me/{bot_username}?start={LINK_PREFIX}{made.token}"
            picture = data_uri_of(url, made.link.member.organisation.name)
            return {"url": url, "expires_at": made.link.expires_at.isoformat(), "qr_png": picture}

        return call.do(act, status=201, secret=True)

    @api.delete(
        "/accounts/{account}/people/{person}/link",
        status_code=204,
        response_class=Response,
        **takes(Scope.LINKS_WRITE, 404),
    )
    def delete_link(account: bodies.AccountNumber, person: bodies.PersonNumber, call: AnyCall) -> Response:
        """Nobody in Telegram acts as this person any more. Where nobody does, nothing happens."""

        def act(work: Work) -> None:
            unlink_from_console(work, account, person)

        return call.do(act, status=204)

    return api
