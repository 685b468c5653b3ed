"""Amounts in running text, with their currency: “CHF 500”, “1'200 Fr.”, “2k EUR”, “2'000.–” for Swiss francs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from domain.amounts import CURRENCY_WORDS, LARGEST, AmountRefused, read_amount
from domain.numerals import numerals
from domain.sayings.slots import Slot, Value
from domain.sayings.spoken import windows
from domain.words import Money

_CURRENCIES = CURRENCY_WORDS | {code.lower(): code for code in ("CHF", "EUR", "USD", "GBP")}
_CURRENCIES |= {"swiss francs": "CHF", "schweizer franken": "CHF", "us dollars": "USD", "us dollar": "USD"}
_CURRENCY = "|".join(sorted(map(re.escape, _CURRENCIES), key=len, reverse=True))
_FIGURES = r"(?:[0-9]{1,3}(?:[ '’.,][0-9]{3}){1,4}|[0-9]{1,9})(?:[.,][0-9]{1,2})?"
_KILO = r" ?(?:k|tausend|thousand)"
_FRANCS = "CHF"
_DASHES = r"(?:\.?[-–—]{1,2})?"
_AMOUNT = re.compile(
    rf"(?<![\w'’])(?:(?P<before>{_CURRENCY})\.? ?(?P<first>{_FIGURES}{_DASHES})(?P<kilo>{_KILO})?(?![\w])"
    rf"|(?<![.,-])(?P<last>{_FIGURES}{_DASHES})(?P<thousands>{_KILO})? ?(?P<behind>{_CURRENCY})(?![\w])"
    r"|(?<![.,-])(?P<francs>[0-9]{1,3}(?:['’][0-9]{3})+|[0-9]{3,9})\.[-–—]{1,2}(?![\w-]))",
    re.IGNORECASE,
)


_NEXT = re.compile(rf" ?(?P<currency>{_CURRENCY})(?!\w)", re.IGNORECASE)
_BEFORE = re.compile(rf"(?<!\w)(?P<currency>{_CURRENCY})\.? $", re.IGNORECASE)
_LONGEST_CURRENCY = 12


def amounts(text: str) -> Iterator[Value]:
    """The amounts, from left to right."""
    for begin, end in windows(text):
        for found in _AMOUNT.finditer(text, begin, end):
            word = found["before"] or found["behind"]
            currency = _CURRENCIES[word.lower()] if word else _FRANCS
            thousands = Decimal(1000 if found["kilo"] or found["thousands"] else 1)
            try:
                amount = read_amount(found["first"] or found["last"] or found["francs"], currency).amount * thousands
            except AmountRefused:
                continue
            if amount <= LARGEST:
                yield Value(*found.span(), Slot.AMOUNT, Money(amount, currency))


def amounts_in_words(text: str) -> Iterator[Value]:
    """“Zehntausend Franken”, “CHF fifteen thousand”."""
    for begin, end in windows(text):
        for found in numerals(text, begin, end):
            behind = _NEXT.match(text, found.end, end)
            before = None if behind else _BEFORE.search(text, max(begin, found.start - _LONGEST_CURRENCY), found.start)
            beside = behind or before
            if beside is not None and 0 < found.number <= LARGEST:
                amount = read_amount(f"{found.number:f}", _CURRENCIES[beside["currency"].lower()])
                start, stop = min(beside.start(), found.start), max(beside.end(), found.end)
                yield Value(start, stop, Slot.AMOUNT, amount)
