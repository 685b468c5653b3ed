"""`handschlag ban`, `unban` and `bans`: whom the operator turns away."""

from __future__ import annotations

import pytest

from tests.bot.commands.running import Say, handschlag
from tests.desk import Desk

pytestmark = [pytest.mark.usefixtures("folder"), pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)]


def test_the_operator_bans_and_lets_back_in(desk: Desk, capsys: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HANDSCHLAG_DATABASE_URL", desk.settings.database_url)
    mia = desk.newcomer()
    assert "Nobody is banned" in handschlag(capsys, "bans")
    assert "is not banned" in handschlag(capsys, "unban", str(mia.id), status=2)
    handschlag(capsys, "ban", str(mia.id), "--reason", "Sends\nadvertisements", "--by", "Omar")
    assert "You cannot use this desk" in mia.says("/menu")
    listed = handschlag(capsys, "bans")
    assert all(each in listed for each in (str(mia.id), "Omar", "Sends advertisements", "  1  "))
    assert "A reason has up to" in handschlag(capsys, "ban", "7", "--reason", " ", status=2)
    handschlag(capsys, "ban", "--reason", "A group of strangers", "--", "-100")
    assert "-100" in handschlag(capsys, "bans")
    assert "Kept meanwhile, and handled within a minute: 1." in handschlag(capsys, "unban", str(mia.id))
    assert "Welcome" in mia.says("/start")
