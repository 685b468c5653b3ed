"""Numbers of Polish companies: KRS, REGON, NIP.

KRS, the court register: ten digits, the first a zero, no check digit. REGON, the statistical register: nine or
fourteen digits. NIP, the tax number by which sole traders are entered in CEIDG: ten digits, never a zero in front.
REGON and NIP have check digits (`stdnum.pl`).

https://wyszukiwarka-krs.ms.gov.pl/

>>> validate("KRS 0000123456")
'0000123456'
"""

from __future__ import annotations

from stdnum.exceptions import InvalidFormat, InvalidLength
from stdnum.pl import nip, regon
from stdnum.util import isdigits

from domain.numbers import written


def validate(number: str) -> str:
    """The digits."""
    digits = written.compact(number).removeprefix("PL")
    if not isdigits(digits):
        raise InvalidFormat
    if len(digits) in {9, 14}:
        return regon.validate(digits)
    if len(digits) != 10:
        raise InvalidLength
    return digits if digits.startswith("0") else nip.validate(digits)
