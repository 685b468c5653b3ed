"""People's daytime: when reminders may come, over both changes of the clocks, and to when things are put off."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.daytime import is_daytime, next_daytime, next_week, tomorrow

ZONES = ("Europe/Zurich", "America/New_York", "Asia/Kathmandu", "Pacific/Kiritimati", "Australia/Lord_Howe", "UTC")
FORWARD, BACK = dt.date(2026, 3, 29), dt.date(2026, 10, 25)
"""Days on which the clocks change in Zurich: it is 2 hours ahead of UTC from the first on, 1 hour from the second."""


def utc(*moment: int) -> dt.datetime:
    return dt.datetime(*moment, tzinfo=dt.UTC)  # type: ignore[arg-type, misc]


@pytest.mark.parametrize(
    ("zone", "moment", "comes"),
    [
        ("Europe/Zurich", utc(2026, 11, 23, 6, 59, 59), utc(2026, 11, 23, 7)),  # just before eight
        ("Europe/Zurich", utc(2026, 11, 23, 7), utc(2026, 11, 23, 7)),
        ("Europe/Zurich", utc(2026, 11, 23, 18, 59, 59), utc(2026, 11, 23, 18, 59, 59)),
        ("Europe/Zurich", utc(2026, 11, 23, 19), utc(2026, 11, 24, 7)),  # eight in the evening is night
        ("Europe/Zurich", utc(2026, 11, 23, 23, 30), utc(2026, 11, 24, 7)),  # past midnight, and the next day there
        ("Europe/Zurich", utc(2026, 3, 28, 22), utc(2026, 3, 29, 6)),  # the night in which an hour is lacking
        ("Europe/Zurich", utc(2026, 3, 29, 0, 59), utc(2026, 3, 29, 6)),
        ("Europe/Zurich", utc(2026, 3, 29, 1), utc(2026, 3, 29, 6)),  # 1:59 is followed by 3:00
        ("Europe/Zurich", utc(2026, 3, 29, 5, 59), utc(2026, 3, 29, 6)),
        ("Europe/Zurich", utc(2026, 10, 24, 21), utc(2026, 10, 25, 7)),  # the night with an hour twice
        ("Europe/Zurich", utc(2026, 10, 25, 0, 30), utc(2026, 10, 25, 7)),  # half past two, for the first time
        ("Europe/Zurich", utc(2026, 10, 25, 1, 30), utc(2026, 10, 25, 7)),  # and for the second
        ("America/New_York", utc(2026, 11, 23, 7), utc(2026, 11, 23, 13)),
        ("Asia/Kathmandu", utc(2026, 11, 23, 2, 14), utc(2026, 11, 23, 2, 15)),  # 5¾ hours ahead
        ("Pacific/Kiritimati", utc(2026, 11, 23, 6), utc(2026, 11, 23, 18)),  # it is the 24th there
        ("America/Santiago", utc(2026, 9, 6, 3), utc(2026, 9, 6, 11)),  # midnight does not exist on this day
    ],
)
def test_what_may_wait_comes_by_day(zone: str, moment: dt.datetime, comes: dt.datetime) -> None:
    assert next_daytime(moment, ZoneInfo(zone)) == comes


@given(
    st.sampled_from(ZONES),
    st.datetimes(dt.datetime(2026, 1, 1), dt.datetime(2027, 12, 31), timezones=st.just(dt.UTC)),  # noqa: DTZ001 - its zone is given beside it
)
def test_the_next_daytime_is_daytime_and_the_first_there_is(zone: str, moment: dt.datetime) -> None:
    there = ZoneInfo(zone)
    comes = next_daytime(moment, there)
    assert comes.tzinfo is dt.UTC
    assert is_daytime(comes, there)
    assert moment <= comes <= moment + dt.timedelta(hours=13)  # a night has twelve hours, one of them perhaps twice
    assert comes == moment or not is_daytime(comes - dt.timedelta(seconds=1), there)
    assert next_daytime(comes, there) == comes


@pytest.mark.parametrize(
    ("moment", "the_next_day", "the_next_week"),
    [
        (utc(2026, 11, 23, 9), utc(2026, 11, 24, 8), utc(2026, 11, 30, 8)),  # a Monday: not today
        (utc(2026, 11, 27, 9), utc(2026, 11, 28, 8), utc(2026, 11, 30, 8)),
        (utc(2026, 11, 29, 22, 59), utc(2026, 11, 30, 8), utc(2026, 11, 30, 8)),  # Sunday, a minute before midnight
        (utc(2026, 11, 29, 23), utc(2026, 12, 1, 8), utc(2026, 12, 7, 8)),  # Monday has begun there
        (utc(2026, 3, 28, 12), utc(2026, 3, 29, 7), utc(2026, 3, 30, 7)),  # nine o'clock comes an hour sooner
        (utc(2026, 10, 24, 12), utc(2026, 10, 25, 8), utc(2026, 10, 26, 8)),  # and here an hour later
    ],
)
def test_tomorrow_and_next_week_are_the_persons(
    moment: dt.datetime, the_next_day: dt.datetime, the_next_week: dt.datetime
) -> None:
    zurich = ZoneInfo("Europe/Zurich")
    assert tomorrow(moment, zurich) == the_next_day
    assert next_week(moment, zurich) == the_next_week


@pytest.mark.parametrize(("day", "hours"), [(FORWARD, 23), (BACK, 25)])
def test_both_days_on_which_the_clocks_change_have_twelve_hours_of_daytime(day: dt.date, hours: int) -> None:
    zurich = ZoneInfo("Europe/Zurich")
    begins = dt.datetime.combine(day, dt.time(), zurich).astimezone(dt.UTC)
    quarters = [begins + dt.timedelta(minutes=15 * number) for number in range(4 * hours)]
    assert {moment.astimezone(zurich).date() for moment in quarters} == {day}
    assert sum(is_daytime(moment, zurich) for moment in quarters) == 4 * 12
