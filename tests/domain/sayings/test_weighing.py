"""What is likely enough is begun; of a story, the sentence that holds the wish decides, and none that denies it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.answers.likelihoods import Likely
from domain.answers.search import Hit
from domain.sayings.deciding import Outcome
from domain.sayings.judging import Mood
from domain.sayings.moods import Meant
from domain.sayings.natures import Kind, Nature
from domain.sayings.odds import ALONE
from domain.sayings.slots import Slot
from domain.sayings.weighing import GRAVE_NAMED, GRAVE_UNNAMED, Told, decided, weighed

OTHER = frozenset({Slot.OTHER})
NATURES = {
    "add": Nature(Kind.DO, OTHER, grave=False),
    "end": Nature(Kind.DO, OTHER, grave=True),
    "list": Nature(Kind.SHOW, frozenset(), grave=False),
    "subscribe": Nature(Kind.DO, frozenset(), grave=False),
}
WANTED = Meant(Mood.WISH, is_wanted=True, is_polite=True)
STATED = Meant(Mood.WISH)


def sentence(
    place: int,
    meant: Meant,
    *ranked: tuple[str, float],
    words: int = 8,
    nothing: float = 0.1,
    slots: frozenset[Slot] = OTHER,
    article: float = 0.0,
) -> Told:
    """One that speaks of oneself, and names somebody; by its words alone, what is ranked is all equally likely."""
    likely = Likely({action: (1 - nothing) / len(ranked) for action, _ in ranked}, nothing)
    hits = tuple(Hit(*each) for each in ranked)
    return Told(place, words, True, meant, meant, hits, likely, slots, article)


def come(*story: Told) -> tuple[str, ...]:
    """The outcome and its actions."""
    decision, _ = decided(weighed(story, NATURES))
    return (decision.outcome.value, *decision.actions)


def test_what_is_wanted_goes_before_what_is_only_told() -> None:
    assert come(sentence(0, STATED, ("list", 0.5), ("add", 0.4)), sentence(1, WANTED, ("end", 0.6))) == ("begin", "end")


def test_something_grave_that_is_told_of_in_many_words_is_asked_back() -> None:
    grave = ("end", 0.6), ("add", 0.3)
    assert come(sentence(0, STATED, *grave, words=12)) == ("choose", "end")
    assert come(sentence(0, STATED, *grave, words=4)) == ("begin", "end")
    assert come(sentence(0, WANTED, *grave, words=12)) == ("begin", "end")


def test_a_question_beside_a_wish_speaks_for_the_same() -> None:
    asked = sentence(0, Meant(Mood.ABOUT), ("end", 0.6), ("add", 0.2), words=3)
    wish = sentence(1, STATED, ("end", 0.5), ("add", 0.2))
    assert come(asked, wish) == ("choose", "end")
    assert come(asked) == ("none",)
    assert come(sentence(0, Meant(Mood.NEGATED), ("end", 0.6), ("add", 0.2), words=3), wish) == ("none",)


def test_what_is_like_no_saying_is_told_for_company() -> None:
    assert come(sentence(0, STATED, ("list", 0.3), ("add", 0.28)), sentence(1, STATED, ("end", 0.2))) == ("none",)


def test_other_sentences_speak_for_the_same() -> None:
    wish = sentence(1, STATED, ("add", 0.3), ("list", 0.1))

    aside, agreeing = (
        next(each for each in weighed((sentence(0, STATED, other), wish), NATURES) if each.told is wish)
        for other in (("list", 0.3), ("add", 0.3))
    )

    assert aside.odds < agreeing.odds


def test_what_others_speak_of_is_meant_though_another_action_comes_nearer() -> None:
    wish = sentence(1, WANTED, ("list", 0.36), ("add", 0.34))

    assert come(wish, sentence(2, STATED, ("end", 0.1))) != ("begin", "add")
    assert come(sentence(0, STATED, ("add", 0.5)), wish) == ("begin", "add")


def test_who_is_told_what_to_do_is_asked_for_it() -> None:
    request = Meant(Mood.WISH, is_request=True)

    aside = sentence(1, STATED, ("list", 0.1))
    asked, stated = (weighed((sentence(0, meant, ("add", 0.4)), aside), NATURES)[0] for meant in (request, STATED))

    assert asked.likelihood > stated.likelihood


def test_all_likelihoods_and_that_of_nothing_are_one() -> None:
    told = sentence(0, WANTED, ("list", 0.5), ("add", 0.4)), sentence(1, WANTED, ("end", 0.6), ("add", 0.2))
    likelihoods = [each.likelihood for each in weighed(told, NATURES)]

    assert len(likelihoods) == 4
    assert 0 < 1 - sum(likelihoods) < 1


def test_what_nothing_comes_of_by_mistake_may_hang_on_a_condition() -> None:
    thought_of = Meant(Mood.HYPOTHETICAL, is_wanted=True)

    assert come(sentence(0, thought_of, ("subscribe", 0.9), ("list", 0.1))) == ("begin", "subscribe")
    assert come(sentence(0, thought_of, ("add", 0.9), ("list", 0.1))) == ("none",)


def test_a_doubt_about_what_is_grave_counts_for_that_alone() -> None:
    doubted = Meant(Mood.NEGATED, is_wanted=True)
    natures = {**NATURES, "add": NATURES["end"]}
    told = replace(sentence(0, WANTED, ("add", 0.9)), gravely=doubted)

    assert decided(weighed((told,), NATURES))[0].actions == ("add",)
    assert decided(weighed((told,), natures))[0].actions == ()


def test_what_is_said_again_and_again_speaks_for_itself_once() -> None:
    again = tuple(sentence(place, STATED, ("list", 0.2), ("add", 0.1)) for place in range(5))
    assert come(*again, sentence(5, WANTED, ("end", 0.6))) == ("begin", "end")


@pytest.mark.parametrize("mood", [Mood.NEGATED, Mood.QUOTED, Mood.HYPOTHETICAL])
def test_nothing_binding_comes_of_a_story_that_denies_it(mood: Mood) -> None:
    denied = sentence(0, Meant(mood), ("end", 0.9))

    assert come(denied, sentence(1, WANTED, ("end", 0.6), ("list", 0.1))) == ("none",)
    assert come(sentence(0, WANTED, ("end", 0.9)), sentence(1, Meant(mood), ("end", 0.6))) == ("begin", "end")


@pytest.mark.parametrize("mood", [mood for mood in Mood if mood is not Mood.WISH])
def test_nothing_but_a_wish_begins_what_is_binding(mood: Mood) -> None:
    assert come(sentence(0, STATED, ("list", 0.1)), sentence(1, Meant(mood, True, True), ("end", 1.0))) == ("none",)


def test_where_two_actions_come_equally_near_both_are_offered() -> None:
    told = sentence(0, STATED, ("list", 0.1)), sentence(1, WANTED, ("add", 0.9), ("end", 0.89))
    assert come(*told) == (Outcome.CHOOSE.value, "add", "end")


def test_a_story_that_is_like_nothing_comes_to_nothing() -> None:
    assert come() == ("none",)


def test_terms_say_what_decided() -> None:
    (one,) = weighed((sentence(0, WANTED, ("add", 0.5)),), NATURES)

    assert one.terms.keys() == ALONE.weights.keys()
    assert one.terms["score"] == pytest.approx(ALONE.weights["score"] * 0.5)
    assert one.terms["answer"] == 0.0


def test_words_that_ask_for_nothing_make_an_action_less_likely() -> None:
    asked, told = (weighed((sentence(0, STATED, ("add", 0.5), nothing=each),), NATURES)[0] for each in (0.01, 0.99))

    assert asked.likelihood > told.likelihood


def test_a_question_goes_to_an_article_that_comes_near() -> None:
    asked = Meant(Mood.DATA)
    ranked = ("list", 0.6), ("add", 0.5)

    alone, beside = (weighed((sentence(0, asked, *ranked, article=each),), NATURES)[0] for each in (0.0, 0.6))

    assert alone.likelihood > beside.likelihood
    assert come(sentence(0, asked, *ranked)) == ("begin", "list")
    assert come(sentence(0, asked, *ranked, article=0.95)) == ("none",)


@pytest.mark.parametrize(("slots", "least"), [(OTHER, GRAVE_NAMED), (frozenset[Slot](), GRAVE_UNNAMED)])
def test_what_only_comes_near_begins_nothing_binding(slots: frozenset[Slot], least: float) -> None:
    near, nearer = (sentence(0, WANTED, ("end", score), slots=slots, nothing=0.0) for score in (least - 0.01, least))

    assert come(near) == ("none",)
    assert weighed((nearer,), NATURES)[0].is_open
