from __future__ import annotations

from decimal import Decimal

import pytest
from babel.numbers import format_currency
from hypothesis import given
from hypothesis import strategies as st

from domain.amounts import (
    LARGEST,
    AmountInOtherCurrency,
    AmountNotPositive,
    AmountRefused,
    AmountTooLarge,
    AmountTooPrecise,
    AmountUnreadable,
    read_amount,
)
from domain.words import Money


@pytest.mark.parametrize(
    ("text", "francs"),
    [
        ("2000", "2000"),
        (" 2000 ", "2000"),
        ("2'000", "2000"),
        ("2’000", "2000"),
        ("2’000.50", "2000.50"),
        ("2.000,50", "2000.50"),
        ("2,000.50", "2000.50"),
        ("2000.5", "2000.50"),
        ("2000,5", "2000.50"),
        ("CHF 2000", "2000"),
        ("2000 CHF", "2000"),
        ("chf2000", "2000"),
        ("Fr. 2'000.-", "2000"),
        ("2000 Franken", "2000"),
        ("2000.–", "2000"),
        ("2000.--", "2000"),
        ("2000,-", "2000"),
        ("CHF 2’000.— pro Jahr", "2000"),
        ("2000 / Jahr", "2000"),
        ("2000 p.a.", "2000"),
        ("2000 per year", "2000"),
        ("2.000", "2000"),
        ("2,000", "2000"),
        ("1.000.000", "1000000"),
        ("1'000'000.05", "1000000.05"),
        ("2 000 000,05", "2000000.05"),
        ("2\N{NARROW NO-BREAK SPACE}000", "2000"),
        ("0.05", "0.05"),
        ("007", "7"),
        ("100'000'000", "100000000"),
        ("zehntausend Franken", "10000"),
        ("twenty-five hundred francs", "2500"),
    ],
)
def test_an_amount_is_read_as_it_is_usually_written(text: str, francs: str) -> None:
    assert read_amount(text, "CHF") == Money(Decimal(francs), "CHF")


@pytest.mark.parametrize("text", ["1800 €", "€1800", "EUR 1 800", "1.800,00 Euro", "1800"])
def test_euros_are_read_where_euros_are_asked_for(text: str) -> None:
    assert read_amount(text, "EUR") == Money(Decimal(1800), "EUR")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", AmountUnreadable),
        ("etwa zwanzig", AmountUnreadable),
        ("CHF", AmountUnreadable),
        ("2k", AmountUnreadable),
        ("2'00", AmountUnreadable),
        ("2.000.50", AmountUnreadable),
        ("12,34,567", AmountUnreadable),
        ("2'000.000'000", AmountUnreadable),
        ("1800-2000", AmountUnreadable),
        ("2000²", AmountUnreadable),
        ("٢٠٠٠", AmountUnreadable),
        ("1" * 5000, AmountUnreadable),
        ("200 CHF pro Monat", AmountUnreadable),
        ("0", AmountNotPositive),
        ("0.00", AmountNotPositive),
        ("-2000", AmountNotPositive),
        ("CHF −2'000.50", AmountNotPositive),
        ("100'000'000.01", AmountTooLarge),
        ("9" * 40, AmountTooLarge),
        ("2000.505", AmountTooPrecise),
        ("0.500", AmountTooPrecise),
        ("2'000.500", AmountTooPrecise),
        ("1800 €", AmountInOtherCurrency),
        ("EUR 1800", AmountInOtherCurrency),
        ("$ 2000", AmountInOtherCurrency),
        ("2000 SEK", AmountInOtherCurrency),
    ],
)
def test_what_is_wrong_with_an_amount_has_a_name(text: str, reason: type[AmountRefused]) -> None:
    with pytest.raises(reason) as refused:
        read_amount(text, "CHF")

    assert type(refused.value) is reason


@pytest.mark.parametrize("locale", ["de_CH", "de_DE", "de_AT", "fr_FR", "fr_CH", "it_IT", "it_CH", "en"])
@given(cents=st.integers(1, int(LARGEST) * 100), currency=st.sampled_from(["CHF", "EUR"]))
def test_what_is_printed_in_a_neighbours_way_is_read_back(locale: str, cents: int, currency: str) -> None:
    money = Money(Decimal(cents) / 100, currency)

    assert read_amount(format_currency(money.amount, currency, locale=locale), currency) == money


@given(st.text(max_size=70) | st.text("0123456789.,'’ -–CHF€", max_size=20))
def test_any_text_is_a_sensible_amount_or_refused(text: str) -> None:
    try:
        money = read_amount(text, "CHF")
    except AmountRefused:
        return
    assert 0 < money.amount <= LARGEST
    assert money.amount.as_tuple().exponent == -2
