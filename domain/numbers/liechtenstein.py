"""FL number (Registernummer), Liechtenstein's commercial register, formerly Öffentlichkeitsregister.

FL, ten digits and a check digit, written FL-0002.123.456-8. How the check digit is reckoned is not published, so only
the form is checked: a typing slip is better than a company turned away.

https://handelsregister.li/

>>> validate("FL-0002.123.456-8")
'FL00021234568'
>>> format("FL00021234568")
'FL-0002.123.456-8'
"""

from __future__ import annotations

from domain.numbers import written


def validate(number: str) -> str:
    """The number with FL and without separators."""
    return "FL" + written.digits(written.compact(number).removeprefix("FL"), 11)


def format(number: str) -> str:  # noqa: A001  -- named as in python-stdnum
    """The number for reading."""
    return f"FL-{number[2:6]}.{number[6:9]}.{number[9:12]}-{number[12:]}"
