"""KVK-nummer, the Dutch chamber of commerce's register: eight digits, no check digit.

https://www.kvk.nl/

>>> validate("KVK 12345678")
'12345678'
"""

from __future__ import annotations

from stdnum.exceptions import InvalidFormat, InvalidLength
from stdnum.util import isdigits

from domain.numbers import written


def validate(number: str) -> str:
    """The eight digits."""
    digits = written.compact(number)
    if not isdigits(digits):
        raise InvalidFormat
    if len(digits) != 8:
        raise InvalidLength
    return digits
