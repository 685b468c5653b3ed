"""Firmenbuchnummer, Austria's company register number.

One to six digits and a check letter, written FN 123456d. How the letter is reckoned is not published officially, so
only the form is checked, as `stdnum.at.businessid` does: a typing slip is better than a company turned away.

https://justizonline.gv.at/ (Firmenbuch)

>>> validate("FN 122119m")
'122119m'
>>> validate("FN 1221190m")
Traceback (most recent call last):
    ...
stdnum.exceptions.InvalidLength: The number has an invalid length.
"""

from __future__ import annotations

import re

from stdnum.exceptions import InvalidFormat, InvalidLength

from domain.numbers import written

_FORM = re.compile(r"(?:FN)?0*([0-9]*)([A-Z])")
_MOST_DIGITS = 6


def validate(number: str) -> str:
    """The digits and the letter, without FN and leading zeros."""
    form = _FORM.fullmatch(written.compact(number))
    if form is None:
        raise InvalidFormat
    digits, letter = form[1], form[2].lower()
    if not 1 <= len(digits) <= _MOST_DIGITS:
        raise InvalidLength
    return digits + letter


def format(number: str) -> str:  # noqa: A001  -- named as in python-stdnum
    """The number for reading."""
    return f"FN {number}"
