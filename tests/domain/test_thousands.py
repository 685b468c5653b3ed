"""Thousands as people write them."""

from __future__ import annotations

import pytest

from domain.thousands import with_thousands


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("8k", "8000"),
        ("4.5k", "4500"),
        ("CHF 4,5 tausend", "CHF 4500"),
        ("8 bis 10 tuusig", "8000 bis 10000"),
        ("8-10k EUR", "8000-10000 EUR"),
        ("zwischen 2 und 3 tausend", "zwischen 2000 und 3000"),
        ("zwei bis drei tausend", "2000 bis 3000"),
        ("500 to 1k", "500 to 1000"),
        ("between 2 and 3 thousand", "between 2000 and 3000"),
        ("fünftausend", "5000"),
        ("2000", "2000"),
        ("8 km", "8 km"),
        ("1'500k", "1'500k"),
    ],
)
def test_thousands_in_figures(text: str, figures: str) -> None:
    assert with_thousands(text) == figures
