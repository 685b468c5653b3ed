"""Numbers of registers about which nothing is known: letters and digits, however they are grouped.

Blanks, dots, hyphens and slashes, case, accents and letters of other scripts that look Latin make no difference.

>>> validate("he-123456"), validate("ΗΕ 123.456")
('HE123456', 'HE123456')
>>> format("HE123456")
'HE 123456'
"""

from __future__ import annotations

import re
import unicodedata

from stdnum.exceptions import InvalidFormat, InvalidLength

from domain.numbers import written

_LENGTHS = range(3, 41)
_FORM = re.compile(r"(?=.*[0-9])(?:[^\W_]|[./ -])*")
_SEPARATORS = re.compile(r"[./ -]")
_SEAM = re.compile(r"(?<=[0-9])(?=[^\W\d_])|(?<=[^\W\d_])(?=[0-9])")


def validate(number: str) -> str:
    """The letters, in capitals, and the digits."""
    text = written.spaced(number)
    bare = _SEPARATORS.sub("", written.latin(_unaccented(text)))
    if len(bare) not in _LENGTHS:
        raise InvalidLength
    if not (_FORM.fullmatch(text) and _FORM.fullmatch(bare)):
        raise InvalidFormat
    return bare


def format(number: str) -> str:  # noqa: A001  -- named as in python-stdnum
    """The number for reading: a blank where letters and digits meet."""
    return _SEAM.sub(" ", number)


def _unaccented(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text)
    return unicodedata.normalize("NFKC", "".join(each for each in letters if not unicodedata.combining(each)))
