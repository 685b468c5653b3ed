"""Messages that narrow a search, and those that only look like it."""

from __future__ import annotations

import pytest

from domain.directory.refining import language_named, narrowed, narrows


@pytest.mark.parametrize(
    ("before", "text", "words", "language"),
    [
        ("Shopware in Bern", "in Zürich?", "Shopware in Zürich", ""),
        ("Shopware in Bern", "und in Zürich?", "Shopware in Zürich", ""),
        ("Shopware in Bern", "lieber in Genf", "Shopware in Genf", ""),
        ("Shopware in Bern", "deutschsprachige", "Shopware in Bern", "de"),
        ("Shopware in Bern", "nur deutschsprachige bitte", "Shopware in Bern", "de"),
        ("Shopware in Bern", "die Französisch sprechen", "Shopware in Bern", "fr"),
        ("Shopware in Bern", "Italienisch?", "Shopware in Bern", "it"),
        ("Shopware deutschsprachig", "nur französische", "Shopware", "fr"),
        ("Shopware in Bern", "nur die mit Schwerpunkt Shop", "Shopware in Bern Shop", ""),
        ("", "nur WordPress", "WordPress", ""),
        ("Shopware in Bern", "in Zurich?", "Shopware in Zurich", ""),
        ("Shopware in Bern", "German-speaking", "Shopware in Bern", "de"),
        ("Shopware in Bern", "German speaking", "Shopware in Bern", "de"),
        ("Shopware in Bern", "only those with a shop focus", "Shopware in Bern shop", ""),
        ("Shopware in Bern", "only in Geneva, French-speaking", "Shopware in Geneva", "fr"),
    ],
)
def test_a_message_narrows_a_search(before: str, text: str, words: str, language: str) -> None:
    assert narrows(text)
    assert narrowed(before, text) == words
    assert language_named(text) == language


@pytest.mark.parametrize(
    "text",
    [
        "auf Deutsch bitte",
        "in English please",
        "Deutsch",
        "nicht in Bern",
        "not German-speaking",
        "wer kann Shopware in Bern?",
        "who speaks French?",
        "wer zahlt?",
        "danke",
        "nur",
        "Alpweb hinzufügen",
        "kündige Alpweb, der Laden in Bern macht nichts mehr und hat sich seit Jahren nicht gemeldet",
        "",
    ],
)
def test_another_message_does_not(text: str) -> None:
    assert not narrows(text)
