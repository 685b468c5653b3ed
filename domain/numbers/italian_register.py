"""Numbers of Italian companies in the Registro delle imprese.

A company's number in the register is its codice fiscale (eleven digits, for most the partita IVA; sixteen letters and
digits for a sole trader), with check digits (`stdnum.it`). The REA number, a province's two letters and up to seven
digits, names the entry at the chamber of commerce and has no check digit.

https://www.registroimprese.it/

>>> validate("12345670017")
'12345670017'
>>> validate("REA: MI - 1234567")
'MI1234567'
>>> validate("MI0123456")
'MI123456'
>>> format("MI1234567")
'MI-1234567'
"""

from __future__ import annotations

import re

from stdnum.it import codicefiscale

from domain.numbers import written

_REA = re.compile(r"([A-Z]{2})([0-9]{4,7})")
_FEWEST_DIGITS = 4


def validate(number: str) -> str:
    """The codice fiscale, or the REA number with its province and without leading zeros, as far as four digits stay."""
    bare = written.compact(number)
    if entry := _REA.fullmatch(bare):
        return entry[1] + entry[2].lstrip("0").zfill(_FEWEST_DIGITS)
    return codicefiscale.validate(re.sub(r"^IT(?=[0-9]{11}$)", "", bare))


def format(number: str) -> str:  # noqa: A001  -- named as in python-stdnum
    """The number for reading."""
    return f"{number[:2]}-{number[2:]}" if _REA.fullmatch(number) else number
