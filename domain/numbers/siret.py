"""SIRET and SIREN, the numbers of French establishments and companies (fact 4).

SIREN: nine digits, the company. SIRET: the SIREN and five digits for one of its establishments. Both end with a Luhn
check digit (`stdnum.fr`). A registration with a commercial court (“RCS Nancy B 323 159 715”) holds the SIREN.

https://annuaire-entreprises.data.gouv.fr/

>>> validate("123 456 782 00002")
'12345678200002'
>>> validate("RCS Nancy B 123 456 709")
'123456709'
"""

from __future__ import annotations

import re

from stdnum.exceptions import InvalidFormat, InvalidLength
from stdnum.fr import siren, siret
from stdnum.util import isdigits

from domain.numbers import written

_COURT_ENTRY = re.compile(r"RCS[^\W\d_]*?[AB]?(?=[0-9]|$)")


def validate(number: str) -> str:
    """The digits: nine for a company, fourteen for an establishment."""
    digits = _COURT_ENTRY.sub("", written.compact(number))
    if not isdigits(digits):
        raise InvalidFormat
    if len(digits) == 9:
        return siren.validate(digits)
    if len(digits) == 14:
        return siret.validate(digits)
    raise InvalidLength


def format(number: str) -> str:  # noqa: A001  -- named as in python-stdnum
    """The number for reading."""
    return siren.format(number) if len(number) == 9 else siret.format(number)
