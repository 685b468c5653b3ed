"""What comes of a message: its mood, what it is like, what it says, and how near an article comes."""

from __future__ import annotations

import pytest

from domain.answers.search import Hit
from domain.sayings.deciding import Outcome, Spoken, decide, fitting
from domain.sayings.judging import Mood
from domain.sayings.natures import Kind, Nature, Standing
from domain.sayings.slots import Slot

OTHER = frozenset({Slot.OTHER})
NATURES = {
    "add": Nature(Kind.DO, OTHER | {Slot.PRODUCT}, grave=False, standing=Standing.NEW, instead=("give",)),
    "give": Nature(Kind.DO, OTHER | {Slot.PRODUCT}, grave=False, standing=Standing.OWN),
    "end": Nature(Kind.DO, OTHER, grave=True),
    "human": Nature(Kind.DO, frozenset(), grave=False),
    "list": Nature(Kind.SHOW, frozenset(), grave=False),
    "tell": Nature(Kind.ASK, OTHER, grave=False),
}


def come(
    mood: Mood,
    *ranked: tuple[str, float],
    article: float = 0.0,
    personal: bool = True,
    slots: frozenset[Slot] = frozenset(),
) -> tuple[str, ...]:
    """The outcome and its actions."""
    spoken = Spoken(slots, mood, is_personal=personal)
    decision = decide([Hit(*each) for each in ranked], NATURES, spoken, lambda: article)
    return (decision.outcome.value, *decision.actions)


@pytest.mark.parametrize("mood", [mood for mood in Mood if mood is not Mood.WISH])
@pytest.mark.parametrize("score", [0.5, 0.99, 1.0])
def test_nothing_but_a_wish_begins_what_is_binding(mood: Mood, score: float) -> None:
    assert come(mood, ("end", score)) == ("none",)


def test_a_wish_begins_it() -> None:
    assert come(Mood.WISH, ("end", 0.6)) == ("begin", "end")


@pytest.mark.parametrize(("score", "slots"), [(0.59, frozenset[Slot]()), (0.41, OTHER)])
def test_what_only_comes_near_begins_nothing_binding(score: float, slots: frozenset[Slot]) -> None:
    assert come(Mood.WISH, ("end", score), slots=slots) == ("none",)
    assert come(Mood.WISH, ("give", score), slots=slots) == ("begin", "give")


@pytest.mark.parametrize(
    ("mood", "ranked", "outcome"),
    [
        (Mood.ABOUT, ("add", 0.5), ("none",)),
        (Mood.ABOUT, ("add", 0.7), ("begin", "add")),
        (Mood.NEGATED, ("add", 0.7), ("none",)),
        (Mood.HYPOTHETICAL, ("add", 1.0), ("none",)),
        (Mood.QUOTED, ("add", 1.0), ("none",)),
        (Mood.DATA, ("human", 0.7), ("begin", "human")),
        (Mood.NEGATED, ("human", 0.7), ("begin", "human")),
        (Mood.QUOTED, ("human", 1.0), ("none",)),
        (Mood.DATA, ("tell", 0.5), ("begin", "tell")),
        (Mood.ABOUT, ("tell", 0.55), ("none",)),
        (Mood.ABOUT, ("tell", 0.65), ("begin", "tell")),
        (Mood.NEGATED, ("tell", 0.9), ("none",)),
        (Mood.NEGATED, ("list", 1.0), ("begin", "list")),
    ],
)
def test_screens_and_answers_are_freer(mood: Mood, ranked: tuple[str, float], outcome: tuple[str, ...]) -> None:
    assert come(mood, ranked) == outcome


def test_what_comes_near_nothing_asks_for_nothing() -> None:
    assert come(Mood.WISH, ("add", 0.2)) == ("none",)
    assert come(Mood.WISH, ("add", 0.3), ("end", 0.29)) == ("none",)


def test_a_little_is_enough_where_nothing_else_comes_near() -> None:
    assert come(Mood.WISH, ("add", 0.4), ("end", 0.1)) == ("begin", "add")


def test_two_that_come_equally_near_are_offered() -> None:
    assert come(Mood.WISH, ("add", 0.6), ("end", 0.58)) == ("choose", "add", "end")
    assert come(Mood.WISH, ("add", 0.6), ("end", 0.58), article=0.62) == ("none",)
    assert come(Mood.WISH, ("add", 1.0), ("end", 0.95)) == ("begin", "add")


def test_a_wish_does_and_a_question_is_answered() -> None:
    ranked = (("add", 0.6), ("tell", 0.58))

    assert come(Mood.WISH, *ranked) == ("begin", "add")
    assert come(Mood.DATA, *ranked) == ("begin", "tell")


def test_an_article_that_comes_nearer_is_given() -> None:
    assert come(Mood.WISH, ("add", 0.55), article=0.56) == ("begin", "add")
    assert come(Mood.WISH, ("add", 0.55), article=0.7) == ("none",)
    assert come(Mood.DATA, ("tell", 0.5), article=0.5) == ("begin", "tell")
    assert come(Mood.DATA, ("tell", 0.5), article=0.5, personal=False) == ("none",)


def test_a_question_about_an_action_is_no_question_about_figures() -> None:
    assert come(Mood.ABOUT, ("tell", 0.6), ("end", 0.5)) == ("none",)


def test_who_is_a_partner_already_is_given_more_and_who_is_none_is_added() -> None:
    ranked = [Hit("add", 0.6), Hit("give", 0.6)]

    new, own = (decide(ranked, NATURES, Spoken(OTHER, Mood.WISH, each), float) for each in (Standing.NEW, Standing.OWN))

    assert (new.outcome, new.actions) == (Outcome.BEGIN, ("add",))
    assert (own.outcome, own.actions) == (Outcome.BEGIN, ("give",))


def test_the_same_words_mean_what_is_possible() -> None:
    """“Alpweb soll den Shop übernehmen” is said of a new partner, and of one that gets more."""
    slots = OTHER | {Slot.PRODUCT}
    said = [Hit("add", 1.0), Hit("give", 0.5)]

    new, own = (decide(said, NATURES, Spoken(slots, Mood.WISH, each), float) for each in (Standing.NEW, Standing.OWN))

    assert (new.outcome, new.actions) == (Outcome.BEGIN, ("add",))
    assert (own.outcome, own.actions) == (Outcome.BEGIN, ("give",))
    # Where nothing is named that it could get, it is added: the form says that it is a partner already.
    bare = decide([Hit("add", 1.0)], NATURES, Spoken(OTHER, Mood.WISH, Standing.OWN), float)
    assert bare.actions == ("add",)


def test_little_is_asked_about_those_with_whom_one_has_nothing_to_do() -> None:
    ranked = [Hit("tell", 0.75), Hit("add", 0.6)]
    stranger = Spoken(OTHER, Mood.WISH, Standing.NEW)

    assert decide(ranked, NATURES, stranger, float).actions == ("add",)


def test_what_an_action_has_no_use_for_counts_against_it() -> None:
    scores = fitting([Hit("add", 0.6), Hit("end", 0.6), Hit("human", 1.0)], NATURES, OTHER | {Slot.PRODUCT})

    assert scores["add"] == 0.6 > scores["end"]
    assert scores["human"] == 1.0


@pytest.mark.parametrize(
    ("asked", "article", "outcome"),
    [
        (("tell", 1.0), 0.85, ("begin", "tell")),
        (("tell", 1.0), 0.95, ("none",)),
        (("tell", 0.95), 0.85, ("none",)),
        (("add", 1.0), 0.85, ("none",)),
    ],
)
def test_an_answer_that_is_asked_for_in_its_very_words_goes_before_an_article_in_others(
    asked: tuple[str, float], article: float, outcome: tuple[str, ...]
) -> None:
    assert come(Mood.ABOUT, asked, article=article) == outcome
