"""Whose number it is: the name that a register has, compared with the name that an organisation has here.

A register writes names in its own way – in capitals, with the legal form spelt out, with a trade name behind `||`. Only
where the two differ clearly is anybody asked.
"""

from __future__ import annotations

import re

from domain.names.closeness import closeness, is_one_typo_away
from domain.names.keys import SHORTEST_MISTYPED, Reading, fold, read_name

CLOSE_ENOUGH = 95.0
"""Of 100: letters of a long name that differ."""
_SPELT_OUT = re.compile(
    "|".join(
        map(
            fold,
            (
                "gesellschaft mit beschränkter haftung",
                "besloten vennootschap",
                "naamloze vennootschap",
                "société à responsabilité limitée",
                "société par actions simplifiée",
                "società a responsabilità limitata",
                "società per azioni",
                "sociedad de responsabilidad limitada",
                "sociedad limitada",
                "sociedad anonima",
                "spółka z ograniczoną odpowiedzialnością",
                "spółka akcyjna",
                "společnost s ručením omezeným",
                "akciová společnost",
                "private limited company",
                "public limited company",
                "designated activity company",
            ),
        )
    )
)


def names_agree(registered: str, own: str) -> bool:
    """Whether both may be the same company's; of several names that are registered, one is enough."""
    ours = _reading(own)
    return any(_agree(_reading(name), ours) for name in re.split(r"\|\||\n", registered) if name.strip("- "))


def _agree(theirs: Reading, ours: Reading) -> bool:
    if not theirs.words or not ours.words:
        return False
    if theirs.is_same(ours) or is_one_typo_away(theirs.joined, ours.joined):
        return True
    fewer, more = sorted((theirs, ours), key=lambda reading: len(reading.joined))
    if len(fewer.joined) >= SHORTEST_MISTYPED and all(_is_among(word, more.words) for word in fewer.words):
        return True  # the other one has the place, or what it deals in, behind the name
    return closeness(fewer, more) >= CLOSE_ENOUGH


def _is_among(word: str, words: tuple[str, ...]) -> bool:
    typo = len(word) >= SHORTEST_MISTYPED
    return any(other.startswith(word) or (typo and is_one_typo_away(word, other)) for other in words)


def _reading(name: str) -> Reading:
    return read_name(_SPELT_OUT.sub(" ", fold(name)))
