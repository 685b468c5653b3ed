"""What the same orders would have cost or brought with the other's payment means (facts 25, 26)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from domain.income.money import Rate, share
from domain.income.rule import Earning


@dataclass(frozen=True, slots=True)
class Had:
    """What was booked in one currency: with CASHBACK at the public price, with DISCOUNT after it.

    `income` is missing where it is not known.
    """

    currency: str
    earning: Earning
    turnover: int
    income: int | None


@dataclass(frozen=True, slots=True)
class WhatIf:
    """All of it ordered by the partner: what it would `cost` it with its own means, `saved` on the public price; and
    what it would have `earned` with the client's. In the currency's smallest unit."""

    currency: str
    cost: int
    saved: int
    earned: int


def what_if(had: Iterable[Had], rate: Rate) -> list[WhatIf]:
    """By currency; one in which a public price is not known, or nothing is left, is not there."""
    public: dict[str, int] = {}
    unknown: set[str] = set()
    for each in had:
        if each.earning is Earning.DISCOUNT and each.income is None:
            unknown.add(each.currency)
        off = each.income or 0 if each.earning is Earning.DISCOUNT else 0
        public[each.currency] = public.get(each.currency, 0) + each.turnover + off
    return [
        WhatIf(currency, price - share(price, rate.discount), share(price, rate.discount), share(price, rate.cashback))
        for currency, price in sorted(public.items())
        if price > 0 and currency not in unknown
    ]
