from __future__ import annotations

import pytest

from domain.search import LONG, Entry, Index, grams, sentences, words

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
    "spellings",
    [
        ("ändern", "aendern", "ANDERN", "a\u0308ndern"),
        ("hinzufügen", "hinzufuegen", "hinzufugen"),
        ("gross", "groß", "GROSS"),
        ("MwSt.-Nummer", "mwst nummer", "MwSt/Nummer!"),
        ("Beschränkter Zugriff", "beschraenkter  zugriff…"),
    ],
)
def test_all_spellings_of_a_word_are_one(spellings: tuple[str, ...]) -> None:
    assert len({tuple(words(spelling)) for spelling in spellings}) == 1


def test_grams_stay_inside_of_words_and_mark_their_ends() -> None:
    assert sorted(grams("ja zu")) == sorted([" ja", "ja ", " ja ", " zu", "zu ", " zu "])


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


def test_the_readers_language_counts_a_little_more(index: Index) -> None:
    by_language = {language: index.rank("add partner", language)[0].score for language in ("de", "en")}

    assert by_language["en"] > by_language["de"]


def test_unknown_words_lower_the_score(index: Index) -> None:
    known, diluted = (
        index.rank(message, "de")[0].score
        for message in ("Rechnung einsehen", "Rechnung einsehen für Kryptowährungsbörsen")
    )

    assert diluted < known


@pytest.mark.parametrize("message", ["", "???", "😀", "xq"])
def test_nothing_in_common_is_no_hit(index: Index, message: str) -> None:
    assert index.rank(message, "de") == ()


def test_a_question_at_the_end_of_a_story_is_found(index: Index) -> None:
    story = "Guten Tag. Letzte Woche waren wir noch zu dritt im Büro an der Gerbergasse und haben Kaffee getrunken. "
    question = "Wer sieht die Rechnungen?"

    assert index.rank(story + question, "de")[0] == index.rank(question, "de")[0]


def test_sentences_of_short_messages_are_not_taken_apart() -> None:
    assert sentences("Hallo! Wer sieht die Rechnungen?") == []


def test_sentences_of_long_messages_without_the_greeting() -> None:
    first, second = "Wir arbeiten schon lange mit einer Agentur zusammen", "Darf sie für uns bestellen?"
    message = f"Guten Tag. {first}. {second}"

    assert len(words(message)) >= LONG
    assert sentences(message) == [first, second]
