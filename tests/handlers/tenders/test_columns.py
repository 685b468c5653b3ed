from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.tenders.columns import MOST, WIDTH, table, width

ROWS = [
    ("Preis, CHF", ["4’500", "4’000–12’000", "120 pro Stunde"]),
    ("Bis", ["12.12.2026", "20.01.2027", "15.01.2027"]),
    ("Dateien", ["2", "", "1"]),
]


def test_three_offers_stand_beside_each_other() -> None:
    assert table(["A Alpweb", "B Bergwerk Digital", "C Nordnet"], ROWS).splitlines() == [
        "A Alpweb    B Bergwerk  C Nordnet",
        "            Digital",
        "───────────────────────────────────",
        "Preis, CHF",
        "4’500       4’000–      120 pro",
        "            12’000      Stunde",
        "",
        "Bis",
        "12.12.2026  20.01.2027  15.01.2027",
        "",
        "Dateien",
        "2                       1",
    ]


def test_two_have_more_room() -> None:
    lines = table(["A Alpweb", "B Bergwerk Digital"], [(label, cells[:2]) for label, cells in ROWS]).splitlines()

    assert lines[:5] == [
        "A Alpweb          B Bergwerk",
        "                  Digital",
        "───────────────────────────────────",
        "Preis, CHF",
        "4’500             4’000–12’000",
    ]


def test_a_word_that_is_too_long_goes_on_below() -> None:
    assert table(["Donaudampfschifffahrt", "B", "C"], []).splitlines()[:2] == [
        "Donaudampfs B           C",
        "chifffahrt",
    ]


@pytest.mark.parametrize("columns", [0, MOST + 1])
def test_more_columns_than_a_phone_shows_are_a_mistake(columns: int) -> None:
    with pytest.raises(ValueError, match="phone"):
        table(["A"] * columns, [])


@given(st.lists(st.text(max_size=60), min_size=1, max_size=MOST), st.text(max_size=60))
def test_no_line_is_wider_than_a_phone(cells: list[str], label: str) -> None:
    cells = [" ".join(cell.split()) for cell in cells]

    shown = table(cells, [(" ".join(label.split()), cells)]).split("\n")

    assert max(map(width, shown)) <= WIDTH
