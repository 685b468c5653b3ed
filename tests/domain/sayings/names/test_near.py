"""Words that are a slip apart."""

from __future__ import annotations

import random

import pytest

from domain.names.closeness import is_one_typo_away
from domain.sayings.names.near import Near

KNOWN = ("ablehnen", "abnehmen", "rechnung", "rechnungen", "zugriff", "shop", "ab")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ablenen", {"ablehnen"}),
        ("ablehnenn", {"ablehnen"}),
        ("ablehmen", {"ablehnen", "abnehmen"}),
        ("albehnen", {"ablehnen"}),
        ("zugrif", {"zugriff"}),
        ("hsop", {"shop"}),
        ("ba", {"ab"}),
        ("zugriff", {"zugriff"}),
        ("zurgif", set()),
        ("", set()),
    ],
)
def test_a_slip_anywhere(typed: str, meant: set[str]) -> None:
    assert set(Near(KNOWN).words(typed)) == meant


def test_the_same_as_by_comparing_with_each() -> None:
    chance = random.Random(15)  # noqa: S311  # the same words each time
    words = ["".join(chance.choices("abcä", k=chance.randint(1, 6))) for _ in range(300)]
    near = Near(words)
    for word in ["".join(chance.choices("abcä", k=chance.randint(0, 7))) for _ in range(300)]:
        assert set(near.words(word)) == {known for known in words if is_one_typo_away(word, known)}, word


def test_nothing_is_near_no_words() -> None:
    assert not list(Near(()).words("zugriff"))
