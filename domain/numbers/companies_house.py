"""Company number of Companies House, the register of the United Kingdom.

Eight characters: eight digits for England and Wales (leading zeros are often left out), or two letters (SC Scotland,
NI Northern Ireland, OC partnerships, R0 old Irish entries …) and six digits. No check digit.

https://www.gov.uk/get-information-about-a-company

>>> validate("1234567")
'01234567'
>>> validate("sc 123456")
'SC123456'
"""

from __future__ import annotations

import re

from stdnum.exceptions import InvalidFormat, InvalidLength
from stdnum.util import isdigits

from domain.numbers import written

_WITH_LETTERS = re.compile(r"(?:[A-Z]{2}|R[0-9])[0-9]{6}")


def validate(number: str) -> str:
    """All eight characters."""
    bare = written.compact(number)
    if isdigits(bare):
        if not 6 <= len(bare) <= 8:
            raise InvalidLength
        return bare.zfill(8)
    if re.fullmatch("[A-Z]{1,2}[0-9]+", bare) and len(bare) != 8:
        raise InvalidLength
    if _WITH_LETTERS.fullmatch(bare) is None:
        raise InvalidFormat
    return bare
