"""What the desk tells people by itself – in their chats, by mail, in support's group – is in a third language, too."""

from __future__ import annotations

from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest

from handlers.chat.mail.composing import LONGEST_SUBJECT
from playground.entities import parse_html
from storage.tables import SupportGroup
from storage.tables.base import JsonObject
from tests.databases import SqliteFiles
from tests.handlers.chat.mail import cases
from tests.handlers.chat.mail import scene as scenes
from tests.handlers.chat.mail.cases import FACTS
from tests.handlers.chat.mail.scene import Scene, Written
from tests.handlers.chat.mail.test_facts import Page
from tests.locales.foreign import foreign, spoken_in
from tests.locales.pseudo import CODE
from tests.services import world
from tests.services.tenders import bidding
from tests.services.tenders import scenes as tenders

SPOKEN = spoken_in(cases, scenes, world, bidding, tenders)
GROUP = -100_123


@pytest.fixture(scope="module")
def told(sqlite_files: SqliteFiles, locales: Path) -> Iterator[dict[str, Written]]:
    """What people and support are told of each fact."""
    scene = Scene(sqlite_files.fresh("told"), client="Σεγαρτεν", partner="Αλπ", locales=locales, language=CODE)
    with scene.units.begin("cli") as work:
        work.session.add(SupportGroup(id=1, chat_id=GROUP, language=CODE, connected_at=work.now))
    yield {name: scene.write(fact.case, by=fact.by) for name, fact in FACTS.items()}
    scene.close()


def texts_of(message: JsonObject) -> Iterator[str]:
    """What is read of a message: its text and its labels."""
    text = str(message["text"])
    yield parse_html(text)[0] if "parse_mode" in message else text
    yield from labels_of(message)


def labels_of(message: JsonObject) -> Iterator[str]:
    markup = message.get("reply_markup")
    rows = markup.get("inline_keyboard", []) if isinstance(markup, dict) else []
    yield from (button["text"] for row in rows for button in row)


def test_messages_to_people_and_to_support_are_in_their_language(told: dict[str, Written]) -> None:
    said = [(name, text) for name, written in told.items() for each in written.said for text in texts_of(each)]
    assert [each for written in told.values() for each in written.said if each["chat_id"] == GROUP]
    assert [(name, word, text) for name, text in said if (word := foreign(text, SPOKEN))] == []


def test_mails_are_in_their_language_from_the_subject_to_the_foot(told: dict[str, Written]) -> None:
    parts = [
        (name, part, text)
        for name, written in told.items()
        for letter in written.letters
        for part, text in (
            ("subject", letter.subject),
            ("text", letter.text),
            ("HTML", Page(letter.html).text),
            ("title", unescape(letter.html.partition("<title>")[2].partition("</title>")[0])),
        )
    ]
    assert parts
    assert [(word, *each) for each in parts if (word := foreign(each[2], SPOKEN))] == []


def test_subjects_and_labels_have_room_in_longer_languages(told: dict[str, Written]) -> None:
    subjects = {letter.subject for written in told.values() for letter in written.letters}
    labels = {label for written in told.values() for each in written.said for label in labels_of(each)}
    assert [each for each in subjects if len(each) >= LONGEST_SUBJECT] == []
    assert [each for each in labels if each.endswith("…")] == []
