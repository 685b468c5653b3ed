"""RCS number, Luxembourg's Registre de commerce et des sociétés: a letter for the kind and up to six digits.

B stands for commercial companies, A for sole traders, F for associations. No check digit.

https://www.lbr.lu/

>>> validate("R.C.S. Luxembourg B 123456")
'B123456'
>>> validate("B000123")
'B123'
"""

from __future__ import annotations

import re

from stdnum.exceptions import InvalidFormat, InvalidLength

from domain.numbers import written

_FORM = re.compile(r"(?:RCS)?(?:LUXEMBOURG)?([A-Z])([0-9]+)")


def validate(number: str) -> str:
    """The letter and the digits, without leading zeros."""
    form = _FORM.fullmatch(written.compact(number))
    if form is None:
        raise InvalidFormat
    digits = form[2].lstrip("0")
    if not digits:
        raise InvalidFormat
    if len(digits) > 6:
        raise InvalidLength
    return form[1] + digits
