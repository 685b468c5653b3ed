from __future__ import annotations

import pytest

from domain.answers.meanings import Meanings
from domain.answers.spelling import words

MEANINGS = Meanings(
    [
        {"pay": ["zahl*", "Kosten*"], "invoice": ["Rechnung*", "Beleg"], "checkout": ["beim Bezahlen", "zu zahlen"]},
        {"pay": ["pay", "pays"], "payment-means": ["payment means"], "see": ["look at"]},
    ]
)
SPOKEN = Meanings(
    [{"human": ["kann ich reden"], "remain": ["nümm da"]}],
    [{"kann ich": ["chani"], "nicht mehr": ["nümm"]}, {"give me": ["gimme"]}],
)


@pytest.mark.parametrize(
    ("word", "meanings"),
    [
        ("zahlen", {"pay"}),
        ("Zahlungen", {"pay"}),
        ("Mietkosten", {"pay"}),  # at the end of a compound
        ("Hotelrechnungen", {"invoice"}),
        ("Belege", {"invoice"}),  # an ending
        ("Belegung", {"invoice"}),
        ("beleglos", set()),  # no star: no other word
        ("bezahlt", set()),  # “zahl” is too short for the inside of a word
        ("pays", {"pay"}),
        ("partner", set()),
    ],
)
def test_a_word_has_the_meanings_of_the_table(word: str, meanings: set[str]) -> None:
    assert MEANINGS.of_word(words(word)[0]) == meanings


@pytest.mark.parametrize(
    ("text", "meanings"),
    [
        ("Was geschieht beim Bezahlen?", ["checkout"]),
        ("unter «Zu zahlen»", ["checkout"]),
        ("bezahlen beim", []),
        ("payment by any means", []),
        ("the payment means, when I look at it", ["payment-means", "see"]),
        ("beim", []),
    ],
)
def test_words_that_stand_together_have_a_meaning_together(text: str, meanings: list[str]) -> None:
    assert list(MEANINGS.of_phrases(words(text))) == meanings


@pytest.mark.parametrize(
    ("spoken", "written"),
    [
        ("Chani mit öpper rede?", "kann ich mit opper rede"),
        ("GIMME a human", "give me a human"),
        ("Er ist nümm da", "er ist nicht mehr da"),
        ("Chanis", "chanis"),  # only the whole word
    ],
)
def test_what_is_written_as_it_is_spoken_is_read_as_what_is_written_elsewhere(spoken: str, written: str) -> None:
    assert SPOKEN.as_written(words(spoken)) == written.split()


@pytest.mark.parametrize(
    ("text", "meanings"),
    [
        ("chani reden", ["human"]),
        ("kann ich reden", ["human"]),
        ("ist nicht mehr da", ["remain"]),  # a synonym may be spoken, too
        ("ist nümm da", ["remain"]),
    ],
)
def test_spoken_words_have_a_meaning_together_like_written_ones(text: str, meanings: list[str]) -> None:
    assert list(SPOKEN.of_phrases(words(text))) == meanings


def test_without_a_table_nothing_means_anything() -> None:
    assert Meanings().of_word("rechnung") == frozenset()
    assert list(Meanings().of_phrases(["zu", "zahlen"])) == []
