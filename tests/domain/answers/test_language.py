from __future__ import annotations

from pathlib import Path

import pytest

from domain.answers.language import Languages, spoken
from domain.answers.spelling import words
from storage.answers.articles import load_articles

LOCALES = Path(__file__).parents[3] / "locales"


@pytest.fixture(scope="module")
def languages() -> Languages:
    return Languages(
        (article.language, words(text))
        for article in load_articles(LOCALES)
        for text in (article.question, *article.aliases, article.body)
    )


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Wie lange dauert das noch?", "de"),
        ("How long does it take?", "en"),
        ("Chan i das au am Wuchenänd mache?", "de"),
        ("wo finde ich meine unterlagen", "de"),
        ("could you explain the difference please", "en"),
        ("kuendigungsfrist", "de"),
    ],
)
def test_a_message_in_one_language(languages: Languages, text: str, language: str) -> None:
    assert spoken(languages.shares(text))[0] == language


@pytest.mark.parametrize(
    "text", ["wie kann ich change the payment means", "who sees the Rechnungen von meinem Partner"]
)
def test_a_message_in_two_languages(languages: Languages, text: str) -> None:
    assert set(spoken(languages.shares(text))) == {"de", "en"}


@pytest.mark.parametrize("text", ["", "?!", "🤝"])
def test_where_nothing_speaks_for_a_language_all_are_equal(languages: Languages, text: str) -> None:
    assert languages.shares(text) == {"de": 0.5, "en": 0.5}


def test_shares_add_up(languages: Languages) -> None:
    assert sum(languages.shares("Ist das access oder Zugriff?").values()) == pytest.approx(1)
