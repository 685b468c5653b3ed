"""Numbers as people send them: with a label in front, with blanks, dashes and points of every kind.

>>> compact("USt-IdNr.: de 123.456–788")
'DE123456788'
>>> compact("KVK 1234 5678")
'12345678'
"""

from __future__ import annotations

import re

from stdnum.exceptions import InvalidFormat, InvalidLength
from stdnum.util import clean, isdigits

_LABEL_WITH_COLON = re.compile(r"^[^\W\d_][^\d:]{2,30}:\s*")
_LABEL = re.compile(
    r"^(?:UID|IDE|IDI|VAT|MWST|UST-?ID|TVA|IVA|BTW|SIRET|SIREN|KVK|CVR|Y-TUNNUS|ORG\.?\s?NR|NIF|CIF|KRS|NIP|REGON|REA"
    r"|I[CČ]O|OIB|CUI)(?:[\s-]?(?:NR|NO|NUMBER)\b)?\.?\s+",
    re.IGNORECASE,
)
_SEPARATORS = re.compile(r"[\s.,:;/_()'-]")


def spaced(text: str) -> str:
    """The text with ordinary blanks, dashes and digits."""
    return " ".join(clean(text).split())


def compact(text: str) -> str:
    """The number alone, in capitals: no label (“USt-IdNr.: …”), no separators."""
    return _SEPARATORS.sub("", _LABEL.sub("", _LABEL_WITH_COLON.sub("", spaced(text)))).upper()


def digits(number: str, length: int) -> str:
    """A compact number that is nothing but `length` digits. Raises stdnum's `InvalidFormat` or `InvalidLength`."""
    if not isdigits(number):
        raise InvalidFormat
    if len(number) != length:
        raise InvalidLength
    return number
