from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.tenders.offers import PriceKind
from domain.tenders.prices import (
    LARGEST,
    LARGEST_HOURLY,
    Price,
    PriceInOtherCurrency,
    PriceNotPositive,
    PriceOfOtherUnit,
    PriceOpen,
    PriceRefused,
    PriceTooLarge,
    PriceTooPrecise,
    PriceUnreadable,
    PriceWithVat,
    read_price,
)

FIXED, HOURLY, RANGE = PriceKind.FIXED, PriceKind.HOURLY, PriceKind.RANGE

READ: dict[str, tuple[PriceKind, str] | tuple[PriceKind, str, str]] = {
    "4500": (FIXED, "4500"),
    "viertausend": (FIXED, "4000"),
    " CHF 4'500.– ": (FIXED, "4500"),
    "Fr. 4’500.50": (FIXED, "4500.50"),
    "4.500,50 CHF": (FIXED, "4500.50"),
    "4500 pauschal": (FIXED, "4500"),
    "Pauschalpreis: 4500 Franken": (FIXED, "4500"),
    "Pauschal CHF 4'500.--": (FIXED, "4500"),
    "Fixpreis 4500": (FIXED, "4500"),
    "4500 fixed": (FIXED, "4500"),
    "4500 in total": (FIXED, "4500"),
    "CHF 4500 für den ganzen Auftrag": (FIXED, "4500"),
    "4500 for the whole job": (FIXED, "4500"),
    "4.5k": (FIXED, "4500"),
    "zwischen 2 und 3 tausend": (RANGE, "2000", "3000"),
    "2-3k": (RANGE, "2000", "3000"),
    "12k CHF": (FIXED, "12000"),
    "12 tausend": (FIXED, "12000"),
    "4000–4000": (FIXED, "4000"),
    "120/h": (HOURLY, "120"),
    "120.-/Std.": (HOURLY, "120"),
    "CHF 120 pro Stunde": (HOURLY, "120"),
    "120 CHF/h": (HOURLY, "120"),
    "120 / hour": (HOURLY, "120"),
    "120 per hour": (HOURLY, "120"),
    "120 an hour": (HOURLY, "120"),
    "120 die Stunde": (HOURLY, "120"),
    "Stundenansatz: 120.–": (HOURLY, "120"),
    "hourly 120": (HOURLY, "120"),
    "hourly rate: CHF 120": (HOURLY, "120"),
    "110–130/h": (HOURLY, "110", "130"),
    "CHF 110 bis 130 pro Stunde": (HOURLY, "110", "130"),
    "110/h - 130/h": (HOURLY, "110", "130"),
    "4000-5000": (RANGE, "4000", "5000"),
    "4'000 – 5'000": (RANGE, "4000", "5000"),
    "CHF 4'000.– – 5'000.–": (RANGE, "4000", "5000"),
    "CHF 4'000.– bis CHF 5'000.–": (RANGE, "4000", "5000"),
    "4'000.–5'000": (RANGE, "4000", "5000"),
    "4000 bis 5000": (RANGE, "4000", "5000"),
    "4000 to 5000 CHF": (RANGE, "4000", "5000"),
    "von 4000 bis 5000": (RANGE, "4000", "5000"),
    "from 4000 to 5000": (RANGE, "4000", "5000"),
    "zwischen 4000 und 5000": (RANGE, "4000", "5000"),
    "between CHF 4000 and CHF 5000": (RANGE, "4000", "5000"),
    "5000–4000": (RANGE, "4000", "5000"),
    "4k–5.5k": (RANGE, "4000", "5500"),
}

REFUSED: dict[str, type[PriceRefused]] = {
    "": PriceUnreadable,
    "cheap": PriceUnreadable,
    "vier": PriceUnreadable,
    "120 h": PriceUnreadable,
    "4000 or 5000": PriceUnreadable,
    "1000-2000-3000": PriceUnreadable,
    "3 x 1500": PriceUnreadable,
    "4000 + 500": PriceUnreadable,
    "CHF -500": PriceUnreadable,
    "4" * 81: PriceUnreadable,
    "EUR 4500": PriceInOtherCurrency,
    "4500 €": PriceInOtherCurrency,
    "4000–5000 Euro": PriceInOtherCurrency,
    "0": PriceNotPositive,
    "-500": PriceNotPositive,
    "0–500": PriceNotPositive,
    "4500.555": PriceTooPrecise,
    "10'000'001": PriceTooLarge,
    "1000–20'000'000": PriceTooLarge,
    "4500/h": PriceTooLarge,
    "900 per day": PriceOfOtherUnit,
    "900.–/Tag": PriceOfOtherUnit,
    "Tagessatz 900": PriceOfOtherUnit,
    "150 monatlich": PriceOfOtherUnit,
    "150 CHF / month": PriceOfOtherUnit,
    "2000 p.a.": PriceOfOtherUnit,
    "20 per page": PriceOfOtherUnit,
    "ab 4000": PriceOpen,
    "from CHF 4000": PriceOpen,
    "ca. 4000": PriceOpen,
    "about 4000": PriceOpen,
    "bis 5000": PriceOpen,
    "up to 5000": PriceOpen,
    "max. 5000": PriceOpen,
    "~4000": PriceOpen,
    "4000+": PriceOpen,
    "4500 exkl. MwSt.": PriceWithVat,
    "4500 + VAT": PriceWithVat,
    "4500 netto": PriceWithVat,
}


@pytest.mark.parametrize("text", READ)
def test_a_price_is_read_as_people_write_it(text: str) -> None:
    kind, *ends = READ[text]

    assert read_price(text, "CHF") == Price(kind, Decimal(ends[0]), Decimal(ends[-1]), "CHF")


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_no_price_is_refused_for_its_reason(text: str) -> None:
    with pytest.raises(PriceRefused) as refused:
        read_price(text, "CHF")

    assert type(refused.value) is REFUSED[text]


def test_a_price_is_in_the_currency_of_the_tender() -> None:
    assert read_price("4500 €", "EUR") == Price(FIXED, Decimal(4500), Decimal(4500), "EUR")
    with pytest.raises(PriceInOtherCurrency, match="EUR 4500"):
        read_price("CHF 4500", "EUR")


def test_an_amount_is_kept_in_the_smallest_unit() -> None:
    assert Price(RANGE, Decimal("4000.50"), Decimal(5000), "CHF").smallest == (400_050, 500_000)
    assert Price(FIXED, Decimal(4000), Decimal(4000), "JPY").smallest == (4000, None)
    assert Price.of(HOURLY, 12_000, None, "CHF") == Price(HOURLY, Decimal(120), Decimal(120), "CHF")
    assert Price.of(HOURLY, 11_000, 13_000, "CHF") == Price(HOURLY, Decimal(110), Decimal(130), "CHF")
    with pytest.raises(PriceTooPrecise):
        read_price("4000.50", "JPY")


@pytest.mark.parametrize(
    ("kind", "low", "high"), [(FIXED, 1, 2), (RANGE, 2, 2), (RANGE, 3, 2), (FIXED, 0, 0), (HOURLY, -1, 5)]
)
def test_what_is_no_price_cannot_be_made(kind: PriceKind, low: int, high: int) -> None:
    with pytest.raises(ValueError, match="price"):
        Price(kind, Decimal(low), Decimal(high), "CHF")


@given(cents=st.integers(1, int(LARGEST) * 100), more=st.integers(0, 10**8))
def test_a_price_in_plain_figures_is_read_exactly(cents: int, more: int) -> None:
    low, high = Decimal(cents) / 100, min(Decimal(cents + more) / 100, LARGEST)
    kind = FIXED if low == high else RANGE

    price = read_price(f"{low:.2f} – {high:.2f}", "CHF")

    assert price == Price(kind, low, high, "CHF")
    assert Price.of(price.kind, *price.smallest, price.currency) == price
    if high <= LARGEST_HOURLY:
        assert read_price(f"{low:.2f}–{high:.2f}/h", "CHF") == Price(HOURLY, low, high, "CHF")


@given(st.text(max_size=100))
def test_whatever_is_typed_is_a_price_or_refused(text: str) -> None:
    try:
        price = read_price(text, "CHF")
    except PriceRefused:
        return
    assert 0 < price.low <= price.high <= LARGEST
