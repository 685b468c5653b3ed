"""Handelsregisternummer, Germany's commercial register: a court, a section and a number.

A number alone says nothing: each of about 150 register courts counts for itself, in sections (HRA: sole traders and
partnerships, HRB: companies, PR: professional partnerships, GnR: cooperatives, VR: associations). Some courts add
letters: HRB 12345 B in Berlin, where every number has the B and many leave it out. `stdnum.de.handelsregisternummer`
knows the courts; this module finds the parts in what people write: “Amtsgericht München, HRB 12345”, “HRB 12345 B, AG
Berlin-Charlottenburg”.

https://www.handelsregister.de/

>>> validate("eingetragen beim Amtsgericht Muenchen: HRB 12345")
'München HRB 12345'
>>> format("München HRB 12345")
'Amtsgericht München, HRB 12345'
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache

from stdnum.de import handelsregisternummer
from stdnum.exceptions import InvalidComponent, InvalidFormat, InvalidLength, ValidationError

from domain.numbers import written

_SECTIONS = {section.upper(): section for section in handelsregisternummer.REGISTRY_TYPES}
_ENTRY = re.compile(rf"\b({'|'.join(_SECTIONS)})[\s.:-]*(?:NR\.?\s*)?0*([0-9]+)", re.IGNORECASE)
_QUALIFIER = re.compile(r"\s*([A-ZÖ]{1,3})\b(.*)", re.IGNORECASE)
_WORDS_AROUND = re.compile(
    r"^(?:[\s.,:;()-]|\b(?:amtsgerichts?|registergerichts?|handelsregister(?:\s+[ab])?|registernummer|register|eingetragen|ag"
    r"|beim|bei|im|des|der|nr)\b)+",
    re.IGNORECASE,
)
_STORED = re.compile(rf"(.*) ((?:{'|'.join(_SECTIONS.values())}) .*)")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_LETTERS_OF_ALL = {"Berlin (Charlottenburg)": "B"}
_LONGEST = 120
_MOST_WORDS = 5  # of a court's name


class SectionMissing(InvalidFormat):
    """There is a number, but neither HRA nor HRB nor another section."""


class CourtMissing(InvalidFormat):
    """Section and number are there, the court is not."""


class CourtUnknown(InvalidComponent):
    """No register court is called like that; `similar` are up to three that are, `entry` is section and number."""

    def __init__(self, similar: tuple[str, ...], entry: str) -> None:
        super().__init__()
        self.similar = similar
        self.entry = entry


def validate(number: str) -> str:
    """Court, section, number and the court's letters if any: `Berlin (Charlottenburg) HRB 12345 B`."""
    text = written.latin(written.spaced(number))
    if len(text) > _LONGEST:
        raise InvalidLength
    entry = _ENTRY.search(text)
    if entry is None:
        raise SectionMissing if re.search("[0-9]", text) else InvalidFormat
    section, digits = _SECTIONS[entry[1].upper()], entry[2]
    if len(digits) > 6:
        raise InvalidLength
    if digits == "0":
        raise InvalidFormat
    readings = list(_readings(text[: entry.start()], text[entry.end() :]))
    for court, letters in readings:
        if (known := _known_court(court)) is not None:
            letters = letters or _LETTERS_OF_ALL.get(known, "")
            return " ".join(part for part in (known, section, digits, letters) if part)
    if any(not court for court, _ in readings):
        raise CourtMissing
    around = f"{text[: entry.start()]} {text[entry.end() :]}"
    raise CourtUnknown(_courts_among(around) or _similar_courts(readings[0][0]), f"{section} {digits}")


def format(number: str) -> str:  # noqa: A001  -- named as in python-stdnum
    """The number for reading."""
    parts = _STORED.fullmatch(number)
    if parts is None:
        raise InvalidFormat
    return f"Amtsgericht {parts[1]}, {parts[2]}"


def _readings(before: str, after: str) -> Iterator[tuple[str, str]]:
    """Court and letters: all that stands around the entry is the court (“HRB 1 Bad Homburg”), or letters come first."""
    yield _court_in(f"{before} {after}"), ""
    if letters := _QUALIFIER.match(after):
        yield _court_in(f"{before} {letters[2]}"), letters[1].upper()


def _court_in(text: str) -> str:
    return _WORDS_AROUND.sub("", text).rstrip(" .,:;(-")


def _known_court(court: str) -> str | None:
    """The court's name as the register spells it."""
    if (name := _courts().get(_key(court))) is not None:
        return name
    try:  # stdnum knows a few more names of the same courts
        return handelsregisternummer.validate(f"{court} HRB 1").removesuffix(" HRB 1")
    except ValidationError:
        return None


def _courts_among(text: str) -> tuple[str, ...]:
    """The courts whose names stand among other words, the longest names first."""
    words = text.split()
    found: dict[str, None] = {}
    for length in range(_MOST_WORDS, 0, -1):
        for begin in range(len(words) - length + 1):
            court = _courts().get(_key(" ".join(words[begin : begin + length])))
            if court is not None:
                found[court] = None
    return tuple(found)[:3]


def _similar_courts(court: str) -> tuple[str, ...]:
    close = difflib.get_close_matches(_key(court), _courts(), n=6, cutoff=0.6)
    return tuple(dict.fromkeys(_courts()[key] for key in close))[:3]


@cache
def _courts() -> Mapping[str, str]:
    """Courts by their names without accents and by their names with ae, oe, ue."""
    courts = {_key(court): court for court in handelsregisternummer.GERMAN_COURTS}
    return courts | {_key(court.casefold().translate(_UMLAUTS)): court for court in courts.values()}


def _key(court: str) -> str:
    return re.sub("[^a-z]", "", unicodedata.normalize("NFKD", court.casefold()))
