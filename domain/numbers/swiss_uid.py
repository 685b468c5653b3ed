"""UID, the Swiss enterprise number (Unternehmens-Identifikationsnummer, IDE, IDI), as extracts and invoices show it.

CHE, eight digits and a check digit (modulo 11, `stdnum.ch.uid`). Behind it may stand what it is used for: MWST, TVA,
IVA or TPV for value added tax, HR or RC for the commercial register. These additions are no part of the number.

https://www.uid.admin.ch/

>>> validate("CHE-123.456.788 MWST")
'CHE123456788'
>>> format("CHE123456788")
'CHE-123.456.788'
"""

from __future__ import annotations

import re

from stdnum.ch import uid

from domain.numbers import written

_ADDITION = re.compile(r"(?:MWST|TVA|IVA|TPV|VAT|HR|RC)+$")
_WITH_TAX_ADDITION = re.compile(r"[0-9]{9}(?:HR|RC)?(?:MWST|TVA|IVA|TPV)$")


def validate(number: str) -> str:
    """The number with CHE and without additions; `CH` or nothing in front is completed."""
    bare = _ADDITION.sub("", written.compact(number))
    return uid.validate(re.sub(r"^CH(?=[0-9])", "CHE", bare))


def format(number: str) -> str:  # noqa: A001  -- named as in python-stdnum
    """The number for reading."""
    return uid.format(number)


def is_meant(number: str) -> bool:
    """Whether a compact number, valid or not, can only be a Swiss one."""
    return re.match(r"CHE?[0-9]", number) is not None or _WITH_TAX_ADDITION.match(number) is not None
