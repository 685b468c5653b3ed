"""How much it is: to the smallest unit, rounded once, never more taken back than was brought."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.income.money import Rate, brought, taken_back
from domain.income.rule import Earning

AMOUNTS = st.integers(0, 10**12)
PERCENT = st.decimals(0, 35, places=2)


@pytest.mark.parametrize(
    ("amount", "cashback", "income"),
    [
        (24000, "10", 2400),
        (1000, "12.5", 125),
        (1, "50", 1),  # half a cent is rounded up
        (3, "50", 2),
        (1, "49.99", 0),
        (0, "10", 0),
        (999, "0", 0),
        (10**14, "33.33", 33330000000000),
    ],
)
def test_cashback_is_a_share_of_the_amount(amount: int, cashback: str, income: int) -> None:
    assert brought(amount, Earning.CASHBACK, Rate(Decimal(cashback), Decimal(0))) == income  # fact 25


@pytest.mark.parametrize(
    ("paid", "discount", "income"),
    [
        (8000, "20", 2000),  # 100.00 less 20 %
        (6500, "35", 3500),
        (1, "33.33", 0),
        (2, "20", 1),  # half a cent is rounded up
        (100, "0", 0),
        (0, "20", 0),
    ],
)
def test_a_discount_is_what_the_public_price_was_higher(paid: int, discount: str, income: int) -> None:
    assert brought(paid, Earning.DISCOUNT, Rate(Decimal(0), Decimal(discount))) == income  # fact 26


def test_what_cost_nothing_has_no_public_price() -> None:
    assert brought(0, Earning.DISCOUNT, Rate(Decimal(0), Decimal(100))) is None


def test_no_discount_is_higher_than_the_ceiling() -> None:
    assert Rate.within(Decimal(35), Decimal(40), Decimal(50)) == Rate(Decimal(40), Decimal(35))  # fact 10


@given(AMOUNTS, PERCENT)
def test_an_amount_and_its_discount_make_the_public_price(public: int, discount: Decimal) -> None:
    paid = public - int(public * discount / 100)
    found = brought(paid, Earning.DISCOUNT, Rate(Decimal(0), discount))
    assert found is not None
    assert abs(paid + found - public) <= 1 + discount / (100 - discount)


@pytest.mark.parametrize(
    ("amount", "income", "takings", "parts"),
    [
        (10000, 1000, [10000], [(10000, 1000)]),
        (10000, 1000, [2500, 7500], [(2500, 250), (7500, 750)]),
        (10000, 1000, [10000, 10000], [(10000, 1000), (0, 0)]),  # once
        (10000, 1000, [9000, 9000], [(9000, 900), (1000, 100)]),
        (3, 1, [1, 1, 1], [(1, 0), (1, 1), (1, 0)]),  # rounded on the sum
        (0, 0, [5], [(0, 0)]),
        (10000, 0, [10000], [(10000, 0)]),
    ],
)
def test_what_is_taken_back(amount: int, income: int, takings: list[int], parts: list[tuple[int, int]]) -> None:
    assert taken_back(amount, income, takings) == parts


@given(AMOUNTS, PERCENT, st.lists(AMOUNTS, max_size=5))
def test_nothing_is_taken_back_twice_and_all_of_it_in_the_end(amount: int, rate: Decimal, takings: list[int]) -> None:
    income = brought(amount, Earning.CASHBACK, Rate(rate, Decimal(0))) or 0
    parts = taken_back(amount, income, takings)
    assert all(part >= 0 and back >= 0 for part, back in parts)
    assert sum(part for part, _ in parts) == min(amount, sum(takings))
    assert sum(back for _, back in parts) <= income
    if amount and sum(takings) >= amount:
        assert sum(back for _, back in parts) == income
