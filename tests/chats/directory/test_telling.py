"""A partner's own entry, seen and changed in words."""

from __future__ import annotations

import pytest

from tests.chats.directory.test_directory import TEXT, listed
from tests.desk import Desk

CHANGES = {
    "de": (
        ("unsere spezialitäten sind Magento und SEO", "Schwerpunkte – Magento, SEO (bisher: Shopware, SEO)"),
        ("ergänze die Spezialitäten um WordPress", "Magento, SEO, WordPress (bisher: Magento, SEO)"),
        ("wir sind jetzt auch in Zürich", "Regionen – Bern und Zürich (bisher: Bern)"),
        ("nein, nur in Luzern", "Regionen – Luzern (bisher: Bern und Zürich)"),
        ("die Sprachen sind Deutsch, Englisch und Italienisch", "(bisher: Deutsch und Französisch)"),
        ("die Website ist neu alp.example", "Website – https://alp.example"),
    ),
    "en": (
        ("our specialities are Magento and SEO", "Specialities – Magento, SEO (was: Shopware, SEO)"),
        ("specialities: also WordPress", "Magento, SEO, WordPress (was: Magento, SEO)"),
        ("we're also in Zurich now", "Regions – Bern and Zurich (was: Bern)"),
        ("no, only in Lucerne", "Regions – Lucerne (was: Bern and Zurich)"),
        ("the languages are German, English and Italian", "(was: German and French)"),
        ("change the website to alp.example", "Website – https://alp.example"),
    ),
}


def test_the_entry_is_changed_by_what_is_said_of_it(desk: Desk, lang: str) -> None:
    noah = desk.partner("Alpweb", lang=lang)
    listed(desk, noah)
    for text, changed in CHANGES[lang]:
        noah.says(text)
        assert changed in noah.reads(), text
        assert noah.words("✅ Put it into the directory") in noah.buttons()
    noah.taps("✅ Put it into the directory")
    assert "Magento" in noah.reads()
    assert "alp.example" in noah.reads()


@pytest.mark.parametrize("text", ["wie sieht unser eintrag aus?", "what does our entry look like?"])
def test_the_entry_is_shown_to_who_asks_for_it(desk: Desk, text: str) -> None:
    noah = desk.partner("Alpweb")
    listed(desk, noah)
    noah.says(text)
    assert TEXT in noah.reads()
    assert "✏️ Change" in noah.buttons()


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("ändere unsere beschreibung im verzeichnis", "What does Alpweb do, and for whom?"),
        ("change our description in the directory", "What does Alpweb do, and for whom?"),
        ("edit our languages in the directory", "In which languages do you serve clients?"),
        ("unsere Website im Verzeichnis ist neu alp.example", "✏️ Changed: Website – https://alp.example"),
        ("update our website in the directory: alp.example", "✏️ Changed: Website – https://alp.example"),
    ],
)
def test_what_shall_be_another_is_asked_or_taken(desk: Desk, text: str, asked: str) -> None:
    noah = desk.partner("Alpweb")
    listed(desk, noah)
    assert asked in noah.says(text)


def test_praise_changes_nothing_and_questions_are_about_the_entry(desk: Desk) -> None:
    noah = desk.partner("Alpweb")
    listed(desk, noah)
    noah.says("our specialities are Magento and SEO")
    for text in (
        "the specialities are fine",
        "our specialities are not up to date",
        "the description is good",
        "die Spezialitäten sind gut so",
    ):
        noah.says(text)
        assert "Changed" not in noah.reads(), text
    noah.says("what does it cost?")
    assert "free entry" in noah.reads(2)
    assert "Magento, SEO" in noah.reads()


def test_without_an_entry_there_is_nothing_to_change(desk: Desk) -> None:
    noah = desk.partner("Alpweb")
    noah.says("change our description in the directory")
    assert "✍️ Write the entry" in noah.buttons()
