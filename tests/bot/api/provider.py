"""The provider's systems as the API knows them: what they send, with which token, and what they read."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from typing import Any

import httpx

from bot.api.application import build_api
from bot.api.counting import CallJournal
from bot.api.gate import Gate
from domain.accounts.records import read_account, read_person, read_product
from handlers.chat.desk import Desk
from services.accounts.taking import take_accounts, take_people, take_products
from services.api_tokens import Scope, add
from storage.work import Units
from tests.desk import Loop
from tests.programmes import INFOMANIAK

AS_OF = "2026-11-20T08:00:00Z"
CLIENT, PARTNER, OTHER = "c-1", "p-1", "p-2"
LEA, TIM, NOAH, IDA = "lea", "tim", "noah", "ida"
"""The client's legal representative, its employee, and the partners' legal representatives."""
SITE, SHOP, MAIL = "site", "shop", "mail-1"
"""The client's products."""

_numbers = itertools.count(1)

Json = dict[str, Any]


def account(number: str, name: str, *, partner: bool = False, **more: object) -> Json:
    """A company's account."""
    told: Json = {"kind": "company", "name": name, "country": "CH", "partner": partner, "status": "open"}
    return told | {"account": number, "as_of": AS_OF} | more


def person(number: str, of: str, role: str = "legal_representative", **more: object) -> Json:
    """Somebody of an account."""
    told = {"name": f"{number.title()} Muster (Demo)", "role": role, "status": "active", "as_of": AS_OF}
    return told | {"person": number, "account": of} | more


def product(number: str, of: str = CLIENT, **more: object) -> Json:
    """A website of an account."""
    told = {"kind": "web_hosting", "name": f"{number}.example", "yearly_value": "240.00", "status": "active"}
    return told | {"product": number, "account": of, "as_of": AS_OF} | more


def order(number: str, **more: object) -> Json:
    """An order of the client's."""
    told = {"kind": "order", "amount": "18.00", "currency": "CHF", "booked_on": "2026-11-19", "as_of": AS_OF}
    return told | {"order": number, "account": CLIENT, "ordered_by": CLIENT, "paid_by": CLIENT} | more


def seed(units: Units) -> None:
    """A client with two people and three products, and two partners with one person each."""
    with units.begin("cli") as work:
        accounts = (
            account(CLIENT, "Seegarten Hotels (Demo)"),
            account(PARTNER, "Alpweb (Demo)", partner=True, partner_code="P-ALPWEB"),
            account(OTHER, "Nordnet (Demo)", partner=True, partner_code="P-NORDNET"),
        )
        take_accounts(work, INFOMANIAK, list(map(read_account, accounts)))
        people = (person(LEA, CLIENT), person(TIM, CLIENT, "employee"), person(NOAH, PARTNER), person(IDA, OTHER))
        take_people(work, INFOMANIAK, list(map(read_person, people)))
        take_products(work, INFOMANIAK, [read_product(product(number)) for number in (SITE, SHOP, MAIL)])


def by(number: str, of: str) -> Json:
    """Who decides."""
    return {"account": of, "person": number}


CLIENTS, EMPLOYEES, PARTNERS, OTHERS = by(LEA, CLIENT), by(TIM, CLIENT), by(NOAH, PARTNER), by(IDA, OTHER)


class Provider:
    """Calls the API in this process, with a token that may do everything unless another one is named."""

    def __init__(
        self, units: Units, desk: Desk, loop: Loop, gate: Gate | None = None, journal: CallJournal | None = None
    ) -> None:
        self.units = units
        self.app = build_api(units, desk, gate, journal)
        self.loop = loop
        self._http = httpx.AsyncClient(transport=httpx.ASGITransport(self.app), base_url="http://desk.example")
        self.token = self.new_token(Scope)

    def new_token(self, scopes: Iterable[Scope]) -> str:
        """A token with these scopes."""
        with self.units.begin("cli") as work:
            made = add(work, f"t{next(_numbers)}", list(scopes))
            assert made is not None
            return made.secret

    def call(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        token: str | None = None,
        key: str | None = None,
        **more: Any,
    ) -> httpx.Response:
        """Calls an operation below /v1. A POST gets a key of its own where none is named."""
        headers = {"Authorization": f"Bearer {token or self.token}"} | more.pop("headers", {})
        if key is None and method == "POST":
            key = f"key-{next(_numbers):08}"
        if key is not None:
            headers["Idempotency-Key"] = key
        if body is not None:
            more["json"] = body
        return self.http(method, f"/v1{path}", headers=headers, **more)

    def http(self, method: str, path: str, **more: Any) -> httpx.Response:
        """Any request, as it is."""
        return self.loop.run(self._http.request(method, path, **more))

    def does(self, method: str, path: str, body: object = None, **more: Any) -> Json:
        """As `call`, where it must go well; what it answers."""
        answered = self.call(method, path, body, **more)
        assert answered.is_success, answered.text
        read: Json = answered.json()
        return read

    def request(self, *products: str, partner: str = PARTNER, payer: str = "client") -> str:
        """The client asks the partner, for full access where no products are named; the partnership's id."""
        terms: Json = {"access": "limited", "products": list(products)}
        if not products:
            terms = {"access": "full", "payment_means": payer}
        made = self.does("POST", "/partnerships", {"by": CLIENTS, "partner": partner, **terms})
        return str(made["id"])

    def confirmed(self, *products: str) -> str:
        """A partnership; its id."""
        made = self.request(*products)
        self.does("POST", f"/partnerships/{made}/confirm", {"by": PARTNERS})
        return made
