"""The end of a run: what is in hand is finished, and nothing is lost or doubled."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from storage.tables import ProcessedUpdate
from tests.bot.apart import DeskApart
from tests.bot.trials import database_out_of_reach, pending, until, writes
from tests.desk import Desk, Loop


@pytest.fixture
def apart(playground_url: str, database_url: str, loop: Loop, tmp_path: Path) -> Iterator[DeskApart]:
    running = DeskApart(playground_url, database_url, loop, tmp_path)
    yield running
    running.close()


def applied(desk: Desk) -> int:
    with desk.work() as work:
        return work.session.scalar(select(func.count()).select_from(ProcessedUpdate)) or 0


def test_a_burst_is_neither_lost_nor_doubled_by_a_stop(apart: DeskApart) -> None:
    people = [apart.newcomer(name) for name in ("Urs", "Lea", "Noah")]
    before = applied(apart)
    for number in range(6):
        for person in people:
            writes(person, f"/n{number}")
    until(lambda: any("/n" in person.reads() for person in people))
    apart.stop()
    assert applied(apart) - before + pending(apart) >= 18, "nothing is acknowledged that is not committed"
    apart.start()
    apart.settle()
    for person in people:
        answers = [message["text"].split("/")[1].split(".")[0] for message in person.from_bot()[1:]]
        assert answers == [f"n{number}" for number in range(6)]
    assert applied(apart) - before == 18


def test_a_stop_does_not_wait_for_a_database_in_trouble(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    urs = desk.newcomer("Urs")
    with database_out_of_reach(desk.app.units.engine):
        writes(urs, "/n1")
        until(lambda: "cannot be applied yet" in caplog.text)
        desk.stop()
    assert pending(desk) == 1, "what is not committed is not acknowledged"
    desk.start()
    desk.settle()
    assert sum("/n1" in message["text"] for message in urs.from_bot()) == 1
