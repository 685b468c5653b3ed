"""Partnerships: read by the provider's systems, and decided in its console with the rights that people have there."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from bot.api import answers, bodies
from bot.api.calls import Deed
from bot.api.problems import FieldError, of_fields
from bot.api.routes import AnyCall, GuardedRoute, KeyedCall, takes
from domain.partnerships.rules import Access, Status, Terms
from domain.programme import Programme
from services.accounts.console import acting, as_theirs, partner_id, product_ids, typed_products
from services.api_tokens import SCOPE_OF
from services.partnerships import answering, changing, ending, reading, requesting
from services.partnerships.described import described
from services.partnerships.history import history
from services.rights import Act
from storage.tables import Partnership, Person
from storage.tables.base import JsonObject
from storage.work import Work

MOST = 200
USUAL = 50

Account = Annotated[str | None, Query(pattern=bodies.NUMBER, description="Of this account, on either side.")]
Limit = Annotated[int, Query(ge=1, le=MOST, description="How many at most.")]
Cursor = Annotated[str | None, Query(max_length=64, description="`next_cursor` of the page before.")]


def router(programme: Programme) -> APIRouter:
    """The operations."""
    api = APIRouter(route_class=GuardedRoute, tags=["partnerships"])
    _reading(api)
    _deciding(api, programme)
    return api


def _reading(api: APIRouter) -> None:
    @api.get("/partnerships", response_model=answers.Partnerships, **takes(SCOPE_OF[Act.SEE]))
    def get_partnerships(
        call: AnyCall,
        account: Account = None,
        status: Annotated[Status | None, Query(description="In this status now.")] = None,
        limit: Limit = USUAL,
        cursor: Cursor = None,
    ) -> Response:
        """List partnerships, in the order in which they began."""
        behind = _read_cursor(cursor)

        def act(work: Work) -> JsonObject:
            found = reading.several(work, account=account, status=status, behind=behind, limit=limit + 1)
            return _page([described(each) for each in found], limit, lambda last: int(str(last["id"])))

        return call.do(act)

    @api.get("/partnerships/{partnership}", response_model=answers.Partnership, **takes(SCOPE_OF[Act.SEE], 404))
    def get_partnership(partnership: bodies.PartnershipId, call: AnyCall) -> Response:
        """One partnership as it is now."""
        return call.do(lambda work: described(reading.one(work, partnership)))

    @api.get("/partnerships/{partnership}/history", response_model=answers.History, **takes(SCOPE_OF[Act.SEE], 404))
    def get_history(
        partnership: bodies.PartnershipId, call: AnyCall, limit: Limit = USUAL, cursor: Cursor = None
    ) -> Response:
        """What became of a partnership, step by step, and through which door each step was taken."""
        behind = _read_cursor(cursor)

        def act(work: Work) -> JsonObject:
            steps = history(work, reading.one(work, partnership))[behind:]
            return _page(steps, limit, lambda _last: behind + limit)

        return call.do(act)


def _deciding(api: APIRouter, programme: Programme) -> None:
    def decides(act: Act) -> dict[str, Any]:
        return {"response_model": answers.Partnership, **takes(SCOPE_OF[act], 404, 409, body=True)}

    @api.post("/partnerships", status_code=201, **decides(Act.REQUEST))
    def post_partnership(body: bodies.Wanted, call: KeyedCall) -> Response:
        """Ask a partner to manage the account’s products."""

        def act(work: Work, person: Person) -> Partnership:
            chosen = product_ids(work, person, body.products)
            terms = Terms(body.access, body.payment_means, chosen)
            return requesting.request(work, programme, person, partner_id(work, body.partner), terms)

        return call.do(_by(body.by, act), status=201)

    @api.post("/partnerships/{partnership}/confirm", **decides(Act.CONFIRM))
    def post_confirm(partnership: bodies.PartnershipId, body: bodies.Confirming, call: KeyedCall) -> Response:
        """Whoever is asked confirms a request: the partner, or the client, with the products that it grants."""

        def act(work: Work, person: Person, theirs: int) -> Partnership:
            if body.products is None:
                return answering.confirm(work, person, theirs)
            terms = Terms(Access.LIMITED, None, product_ids(work, person, body.products))
            return answering.grant(work, programme, person, theirs, terms)

        return call.do(_on(partnership, body.by, act))

    @api.post("/partnerships/{partnership}/decline", **decides(Act.DECLINE))
    def post_decline(partnership: bodies.PartnershipId, body: bodies.Declining, call: KeyedCall) -> Response:
        """Whoever is asked declines a request."""
        reason = body.reason or None
        return call.do(_on(partnership, body.by, partial(answering.decline, reason=reason)))

    @api.post("/partnerships/{partnership}/withdraw", **decides(Act.WITHDRAW))
    def post_withdraw(partnership: bodies.PartnershipId, body: bodies.Decision, call: KeyedCall) -> Response:
        """Whoever has asked takes a request back that nobody has answered."""
        return call.do(_on(partnership, body.by, requesting.withdraw))

    @api.post("/partnerships/{partnership}/end", **decides(Act.END))
    def post_end(partnership: bodies.PartnershipId, body: bodies.Ending, call: KeyedCall) -> Response:
        """Either side ends an active partnership."""
        reason, last_words = body.reason or None, body.last_words or None
        return call.do(_on(partnership, body.by, partial(ending.end, reason=reason, last_words=last_words)))

    @api.put("/partnerships/{partnership}/payment-means", **decides(Act.CHANGE_PAYER))
    def put_payment_means(partnership: bodies.PartnershipId, body: bodies.PaymentMeans, call: AnyCall) -> Response:
        """The client changes whose payment means are used."""
        payer = body.payment_means
        return call.do(_on(partnership, body.by, partial(changing.change_payer, payer=payer)))

    @api.put("/partnerships/{partnership}/products", **decides(Act.CHANGE_PRODUCTS))
    def put_products(partnership: bodies.PartnershipId, body: bodies.Managed, call: AnyCall) -> Response:
        """The client decides anew which products the partner manages."""

        def act(work: Work, person: Person, theirs: int) -> Partnership:
            present = changing.require_changeable_products(work, person, theirs)
            chosen = product_ids(work, person, body.products) | typed_products(present)
            return changing.change_products(work, person, theirs, chosen)

        return call.do(_on(partnership, body.by, act))


def _by(decider: bodies.Decider, act: Callable[[Work, Person], Partnership]) -> Deed:
    """What this person of the console does; the partnership afterwards."""

    def deed(work: Work) -> JsonObject:
        done = act(work, acting(work, decider.account, decider.person))
        work.session.flush()
        return described(done)

    return deed


def _on(partnership: int, decider: bodies.Decider, act: Callable[[Work, Person, int], Partnership]) -> Deed:
    """What they do with a partnership. One that is not theirs is as if it were not there, also in the time it takes."""
    return _by(decider, lambda work, person: act(work, person, as_theirs(work, person, partnership)))


def _page(items: list[JsonObject], limit: int, mark: Callable[[JsonObject], int]) -> JsonObject:
    """The first `limit` of the items, which may be more, and the cursor behind the last one."""
    shown = items[:limit]
    return {"items": shown, "next_cursor": _cursor(mark(shown[-1])) if len(items) > limit else None}


def _cursor(behind: int) -> str:
    return base64.urlsafe_b64encode(f"1:{behind}".encode()).decode().rstrip("=")


def _read_cursor(cursor: str | None) -> int:
    if cursor is None:
        return 0
    try:
        version, _, behind = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode().partition(":")
        if version == "1" and behind.isascii() and behind.isdecimal() and int(behind) <= bodies.LARGEST_ID:
            return int(behind)
    except (binascii.Error, ValueError):
        pass
    raise of_fields([FieldError(field="query.cursor", detail="Send the `next_cursor` of an earlier page as it was.")])
