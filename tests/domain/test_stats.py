"""Numbers for the programme's owner: no look, and no two looks together, tell of few."""

from __future__ import annotations

import datetime as dt
from itertools import combinations, pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.stats import FEW, Calendar, Speed, next_monday, past_weeks, speed, told, total

ZURICH = ZoneInfo("Europe/Zurich")
MOMENT = dt.datetime(2026, 11, 26, 9, tzinfo=dt.UTC)


@pytest.mark.parametrize(("count", "seen"), [(0, None), (1, None), (4, None), (5, 5), (6, 6), (1_000, 1_000)])
def test_none_under_five(count: int, seen: int | None) -> None:
    assert told(count) == seen


@pytest.mark.parametrize(
    ("parts", "seen"),
    [((8, 7), 15), ((5, 5), 10), ((8, 4), None), ((4, 4), None), ((0, 9), None), ((0, 0), None), ((5, 6, 7), 18)],
)
def test_a_total_is_told_only_with_all_its_parts(parts: tuple[int, ...], seen: int | None) -> None:
    assert total(*parts) == seen


@given(st.lists(st.integers(0, 12), min_size=2, max_size=4))
@settings(derandomize=True, max_examples=300, deadline=None)
def test_what_is_not_told_cannot_be_worked_out(parts: list[int]) -> None:
    """For each part that is not told, all of 0 to 4 go together with everything that is."""
    seen = [told(part) for part in parts], total(*parts)
    for place, part in enumerate(parts):
        if part < FEW:
            for other in range(FEW):
                instead = [*parts[:place], other, *parts[place + 1 :]]
                assert ([told(each) for each in instead], total(*instead)) == seen


def test_weeks_are_whole_over_and_apart() -> None:
    weeks = past_weeks(MOMENT, ZURICH, 6)
    assert [week.monday.isoformat() for week in weeks[:2]] == ["2026-11-16", "2026-11-09"]
    assert weeks[0].sunday == dt.date(2026, 11, 22)
    assert all(later.begins == earlier.ends for later, earlier in pairwise(weeks))
    assert all(one.ends <= other.begins for other, one in combinations(weeks, 2))
    assert weeks[4].ends - weeks[4].begins == dt.timedelta(days=7, hours=1), "the clocks went back on October 25"
    assert past_weeks(MOMENT, ZURICH, 60)[:6] == weeks


def test_the_week_begins_on_monday_where_support_is() -> None:
    sunday_night = dt.datetime(2026, 11, 22, 23, 30, tzinfo=dt.UTC)
    assert past_weeks(sunday_night, ZURICH, 1)[0].monday == dt.date(2026, 11, 16), "it is Monday in Zurich"
    assert past_weeks(sunday_night, dt.UTC, 1)[0].monday == dt.date(2026, 11, 9)
    assert next_monday(sunday_night, ZURICH) == dt.datetime(2026, 11, 29, 23, tzinfo=dt.UTC)


def test_a_moment_has_its_week() -> None:
    weeks = past_weeks(MOMENT, ZURICH, 3)
    calendar = Calendar(weeks)
    assert (calendar.begins, calendar.ends) == (weeks[-1].begins, weeks[0].ends)
    for week in weeks:
        assert calendar.week_of(week.begins) == week
        assert calendar.week_of(week.ends - dt.timedelta(microseconds=1)) == week
        assert calendar.week_of_day(week.monday) == calendar.week_of_day(week.sunday) == week
    assert calendar.days_in_utc == (
        dt.datetime(2026, 11, 2, tzinfo=dt.UTC),
        dt.datetime(2026, 11, 23, tzinfo=dt.UTC),
    )


@pytest.mark.parametrize(
    ("hours", "half", "most"),
    [((1, 2, 3, 4, 5), 3, 5), ((9, 1, 1, 1, 1, 1, 1, 1, 1, 1), 1, 1), ((6, 5, 4, 3, 2, 1), 3, 6), ((2,) * 20, 2, 2)],
)
def test_how_long_it_took(hours: tuple[int, ...], half: int, most: int) -> None:
    assert speed([dt.timedelta(hours=each) for each in hours]) == Speed(
        dt.timedelta(hours=half), dt.timedelta(hours=most)
    )


def test_how_long_few_took_is_nobodys_business() -> None:
    assert speed([dt.timedelta(hours=1)] * 4) is None
    assert speed([]) is None
