"""IČO, the number of organisations in the Czech Republic and in Slovakia.

Eight digits, the last a check digit; both countries inherited it from Czechoslovakia. The rule is that of Czech VAT
numbers of legal entities (`stdnum.cz.dic`).

https://ares.gov.cz/ and https://www.orsr.sk/

>>> validate("12345679")
'12345679'
"""

from __future__ import annotations

from stdnum.cz import dic

from domain.numbers import written


def validate(number: str) -> str:
    """The eight digits."""
    return dic.validate(written.digits(written.compact(number), 8))
