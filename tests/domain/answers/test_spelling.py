from __future__ import annotations

import pytest

from domain.answers.spelling import LONG, grams, sentences, stem, words


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


@pytest.mark.parametrize(
    "forms",
    [
        ("rechnung", "rechnungen"),
        ("kunde", "kunden"),
        ("invoice", "invoices"),
        ("renew", "renews", "renewing", "renewed"),
    ],
)
def test_forms_of_a_word_have_one_stem(forms: tuple[str, ...]) -> None:
    assert len(set(map(stem, forms))) == 1


@pytest.mark.parametrize("word", ["ust", "nie", "vat", "essen"])
def test_short_words_keep_enough_to_be_told_apart(word: str) -> None:
    assert len(stem(word)) >= 3


def test_grams_mark_a_words_ends() -> None:
    assert sorted(grams("ja")) == sorted([" ja", "ja ", " ja "])


def test_sentences_of_short_messages_are_not_taken_apart() -> None:
    assert sentences("Hallo! Wer sieht die Rechnungen?") == []


def test_sentences_of_long_messages_without_the_greeting() -> None:
    first, second = "Wir arbeiten schon lange mit einer Agentur zusammen", "Darf sie für uns bestellen?"
    message = f"Guten Tag. {first}. {second}"

    assert len(words(message)) >= LONG
    assert sentences(message) == [first, second]
