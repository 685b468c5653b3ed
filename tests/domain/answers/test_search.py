from __future__ import annotations

import pytest

from domain.answers.meanings import Meanings
from domain.answers.search import CANDIDATES, Entry, Index

INVOICES = Entry("invoices", "de", ("Wer sieht die Rechnungen?", "Rechnung einsehen"), "Nur eine Seite sieht sie.")
INVOICES_EN = Entry("invoices", "en", ("Who can see the invoices?", "view invoices"), "One side only sees them.")
PARTNERS = Entry(
    "add-partner", "de", ("Wie füge ich einen Partner hinzu?", "Partner hinzufügen"), "Schritt für Schritt."
)
PARTNERS_EN = Entry("add-partner", "en", ("How do I add a partner?", "add partner"), "Step by step.")


@pytest.fixture(scope="module")
def index() -> Index:
    return Index([INVOICES, INVOICES_EN, PARTNERS, PARTNERS_EN])


@pytest.mark.parametrize(
    ("message", "topic"),
    [
        ("wer sieht rechnungen", "invoices"),
        ("rechnugen", "invoices"),
        ("Rechnungseinsicht", "invoices"),
        ("who sees the Rechnungen", "invoices"),
        ("partner hinzufuegen", "add-partner"),
        ("parnter hinzufgen", "add-partner"),
        ("adding partners", "add-partner"),
    ],
)
def test_typos_compounds_and_mixed_languages_find_their_topic(index: Index, message: str, topic: str) -> None:
    assert index.rank(message, "de")[0].topic == topic
    assert index.rank(message, "en")[0].topic == topic


def test_a_phrasing_in_a_language_of_the_message_counts_a_little_more() -> None:
    english = Entry("english", "en", ("where is my partner", "thank you for that"), "")
    german = Entry("german", "de", ("where is my partner", "danke für das"), "")

    index = Index([german, english])

    assert [hit.topic for hit in index.rank("where is that partner", "de")] == ["english", "german"]


def test_where_a_message_is_of_no_language_the_readers_counts() -> None:
    entries = [Entry(language, language, ("Hotline", "Reseller"), "") for language in ("de", "en")]

    for reader in ("de", "en"):
        assert Index(entries).rank("hotline", reader)[0].topic == reader


def test_synonyms_find_what_shares_no_letter_with_them() -> None:
    meanings = Meanings([{"invoice": ["Beleg*", "Rechnung*"]}, {"invoice": ["invoice*", "receipt*"]}])
    entries = [INVOICES, PARTNERS]

    assert Index(entries, meanings).rank("my receipts", "en")[0].topic == "invoices"
    assert "invoices" not in {hit.topic for hit in Index(entries).rank("my receipts", "en") if hit.score > 0.1}


def test_a_typo_borrows_the_meaning_of_the_word_it_looks_like() -> None:
    meanings = Meanings([{"invoice": ["Beleg*", "Rechnung*"]}])
    entries = [Entry("invoices", "de", ("Wo liegen Belege?",), "Alle Rechnungen."), PARTNERS]

    typo = "echnungen"  # not read as the word, which begins with another letter

    with_meaning, without = (Index(entries, table).rank(typo, "de")[0].score for table in (meanings, Meanings()))

    assert with_meaning > 1.2 * without


def test_unknown_words_lower_the_score(index: Index) -> None:
    known, diluted = (
        index.rank(message, "de")[0].score
        for message in ("Rechnung einsehen", "Rechnung einsehen für Kryptowährungsbörsen")
    )

    assert diluted < known


@pytest.mark.parametrize("message", ["", "???", "😀", "xq"])
def test_nothing_in_common_is_no_hit(index: Index, message: str) -> None:
    assert index.rank(message, "de") == ()


def test_a_question_at_the_end_of_a_story_is_found_and_scored_by_its_sentence(index: Index) -> None:
    story = "Guten Tag. Letzte Woche waren wir noch zu dritt im Büro an der Gerbergasse und haben Kaffee getrunken. "
    question = "Wer sieht die Rechnungen?"

    told, run_together = (index.rank(text, "de")[0] for text in (story + question, story.replace(".", "") + question))

    assert told.topic == run_together.topic == "invoices"
    assert told.score > 1.2 * run_together.score


def test_no_more_topics_than_are_worth_reading() -> None:
    many = [Entry(f"topic-{number}", "en", (f"partner number {number}",), "") for number in range(40)]

    assert len(Index(many).rank("partner", "en")) == CANDIDATES


def test_the_common_words_of_a_thousand_articles_do_not_hide_the_telling_one() -> None:
    many = [
        Entry(f"topic-{number}", "en", (f"how do i change my partner {number:04}x",), "You change it in your account.")
        for number in range(1000)
    ]

    assert Index(many).rank("how do i change my partner 0713x", "en")[0].topic == "topic-713"


def test_an_explanation_names_languages_phrasings_and_words(index: Index) -> None:
    explanation = index.explain("who sees the Rechnugen", "en")

    best = explanation.reasons[0]
    assert set(explanation.languages) == {"de", "en"}
    assert best.topic == "invoices"
    assert best.score == index.rank("who sees the Rechnugen", "en")[0].score
    assert best.phrasings[0][0] in INVOICES.phrasings + INVOICES_EN.phrasings
    assert ("rechnugen", "rechnungen") in [(typed, known) for typed, known, _ in best.words]
