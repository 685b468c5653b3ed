"""Numbers as people send them: with a label in front, with blanks, dashes and points of every kind.

Out of a PDF, a table or another keyboard come characters that look ordinary and are not: invisible ones, full-width
ones, digits and letters of other scripts. `plain` makes ordinary ones of them, `latin` takes look-alikes for what they
look like.

>>> compact("USt-IdNr.: de 123.456–788")
'DE123456788'
>>> compact("KVK 1234 5678")
'12345678'
>>> compact("ＫＶＫ １２３４\N{ZERO WIDTH SPACE}５６７８")
'12345678'
"""

from __future__ import annotations

import re
import unicodedata

from stdnum.exceptions import InvalidFormat, InvalidLength
from stdnum.util import clean, isdigits

LONGEST = 4096
"""Characters of a text that are read: as many as a message in Telegram has."""

_LONGEST_NUMBER = 120
"""No number is longer, its label and separators included; python-stdnum may reckon with what is left."""

_PORTION = 256
_LABEL_WITH_COLON = re.compile(r"^[^\W\d_][^\d:]{2,30}:\s*")
_LABEL = re.compile(
    r"^(?:UID|IDE|IDI|VAT|MWST|UST-?ID|TVA|IVA|BTW|SIRET|SIREN|KVK|CVR|Y-TUNNUS|ORG\.?\s?NR|NIF|CIF|KRS|NIP|REGON|REA"
    r"|I[CČ]O|OIB|CUI)(?:[\s-]?(?:NR|NO|NUMBER)\b)?\.?\s+",
    re.IGNORECASE,
)
_SEPARATORS = re.compile(r"[\s.,:;/_()'-]")
_OTHER_DIGIT = re.compile(r"(?![0-9])\d")
_INVISIBLE = {"Cc", "Cf", "Cn", "Co", "Cs"}
_FILLERS = "\u115f\u1160\u2800\u3164\uffa0"  # letters and a symbol that show nothing

_LOOK_ALIKES = str.maketrans(
    "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹϺͿ" + "АВЕЅІЈКМНОРСТУХԀԌԜӀҮѴ",  # Greek, Cyrillic
    "ABEZHIKMNOPTYXCMJ" + "ABESIJKMHOPCTYXDGWIYV",
)
_OTHER_KEYBOARDS = str.maketrans("ΛБГ", "LBG")  # ΕΛ and БГ are how Greeks and Bulgarians type EL and BG


def plain(text: str) -> str:
    """The text with ordinary characters, line breaks as they are. Compatible characters are the same (NFKC).

    Of several accents on a letter one stays: sorting thousands of them is what makes normalising slow.
    """
    text = text[:LONGEST]
    if text.isascii() and text.isprintable():
        return text
    visible: list[str] = []
    is_accented = False
    for character in text:
        if character.isspace():
            visible.append(character)
        elif unicodedata.category(character) not in _INVISIBLE and character not in _FILLERS:
            if unicodedata.combining(character):
                if not is_accented:
                    visible.append(character)
                is_accented = True
                continue
            visible.append(character)
        else:
            continue
        is_accented = False
    ordinary = ""
    for start in range(0, len(visible), _PORTION):
        if len(ordinary) < LONGEST:  # one character may become eighteen
            ordinary += unicodedata.normalize("NFKC", "".join(visible[start : start + _PORTION]))
    return clean(_OTHER_DIGIT.sub(lambda digit: str(unicodedata.decimal(digit[0])), ordinary[:LONGEST]))


def latin(text: str) -> str:
    """The text in capitals, letters of other scripts that look like Latin ones taken for these."""
    return text.upper().translate(_LOOK_ALIKES).translate(_OTHER_KEYBOARDS)


def spaced(text: str) -> str:
    """The text with ordinary blanks, dashes and digits, on one line."""
    return " ".join(plain(text).split())


def compact(text: str) -> str:
    """The number alone, in capitals: no label (“USt-IdNr.: …”), no separators.

    What is longer than any number is cut, and stays too long.
    """
    line = spaced(text.lstrip()[: 8 * _LONGEST_NUMBER])[:_LONGEST_NUMBER]
    return latin(_SEPARATORS.sub("", _LABEL.sub("", _LABEL_WITH_COLON.sub("", line))))


def digits(number: str, length: int) -> str:
    """A compact number that is nothing but `length` digits. Raises stdnum's `InvalidFormat` or `InvalidLength`."""
    if not isdigits(number):
        raise InvalidFormat
    if len(number) != length:
        raise InvalidLength
    return number
