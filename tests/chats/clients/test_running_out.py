"""What runs out, in sentences: to a partner and to a client."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from domain.partnerships.rules import Access
from domain.sayings.slots import Days
from tests.asked import asks
from tests.desk import START, Desk
from tests.people import Chat

TODAY = START.date()


def test_what_runs_out_is_told_to_both(desk: Desk) -> None:
    lea, mia, alpweb, nordnet = desk.client(), desk.client("Bergblick"), desk.partner("Alpweb"), desk.partner("Nordnet")
    assert asks(lea, "what_expires") == "None of your products runs out by January 22, 2027."
    desk.partnership(lea, alpweb, products=["Webshop"])
    desk.partnership(mia, alpweb, Access.FULL)
    run_out(lea, {"Webshop": 10, "seegarten.example": 100})
    run_out(mia, {"Webshop": -3})

    assert asks(lea, "what_expires").splitlines() == [
        "1 of your products runs out by January 22, 2027:",
        "• Webshop runs out on December 3, 2026",
        "",
        "You renew them yourself.",
    ]
    assert lea.buttons() == ["📦 Webshop", "📦 All products", "🏠 Menu"]
    spring = Days(dt.date(2027, 3, 1), dt.date(2027, 3, 31))
    assert "seegarten.example runs out on March 3, 2027" in asks(lea, "what_expires", when=spring)
    assert asks(lea, "what_expires", when=spring, other=alpweb.organisation_id) == (
        "No product that Alpweb manages runs out between March 1, 2027 and March 31, 2027."
    )
    assert asks(lea, "what_expires", other=nordnet.organisation_id) == "Nordnet has no access to your products."
    assert asks(mia, "what_expires").splitlines()[1::2] == [
        "⚠️ Webshop ran out on November 20, 2026",
        "Alpweb can order and renew for you.",
    ]

    assert asks(alpweb, "what_expires").splitlines()[:2] == [
        "2 products of your clients run out by January 22, 2027:",
        "⚠️ 🔁 November 20, 2026: Webshop (Web hosting), Bergblick",
    ]
    assert "1 product of Seegarten Hotels runs out" in asks(alpweb, "what_expires", other=lea.organisation_id)
    assert "Bergblick" not in alpweb.reads()
    assert asks(nordnet, "what_expires", other=lea.organisation_id) == "This client is not one of yours."


def run_out(client: Chat, days: Mapping[str, int]) -> None:
    with client.desk.work() as work:
        for product in client.products(work):
            if product.name in days:
                product.expires_on = TODAY + dt.timedelta(days=days[product.name])
