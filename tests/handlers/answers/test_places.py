"""What the places of articles stand for, in both languages."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from domain.words import Money
from handlers.answers.places import places_of
from tests.programmes import INFOMANIAK


def test_the_default_programme_in_both_languages() -> None:
    german, english = places_of(INFOMANIAK)["de"], places_of(INFOMANIAK)["en"]
    assert german["minimum_value"] == "CHF\xa02’000 oder EUR\xa01’800"  # fact 5
    assert english["minimum_value"] == "CHF\xa02,000 or EUR\xa01,800"
    assert german["discount_ceiling"] == english["discount_ceiling"] == "35\xa0%"  # fact 10
    assert (german["add_partner"], english["add_partner"]) == ("Partner hinzufügen", "Add partner")  # fact 30
    assert german["console"] == "https://manager.infomaniak.com"
    assert "terms" not in german


@pytest.mark.parametrize(
    ("amounts", "german", "english"),
    [
        ((Money(Decimal("99.50"), "SEK"),), "SEK\xa099.50", "SEK\xa099.50"),
        ((Money(Decimal("1000.0"), "JPY"),), "JPY\xa01’000", "JPY\xa01,000"),
        (
            (Money(Decimal(1), "CHF"), Money(Decimal(2), "EUR"), Money(Decimal(3), "USD")),
            "CHF\xa01, EUR\xa02 oder USD\xa03",
            "CHF\xa01, EUR\xa02, or USD\xa03",
        ),
    ],
)
def test_amounts_are_read_as_one_says_them(amounts: tuple[Money, ...], german: str, english: str) -> None:
    places = places_of(replace(INFOMANIAK, minimum_value=amounts))
    assert (places["de"]["minimum_value"], places["en"]["minimum_value"]) == (german, english)


def test_a_page_with_terms_is_a_place_where_there_is_one() -> None:
    links = replace(INFOMANIAK.links, terms="https://provider.example/terms")
    assert places_of(replace(INFOMANIAK, links=links))["en"]["terms"] == "https://provider.example/terms"
