"""Amounts in thousands, as people write them: “4.5k”, “8 bis 10 tuusig”, “zwei bis dreitausend”, in figures."""

from __future__ import annotations

import re
from decimal import Decimal

from domain.numerals import small_number, with_figures

_SIGN = r"(?:k|tsd\.?|tausend|tuusig|tuusend|thousand|grand)(?![^\W\d_])"
_COUNT = r"[0-9]{1,3}(?:[.,][0-9])?|[^\W\d_]+"
_JOINT = r"\s*[-–—]\s*|\s+(?:bis|to|und|and|oder|or)\s+"
_RANGE = re.compile(rf"(?<![\w.,'’])({_COUNT})({_JOINT})({_COUNT})\s?{_SIGN}", re.IGNORECASE)
_ONE = re.compile(rf"(?<![0-9.,'’])([0-9]{{1,3}}(?:[.,][0-9])?)\s?{_SIGN}", re.IGNORECASE)


def with_thousands(text: str) -> str:
    """The text with its thousands in figures: of “8 bis 10 tausend”, both ends are."""
    return with_figures(_ONE.sub(lambda found: _figures(_number(found[1])), _RANGE.sub(_of_range, text)))


def _of_range(found: re.Match[str]) -> str:
    low, high = _number(found[1]), _number(found[3])
    if low is None or high is None or low >= high:
        return found[0]  # “500 to 1k”
    return f"{_figures(low)}{found[2]}{_figures(high)}"


def _number(written: str) -> Decimal | None:
    return Decimal(written.replace(",", ".")) if written[0].isdecimal() else small_number(written)


def _figures(thousands: Decimal | None) -> str:
    return f"{(thousands or 0) * 1000:.0f}"
