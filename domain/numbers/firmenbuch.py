"""Firmenbuchnummer, Austria's company register number.

One to six digits and a check letter, written FN 123456d. The digits, filled up with zeros to six, are weighted with
6, 4, 14, 15, 10 and 1; the sum modulo 17 picks the letter. `stdnum.at.businessid` checks the form only; the weights
hold for the published numbers in the tests.

https://justizonline.gv.at/ (Firmenbuch)

>>> validate("FN 122119m")
'122119m'
>>> validate("FN 122119k")
Traceback (most recent call last):
    ...
stdnum.exceptions.InvalidChecksum: The number's checksum or check digit is invalid.
"""

from __future__ import annotations

import re

from stdnum.exceptions import InvalidChecksum, InvalidFormat, InvalidLength

from domain.numbers import written

_FORM = re.compile(r"(?:FN)?0*([0-9]*)([A-Z])")
_WEIGHTS = (6, 4, 14, 15, 10, 1)
_LETTERS = "abdfghikmpstvwxyz"


def validate(number: str) -> str:
    """The digits and the letter, without FN and leading zeros."""
    form = _FORM.fullmatch(written.compact(number))
    if form is None:
        raise InvalidFormat
    digits, letter = form[1], form[2].lower()
    if not 1 <= len(digits) <= len(_WEIGHTS):
        raise InvalidLength
    if calc_check_letter(digits) != letter:
        raise InvalidChecksum
    return digits + letter


def calc_check_letter(digits: str) -> str:
    """The letter that belongs behind the digits."""
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits.zfill(len(_WEIGHTS)), strict=True))
    return _LETTERS[total % len(_LETTERS)]


def format(number: str) -> str:  # noqa: A001  -- named as in python-stdnum
    """The number for reading."""
    return f"FN {number}"
