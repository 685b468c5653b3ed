"""Support's hours: when it is there, when it is there again, and how long somebody has waited."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from domain.support import Holidays, HolidaysUnknown, HoursInvalid, read_hours
from domain.words import Named

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


GENEVA = read_hours("Mon-Fri 08:00-18:00", ZURICH, "CH-GE")


def december(day: int, hour: int) -> dt.datetime:
    """A moment around the turn of the year 2026, the 32nd being New Year. Christmas is a Friday."""
    return dt.datetime(2026, 12, 1, hour, tzinfo=ZURICH) + dt.timedelta(days=day - 1)


@pytest.mark.parametrize(
    ("moment", "again"),
    [
        (december(24, 12), december(24, 12)),
        (december(24, 18), december(28, 8)),  # Christmas, and the weekend behind it
        (december(25, 12), december(28, 8)),
        (december(31, 12), december(35, 8)),  # Geneva's Restoration of the Republic, New Year, the weekend
    ],
)
def test_support_is_not_there_on_holidays(moment: dt.datetime, again: dt.datetime) -> None:
    assert GENEVA.are_open(moment) is (moment == again)
    assert GENEVA.next_opening(moment) == again


def test_holidays_do_not_count_as_waiting() -> None:
    assert GENEVA.waited(december(24, 17), december(28, 9)) == dt.timedelta(hours=2)


def test_a_holiday_has_a_name_where_support_would_be_there() -> None:
    assert GENEVA.holiday(december(25, 12)) == Named(de="Weihnachten", en="Christmas Day")
    assert GENEVA.holiday(december(26, 12)) is None, "a Saturday"
    assert GENEVA.holiday(december(24, 12)) is None
    assert HOURS.holiday(december(25, 12)) is None, "this support has no holidays"


@pytest.mark.parametrize(
    ("code", "there", "not_there"),
    [
        ("CH", dt.date(2026, 8, 1), dt.date(2026, 12, 31)),
        ("CH-GE", dt.date(2026, 12, 31), dt.date(2026, 8, 15)),
        ("CH-TI", dt.date(2026, 8, 15), dt.date(2026, 12, 31)),
        ("DE-BY", dt.date(2026, 1, 6), dt.date(2026, 10, 31)),
        ("AT", dt.date(2026, 10, 26), dt.date(2026, 10, 3)),
        ("FR", dt.date(2026, 7, 14), dt.date(2026, 8, 1)),
    ],
)
def test_each_country_and_part_of_it_has_its_own(code: str, there: dt.date, not_there: dt.date) -> None:
    holidays = Holidays(code)
    assert there in holidays
    assert not_there not in holidays
    assert holidays.name_of(there) is not None


@pytest.mark.parametrize("code", ["", "ch", "CH-XX", "XX", "Switzerland", "CH-"])
def test_what_has_no_holidays(code: str) -> None:
    with pytest.raises(HolidaysUnknown):
        Holidays(code)
