"""In which order people expect names: of products, organisations, partners, colleagues.

German and English readers share one order, that of Unicode's CLDR for both languages: blanks, punctuation, signs,
digits, letters; ä beside a, ß as ss, ø beside o; capitals beside small letters. One thing more, as file managers do
it: numbers by their value, so that “Server 9” comes before “Server 10”.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TypeAlias

SortKey: TypeAlias = tuple[tuple[tuple[int, int, str], ...], str, str]

_NUMBER, _LETTER = 3, 4
_CLASSES = {"Z": 0, "P": 1, "S": 2, "N": _NUMBER}
"""The order of Unicode's general categories, by their first letter; whatever else there is sorts with the letters."""

_LONGEST_TEXT = 200
"""An index takes no longer ones, however many bytes a letter has."""

# Letters that Unicode does not take apart, though readers do.
_BASE_LETTERS = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h"})
_PIECES = re.compile(r"\d+|\D", re.DOTALL)


def sort_key(name: str) -> SortKey:
    """What to sort names by: `sorted(names, key=sort_key)`.

    Letters and numbers decide first. Among names that differ in accents or case only, those without come first.
    """
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(character for character in decomposed if not unicodedata.combining(character))
    pieces = tuple(_piece(found) for found in _PIECES.findall(plain.translate(_BASE_LETTERS)))
    return pieces, decomposed, name.swapcase()


def sort_text(name: str) -> str:
    """The same order for databases, by code points: what of `sort_key` tells names of usual length apart."""
    pieces, *_ = sort_key(name)
    written = []
    for kind, number, text in pieces:
        digits = str(number).lstrip("0") if kind == _NUMBER and not text else ""
        length = f"{len(digits):03}" if kind == _NUMBER else ""  # of numbers, the longer one is the larger one
        written.append(f"{kind}{length}{digits}{text}")
    return "".join(written)[:_LONGEST_TEXT]


def _piece(text: str) -> tuple[int, int, str]:
    if text.isdecimal():
        return _NUMBER, int(text), ""
    return _CLASSES.get(unicodedata.category(text)[0], _LETTER), 0, text
