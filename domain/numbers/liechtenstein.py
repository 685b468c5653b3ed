"""FL number (Registernummer), Liechtenstein's commercial register, formerly Öffentlichkeitsregister.

FL, ten digits and a check digit, written FL-0002.123.456-8. The check digit is that of Swiss payment slips
(recursive modulo 10, `stdnum.ch.esr`). The register does not publish this; it holds for the published numbers in
the tests.

https://handelsregister.li/

>>> validate("FL-0002.123.456-8")
'FL00021234568'
>>> format("FL00021234568")
'FL-0002.123.456-8'
"""

from __future__ import annotations

from stdnum.ch import esr
from stdnum.exceptions import InvalidChecksum, InvalidFormat, InvalidLength
from stdnum.util import isdigits

from domain.numbers import written


def validate(number: str) -> str:
    """The number with FL and without separators."""
    digits = written.compact(number).removeprefix("FL")
    if not isdigits(digits):
        raise InvalidFormat
    if len(digits) != 11:
        raise InvalidLength
    if esr.calc_check_digit(digits[:-1]) != digits[-1]:
        raise InvalidChecksum
    return f"FL{digits}"


def format(number: str) -> str:  # noqa: A001  -- named as in python-stdnum
    """The number for reading."""
    return f"FL-{number[2:6]}.{number[6:9]}.{number[9:12]}-{number[12:]}"
