"""Prices of offers as people write them: `4'500`, `CHF 120.– pro Stunde`, `4000 bis 5000`, `110–130/h`.

An offer is compared with others, so its price is in the tender's currency, has two ends at most, and is for the whole
job or for an hour. Figures are read as everywhere else (`domain.amounts`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from babel.numbers import get_currency_precision

from domain.amounts import (
    AmountInOtherCurrency,
    AmountNotPositive,
    AmountRefused,
    AmountTooLarge,
    AmountTooPrecise,
    read_amount,
)
from domain.tenders.offers import PriceKind
from domain.thousands import with_thousands
from domain.words import Lines, Literal, Money, Msg, Refused, Words

LARGEST = Decimal(10_000_000)
"""More than this for a job is taken for a slip of the finger."""
LARGEST_HOURLY = Decimal(2_000)
"""More than this for an hour is taken for the price of the whole job."""
LONGEST = 80
"""Characters in which a price fits, with all words around it."""


@dataclass(frozen=True, slots=True)
class Price:
    """A price: from `low` to `high`, which is `low` again where there is one amount only.

    Raises `ValueError` for what is no price.
    """

    kind: PriceKind
    low: Decimal
    high: Decimal
    currency: str

    def __post_init__(self) -> None:
        if not 0 < self.low <= self.high:
            raise ValueError("a price goes from something to as much or more")
        if (self.kind is PriceKind.FIXED and self.low != self.high) or (
            self.kind is PriceKind.RANGE and self.low == self.high
        ):
            raise ValueError("a fixed price is one amount, and a range two")

    @classmethod
    def of(cls, kind: PriceKind, least: int, most: int | None, currency: str) -> Price:
        """A price from amounts in the currency's smallest unit; without a second one, the first is all of it."""
        unit = _smallest(currency)
        return cls(kind, least * unit, (least if most is None else most) * unit, currency)

    @property
    def smallest(self) -> tuple[int, int | None]:
        """What `of` takes: the second amount is there where it differs from the first."""
        unit = _smallest(self.currency)
        return int(self.low / unit), None if self.low == self.high else int(self.high / unit)


def _smallest(currency: str) -> Decimal:
    """The currency's smallest unit, in its main unit: a hundredth of a franc, a whole yen."""
    return Decimal(1).scaleb(-get_currency_precision(currency))


class PriceRefused(Refused):
    """What was sent is not a price that can be taken. Each reason is a subclass."""


class PriceUnreadable(PriceRefused):
    """There is no price in the text, or more than one way to read it."""

    def __init__(self, currency: str) -> None:
        super().__init__(Msg("I cannot read this as a price. {examples}", examples=examples(currency)))


class PriceInOtherCurrency(PriceRefused):
    """The price is in another currency than the tender."""

    def __init__(self, currency: str) -> None:
        super().__init__(
            Msg(
                "This tender is in {currency}, so that all offers can be compared. {examples}",
                currency=currency,
                examples=examples(currency),
            )
        )


class PriceNotPositive(PriceRefused):
    """The price is zero or less."""

    def __init__(self, currency: str) -> None:
        super().__init__(Msg("A price has to be more than zero. {examples}", examples=examples(currency)))


class PriceTooLarge(PriceRefused):
    """The price is more than anybody means."""

    def __init__(self, currency: str, *, hourly: bool) -> None:
        super().__init__(
            Msg(
                "More than {largest} for one hour: please check the figure. For the whole job, leave “per hour” away.",
                largest=Money(LARGEST_HOURLY, currency),
            )
            if hourly
            else Msg(
                "More than {largest}: please check the number of digits and send the price again.",
                largest=Money(LARGEST, currency),
            )
        )


class PriceTooPrecise(PriceRefused):
    """The price has fractions of a cent."""

    def __init__(self, currency: str) -> None:
        super().__init__(
            Msg("A price has two digits at most after the decimal point. {examples}", examples=examples(currency))
        )


class PriceOfOtherUnit(PriceRefused):
    """The price is for a day, a month, a page."""

    def __init__(self, currency: str) -> None:
        super().__init__(
            Msg(
                "A price is for the whole job or for one hour here, so that offers can be compared. Other ways to "
                "charge belong into the text of the offer. {examples}",
                examples=examples(currency),
            )
        )


class PriceOpen(PriceRefused):
    """The price has one end only, or is an estimate."""

    def __init__(self, currency: str) -> None:
        super().__init__(
            Msg(
                "Please give one amount, or the lowest and the highest one: “from” and “about” cannot be compared. "
                "{examples}",
                examples=examples(currency),
            )
        )


class PriceWithVat(PriceRefused):
    """The text says something about VAT."""

    def __init__(self, currency: str) -> None:
        super().__init__(
            Msg(
                "Please send the price alone; whether VAT is included belongs into the text of the offer. {examples}",
                examples=examples(currency),
            )
        )


def examples(currency: str) -> Words:
    """Right prices, one of each kind."""
    return Msg(
        "Examples: {fixed} for the whole job, {hourly} for an hour, {range} where it depends.",
        fixed=_example(f"{currency} 4500"),
        hourly=_example("120/h"),
        range=_example("4000–5000"),
    )


def _example(typed: str) -> Literal:
    return Literal(f"<code>{typed}</code>")


_AMOUNTS_BEFORE = re.compile(r"^(?:(?:von|from|zwischen|between)\b ?)", re.IGNORECASE)
_OPEN = re.compile(
    r"^(?:ab|from|von|bis|up to|max(?:imal|imum)?\.?|min(?:destens|imum)?\.?|at least|circa|ca\.?|etwa|rund|ungefähr|"
    r"about|around|approx(?:imately)?\.?|über|over|unter|under|~|≈|>|<)(?![^\W\d_])|\+$",
    re.IGNORECASE,
)
_VAT = re.compile(r"\b(?:mwst|mehrwertsteuer|ust|umsatzsteuer|vat|tva|iva|netto|brutto|net|gross)\b", re.IGNORECASE)
_WHOLE = re.compile(
    r"\b(?:pauschal(?:e|preis)?|fix(?:preis|ed)?|festpreis|fest|flat(?: rate)?|lump sum|total|gesamt(?:preis)?|"
    r"insgesamt|in total|im ganzen|all in|(?:für|for) (?:den|das|the) (?:ganze[ns]? |whole )?(?:auftrag|job|projekt|"
    r"project)|price|preis|offer|angebot)\b ?:? ?",
    re.IGNORECASE,
)
_HOURLY = re.compile(
    r" ?(?:/ ?|\b(?:pro|per|je|die|an|a|each|every) )(?:h|hr|std|stunde|hour)\b\.?"
    r"|\b(?:hourly(?: rate)?|stündlich|stundensatz|stundenansatz|p\. ?h\.|ph\b)(?: ?:)?",
    re.IGNORECASE,
)
_OTHER_UNIT = re.compile(
    r"(?:/ ?|\b(?:pro|per|je|im|a|p\.) ?)(?:tag|tage|day|woche|week|monat|month|jahr|year|annum|anno|a|m|d|min|minute|"
    r"minuten|seite|page|wort|word|stück|piece|person|user|domain)\b\.?"
    r"|\b(?:monatlich|monthly|jährlich|yearly|annually|täglich|daily|wöchentlich|weekly|tagessatz|"
    r"tagesansatz|day rate)\b",
    re.IGNORECASE,
)
_TO = re.compile(
    r"(?<=\S) ?[-–—−]{1,2} ?(?=(?:[^\W\d_]{1,7}\.? ?|[€$£] ?)?[0-9])|(?<!\bup) (?:bis|to|und|and) ", re.IGNORECASE
)


def read_price(text: str, currency: str) -> Price:
    """The price in `text`, in `currency` (an ISO 4217 code), to the cent.

    Raises a subclass of `PriceRefused`.
    """
    written = " ".join(re.sub("[’‘ʼ´`]", "'", text[: LONGEST * 4]).split())
    if not written or len(written) > LONGEST or len(text) > LONGEST * 4:
        raise PriceUnreadable(currency)
    if _VAT.search(written):
        raise PriceWithVat(currency)
    if _OTHER_UNIT.search(_HOURLY.sub("", written)):
        raise PriceOfOtherUnit(currency)
    figures, hours = _HOURLY.subn(" ", written)
    figures = " ".join(_WHOLE.sub(" ", with_thousands(figures)).split()).strip(" :")
    ends = _TO.split(_AMOUNTS_BEFORE.sub("", figures))
    if len(ends) == 1 and _OPEN.search(figures):
        raise PriceOpen(currency)
    if len(ends) > 2:
        raise PriceUnreadable(currency)
    amounts = sorted(_amount(end, currency) for end in ends)
    if any(amount % _smallest(currency) for amount in amounts):
        raise PriceTooPrecise(currency)
    low, high = amounts[0], amounts[-1]
    if high > (LARGEST_HOURLY if hours else LARGEST):
        raise PriceTooLarge(currency, hourly=bool(hours))
    if hours:
        return Price(PriceKind.HOURLY, low, high, currency)
    return Price(PriceKind.FIXED if low == high else PriceKind.RANGE, low, high, currency)


def _amount(written: str, currency: str) -> Decimal:
    # Between two amounts, the dash that stands for no cents belongs to the range: “2'000.– 3'000.–”.
    written = written.strip().rstrip(".,")
    try:
        return read_amount(written, currency).amount
    except AmountInOtherCurrency as refused:
        raise PriceInOtherCurrency(currency) from refused
    except AmountNotPositive as refused:
        raise PriceNotPositive(currency) from refused
    except AmountTooLarge as refused:
        raise PriceTooLarge(currency, hourly=False) from refused
    except AmountTooPrecise as refused:
        raise PriceTooPrecise(currency) from refused
    except AmountRefused as refused:
        raise PriceUnreadable(currency) from refused


def price_words(price: Price) -> Words:
    """The price as a sentence has it: “CHF 4,500.00”, “CHF 120.00 an hour”, “CHF 4,000.00 – CHF 5,000.00”."""
    low, high = Money(price.low, price.currency), Money(price.high, price.currency)
    amount: Words = Lines((low,)) if price.low == price.high else Lines((low, high), " – ")
    return Msg("{amount} an hour", amount=amount) if price.kind is PriceKind.HOURLY else amount
