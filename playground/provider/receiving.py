"""Events of the desk: checked, known by their id, put into effect, and answered truly."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from playground.provider.books import KEPT_EVENTS, Books, JsonObject, Received

CONFIRMED = "partnership.confirmed"


@dataclass(frozen=True)
class Answer:
    """Status 204: in effect. 409 and 422: refused for good, and why. 500: try again later."""

    status: int
    code: str | None = None
    detail: str | None = None


class Forged(Exception):
    """The signature is not the desk's, or too old."""


def receive(books: Books, secret: str, body: bytes, headers: Mapping[str, str]) -> Answer:
    """Takes the event in. One that was settled before gets the same answer again and changes nothing.

    Raises `Forged`.
    """
    try:
        event = Webhook(secret).verify(body, dict(headers))
    except (WebhookVerificationError, ValueError, UnicodeDecodeError, json.JSONDecodeError) as reason:
        raise Forged(str(reason)) from reason
    number = headers["webhook-id"]
    if number in books.settled:
        known = next((each for each in books.events if each.id == number), None)
        if known is None:
            return Answer(books.settled[number])
        known.times += 1
        return Answer(known.status, known.code, known.detail)
    data = event.get("data") or {}
    answer = _settle(books, str(event.get("type")), str(event.get("timestamp")), data)
    if answer.status < 500:
        books.settled[number] = answer.status
    _note(books, number, event, data, answer)
    return answer


def _settle(books: Books, kind: str, happened_at: str, data: JsonObject) -> Answer:
    if books.out_of_order:
        return Answer(500, "out_of_order", "The provider's systems are out of order.")
    partnership = data.get("partnership")
    if not isinstance(partnership, dict):
        return Answer(204)
    number = str(partnership["id"])
    if happened_at < books.latest.get(number, ""):
        return Answer(204)
    if kind == CONFIRMED and (refusal := _refusal(books, partnership)) is not None:
        return refusal
    books.latest[number] = happened_at
    if partnership["status"] == "active":
        books.access[number] = partnership
    else:
        books.access.pop(number, None)
    return Answer(204)


def _refusal(books: Books, partnership: JsonObject) -> Answer | None:
    """Why the access cannot be set up; `None` if it can."""
    for side in ("client", "partner"):
        account = books.accounts.get(str(partnership[side]["account"]))
        if account is not None and (account.blocked or account.status == "closed"):
            return Answer(409, "account_blocked", f"The account of {account.name} is blocked.")
    for named in partnership["products"]:
        product = books.products.get(str(named["product"]))
        if product is not None and (product.gone or product.status == "cancelled"):
            return Answer(422, "product_gone", f"The product {product.name} does not exist any more.")
    return None


def _note(books: Books, number: str, event: Mapping[str, Any], data: JsonObject, answer: Answer) -> None:
    """In the console's list, one that was answered with 500 before is the same event, answered anew."""
    before = next((each for each in books.events if each.id == number), None)
    noted = Received(
        number,
        str(event.get("type")),
        str(event.get("timestamp")),
        _about(data),
        answer.status,
        answer.code,
        answer.detail,
        before.times + 1 if before is not None else 1,
    )
    if before is not None:
        books.events[books.events.index(before)] = noted
    else:
        books.events.append(noted)
        del books.events[:-KEPT_EVENTS]


def _about(data: JsonObject) -> str:
    """Who it is about, in names."""
    partnership = data.get("partnership")
    if isinstance(partnership, dict):
        return f"{partnership['client']['name']} · {partnership['partner']['name']}"
    for value in data.values():
        if isinstance(value, dict) and value.get("name"):
            return str(value["name"])
    return ""
