"""Which VAT number is kept, in a sentence."""

from __future__ import annotations

import pytest

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


@pytest.mark.parametrize("text", ["wozu braucht ihr die?", "why do you need it?"])
def test_what_the_number_is_for_is_told_and_the_form_goes_on(desk: Desk, text: str) -> None:
    lea = desk.client(country="DE", lang="de" if "ihr" in text else "en")
    lea.says("/vat")
    lea.taps("🧾 Enter the VAT number")
    lea.says(text)
    assert "reverse charge" in lea.reads(2) or "Reverse-Charge" in lea.reads(2)
    assert "DE123456788" in lea.reads()


@pytest.mark.parametrize("slip", ["sorry typo, DE129273398", "sorry vertippt, DE129273398", "ups nein, DE129273398"])
def test_a_corrected_number_takes_the_place_of_the_first_one(desk: Desk, slip: str) -> None:
    lea = desk.client(country="DE")
    lea.says("DE136695976")
    lea.says(slip)
    assert "✏️ Changed: VAT number – DE129273398 (was: DE136695976)" in lea.reads()
    lea.taps("☑️ Accept terms and store")
    lea.says("sorry typo, DE136695976")
    assert "It takes the place of DE129273398." in lea.reads()
    assert "☑️ Accept terms and store" in lea.buttons()
