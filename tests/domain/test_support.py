"""Support's hours: when it is there, when it is there again, and how long somebody has waited."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from domain.support import HoursInvalid, read_hours

ZURICH = ZoneInfo("Europe/Zurich")
HOURS = read_hours("Mon-Fri 08:00-18:00", ZURICH)


def at(day: int, hour: int, minute: int = 0) -> dt.datetime:
    """A moment of November 2026 in Zurich; the 23rd is a Monday."""
    return dt.datetime(2026, 11, day, hour, minute, tzinfo=ZURICH)


@pytest.mark.parametrize(
    ("moment", "there", "again"),
    [
        (at(23, 8), True, at(23, 8)),
        (at(23, 17, 59), True, at(23, 17, 59)),
        (at(23, 18), False, at(24, 8)),
        (at(23, 7, 59), False, at(23, 8)),
        (at(27, 18), False, at(30, 8)),
        (at(28, 12), False, at(30, 8)),
    ],
)
def test_when_support_is_there(moment: dt.datetime, there: bool, again: dt.datetime) -> None:
    assert HOURS.are_open(moment) is there
    assert HOURS.next_opening(moment) == again


@pytest.mark.parametrize(
    ("since", "until", "hours"),
    [
        (at(23, 9), at(23, 10), 1),
        (at(23, 17), at(24, 9), 2),
        (at(27, 17), at(30, 9), 2),
        (at(28, 9), at(29, 9), 0),
        (at(23, 9), at(23, 9), 0),
        (at(23, 6), at(23, 20), 10),
    ],
)
def test_only_the_time_in_which_support_is_there_counts_as_waiting(
    since: dt.datetime, until: dt.datetime, hours: float
) -> None:
    assert HOURS.waited(since, until) == dt.timedelta(hours=hours)


def test_a_day_that_is_an_hour_shorter_has_the_same_hours() -> None:
    hours = read_hours("Sun 00:00-12:00", ZURICH)
    day = dt.datetime(2026, 3, 29, tzinfo=ZURICH)  # 2 o'clock is 3 o'clock
    assert hours.waited(day, day + dt.timedelta(days=1)) == dt.timedelta(hours=11)


@pytest.mark.parametrize("text", ["", "always", "Mon-Fri", "Fri-Mon 08:00-18:00", "Mon 18:00-08:00", "Mon 08:00-25:00"])
def test_what_are_no_hours(text: str) -> None:
    with pytest.raises(HoursInvalid):
        read_hours(text, ZURICH)
