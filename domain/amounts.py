"""Yearly amounts as people write them in Switzerland and its neighbourhood: `2'000.–`, `CHF 2000`, `1.800,00 €`.

A point or comma that could mean either (`2.000`, `2,000`) separates thousands: exactly three digits behind it, one
to three in front. Everywhere else the last point or comma is the decimal one. Large numbers may be in words, too.
"""

from __future__ import annotations

import re
from decimal import Decimal

from babel.numbers import list_currencies

from domain.numerals import with_figures
from domain.words import Money, Msg, Refused

LARGEST = Decimal(100_000_000)
"""More than this a year is taken for a slip of the finger."""

_LONGEST_TEXT = 60
CURRENCY_WORDS = {
    "€": "EUR",
    "euro": "EUR",
    "euros": "EUR",
    "fr": "CHF",
    "sfr": "CHF",
    "franken": "CHF",
    "franc": "CHF",
    "francs": "CHF",
    "fränkli": "CHF",
    "stutz": "CHF",
    "$": "USD",
    "dollar": "USD",
    "dollars": "USD",
    "£": "GBP",
    "pfund": "GBP",
    "pounds": "GBP",
}
"""Currencies by what they are called, in small letters; beside them goes their code."""
_CURRENCY_WORD = re.compile(r"[^\W\d_]+\.?|[€$£]")
_A_YEAR = re.compile(
    r"(?:(?:/|\b(?:per|pro|im|a))\s*(?:year|jahr|annum|anno)|\bp\.\s?a\.|\b(?:jährlich|yearly|annually))$",
    re.IGNORECASE,
)
_NO_CENTS = re.compile(r"(?<=[0-9])[.,]?\s?[-–—−]{1,2}$")
_FIGURES = re.compile(
    r"(?:(?P<grouped>[1-9][0-9]{0,2}(?P<separator>[ '.,])[0-9]{3}(?:(?P=separator)[0-9]{3})*)|(?P<plain>[0-9]+))"
    r"(?:(?P<point>[.,])(?P<cents>[0-9]+))?"
)


class AmountRefused(Refused):
    """What was sent is not an amount that can be taken. Each reason is a subclass."""


class AmountUnreadable(AmountRefused):
    """There is no amount in the text, or more than one way to read it."""

    def __init__(self, currency: str) -> None:
        super().__init__(
            Msg(
                "I cannot read this as an amount. Please send the value of one year in figures, "
                "for example <code>2400</code> or {example}.",
                example=_example(currency),
            )
        )


class AmountInOtherCurrency(AmountRefused):
    """The amount is given in another currency than the one asked for."""

    def __init__(self, currency: str) -> None:
        super().__init__(
            Msg(
                "Please give the amount in {currency}, for example {example}.",
                currency=currency,
                example=_example(currency),
            )
        )


class AmountNotPositive(AmountRefused):
    """The amount is zero or less."""

    def __init__(self, currency: str) -> None:
        super().__init__(
            Msg("The amount has to be more than zero, for example {example} a year.", example=_example(currency))
        )


class AmountTooLarge(AmountRefused):
    """The amount is more than `LARGEST`."""

    def __init__(self, currency: str) -> None:
        super().__init__(
            Msg(
                "More than {largest} a year: please check the number of digits and send the amount again.",
                largest=Money(LARGEST, currency),
            )
        )


class AmountTooPrecise(AmountRefused):
    """The amount has fractions of a cent."""

    def __init__(self, currency: str) -> None:
        super().__init__(
            Msg(
                "An amount has two digits at most after the decimal point, for example {example}. "
                "Please send it again, rounded.",
                example=_example(currency),
            )
        )


def read_amount(text: str, currency: str) -> Money:
    """The positive amount in `text`, in `currency` (`CHF` or `EUR`), to the cent.

    The currency and “per year” may be written with it. Raises a subclass of `AmountRefused`.
    """
    written = with_figures(" ".join(text.split()))
    if len(written) > _LONGEST_TEXT:
        raise AmountUnreadable(currency)
    figures = _without_currency(_A_YEAR.sub("", written).strip(), currency)
    figures = _NO_CENTS.sub("", re.sub("[’‘ʼ´`]", "'", figures))
    if re.match(r"[-–—−]\s?[0-9]", figures):
        raise AmountNotPositive(currency)
    found = _FIGURES.fullmatch(figures)
    if found is None or (found["point"] and found["point"] == found["separator"]):
        raise AmountUnreadable(currency)
    whole = re.sub("[^0-9]", "", found["grouped"] or found["plain"])
    cents = found["cents"] or ""
    if len(cents) > 2:
        raise AmountTooPrecise(currency)
    amount = Decimal(f"{whole}.{cents:0<2}")
    if amount == 0:
        raise AmountNotPositive(currency)
    if amount > LARGEST:
        raise AmountTooLarge(currency)
    return Money(amount, currency)


def _without_currency(written: str, currency: str) -> str:
    for word in _CURRENCY_WORD.findall(written):
        meant = CURRENCY_WORDS.get(word.rstrip(".").lower(), word.rstrip(".").upper())
        if meant not in list_currencies():
            raise AmountUnreadable(currency)
        if meant != currency:
            raise AmountInOtherCurrency(currency)
    return _CURRENCY_WORD.sub("", written).strip()


def _example(currency: str) -> Money:
    return Money(Decimal(2400), currency)
