"""Who is told of which tender (fact 12): condition by condition."""

from __future__ import annotations

import itertools

import pytest

from domain.tenders.kinds import WorkKind, WorkLanguage
from domain.tenders.matching import Interest, Wanted, matches

SHOP, MOVE = WorkKind.SHOP, WorkKind.MOVE
DE, FR, EN = WorkLanguage.GERMAN, WorkLanguage.FRENCH, WorkLanguage.ENGLISH
BERN_SHOP = Wanted(SHOP, "CH-2", frozenset({DE, FR}), 500_000, "CHF")
ANYWHERE = Wanted(SHOP, None, frozenset({EN}))


def interest(
    kinds: set[WorkKind] | None = None,
    regions: set[str] | None = None,
    languages: set[WorkLanguage] | None = None,
    budget: int | None = None,
    currency: str | None = None,
) -> Interest:
    return Interest(frozenset(kinds or ()), frozenset(regions or ()), frozenset(languages or ()), budget, currency)


@pytest.mark.parametrize(
    ("wants", "wanted", "told"),
    [
        (interest(), BERN_SHOP, True),
        (interest(), ANYWHERE, True),
        (interest(kinds={SHOP}), BERN_SHOP, True),
        (interest(kinds={SHOP, MOVE}), BERN_SHOP, True),
        (interest(kinds={MOVE}), BERN_SHOP, False),
        (interest(regions={"CH-2"}), BERN_SHOP, True),
        (interest(regions={"CH"}), BERN_SHOP, True),
        (interest(regions={"CH-1"}), BERN_SHOP, False),
        (interest(regions={"DE"}), BERN_SHOP, False),
        (interest(regions={"CH-1", "CH-2"}), BERN_SHOP, True),
        (interest(regions={"remote"}), BERN_SHOP, False),
        (interest(regions={"remote"}), ANYWHERE, True),
        (interest(regions={"DE"}), ANYWHERE, True),
        (interest(regions={"CH"}), Wanted(SHOP, "DE", frozenset({DE})), False),
        (interest(regions={"DE"}), Wanted(SHOP, "DE", frozenset({DE})), True),
        (interest(languages={FR}), BERN_SHOP, True),
        (interest(languages={EN}), BERN_SHOP, False),
        (interest(languages={EN, DE}), BERN_SHOP, True),
        (interest(budget=500_000, currency="CHF"), BERN_SHOP, True),
        (interest(budget=500_001, currency="CHF"), BERN_SHOP, False),
        (interest(budget=900_000, currency="EUR"), BERN_SHOP, True),  # amounts of two currencies do not compare
        (interest(budget=900_000, currency="CHF"), ANYWHERE, True),  # it names none
        (interest({SHOP}, {"CH-2"}, {DE}, 400_000, "CHF"), BERN_SHOP, True),
        (interest({SHOP}, {"CH-2"}, {EN}, 400_000, "CHF"), BERN_SHOP, False),
    ],
)
def test_who_is_told(wants: Interest, wanted: Wanted, told: bool) -> None:
    assert matches(wants, wanted) is told


def test_each_condition_counts_for_itself() -> None:
    """Of every combination of a fitting and an unfitting condition, only the one where all fit is told of."""
    kinds, regions, languages = ({SHOP}, {MOVE}), ({"CH-2"}, {"IT"}), ({DE}, {EN})
    budgets = (500_000, 600_000)
    for choice in itertools.product((0, 1), repeat=4):
        k, r, wanted_languages, b = choice
        wants = interest(kinds[k], regions[r], languages[wanted_languages], budgets[b], "CHF")
        assert matches(wants, BERN_SHOP) is (choice == (0, 0, 0, 0)), choice
