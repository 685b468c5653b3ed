"""Follow-ups: what is one, and what is not."""

from __future__ import annotations

import pytest

from bot.answers import read_understanding
from bot.app import LOCALES
from bot.profile.reading import DEFAULT_PROFILE
from domain.sayings.follow_ups import FollowUp


@pytest.mark.parametrize(
    ("masked", "is_one"),
    [
        ("und {other}?", True),
        ("Und bei {other} ?", True),
        ("was ist mit {other}", True),
        ("und im {when}?", True),
        ("{other}?", True),
        ("{other}", False),  # shows the card
        ("what about {other}", True),
        ("and for {other} in {when}?", True),
        ("und {other} kündigen", False),
        ("und wer zahlt bei {other}?", False),
        ("nein, {other}", True),
        ("actually {other}", True),
        ("nur im {when}", True),
        ("und auf {product}?", True),
        ("nein, {other} kündigen", False),
        ("und", True),
        ("und dann noch und noch und noch und noch und noch {other}", False),
    ],
)
def test_the_same_for_another_one(masked: str, is_one: bool) -> None:
    assert read_understanding(LOCALES, DEFAULT_PROFILE).follow_ups.is_same(masked) is is_one


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("und wer zahlt?", True),
        ("wer zahlt dort?", True),
        ("who sees the invoices there?", True),
        ("and who pays?", True),
        ("wer zahlt?", False),
        ("und", False),
        ("und wer zahlt bei allen?", False),
        ("and who pays everywhere?", False),
    ],
)
def test_another_question_about_the_same_one(text: str, is_one: bool) -> None:
    assert read_understanding(LOCALES, DEFAULT_PROFILE).follow_ups.is_about_the_same(text) is is_one


@pytest.mark.parametrize(
    ("text", "is_one"),
    [("und bei allen?", True), ("and all of them?", True), ("und die anderen?", True), ("und bei Alpweb?", False)],
)
def test_the_same_for_all(text: str, is_one: bool) -> None:
    assert read_understanding(LOCALES, DEFAULT_PROFILE).follow_ups.is_for_all(text) is is_one


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Warum?", FollowUp.WHY),
        ("why is that??", FollowUp.WHY),
        ("Ja, mach das.", FollowUp.DO),
        ("Do it!", FollowUp.DO),
        ("In English, please", FollowUp.ENGLISH),
        ("auf Deutsch bitte", FollowUp.GERMAN),
        ("Warum sieht Nordnet unsere Rechnungen?", None),
        ("mach das nicht", None),
        ("don't do it", None),
    ],
)
def test_whole_messages(text: str, kind: FollowUp | None) -> None:
    assert read_understanding(LOCALES, DEFAULT_PROFILE).follow_ups.kind(text) is kind
