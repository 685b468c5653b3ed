"""What has changed since a day, in the sentences of the history."""

from __future__ import annotations

import datetime as dt

from domain.partnerships.rules import Access
from domain.sayings.slots import Days
from services.care.assigning import Who, limit_to, look_after
from tests.asked import asks
from tests.desk import Desk


def test_what_has_changed_is_told_with_everybody_or_with_one(desk: Desk) -> None:
    lea, mia, alpweb, nordnet = desk.client(), desk.client("Bergblick"), desk.partner("Alpweb"), desk.partner("Nordnet")
    assert asks(lea, "what_changed") == "Nothing has changed in your partnerships since October 24, 2026."
    desk.partnership(lea, alpweb, products=["Webshop"])
    desk.partnership(mia, alpweb, Access.FULL)
    desk.clock.advance(days=40)
    desk.partnership(lea, nordnet, products=["seegarten.example"])

    assert (
        asks(lea, "what_changed").splitlines()[0::2]
        == [
            "This has changed in your partnerships since December 3, 2026, the newest first:",
            "January 2, 2027 · Nordnet · Nordnet confirmed the partnership: limited access to seegarten.example.",
            "January 2, 2027 · Nordnet · Seegarten Hotels sent Nordnet a request: limited access to seegarten.example.",
        ]
        or "Seegarten Hotels sent" in lea.reads()
    )
    assert lea.buttons() == ["🕘 Nordnet", "👥 Partners", "🏠 Menu"]
    assert asks(lea, "what_changed", other=alpweb.organisation_id) == (
        "Nothing has changed with Alpweb since December 3, 2026."
    )
    november = Days(dt.date(2026, 11, 1), dt.date(2026, 11, 30))
    told = asks(lea, "what_changed", other=alpweb.organisation_id, when=november)
    assert told.startswith("This has changed with Alpweb between November 1, 2026 and November 30, 2026, the newest")
    assert "November 23, 2026 · Alpweb confirmed the partnership" in told
    told = asks(alpweb, "what_changed", when=november)
    assert "Bergblick ·" in told
    assert "Seegarten Hotels ·" in told
    assert asks(nordnet, "what_changed", other=mia.organisation_id) == "This client is not one of yours."


def test_employees_hear_of_what_they_look_after_whole(desk: Desk) -> None:
    lea, mia, alpweb = desk.client(), desk.client("Bergblick"), desk.partner("Alpweb")
    tim = desk.colleague(alpweb, "Tim")
    desk.partnership(lea, alpweb, Access.FULL)
    desk.partnership(mia, alpweb)
    with desk.work() as work:
        noah, who = alpweb.row(work), Who(person=tim.row(work).id)
        look_after(work, noah, mia.organisation_id, who, cares=True)
        limit_to(work, noah, mia.organisation_id, who, [mia.products(work)[0].id])

    assert "Bergblick" not in asks(tim, "what_changed")
    assert "Seegarten Hotels" in tim.reads()
    assert "You look after some of the products only" in asks(tim, "what_changed", other=mia.organisation_id)
