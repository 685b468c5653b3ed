"""Large numbers in words."""

from __future__ import annotations

import pytest

from domain.numerals import with_figures


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("zehntausend Franken", "10000 Franken"),
        ("zweitausendfünfhundert", "2500"),
        ("fünfundzwanzigtausend", "25000"),
        ("Zwei Tausend", "2000"),
        ("füfzähtuusig", "15000"),
        ("eine halbe Million", "500000"),
        ("zweieinhalb tausend", "2500"),
        ("twenty-five hundred", "2500"),
        ("one hundred and fifty thousand", "150000"),
        ("between one thousand and two thousand", "between one thousand and two thousand"),
        ("ten", "ten"),
        ("tausendfach", "tausendfach"),
        ("Hundertwasser", "Hundertwasser"),
    ],
)
def test_large_numbers_are_read(text: str, figures: str) -> None:
    assert with_figures(text) == figures
