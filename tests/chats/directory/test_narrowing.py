"""Searching the directory by talking: somebody by name, and messages that narrow what was found."""

from __future__ import annotations

import pytest

from tests.chats.directory.test_directory import listed
from tests.desk import Desk
from tests.people import Chat

LOOKED_UP = {
    "de": {
        "schau mal ob es die Pixelbude im Verzeichnis gibt": "Pixelbude",
        "such Alpweb im Verzeichnis": "Alpweb",
        "steht Alpweb im Partnerverzeichnis?": "Alpweb",
        "wer kann Shopware in Bern?": "Shopware in Bern",
    },
    "en": {
        "look up pixelbude in the partner directory": "pixelbude",
        "find Alpweb in the directory": "Alpweb",
        "is Alpweb listed in the directory?": "Alpweb",
        "is there an agency for Shopware in Bern?": "Shopware in Bern",
    },
}


@pytest.fixture
def lea(desk: Desk, lang: str) -> Chat:
    listed(desk, desk.partner("Alpweb"))
    listed(desk, desk.partner("Nordnet"), languages=("en",), places=("CH-ZH",), website="https://nordnet.example")
    return desk.client(lang=lang)


def heading(chat: Chat) -> str:
    return chat.reads().partition("\n")[0]


def test_somebody_is_looked_up_and_nobody_added(lea: Chat, lang: str) -> None:
    for text, what in LOOKED_UP[lang].items():
        lea.says(text)
        quoted = f"«{what}»" if lang == "de" else f"“{what}”"
        assert heading(lea) == lea.words("📇 <b>Partners for {what}</b>", what=quoted), text
        assert ("Alpweb" in lea.buttons()) is ("pixel" not in what.casefold()), text


def test_what_was_found_is_narrowed_and_the_language_of_the_desk_stays(lea: Chat, lang: str) -> None:
    steps = {
        "de": ("wer kann Shopware?", "nur deutschsprachige", "in Zürich?", "auch englischsprachige"),
        "en": ("who can do Shopware?", "German-speaking", "in Zurich?", "only English-speaking"),
    }
    first, german, place, english = steps[lang]
    lea.says(first)
    assert {"Alpweb", "Nordnet"} <= set(lea.buttons())
    lea.says(german)
    assert "Alpweb" in lea.buttons()
    assert "Nordnet" not in lea.buttons()
    assert heading(lea).endswith("Shopware» · Deutsch" if lang == "de" else "Shopware” · German")
    lea.says(place)
    assert "Shopware in Z" in heading(lea)
    lea.says(english)
    assert "Nordnet" in lea.buttons()
    assert "Alpweb" not in lea.buttons()


def test_what_the_desk_is_asked_to_speak_is_no_filter(lea: Chat, lang: str) -> None:
    lea.says("wer kann Shopware in Bern?" if lang == "de" else "who can do Shopware in Bern?")
    lea.says("in English please" if lang == "de" else "auf Deutsch bitte")
    assert heading(lea).startswith("📇 Partners" if lang == "de" else "📇 Partner")


def test_nothing_is_narrowed_once_something_else_was_spoken_of(desk: Desk, lea: Chat, lang: str) -> None:
    lea.says("wer kann Shopware?" if lang == "de" else "who can do Shopware?")
    lea.says("welche Zugriffsarten gibt es?" if lang == "de" else "Which kinds of access are there?")
    lea.says("nur deutschsprachige" if lang == "de" else "only German-speaking")
    assert "Shopware" not in lea.reads()
    lea.says("/directory Shopware")
    desk.clock.advance(minutes=11)
    lea.says("in Zürich?")
    assert "Shopware" not in heading(lea)


SHOWN = {
    "de": (
        "füge diesen Partner hinzu, aber nur für den Webshop",
        "füge den ersten hinzu",
        "füge sie hinzu",
        "kannst du den hinzufügen?",
        "nimm den",
        "nimm die erste",
        "die nehmen wir",
    ),
    "en": (
        "add that one with limited access",
        "ok add them but only for the webshop",
        "ok, add the first one",
        "add those",
        "take that one",
        "I'll take them",
        "take the first one",
    ),
}


def test_the_only_one_that_was_found_is_meant_by_whoever_points_at_it(lea: Chat, lang: str) -> None:
    for text in SHOWN[lang]:
        lea.says("/directory Nordnet")
        lea.says(text)
        assert "Nordnet" in heading(lea), text
        lea.says("/cancel")
