"""Amounts, moments and days as machines write them: one way each, exactly."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

from babel.numbers import get_currency_precision

from domain.amounts import LARGEST
from domain.words import Msg, Refused

OLDEST, YOUNGEST = 1990, 2100
"""Years between which the provider's data lie."""

_AMOUNT = re.compile(r"(?P<minus>-?)(?P<whole>[0-9]{1,12})(?:\.(?P<rest>[0-9]{1,12}))?")
_MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,9})?(?P<zone>[Zz]|[+-][0-9]{2}:[0-9]{2})?"
)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SHOWN = 60


class ValueRefused(Refused):
    """A field's value is not what belongs there; the reason has an example of a right one."""


def shown(text: str) -> str:
    """What was given, as far as it helps to find it; nothing in it that a terminal or a reader stumbles over."""
    visible = "".join(character if character.isprintable() else "�" for character in text)
    return visible if len(visible) <= _SHOWN else visible[: _SHOWN - 1] + "…"


def example_amount(currency: str) -> str:
    """An amount in the currency, as it is written here."""
    return f"{Decimal(240):.{get_currency_precision(currency)}f}"


def read_exact_amount(text: str, currency: str) -> int:
    """The amount in the currency's smallest unit. Raises `ValueRefused`."""
    digits, example = get_currency_precision(currency), example_amount(currency)
    found = _AMOUNT.fullmatch(text)
    if found is None:
        raise ValueRefused(
            Msg(
                "“{text}” is not an amount: digits, and a point before the cents, for example “{example}”.",
                text=shown(text),
                example=example,
            )
        )
    whole, rest = int(found["whole"]), (found["rest"] or "").rstrip("0")
    if found["minus"]:
        raise ValueRefused(
            Msg(
                "An amount has no minus: what it takes back, its kind says. A right one is “{example}”.",
                example=example,
            )
        )
    if len(rest) > digits:
        raise ValueRefused(
            Msg(
                "“{text}” has more digits behind the point than {currency} has; a right one is “{example}”.",
                text=shown(text),
                currency=currency,
                example=example,
            )
        )
    if whole > LARGEST:
        raise ValueRefused(
            Msg("“{text}” is more than anything costs; a right one is “{example}”.", text=shown(text), example=example)
        )
    return int(f"{whole}{rest.ljust(digits, '0')}")


def read_moment(text: str) -> dt.datetime:
    """A moment after RFC 3339, with time zone; in UTC. Raises `ValueRefused`."""
    found = _MOMENT.fullmatch(text)
    if found is not None and found["zone"] is None:
        raise ValueRefused(Msg("“{text}” has no time zone; a right one is “2026-11-28T09:00:00Z”.", text=shown(text)))
    try:
        moment = None if found is None else dt.datetime.fromisoformat(text.upper()).astimezone(dt.UTC)
    except (ValueError, OverflowError):
        moment = None
    if moment is None or not OLDEST <= moment.year < YOUNGEST:
        raise ValueRefused(
            Msg(
                "“{text}” is not a moment of these years with date, time and time zone; "
                "a right one is “2026-11-28T09:00:00Z”.",
                text=shown(text),
            )
        )
    return moment


def read_day(text: str) -> dt.date:
    """A date, year first. Raises `ValueRefused`."""
    try:
        day = dt.date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        day = None
    if day is None or not OLDEST <= day.year < YOUNGEST:
        raise ValueRefused(Msg("“{text}” is not a date of these years; a right one is “2026-11-28”.", text=shown(text)))
    return day
