"""A third language is added by adding its folder, and nothing else (see `tests.locales.pseudo`)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.commands.articles import check_texts
from bot.profile.reading import DEFAULT_PROFILE
from domain.partnerships.rules import Status
from handlers.chat.catalogs import catalog_path, check_catalog
from handlers.chat.post import LONGEST_LABEL
from handlers.chat.rendering import Renderer
from playground.entities import parse_html, utf16_length
from tests.desk import Desk, Loop
from tests.locales import texts_in_code
from tests.locales.foreign import foreign
from tests.locales.pseudo import CODE, NOT_WRITTEN, accented
from tests.locales.test_catalogs import descriptions, filled, label_words, whispers
from tests.people import Chat, Json

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
PARTNERS = (
    *("menu", "requests", "clients", "expiring", "income", "askclient", "mylink", "myentry"),
    "teams",
    "tenders",
)
VISITORS = ("menu", "register", "directory", "becomepartner")
"""Commands that show something else to partners, or to whoever acts for nobody yet."""


@pytest.fixture
def desk(
    playground_url: str, database_url: str, loop: Loop, locales: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Desk]:
    monkeypatch.setattr(Desk, "locales", locales)
    running = Desk(playground_url, database_url, loop)
    yield running
    running.close()


class Reader:
    """Looks at all that people read, in text and on buttons, and notes what is not in the language."""

    def __init__(self) -> None:
        self.foreign: dict[str, str] = {}
        self._seen: set[str] = set()

    def visits(self, chat: Chat, where: str) -> None:
        """Opens a screen, and then whatever its buttons open, each kind of button once."""
        chat.says(where)
        newest = chat.from_bot()[-1]
        self._looks(where, newest)
        for label, data in buttons_of(newest):
            kind = re.sub(r"\d+", "0", data)
            if data and kind not in self._seen and label.split()[-1] not in ("Deutsch", "English"):
                self._seen.add(kind)
                chat.press(newest["message_id"], data)
                self._looks(f"{where} → {label}", *chat.from_bot()[-2:])

    def _looks(self, where: str, *messages: Json) -> None:
        for message in messages:
            for text in (str(message["text"]), *(label for label, _ in buttons_of(message))):
                if (word := foreign(text)) is not None:
                    self.foreign.setdefault(word, f"{where}: {text}")


def buttons_of(message: Json) -> list[tuple[str, str]]:
    """Labels, with the data of those that the bot hears of."""
    return [(button["text"], button.get("data", "")) for row in message["keyboard"] or [] for button in row]


@on_sqlite
def test_all_that_people_read_is_in_their_language(desk: Desk) -> None:
    client = desk.client("Σεγαρτεν", lang=CODE, first_name="Λεα", products=("σεγαρτεν", "Μαγαζι"))
    partner = desk.partner("Αλπ", lang=CODE)
    desk.partnership(client, partner, products=["Μαγαζι"])
    desk.partnership(client, desk.partner("Νορδ"), products=["σεγαρτεν"], status=Status.PENDING)
    visitor = desk.newcomer("Μια", lang=CODE)
    reader = Reader()
    commands = [name for name, command in desk.app.desk.commands.items() if name not in ("cancel", "start")]

    for name in commands:
        reader.visits(client, f"/{name}")
    for chat, names in ((partner, PARTNERS), (visitor, VISITORS)):
        for name in names:
            reader.visits(chat, f"/{name}")

    # What is not written in it is read in English, and shows that the reader would have found more.
    assert {text.split(": ")[-1] for text in reader.foreign.values()} == {desk.article(NOT_WRITTEN, "en").title}


def test_what_has_little_room_has_it_in_longer_languages_too(locales: Path) -> None:
    """But for labels that name a form in their end: there the beginning is enough."""
    renderer = Renderer(locales)
    labels = [words for words in label_words() if "form" not in getattr(words, "values", {})]
    too_long = [
        shown
        for some, longest in ((labels, LONGEST_LABEL), (descriptions(), 60), (whispers(), 200))
        for shown in (renderer.plain(words, CODE) for words in some)
        if len(shown) > longest
    ]
    assert too_long == []


def test_telegram_takes_every_text_in_longer_languages_too(locales: Path) -> None:
    renderer = Renderer(locales)
    for text in texts_in_code.texts():
        shown, _ = parse_html(renderer.html(filled(text, "Müller & Söhne <AG>"), CODE))
        assert 0 < utf16_length(shown) <= 4096


def test_the_folder_is_right_but_for_what_is_not_written(locales: Path) -> None:
    assert check_catalog(catalog_path(locales, CODE)) == []
    faults = [str(fault) for fault in check_texts(locales, DEFAULT_PROFILE, dt.date(2026, 11, 29))]
    assert len(faults) == 1
    assert f"There is no article “{NOT_WRITTEN}” in “{CODE}”." in faults[0]


@on_sqlite
def test_people_come_to_it_and_leave_it(desk: Desk) -> None:
    reto = desk.newcomer("Ρετο", lang=CODE)
    assert accented("Welcome") in reto.reads()
    reto.taps("🌐 Deutsch · English")
    assert [label.split()[1] for label in reto.buttons()[:3]] == ["Deutsch", "Ελληνικά", "English"]
    reto.taps("Deutsch")
    assert "Willkommen" in reto.reads()
    assert desk.article(NOT_WRITTEN, CODE) == desk.article(NOT_WRITTEN, "en")
