"""How much an entry brings: whole numbers of the currency's smallest unit, rounded once per entry.

Halves are rounded up: so does who checks an entry on paper, and amounts here are never below zero. What is taken back
in parts is rounded on the sum of the parts, so that all of them together take back exactly what was brought.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from babel.numbers import get_currency_precision

from domain.income.rule import Earning
from domain.words import Money

_ALL = Decimal(100)
_ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Rate:
    """What a benefit level gives (fact 10), in percent; `discount` is within the ceiling."""

    cashback: Decimal
    discount: Decimal

    @classmethod
    def within(cls, ceiling: Decimal, cashback: Decimal, discount: Decimal) -> Rate:
        """The level's rate; no discount is higher than the ceiling (fact 10)."""
        return cls(cashback, min(discount, ceiling))


def brought(amount: int, earning: Earning, rate: Rate) -> int | None:
    """What an entry of this `amount`, as it was invoiced, brings at this rate.

    Cashback is a share of the amount (25). A discount is off already when the partner pays (26), so it is what the
    public price was higher; nobody knows that price where nothing was left to pay: `None`.
    """
    if earning is Earning.CASHBACK:
        return share(amount, rate.cashback)
    if rate.discount >= _ALL:
        return None
    return _rounded(amount * rate.discount / (_ALL - rate.discount))


def taken_back(amount: int, income: int, takings: Sequence[int]) -> list[tuple[int, int]]:
    """For each of the amounts that are taken back of an entry, one after the other: how much of its amount, and of its
    income, goes. What is more than the entry had takes nothing: it is taken back once."""
    left, gone, parts = amount, 0, []
    for taking in takings:
        part = min(taking, left)
        left -= part
        total = 0 if amount == 0 else _half_up(Fraction(income * (amount - left), amount))
        parts.append((part, total - gone))
        gone = total
    return parts


def share(amount: int, percent: Decimal) -> int:
    """So many percent of the amount, halves rounded up."""
    return _rounded(amount * percent / _ALL)


def money(amount: int, currency: str) -> Money:
    """The amount, given in the currency's smallest unit, as it is written."""
    return Money(Decimal(amount).scaleb(-get_currency_precision(currency)), currency)


def _rounded(value: Decimal) -> int:
    return int(value.quantize(_ONE, ROUND_HALF_UP))


def _half_up(value: Fraction) -> int:
    return (2 * value.numerator + value.denominator) // (2 * value.denominator)
