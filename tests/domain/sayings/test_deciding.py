"""What a message is nearest to, and what comes of one that says word by word what a saying says."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from domain.answers.search import Hit
from domain.sayings.deciding import Outcome, Spoken, asked_about, decide_exact, fitting, nearest
from domain.sayings.judging import Mood
from domain.sayings.natures import Kind, Nature, Standing
from domain.sayings.slots import Slot

Slots = frozenset[Slot]
NOBODY, OTHER = Slots(), Slots({Slot.OTHER})
NATURES = {
    "add": Nature(Kind.DO, OTHER | {Slot.PRODUCT}, grave=False, standing=Standing.NEW, instead=("give",)),
    "give": Nature(Kind.DO, OTHER | {Slot.PRODUCT}, grave=False, standing=Standing.OWN),
    "end": Nature(Kind.DO, OTHER, grave=True),
    "human": Nature(Kind.DO, frozenset(), grave=False),
    "list": Nature(Kind.SHOW, frozenset(), grave=False),
    "tell": Nature(Kind.ASK, OTHER, grave=False),
}


def come(mood: Mood, action: str, *, article: float = 0.0, personal: bool = True, slots: Slots = NOBODY) -> str | None:
    """The action that is begun by a saying's very words, if it is."""
    decision = decide_exact([Hit(action, 1.0)], NATURES, Spoken(slots, mood, is_personal=personal), lambda: article)
    assert decision.outcome is (Outcome.BEGIN if decision.actions else Outcome.NONE)
    return decision.actions[0] if decision.actions else None


def scores(ranked: Mapping[str, float], spoken: Spoken) -> dict[str, float]:
    """The scores of what is nearest, best first."""
    return {hit.topic: hit.score for hit in nearest([Hit(*each) for each in ranked.items()], NATURES, spoken)}


@pytest.mark.parametrize("mood", [mood for mood in Mood if mood is not Mood.WISH])
def test_nothing_but_a_wish_begins_what_is_binding(mood: Mood) -> None:
    assert come(mood, "end") is None


def test_a_wish_begins_it() -> None:
    assert come(Mood.WISH, "end") == "end"


@pytest.mark.parametrize(
    ("mood", "action", "outcome"),
    [
        (Mood.ABOUT, "add", "add"),
        (Mood.HYPOTHETICAL, "add", None),
        (Mood.QUOTED, "add", None),
        (Mood.NEGATED, "add", "add"),
        (Mood.DATA, "human", "human"),
        (Mood.NEGATED, "human", "human"),
        (Mood.QUOTED, "human", None),
        (Mood.ABOUT, "tell", "tell"),
        (Mood.NEGATED, "tell", "tell"),
        (Mood.NEGATED, "list", "list"),
    ],
)
def test_screens_and_answers_are_freer(mood: Mood, action: str, outcome: str | None) -> None:
    assert come(mood, action) == outcome


def test_a_not_that_is_in_a_value_asks_for_nothing() -> None:
    assert come(Mood.NEGATED, "add", slots=OTHER) == "add"
    assert come(Mood.NEGATED, "add", slots=OTHER | {Slot.ACCESS}) is None


def test_an_article_that_comes_nearer_is_given() -> None:
    assert come(Mood.WISH, "add", article=1.0) == "add"
    assert come(Mood.ABOUT, "add", article=0.5) is None
    assert come(Mood.DATA, "list", article=0.85) == "list"
    assert come(Mood.DATA, "list", article=0.85, personal=False) is None


@pytest.mark.parametrize(("article", "outcome"), [(0.85, "tell"), (0.95, None)])
def test_an_answer_in_its_very_words_goes_before_an_article_in_others(article: float, outcome: str | None) -> None:
    assert come(Mood.ABOUT, "tell", article=article) == outcome


def test_what_was_asked_about_is_known() -> None:
    hits = [Hit("tell", 0.5), Hit("end", 0.45)]

    assert asked_about(hits, NATURES, Spoken(OTHER, Mood.ABOUT)) == "end"
    assert asked_about(hits, NATURES, Spoken(OTHER, Mood.WISH)) is None
    assert asked_about([Hit("tell", 0.5), Hit("end", 0.2)], NATURES, Spoken(OTHER, Mood.ABOUT)) is None


def test_a_wish_does_and_a_question_is_answered() -> None:
    ranked = {"add": 0.6, "tell": 0.58}

    assert next(iter(scores(ranked, Spoken(NOBODY, Mood.WISH)))) == "add"
    assert next(iter(scores(ranked, Spoken(NOBODY, Mood.DATA)))) == "tell"


def test_who_is_a_partner_already_is_given_more_and_who_is_none_is_added() -> None:
    new, own = (scores({"add": 0.6, "give": 0.6}, Spoken(OTHER, Mood.WISH, each)) for each in Standing)

    assert new["add"] > new["give"]
    assert own["give"] > own["add"]


def test_the_same_words_mean_what_is_possible() -> None:
    """“Alpweb soll den Shop übernehmen” is said of a new partner, and of one that gets more."""
    slots = OTHER | {Slot.PRODUCT}

    new, own = (scores({"add": 1.0, "give": 0.5}, Spoken(slots, Mood.WISH, each)) for each in Standing)

    assert (new["add"], own["give"]) == (1.0, 1.0)
    assert own["add"] < 1
    # Where nothing is named that it could get, it is added: the form says that it is a partner already.
    assert scores({"add": 1.0}, Spoken(OTHER, Mood.WISH, Standing.OWN)) == {"add": 1.0}


def test_little_is_asked_about_those_with_whom_one_has_nothing_to_do() -> None:
    stranger = scores({"tell": 0.75, "add": 0.6}, Spoken(OTHER, Mood.WISH, Standing.NEW))

    assert next(iter(stranger)) == "add"


def test_what_an_action_has_no_use_for_counts_against_it() -> None:
    fits = fitting([Hit("add", 0.6), Hit("end", 0.6), Hit("human", 1.0)], NATURES, OTHER | {Slot.PRODUCT})

    assert fits["add"] == 0.6 > fits["end"]
    assert fits["human"] == 1.0
