from __future__ import annotations

import pytest

from domain.names.closeness import closeness, is_one_typo_away, may_mean
from domain.names.keys import read_name, read_search


@pytest.mark.parametrize(
    ("word", "other", "away"),
    [
        ("alpweb", "alpweb", True),
        ("alpwep", "alpweb", True),  # wrong
        ("alweb", "alpweb", True),  # missing
        ("alppweb", "alpweb", True),  # too many
        ("alpewb", "alpweb", True),  # the wrong way round
        ("alwep", "alpweb", False),
        ("bewpla", "alpweb", False),
    ],
)
def test_a_typo_is_one_letter_or_two_neighbours(word: str, other: str, *, away: bool) -> None:
    assert is_one_typo_away(word, other) is away


@pytest.mark.parametrize(
    ("typed", "name", "meant"),
    [
        ("Alpwep", "Alpweb GmbH", True),
        ("alp wep", "Alpweb GmbH", True),
        ("muelelr", "Müller & Söhne IT", True),
        ("söhne mülller", "Müller & Söhne IT", True),
        ("zürhcer", "Zürcher Webfabrik AG", True),
        ("zürcher webfabrick", "Zürcher Webfabrik AG", True),
        ("zürhcer webfabrick", "Zürcher Webfabrik AG", False),  # two typos
        ("it", "Müller & Söhne AT", False),  # too short to be mistyped
        ("Nordnet", "Alpweb", False),
    ],
)
def test_who_may_be_meant(typed: str, name: str, *, meant: bool) -> None:
    assert may_mean(read_search(typed), read_name(name)) is meant


def test_the_closest_name_has_the_most_of_what_was_typed() -> None:
    names = ["Zürcher Webfabrik AG", "Bündner Webfabrik", "Nordnet", "Alpweb"]

    for typed, closest in (("zurich webfabrik", names[0]), ("bünder web", names[1]), ("please add Nordned", names[2])):
        assert max(names, key=lambda name: closeness(read_search(typed), read_name(name))) == closest
