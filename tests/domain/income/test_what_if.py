"""What the same orders would have cost or brought with the other's payment means."""

from __future__ import annotations

from decimal import Decimal

import pytest

from domain.income.money import Rate
from domain.income.rule import Earning
from domain.income.what_if import Had, WhatIf, what_if

CASHBACK, DISCOUNT = Earning.CASHBACK, Earning.DISCOUNT
RATE = Rate(Decimal(10), Decimal(20))


@pytest.mark.parametrize(
    ("had", "found"),
    [
        ([Had("CHF", CASHBACK, 10000, 1000)], [WhatIf("CHF", 8000, 2000, 1000)]),
        ([Had("CHF", DISCOUNT, 8000, 2000)], [WhatIf("CHF", 8000, 2000, 1000)]),  # the same public price
        ([Had("CHF", CASHBACK, 5000, None), Had("CHF", DISCOUNT, 4000, 1000)], [WhatIf("CHF", 8000, 2000, 1000)]),
        (  # currencies never add up
            [Had("EUR", CASHBACK, 100, 10), Had("CHF", CASHBACK, 200, 20)],
            [WhatIf("CHF", 160, 40, 20), WhatIf("EUR", 80, 20, 10)],
        ),
        ([Had("CHF", DISCOUNT, 8000, None), Had("EUR", CASHBACK, 100, 10)], [WhatIf("EUR", 80, 20, 10)]),
        ([Had("CHF", CASHBACK, -500, -50)], []),  # more was taken back than ordered in these months
        ([Had("CHF", CASHBACK, 333, 33)], [WhatIf("CHF", 266, 67, 33)]),  # rounded once
        ([], []),
    ],
)
def test_what_if(had: list[Had], found: list[WhatIf]) -> None:
    assert what_if(had, RATE) == found  # facts 25, 26
