"""Large numbers in words, German and English: “zehntausend”, “zweitausendfünfhundert”, “twenty-five hundred”.

Only those with a word such as “thousand” in them are read: smaller ones are written out for much else than amounts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

_MOST_PARTS = 14
_SMALL = {
    1: "ein eins eine einen one a es e",
    2: "zwei zwo zwöi two",
    3: "drei drü three",
    4: "vier four",
    5: "fünf fuenf füf foif five",
    6: "sechs six",
    7: "sieben sibe seven",
    8: "acht eight",
    9: "neun nün nine",
    10: "zehn zäh ten",
    11: "elf eleven",
    12: "zwölf zwoelf twelve",
    13: "dreizehn thirteen",
    14: "vierzehn fourteen",
    15: "fünfzehn fuenfzehn füfzäh fifteen",
    16: "sechzehn sixteen",
    17: "siebzehn seventeen",
    18: "achtzehn eighteen",
    19: "neunzehn nineteen",
    20: "zwanzig zwänzg twenty",
    30: "dreissig dreißig drissg thirty",
    40: "vierzig vierzg forty fourty",
    50: "fünfzig fuenfzig füfzg fifty",
    60: "sechzig sixty",
    70: "siebzig seventy",
    80: "achtzig eighty",
    90: "neunzig ninety",
}
_LARGE = {
    100: "hundert hundred hundreds",
    1000: "tausend tuusig tuusend thousand grand",
    1_000_000: "million millionen millione millions mio",
}
_HALVES = ("halbe", "halben", "halbi", "half")
_AND_A_HALF = ("einhalb", "and a half")
_JOINTS = ("und", "and")
_SMALL_BY_WORD = {word: number for number, words in _SMALL.items() for word in words.split()}
_LARGE_BY_WORD = {word: number for number, words in _LARGE.items() for word in words.split()}
_PART = "|".join(
    sorted((*_SMALL_BY_WORD, *_LARGE_BY_WORD, *_HALVES, *_AND_A_HALF, *_JOINTS), key=lambda word: -len(word))
)
_PARTS = re.compile(_PART)
_SIGNS = ("hundert", "hundred", "tausend", "tuusig", "tuusend", "thousand", "grand", "million", "mio")
"""One of these is in every large number; to look for them first is much faster than to look for numbers."""
_WRITTEN = re.compile(rf"(?<![^\W_])(?:{_PART})(?:[ \u00a0-]?(?:{_PART})){{0,{_MOST_PARTS}}}(?![^\W_])", re.IGNORECASE)


class Numeral(NamedTuple):
    """The characters from `start` to before `end` are a number in words."""

    start: int
    end: int
    number: Decimal


def numerals(text: str, begin: int = 0, end: int | None = None) -> Iterator[Numeral]:
    """The large numbers that are written in words, from left to right."""
    stop = len(text) if end is None else end
    small = text[begin:stop].lower()
    if not any(sign in small for sign in _SIGNS):
        return
    for found in _WRITTEN.finditer(text, begin, stop):
        number = _number(_PARTS.findall(found[0].lower()))
        if number is not None:
            yield Numeral(*found.span(), number)


def small_number(word: str) -> Decimal | None:
    """The number below a hundred that a word is."""
    number = _SMALL_BY_WORD.get(word.lower())
    return None if number is None else Decimal(number)


def with_figures(text: str) -> str:
    """The text with large numbers in figures."""
    for each in reversed(tuple(numerals(text))):
        text = f"{text[: each.start]}{each.number:f}{text[each.end :]}"
    return text


def _number(parts: list[str]) -> Decimal | None:
    """What the parts of a number come to; `None` where none of them is large."""
    total, current, is_large, is_half, least = Decimal(0), Decimal(0), False, False, 0
    for part in parts:
        if (small := _SMALL_BY_WORD.get(part)) is not None:
            current += small
        elif part in _AND_A_HALF:
            current += Decimal("0.5")
        elif part in _HALVES:
            is_half = True
        elif (large := _LARGE_BY_WORD.get(part)) is not None:
            count = Decimal("0.5") if is_half else current or Decimal(1)
            is_large, is_half = True, False
            current = count * large
            if large > 100:
                if 0 < least <= large:
                    return None  # “one thousand and two thousand” are two
                least = large
                total, current = total + current, Decimal(0)
    number = total + current
    return number.to_integral_value() if is_large and number == number.to_integral_value() else None
