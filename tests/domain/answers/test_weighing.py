"""Which article is likeliest: not the nearest one, where more speaks for another."""

from __future__ import annotations

import pytest

from domain.answers.evidence import Heard
from domain.answers.likelihoods import Likely
from domain.answers.search import Hit
from domain.answers.telling import Told
from domain.answers.weighing import Weighed, weighed

HEARD = Heard({}, 6, 0.0)
EVEN = Told(Likely({"a": 0.3, "b": 0.3}, 0.3))
NEAR = [Hit("a", 0.7), Hit("b", 0.2)]


def likelihood(topic: str, found: tuple[Weighed, ...]) -> float:
    return next(each.likelihood for each in found if each.topic == topic)


def test_what_is_nearest_is_likeliest_where_the_words_say_nothing() -> None:
    found = weighed(NEAR, (), HEARD, EVEN)

    assert [each.topic for each in found] == ["a", "b"]
    assert found[0].likelihood > 0.75
    assert sum(each.likelihood for each in found) < 1


def test_words_that_speak_for_another_make_that_likelier() -> None:
    hits = [Hit("a", 0.42), Hit("b", 0.4)]

    assert weighed(hits, (), HEARD, Told(Likely({"a": 0.001, "b": 0.9}, 0.001)))[0].topic == "b"


@pytest.mark.parametrize(
    ("hits", "heard", "told"),
    [
        ([*NEAR, Hit("weather", 0.4)], HEARD, EVEN),
        (NEAR, Heard({}, 6, 0.5), EVEN),
        (NEAR, HEARD, Told(Likely({"a": 0.01, "b": 0.01}, 0.9))),
        ([Hit("a", 0.7), Hit("b", 0.6)], HEARD, EVEN),
        ([Hit("a", 0.3), Hit("b", 0.1)], HEARD, EVEN),
    ],
    ids=["something else is near", "half is unknown", "words speak for nothing", "another is as near", "it is far"],
)
def test_it_is_less_likely_where(hits: list[Hit], heard: Heard, told: Told) -> None:
    found = weighed(hits, {"weather"}, heard, told)

    assert likelihood("a", found) < likelihood("a", weighed(NEAR, {"weather"}, HEARD, EVEN))
    assert {each.topic for each in found} == {"a", "b"}


def test_what_the_search_does_not_come_near_is_weighed_if_it_was_learnt() -> None:
    told = Told(Likely({"a": 0.1, "c": 0.85, "d": 0.001}, 0.05))

    found = weighed([Hit("a", 0.2)], (), HEARD, told)
    assert [each.topic for each in found] == ["c", "a"]
    assert found[0].score == 0


def test_an_article_of_which_nothing_was_learnt_is_found_by_the_search() -> None:
    near, far = (
        weighed([Hit("own", score), Hit("a", 0.1)], (), HEARD, Told(Likely({"a": 0.01}, 0.99))) for score in (0.8, 0.2)
    )

    assert near[0].topic == "own"
    assert near[0].is_certain
    assert likelihood("own", far) < 0.5


def test_what_comes_near_can_be_offered_unless_what_has_no_article_comes_nearer() -> None:
    alone, beside = (weighed(hits, {"weather"}, HEARD, EVEN) for hits in (NEAR, [*NEAR, Hit("weather", 0.8)]))

    assert [each.is_near for each in alone] == [True, False]
    assert not any(each.is_near for each in beside)


def test_what_a_phrasing_says_word_by_word_goes_before_what_is_likelier() -> None:
    found = weighed(NEAR, (), HEARD, Told(Likely({"a": 0.9, "b": 0.05}, 0.05), said="b"))

    assert [each.topic for each in found] == ["b", "a"]
    assert found[0].is_certain
    assert found[0].likelihood < found[1].likelihood


def test_nothing_near_is_nothing_likely() -> None:
    assert weighed((), (), HEARD, Told()) == ()


def test_what_is_said_word_for_word_is_certain_from_a_lower_likelihood_on() -> None:
    evidence = weighed(NEAR, (), HEARD, EVEN)[0].evidence
    said, close, unlikely, elsewhere = (
        Weighed("a", evidence._replace(score=score, elsewhere=foreign), likelihood)
        for score, foreign, likelihood in ((0.85, 0.0, 0.93), (0.7, 0.0, 0.93), (0.85, 0.0, 0.8), (0.85, 0.9, 0.93))
    )

    assert said.is_certain
    assert not any(each.is_certain for each in (close, unlikely, elsewhere))
