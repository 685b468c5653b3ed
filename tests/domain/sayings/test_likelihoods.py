"""How likely actions are by words alone, and that none is asked for."""

from __future__ import annotations

import pytest

from domain.sayings.likelihoods import Likelihoods

SAID = {
    "end": ["{other} kündigen", "Zusammenarbeit mit {other} beenden", "{other} beenden"],
    "add": ["{other} hinzufügen", "Zusammenarbeit mit {other} beginnen"],
}
QUESTIONS = ("was kostet eine Kündigung", "wie lange dauert es", "was kostet das Hosting")
KNOWN = Likelihoods(SAID, QUESTIONS)
BOTH = frozenset(SAID)


def test_all_likelihoods_are_one() -> None:
    likely = KNOWN.of("{other} beenden", BOTH)

    assert sum(likely.actions.values()) + likely.nothing == pytest.approx(1)
    assert likely.actions.keys() == BOTH


def test_words_speak_for_what_they_are_said_with() -> None:
    likely = KNOWN.of("{other} beenden", BOTH)

    assert likely.actions["end"] > likely.actions["add"] > likely.nothing


def test_what_asks_for_an_article_asks_for_nothing() -> None:
    likely = KNOWN.of("was kostet es", BOTH)

    assert likely.nothing > max(likely.actions.values())


def test_neighbours_say_more_than_their_words() -> None:
    together, apart = (KNOWN.of(text, BOTH) for text in ("mit {other} beenden", "beenden {other} mit"))

    assert together.actions["end"] > apart.actions["end"]


def test_only_what_somebody_may_ask_for_is_likely() -> None:
    assert KNOWN.of("{other} beenden", {"add"}).actions.keys() == {"add"}


def test_of_words_that_nobody_knows_something_is_told_all_the_same() -> None:
    likely = KNOWN.of("xylofon", BOTH)

    assert 0 < likely.nothing < 1
    assert likely.log_of("nobody") < likely.log_of("end") < 0
