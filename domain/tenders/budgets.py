"""A budget as people write it: `5000`, `CHF 3'000–5'000`, `up to 4000 EUR`. In hundredths, as these currencies have."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal

from domain.amounts import LARGEST, AmountInOtherCurrency, AmountRefused, AmountTooLarge, read_amount
from domain.thousands import with_thousands
from domain.words import Money, Msg, Refused, Words

CURRENCIES = ("CHF", "EUR", "USD", "GBP")
_TO = re.compile(r"\s*(?:[-–—]+(?!$)|\b(?:to|bis|und|and)\b)\s*", re.IGNORECASE)
_UP_TO = re.compile(r"^(?:up to|at most|max(?:imal|imum|\.)?|bis(?: zu)?|höchstens|hoechstens)\s*", re.IGNORECASE)
_ABOUT = re.compile(
    r"^(?:(?:about|around|roughly|approximately|approx\.?|say|circa|ca\.?|etwa|ungefähr|ungefaehr|rund|öppe|so)"
    r"(?: |(?=\d)))+",
    re.IGNORECASE,
)
"""What says that an amount is not exact: it is shown, and can be changed."""
_FROM = re.compile(r"^(?:from|between|von|zwischen)\s*", re.IGNORECASE)
_CURRENCY = re.compile(r"[^\W\d_]+\.?|[€$£]")
_WORD_BEGINS = re.compile(r"(?<![\w'’.,])\w")
_LONGEST = 60
_FARTHEST = 25
"""Characters before an amount that may belong to it."""


@dataclass(frozen=True, slots=True)
class Budget:
    """From – if there is a lower end – and up to, in hundredths of the currency."""

    low: int | None
    high: int
    currency: str

    def __post_init__(self) -> None:
        if self.high <= 0 or (self.low is not None and not 0 < self.low <= self.high):
            raise ValueError("a budget goes from less to more")

    @property
    def words(self) -> Words:
        """The budget, as the reader's language writes amounts."""
        high = money(self.high, self.currency)
        if self.low is None:
            return Msg("up to {amount}", amount=high)
        if self.low == self.high:
            return Msg("{amount}", amount=high)
        return Msg("{low} to {high}", low=money(self.low, self.currency), high=high)


class BudgetRefused(Refused):
    """The text is no budget."""


def money(hundredths: int, currency: str) -> Money:
    """An amount of the smallest unit as it is rendered."""
    return Money(Decimal(hundredths) / 100, currency)


def read_budget(text: str, currency: str) -> Budget:
    """The budget that is meant; `currency` is taken where none is written. Raises `BudgetRefused`."""
    written = " ".join(text.split())
    if len(written) > _LONGEST:
        raise _unreadable(currency)
    written = _ABOUT.sub("", with_thousands(_ABOUT.sub("", written)))
    up_to = _UP_TO.match(written) is not None
    parts = _TO.split(_FROM.sub("", _UP_TO.sub("", written)))
    if not 1 <= len(parts) <= 2 or not all(parts):
        raise _unreadable(currency)
    named = next((found for part in reversed(parts) if (found := _currency_in(part)) is not None), currency)
    amounts = [_hundredths(part, named) for part in parts]
    if len(amounts) == 1:
        return Budget(None if up_to else amounts[0], amounts[0], named)
    if amounts[0] > amounts[1]:
        raise BudgetRefused(
            Msg(
                "The first amount is larger than the second. Please write the smaller one first, like {low} to {high}.",
                low=money(amounts[1], named),
                high=money(amounts[0], named),
            )
        )
    return Budget(amounts[0], amounts[1], named)


def budget_ending_at(text: str, start: int, end: int) -> str:
    """An amount in running text, from `start` to before `end`, with the words before it that `read_budget` knows: “up
    to 4000 francs”, “3000 to 5000 francs”."""
    for before in _WORD_BEGINS.finditer(text, max(0, start - _FARTHEST), start):
        with suppress(BudgetRefused):
            read_budget(budget := text[before.start() : end], CURRENCIES[0])
            return budget
    return text[start:end]


def _currency_in(part: str) -> str | None:
    if not _CURRENCY.search(part):
        return None
    for currency in CURRENCIES:
        try:
            read_amount(part, currency)
        except AmountInOtherCurrency:
            continue
        except AmountRefused:
            return None
        return currency
    return None


def _hundredths(part: str, currency: str) -> int:
    try:
        return int(read_amount(part, currency).amount * 100)
    except AmountTooLarge:
        raise BudgetRefused(
            Msg("More than {largest}: please check the number of digits.", largest=Money(LARGEST, currency))
        ) from None
    except AmountRefused:
        raise _unreadable(currency) from None


def _unreadable(currency: str) -> BudgetRefused:
    return BudgetRefused(
        Msg(
            "I cannot read this as a budget. Please write an amount, or two of them: {one}, or {low} to {high}. "
            "I know {currencies}.",
            one=Money(Decimal(4000), currency),
            low=Money(Decimal(3000), currency),
            high=Money(Decimal(5000), currency),
            currencies=", ".join(CURRENCIES),
        )
    )
