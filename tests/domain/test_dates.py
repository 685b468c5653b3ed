"""Days as people write them, in both languages."""

from __future__ import annotations

import datetime as dt

import pytest

from domain.dates import DateRefused, read_day

TODAY = dt.date(2026, 11, 23)


@pytest.mark.parametrize(
    "text",
    [
        "31.3.2027",
        "31.03.2027",
        "31. 3. 2027",
        "2027-03-31",
        "31 March 2027",
        "31. März 2027",
        "31 maerz 2027",
        "  31  MÄRZ   2027 ",
        "31 Mar 2027",
    ],
)
def test_a_day_is_read_however_it_is_written(text: str) -> None:
    assert read_day(text, TODAY) == dt.date(2027, 3, 31)


@pytest.mark.parametrize("text", ["", "soon", "31.2.2027", "2027-13-01", "31 Brumaire 2027", "31.3.", "0.1.2027"])
def test_what_is_no_day_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(DateRefused, match="cannot read a day"):
        read_day(text, TODAY)
