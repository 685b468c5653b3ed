"""What differs between two proposals, as a table."""

from __future__ import annotations

import pytest

from domain.partnerships.differences import Differences, differences
from domain.partnerships.rules import Access, Payer, Terms


def limited(*products: int, shelves: tuple[str, ...] = ()) -> Terms:
    return Terms(Access.LIMITED, None, frozenset(products), frozenset(shelves))


def full(payer: Payer) -> Terms:
    return Terms(Access.FULL, payer, frozenset())


CLIENT, PARTNER = full(Payer.CLIENT), full(Payer.PARTNER)


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        (CLIENT, CLIENT, Differences()),
        (limited(1, 2), limited(2, 1), Differences()),
        (CLIENT, PARTNER, Differences(payer=(Payer.CLIENT, Payer.PARTNER))),
        (PARTNER, CLIENT, Differences(payer=(Payer.PARTNER, Payer.CLIENT))),
        (CLIENT, limited(1), Differences(access=(Access.FULL, Access.LIMITED))),
        (limited(1), PARTNER, Differences(access=(Access.LIMITED, Access.FULL))),
        (limited(1, 2), limited(2, 3), Differences(added=frozenset({3}), removed=frozenset({1}))),
        (limited(1), limited(1, 2), Differences(added=frozenset({2}))),
        (
            limited(shelves=("mail", "domains")),
            limited(shelves=("mail", "hosting")),
            Differences(added_shelves=frozenset({"hosting"}), removed_shelves=frozenset({"domains"})),
        ),
        (
            limited(shelves=("mail",)),
            limited(7),
            Differences(added=frozenset({7}), removed_shelves=frozenset({"mail"})),
        ),
    ],
)
def test_differences(before: Terms, after: Terms, found: Differences) -> None:
    assert differences(before, after) == found
    assert bool(found) is (before != after)
