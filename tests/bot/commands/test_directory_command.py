"""`handschlag directory`: somebody at a desk hides an entry with a reason in their own words."""

from __future__ import annotations

import pytest

from tests.bot.commands.running import Say, handschlag
from tests.bot.trials import until
from tests.chats.directory.test_directory import listed
from tests.desk import Desk

pytestmark = [pytest.mark.usefixtures("folder"), pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)]


def directory(capsys: Say, *arguments: str, status: int = 0) -> str:
    return handschlag(capsys, "directory", *arguments, status=status)


def test_an_entry_is_hidden_and_shown_again(desk: Desk, capsys: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HANDSCHLAG_DATABASE_URL", desk.settings.database_url)
    assert "No partner has an entry yet" in directory(capsys, "list")
    nina, mia = desk.partner("Alpweb"), desk.newcomer()
    listed(desk, nina)
    code = nina.partner_code
    assert "P-7K2M9Q has no entry" in directory(capsys, "hide", "P-7K2M9Q", "--reason", "x", status=2)
    directory(capsys, "hide", code, "--reason", "Another company’s logo.", "--by", "Omar")
    assert "Another company’s logo." in directory(capsys, "list")
    until(lambda: "Another company’s logo." in nina.reads())
    assert "Alpweb" not in mia.says("/directory")
    directory(capsys, "show", code.lower())
    assert "Alpweb" in mia.says("/directory")
    assert " on" in directory(capsys, "list")
