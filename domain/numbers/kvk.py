"""KVK-nummer, the Dutch chamber of commerce's register: eight digits, no check digit.

https://www.kvk.nl/

>>> validate("KVK 12345678")
'12345678'
"""

from __future__ import annotations

from domain.numbers import written


def validate(number: str) -> str:
    """The eight digits."""
    return written.digits(written.compact(number), 8)
