"""`handschlag retention`: each period with how long it is, since when the oldest is kept, and what is late."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from domain.privacy import Period
from services.privacy.keeping import BY_ROWS
from storage.tables import Defect
from tests.bot.commands.running import Say, handschlag
from tests.desk import Desk

pytestmark = [pytest.mark.usefixtures("folder"), pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)]


def test_periods_are_listed_and_what_is_late_is_marked(
    desk: Desk, capsys: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HANDSCHLAG_DATABASE_URL", desk.settings.database_url)
    desk.look_at_deadlines()
    long_ago = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    with desk.work() as work:
        work.session.add(Defect(at=long_ago, traceback="in break_down"))
    found = {each["period"]: each for each in json.loads(handschlag(capsys, "retention", "--json"))["periods"]}
    assert [*found] == [period.value for period in Period]
    assert {name for name, each in found.items() if each["next_look"] is not None} == {*BY_ROWS}
    assert [name for name, each in found.items() if each["late"]] == ["defects"]
    table = handschlag(capsys, "retention")
    assert "what went wrong (LATE)" in table
    assert "questions           30" in table
    desk.clock.advance(minutes=15)
    desk.look_at_deadlines()
    assert "LATE" not in handschlag(capsys, "retention"), "whoever is there lets go of it"
