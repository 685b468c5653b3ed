"""What stands in a message, piece by piece: a word, a code."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from domain.answers.spelling import LONGEST_WORD

SHORTEST = 3
"""Letters of a word that may mean a longer name, with a capital; shorter ones do in capitals only."""

_TOKEN = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*(?:['’]s\b)?")
_POSSESSIVE = re.compile(r"['’]s$")
_ADDRESS = re.compile(r"[^\s@<>,;]{1,64}@[^\s@<>,;]{1,255}")
_CODE = re.compile(r"(?<![^\W_])([PK])\s?[-–‐]\s?([0-9A-Z]{6,12})(?![^\W_])", re.IGNORECASE)
_ORDINAL = re.compile(r"\d{1,2}(?:st|nd|rd|th)", re.IGNORECASE)
"""A day of the month: no name."""
_SENTENCE_END, _APART = frozenset(".!?:\n"), frozenset(",;!?\n")
_SHORTENED = 2
"""Letters of a word behind which a full stop ends no sentence: “Dr. Huber”."""


class Known(NamedTuple):
    """What is known of a word wherever it stands; `word` is folded, without the 's behind it."""

    typed: str
    word: str
    forms: tuple[str, ...]
    """As it may stand in a name: itself, and without what may be an ending."""
    is_ordinary: bool
    is_capital: bool
    """Whether it has a capital letter."""
    is_rare: bool
    """Whether it can stand for one of few by its name."""
    tells: bool
    """Whether it can stand for a name of which it is one word."""

    @classmethod
    def of(cls, typed: str, word: str, forms: tuple[str, ...], *, is_ordinary: bool) -> Known:
        """With what follows from how it is typed."""
        is_ordinary = is_ordinary or (typed[0].isdecimal() and _ORDINAL.fullmatch(typed) is not None)
        is_capital, is_upper, length = typed[0].isupper(), typed.isupper(), len(word)
        is_rare = not is_ordinary and (length >= SHORTEST or is_upper)
        tells = not is_ordinary and (is_upper or length > SHORTEST or (is_capital and length == SHORTEST))
        return cls(typed, word, forms, is_ordinary, is_capital, is_rare, tells)


class Word(NamedTuple):
    """A word from `start` to before `end`, with the 's behind it, and what is known of it (see `Known`)."""

    start: int
    end: int
    begins: bool
    """Whether it is the first one of a sentence, where everything has a capital."""
    is_apart: bool
    """Whether a comma, or the end of a sentence, parts it from the word before."""
    typed: str
    word: str
    forms: tuple[str, ...]
    is_ordinary: bool
    is_capital: bool
    is_rare: bool
    tells: bool


@dataclass(frozen=True, slots=True)
class Code:
    """A partner's or client's code in a message: `P-7K2M9Q`."""

    start: int
    end: int
    code: str


def codes_in(text: str) -> tuple[Code, ...]:
    """The codes of partners and clients."""
    return tuple(Code(found.start(), found.end(), f"{found[1]}-{found[2]}".upper()) for found in _CODE.finditer(text))


def words_in(text: str, codes: Sequence[Code], known_of: Callable[[str], Known], most: int) -> Iterator[Word]:
    """The words among the first `most`, without those of codes and e-mail addresses; `known_of` tells what is known of
    one as it is typed.
    """
    taken = [(each.start, each.end) for each in codes]
    if "@" in text:
        taken += [found.span() for found in _ADDRESS.finditer(text)]
    behind, before = 0, ""
    for found in islice(_TOKEN.finditer(text), most):
        start, end = found.span()
        between, behind = text[behind:start], end
        typed = found[0] if found[0].isalnum() else _POSSESSIVE.sub("", found[0])
        typed = typed[:LONGEST_WORD]
        known = known_of(typed)
        if not (word := known.word) or (taken and any(first <= start < last for first, last in taken)):
            continue
        parts = between != " "  # as between nearly all words
        ends = parts and not (_SENTENCE_END.isdisjoint(between) or (between == ". " and len(before) <= _SHORTENED))
        is_apart = parts and not _APART.isdisjoint(between)
        begins, before = ends or not before, word
        yield Word(start, end, begins, is_apart, *known)
