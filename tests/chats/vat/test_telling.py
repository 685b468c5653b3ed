"""Which VAT number is kept, in a sentence."""

from __future__ import annotations

from domain.vat.reading import read_vat_number
from domain.words import Country
from services.vat import numbers
from tests.asked import asks
from tests.desk import Desk


def test_the_number_is_told_or_that_there_is_none(desk: Desk) -> None:
    lea = desk.client(country="DE")
    assert asks(lea, "which_vat") == "No VAT number of Seegarten Hotels is stored."
    assert "🧾 Enter the VAT number" in lea.buttons()
    with desk.work() as work:
        numbers.enter(work, lea.row(work), read_vat_number("DE 136 695 976", country=Country("DE")))
    assert asks(lea, "which_vat").splitlines() == [
        "The VAT number of Seegarten Hotels is DE136695976.",
        "",
        "VIES has not been asked about it.",
    ]
    assert {"✏️ Change", "🗑 Remove"} <= set(lea.buttons())


def test_swiss_companies_and_visitors_are_told_why_there_is_none(desk: Desk) -> None:
    assert "is a Swiss company" in asks(desk.client(), "which_vat")
    assert "which organisation you act for" in asks(desk.newcomer(), "which_vat")
