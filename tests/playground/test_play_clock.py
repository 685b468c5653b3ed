"""The playground's time: where a journey stops, and that it never goes back."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from playground.clock import Clock, next_stop
from tests.playground.playing import Playing
from tests.playground.post import letter, post_office

ZURICH = ZoneInfo("Europe/Zurich")
LITTLE = dt.timedelta(minutes=1)
"""More than what passes while a test runs."""


@pytest.mark.parametrize(
    ("now", "then"),
    [
        ("2026-11-23 14:05", "2026-11-24 14:05"),
        ("2026-11-23 09:00", "2026-11-24 09:00"),
        ("2026-11-23 19:59", "2026-11-24 19:59"),
        ("2026-11-23 22:30", "2026-11-24 19:00"),
        ("2026-11-23 03:20", "2026-11-24 09:00"),
        ("2026-12-31 12:00", "2027-01-01 12:00"),
        ("2026-03-28 12:00", "2026-03-29 12:00"),  # 23 hours later
        ("2026-10-24 12:00", "2026-10-25 12:00"),  # 25 hours later
        ("2026-03-28 02:30", "2026-03-29 09:00"),  # 02:30 is not there on that day
    ],
)
def test_a_day_later_people_are_up(now: str, then: str) -> None:
    here = dt.datetime.fromisoformat(now).replace(tzinfo=ZURICH)
    assert next_stop(here.astimezone(dt.UTC)).astimezone(ZURICH).strftime("%Y-%m-%d %H:%M") == then


def test_a_journey_goes_on_after_a_crash_and_every_process_sees_it(tmp_path: Path) -> None:
    clock, elsewhere = Clock(tmp_path / "clock.json"), Clock(tmp_path / "clock.json")
    told: list[int] = []
    clock.on_move = lambda: told.append(clock.days_left)
    began = clock()
    clock.go_on()  # nobody has asked for it
    assert clock() - began < LITTLE
    clock.travel(2)
    clock.go_on()
    assert told == [2, 1]
    assert abs(elsewhere() - next_stop(began)) < LITTLE
    again = Clock(tmp_path / "clock.json")
    assert again.days_left == 1
    again.go_on()
    again.go_on()
    for each in (clock, elsewhere, again):
        assert abs(each() - next_stop(next_stop(began))) < LITTLE
        assert each.days_left == 0


def test_messages_and_letters_carry_the_date_of_the_world(tmp_path: Path) -> None:
    clock = Clock(tmp_path / "clock.json")
    with post_office(clock) as post:
        world = post.world
        before = world.play("GET", "/world")["clock"]
        assert world.play("POST", "/clock", {"days": 1})["days_left"] == 1
        clock.go_on()
        now = world.play("GET", "/clock")
        assert now["days_left"] == 0
        assert now["now"] - before["now"] > 10 * 3600
        world.sends("Good morning")
        assert abs(world.shown()[-1]["date"] - now["now"]) < LITTLE.total_seconds()
        post.send(letter("Reminder", "one"), "mia@client.example")
        assert abs(world.play("GET", "/mail")[-1]["date"] - now["now"]) < LITTLE.total_seconds()
        assert world.ask("POST", "/clock", {"days": 0})[0] == 400
        assert world.ask("POST", "/clock", {"days": 400})[0] == 400


def test_elsewhere_time_goes_on_by_itself(world: Playing) -> None:
    assert world.play("GET", "/world")["clock"] is None
    assert world.ask("POST", "/clock", {"days": 1}) == (400, {"error": "Here, time goes on by itself."})
