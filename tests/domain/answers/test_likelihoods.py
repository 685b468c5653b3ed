"""What the words of a message say by themselves: for a topic, for another, or for nothing here."""

from __future__ import annotations

import math

import pytest

from domain.answers.likelihoods import Likelihoods, Likely, sharpness_of

SAID = Likelihoods(
    {
        "invoices": [["who", "see", "invoice"], ["invoice", "where"], ["see", "bill"]],
        "end": [["end", "partner"], ["how", "end", "partner"]],
    },
    [["weather", "today"], ["see", "weather"], ["how", "old"]],
)


@pytest.mark.parametrize(
    ("signs", "likeliest"), [(["invoice"], "invoices"), (["end", "invoice", "partner"], "end"), (["weather"], None)]
)
def test_words_speak_for_the_topic_that_they_are_said_with(signs: list[str], likeliest: str | None) -> None:
    likely = SAID.of(signs, 0.5)

    assert max([*likely.topics.items(), (None, likely.nothing)], key=lambda each: each[1])[0] == likeliest


def test_all_likelihoods_make_one() -> None:
    likely = SAID.of(["see", "end", "never heard of"], 0.5)

    assert math.isclose(sum(likely.topics.values()) + likely.nothing, 1)


def test_what_nobody_here_has_seen_says_nothing() -> None:
    assert SAID.of(["xylophone"], 0.5) == SAID.of([], 0.5)
    assert len({*SAID.of([], 0.5).topics.values(), SAID.of([], 0.5).nothing}) == 1


def test_a_topic_stands_against_nothing() -> None:
    likely = SAID.of(["weather"], 0.5)

    assert likely.against_nothing("end") < 0 < SAID.of(["end"], 0.5).against_nothing("end")
    assert likely.against_nothing("unknown") == Likely({"unknown": 0.0}, likely.nothing).against_nothing("unknown")


def test_without_any_text_nothing_is_meant() -> None:
    assert Likelihoods({}).of(["weather"], 0.5) == Likely()


def test_a_word_says_less_in_a_long_story() -> None:
    short, long = (SAID.of(["end"], sharpness_of(words)) for words in (1, 40))

    assert short.topics["end"] > long.topics["end"] > long.nothing


def test_only_what_may_be_meant_is_likely() -> None:
    likely = SAID.of(["end", "partner"], 0.5, frozenset({"invoices", "unknown"}))

    assert likely.topics.keys() == {"invoices"}
    assert math.isclose(likely.topics["invoices"] + likely.nothing, 1)


def test_a_topic_with_many_phrasings_says_no_more_than_others() -> None:
    many = {"end": [["stop"]] * 500, "add": [["stop"], ["begin"]]}

    alike = Likelihoods(many, most=1).of(["stop"], 1.0)

    assert (
        alike.topics["end"] < 3 * alike.topics["add"] < Likelihoods(many, by_size=True).of(["stop"], 1.0).topics["end"]
    )
