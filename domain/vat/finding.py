"""Where in a text a VAT number stands: behind its country's letters, or, in the organisation's own country, bare.

Letters like DE, NO, IT, AT or IS are countries and words, and a text holds other numbers, too. So whatever has a
country's form is tried, and the check digits decide; only where none are right, it matters what was probably meant.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from domain.numbers.pieces import (
    MOST_IN_A_NUMBER,
    WIDEST_GAP,
    Joined,
    Piece,
    begins_number,
    is_of_another_kind,
    joined,
)
from domain.vat.formats import VAT_FORMATS, VatFormat, VatNumber

_MOST_PLACES = 40
"""Places in one text at which numbers are looked for …"""
_MOST_TRIED = 80
"""… and possible numbers that are reckoned through."""
_LONGEST_PREFIX = 4  # with the letters that are the number's: FRAB12…
_ALIASES = {"GR": "EL"}
_REGISTER_NUMBERS = frozenset({"SIREN", "SIRET", "RCS", "RSIN", "KVK", "HRA", "HRB", "FN", "KRS", "REGON", "ORGNR"})
_SHORT_LABELS = frozenset({"ID", "NO", "NR"})
"""“VAT ID 123” is not from Indonesia."""


@dataclass(frozen=True, slots=True)
class Start:
    """Where a number of `expected` may begin: behind its prefix come `first`, letters in one with it, and `rest`.

    `is_meant`: it cannot well be anything else, as a prefix that may be a word can. `is_bare`: it has no prefix.
    """

    expected: VatFormat
    first: str
    rest: Sequence[Piece]
    is_meant: bool
    is_bare: bool = False

    @property
    def has_right_length(self) -> bool:
        """Whether as many letters and digits are written as the country's numbers have."""
        return len(self.written()) in self.expected.lengths

    def bodies(self) -> Iterator[Joined]:
        """What may stand behind the prefix. A bare number is not cut out of a longer one."""
        for body in joined(self.first, self.rest, max(self.expected.lengths)):
            if not self.is_bare or body.is_glued or (self.is_meant and body.is_whole):
                yield body

    def written(self) -> str:
        """All that stands behind the prefix up to the next word, whatever its length."""
        body = self.first
        for number, piece in enumerate(self.rest):
            follows = self.rest[number + 1] if number + 1 < len(self.rest) else None
            holds_on = piece.gap == 0 or (follows is not None and follows.is_number and follows.gap == 0)
            if piece.gap > WIDEST_GAP or (not piece.is_number and not (len(piece.text) <= 2 and holds_on)):
                break
            body += piece.text
        return body


def prefixed(pieces: Sequence[Piece]) -> Sequence[Start]:
    """The places where a country's letters stand in front of digits; at the end of another word, in capitals there."""
    return tuple(islice(_prefixed(pieces), _MOST_PLACES))


def bare(pieces: Sequence[Piece], expected: VatFormat) -> Sequence[Start]:
    """The places where a number without prefix may begin, unless it is said to be one of another kind."""
    return tuple(islice(_bare(pieces, expected), _MOST_PLACES))


def _prefixed(pieces: Sequence[Piece]) -> Iterator[Start]:
    for place, piece in enumerate(pieces[:-1]):
        if piece.is_number:
            continue
        rest = pieces[place + 1 : place + 1 + MOST_IN_A_NUMBER]
        for begin in range(max(0, len(piece.text) - _LONGEST_PREFIX), len(piece.text) - 1):
            prefix = piece.text[begin : begin + 2]
            expected = VAT_FORMATS.get(_ALIASES.get(prefix, prefix))
            is_glued = rest[0].gap == 0
            if expected is None or (begin and not is_glued and not piece.original[begin : begin + 2].isupper()):
                continue
            is_word = piece.is_word and not is_glued
            yield Start(expected, piece.text[begin + 2 :], rest, is_meant=begin == 0 and not is_word)


def _bare(pieces: Sequence[Piece], expected: VatFormat) -> Iterator[Start]:
    for place, piece in enumerate(pieces):
        if is_of_another_kind(pieces, place) or (not piece.is_number and len(piece.text) > 2):
            continue
        if any(label.text in _REGISTER_NUMBERS for label in pieces[max(0, place - 2) : place]):
            continue
        if foreign_prefix(pieces[max(0, place - 1) : place + 1]) is not None:
            continue
        rest = pieces[place : place + MOST_IN_A_NUMBER]
        yield Start(expected, "", rest, begins_number(pieces, place), is_bare=True)


def foreign_prefix(pieces: Sequence[Piece]) -> str | None:
    """The first two letters in front of digits that are in capitals, or in one with them, and no member state's."""
    for piece, after in pairwise(pieces):
        stands_alone = len(piece.text) == 2 and not piece.is_number and after.is_number and after.gap <= WIDEST_GAP
        if stands_alone and _ALIASES.get(piece.text, piece.text) not in VAT_FORMATS:
            is_label = piece.is_word or piece.text in _SHORT_LABELS
            if piece.text.isascii() and not (is_label and after.gap):
                return piece.text
    return None


def valid_numbers(starts: Iterable[Start]) -> tuple[VatNumber, ...]:
    """The numbers whose check digits are right, each once.

    At one place, what is written in one goes first, then what is longest.
    """
    found: dict[VatNumber, None] = {}
    tried = 0
    for start in starts:
        best: tuple[bool, int, VatNumber] | None = None
        for body in start.bodies():
            if len(body.text) in start.expected.lengths:
                tried += 1
                number = start.expected.valid(body.text)
                if number is not None and (best is None or (body.is_glued, len(body.text)) > best[:2]):
                    best = body.is_glued, len(body.text), number
        if best is not None:
            found[best[2]] = None
        if tried >= _MOST_TRIED:
            break
    return tuple(found)


def intended(starts: Iterable[Start]) -> Start | None:
    """The place where a number was probably meant, though it is wrong: the first of the right length, else the first.

    Behind a prefix that may be a word, only what has the right length.
    """
    first = None
    for start in starts:
        body = start.written()
        if not any(character.isdigit() for character in body):
            continue
        if start.has_right_length:
            return start
        if start.is_meant and first is None:
            first = start
    return first
