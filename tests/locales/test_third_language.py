"""A third language is added by adding its folder, and nothing else (see `tests.locales.pseudo`)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.app import LOCALES
from bot.commands.articles import check_texts
from bot.profile.reading import DEFAULT_PROFILE
from domain.partnerships.rules import Status
from handlers.chat.catalogs import catalog_path, check_catalog
from tests.desk import Desk, Loop
from tests.locales.pseudo import CODE, NOT_WRITTEN, add_language
from tests.people import Chat

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
OURS = re.compile(r"[A-Za-z]{3,}")
_NOT_OURS = re.compile(
    r"https?://\S+|/\w+|@\w+|\+\d+\S*|\S+\.(?:example|com|ch|html)\b|CHE?-[\d.]+|P-\w+|\b(?:CHF|EUR|VIES|XLSX|CSV|CET)\b"
)
"""Addresses, commands, numbers, currencies: the same in every language."""


@pytest.fixture(scope="module")
def locales(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return add_language(tmp_path_factory.mktemp("third") / "locales", LOCALES)


@pytest.fixture
def desk(playground_url: str, database_url: str, loop: Loop, locales: Path) -> Iterator[Desk]:
    running = Desk(playground_url, database_url, loop, locales=locales)
    yield running
    running.close()


class Reader:
    """Looks at all that somebody reads, in text and on buttons, and notes what is not in the language."""

    def __init__(self, chat: Chat) -> None:
        self._chat = chat
        self._seen: set[str] = set()
        self.foreign: dict[str, str] = {}
        self.too_long: set[str] = set()

    def visits(self, where: str) -> None:
        """Opens a screen, and then whatever its buttons open, each kind of button once."""
        self._chat.says(where)
        self._looks(where)
        for message in self._chat.from_bot()[-1:]:
            for row in message["keyboard"] or []:
                for button in row:
                    kind = re.sub(r"\d+", "0", button.get("data", ""))
                    if kind and kind not in self._seen:
                        self._seen.add(kind)
                        self._chat.press(message["message_id"], button["data"])
                        self._looks(f"{where} → {button['text']}")

    def _looks(self, where: str) -> None:
        for message in self._chat.from_bot()[-2:]:
            labels = [button["text"] for row in message["keyboard"] or [] for button in row]
            for text in (str(message["text"]), *labels):
                if found := OURS.search(_NOT_OURS.sub("", text).replace("Infomaniak", "")):
                    self.foreign.setdefault(found.group(), f"{where}: {text}")
            self.too_long.update(label for label in labels if label.endswith("…"))


@on_sqlite
def test_all_that_people_read_is_in_their_language(desk: Desk) -> None:
    client = desk.client("Σεγαρτεν", lang=CODE, first_name="Λεα", products=("σεγαρτεν", "Μαγαζι"))
    partner = desk.partner("Αλπ", lang=CODE)
    desk.partnership(client, partner, products=["Μαγαζι"])
    desk.partnership(client, desk.partner("Νορδ"), products=["σεγαρτεν"], status=Status.PENDING)
    visitor = desk.newcomer("Μια", lang=CODE)
    foreign: dict[str, str] = {}
    commands = [name for name, command in desk.app.desk.commands.items() if name not in ("cancel", "start")]

    for chat in (client, partner, visitor):
        reader = Reader(chat)
        for name in commands:
            reader.visits(f"/{name}")
        foreign |= reader.foreign

    assert foreign == {}


def test_the_folder_is_right_but_for_what_is_not_written(locales: Path) -> None:
    assert check_catalog(catalog_path(locales, CODE)) == []
    faults = [str(fault) for fault in check_texts(locales, DEFAULT_PROFILE, dt.date(2026, 11, 29))]
    assert len(faults) == 1
    assert f"There is no article “{NOT_WRITTEN}” in “{CODE}”." in faults[0]


@on_sqlite
def test_people_come_to_it_and_leave_it(desk: Desk) -> None:
    reto = desk.newcomer("Ρετο", lang=CODE)
    assert "Ŵéĺćőḿé" in reto.reads() or not OURS.search(reto.reads())
    assert reto.taps("🌐 ") != ""
    assert [label.split(" ", 1)[1] for label in reto.buttons()[:3]] == ["Deutsch", "Ελληνικά", "English"]
    reto.taps("Deutsch")
    assert "Willkommen" in reto.reads()
    assert desk.article(NOT_WRITTEN, CODE) == desk.article(NOT_WRITTEN, "en")
