"""Days as people write them."""

from __future__ import annotations

import datetime as dt
import re

from domain.words import Msg, Refused

_MONTHS = (
    ("january", "januar", "jan", "jänner"),
    ("february", "februar", "feb"),
    ("march", "märz", "maerz", "mar"),
    ("april", "apr"),
    ("may", "mai"),
    ("june", "juni", "jun"),
    ("july", "juli", "jul"),
    ("august", "aug"),
    ("september", "sept", "sep"),
    ("october", "oktober", "okt", "oct"),
    ("november", "nov"),
    ("december", "dezember", "dez", "dec"),
)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DOTS = re.compile(r"(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})")
_WORDS = re.compile(r"(\d{1,2})\.? ([^\W\d_]+)\.?,? (\d{4})")


class DateRefused(Refused):
    """The text is no day."""


def read_day(text: str, today: dt.date) -> dt.date:
    """The day that is written as 2027-03-31, 31.3.2027, 31 March 2027 or 31. März 2027. Raises `DateRefused`."""
    typed = " ".join(text.split()).casefold()
    numbers: tuple[int, int, int] | None = None
    if (found := _ISO.fullmatch(typed)) is not None:
        numbers = int(found[1]), int(found[2]), int(found[3])
    elif (found := _DOTS.fullmatch(typed)) is not None:
        numbers = int(found[3]), int(found[2]), int(found[1])
    elif (found := _WORDS.fullmatch(typed)) is not None:
        month = next((number for number, names in enumerate(_MONTHS, 1) if found[2] in names), 0)
        numbers = int(found[3]), month, int(found[1])
    try:
        if numbers is not None:
            return dt.date(*numbers)
    except ValueError:
        pass
    example = today + dt.timedelta(days=90)
    raise DateRefused(
        Msg(
            "I cannot read a day in this. Please write it with its year, like {example} or {day}.{month}.{year}.",
            example=example,
            day=str(example.day),
            month=str(example.month),
            year=str(example.year),
        )
    )
