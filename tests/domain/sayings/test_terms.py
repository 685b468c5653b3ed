"""What options and questions are called beside their labels, and what is said behind those names."""

from __future__ import annotations

from pathlib import Path

import pytest

from domain.answers.spelling import stem
from domain.sayings.terms import Behind, Term, Terms
from storage.answers.wording import load_in_forms

LOCALES = Path(__file__).parents[3] / "locales"
KINDS = [each for each in Term if each.value.startswith("kind-")]


@pytest.fixture(scope="module")
def terms() -> Terms:
    return load_in_forms(LOCALES).terms


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("ne neue website", Term.WEBSITE),
        ("an online shop", Term.SHOP),
        ("SEO bitte", Term.MARKETING),
        ("E-Mails und Server", Term.SERVER),
        ("eine Website mit Shop", None),
        ("keine Website", None),
        ("wie teuer ist eine Website", None),
        ("wir hätten gern zwölf Seiten auf der Website", None),
    ],
)
def test_which_option_is_meant(terms: Terms, text: str, said: Term | None) -> None:
    assert terms.said(text, KINDS) is said


def test_some_words_more_may_be_unknown(terms: Terms) -> None:
    assert terms.said("Website für unser Hotel", KINDS) is None
    assert terms.said("Website für unser Hotel", KINDS, 1) is Term.WEBSITE


@pytest.mark.parametrize(
    ("text", "behind"),
    [
        ("ändere das Budget auf 5000", Behind("5000", is_linked=True)),
        ("nein, das Budget soll jetzt bis 5000 sein", Behind("bis 5000 sein", is_linked=True)),
        ("Budget: CHF 5000.–", Behind("CHF 5000.–", is_linked=True)),
        ("the budget should be up to 5000", Behind("up to 5000", is_linked=True)),
        ("budget 5000", Behind("5000", is_linked=False)),
        ("5000 Budget", None),
        ("der Kunde hat ein Budget", None),
    ],
)
def test_what_stands_behind_the_name_of_a_question(terms: Terms, text: str, behind: Behind | None) -> None:
    assert terms.behind(text, {stem("budget")}) == behind


def test_what_is_left_without_words_that_say_nothing_has_most_words_first(terms: Terms) -> None:
    rests = list(terms.rests("nein, doch bis 5000.– bitte"))
    counts = [len(rest.split()) for rest in rests]
    assert counts == sorted(counts, reverse=True)
    assert {"bis 5000.–", "5000.–"} <= set(rests)
    assert list(terms.rests("ja bitte")) == []


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("wer sieht das?", Term.WHO_SEES),
        ("who can read all of this?", Term.WHO_SEES),
        ("was kostet das?", Term.COST),
        ("does it cost anything?", Term.COST),
        ("wozu braucht ihr die?", Term.PURPOSE),
        ("wie geht es danach weiter?", Term.WHAT_NEXT),
        ("wer sieht die Rechnungen?", None),
        ("was kostet ein Partner?", None),
        ("was ist das?", None),
    ],
)
def test_what_a_question_asks_that_does_not_say_of_what(terms: Terms, text: str, asked: Term | None) -> None:
    assert terms.asked(text, (Term.WHO_SEES, Term.COST, Term.PURPOSE, Term.WHAT_NEXT)) is asked


def test_phrases_are_taken_out_of_a_text(terms: Terms) -> None:
    text = "Unsere Website im Verzeichnis ist neu alp.example"
    assert terms.without(text, Term.IN_ENTRY) == "Unsere Website ist neu alp.example"
