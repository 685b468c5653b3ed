"""Which action a message is like: fillers left out, slips put right, sentence by sentence."""

from __future__ import annotations

import pytest

from domain.sayings.matching import EXACT, Matcher, Said
from domain.sayings.slips import Speller

MATCHER = Matcher(
    [
        Said("add", "de", ("{other} hinzufügen", "{other} soll {product} betreuen", "neuen Partner eintragen")),
        Said("end", "de", ("{other} kündigen", "{other} rauswerfen", "Zusammenarbeit mit {other} beenden")),
        Said("who", "de", ("betreut {other} {product}", "wer betreut {product}")),
    ],
    fillers=["bitte", "könnten Sie", "ich", "und"],
    personal=["unser", "wir"],
)
ALL = MATCHER.actions


def best(text: str) -> str | None:
    """The action that the text is most like."""
    hits = MATCHER.rank(text, "de", ALL)
    return hits[0].topic if hits else None


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("bitte {other} hinzufügen", "add"),
        ("Könnten Sie {other} kündigen?", "end"),
        ("{other} soll {product} und {product} betreuen", "add"),
        ("betreut {other} {product}?", "who"),
        ("{other} rauswefren", "end"),
    ],
)
def test_what_is_said_word_by_word_but_for_fillers_and_slips_is_certain(text: str, action: str) -> None:
    hits = MATCHER.rank(text, "de", ALL)

    assert (hits[0].topic, hits[0].score) == (action, EXACT)


def test_other_words_come_near() -> None:
    assert best("die Zusammenarbeit mit {other} per sofort beenden") == "end"


def test_words_that_nobody_asks_for_anything_with_count_against_all() -> None:
    near, far = (MATCHER.rank(text, "de", ALL)[0].score for text in ("Partner eintragen", "Partner eintragen Xylofon"))

    assert far < near


def test_only_what_a_person_may_ask_for_is_found() -> None:
    assert [hit.topic for hit in MATCHER.rank("{other} kündigen", "de", {"add"})] in ([], ["add"])


def test_whether_somebody_speaks_of_oneself() -> None:
    assert MATCHER.is_personal("Wer ist unser Partner?")
    assert not MATCHER.is_personal("Was ist ein Partner?")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("kündigne", "kündigen"),
        ("kündgen", "kündigen"),
        ("kündigen", "kündigen"),
        ("lsit", "list"),
        ("last", "last"),
        ("abc", "abc"),
        ("zahnarzt", "zahnarzt"),
    ],
)
def test_one_slip_is_put_right(typed: str, meant: str) -> None:
    assert Speller(["kündigen", "list"]).right(typed) == meant
