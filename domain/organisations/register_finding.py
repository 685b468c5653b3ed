"""Where in a sentence a register number stands, and the VAT number that is sent in its place.

Check digits tell a number from others. Where a country's have none, one of the words must be there by which the number
goes; a street's “12a” is no Firmenbuchnummer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from stdnum.eu import vat
from stdnum.exceptions import ValidationError

from domain.numbers.pieces import MOST_IN_A_NUMBER, Piece, begins_number, is_of_another_kind, joined
from domain.organisations.register_rules import RegisterRule

_LONGEST = 20
_LONGEST_VAT_NUMBER = 14
_LETTERS_IN_FRONT = 3
_MOST_TRIED = 60


def numbers_in(pieces: Sequence[Piece], rule: RegisterRule) -> tuple[str, ...]:
    """The right numbers in a text, as they are stored, each once; the longest at each place.

    What has letters in front of its digits only is no sentence, and the rule has judged it.
    """
    letters = [piece.text for piece in pieces if not piece.is_number]
    if rule.reads_sentences or len(letters) == 1 or (rule.words and rule.words.isdisjoint(letters)):
        return ()
    return _valid(_candidates(pieces, _LONGEST), rule.validate)


def number_in_vat(pieces: Sequence[Piece], rule: RegisterRule) -> str | None:
    """The register number that a VAT number in the text holds."""
    if rule.in_vat is None:
        return None
    return next(iter(_valid(_candidates(pieces, _LONGEST_VAT_NUMBER), rule.in_vat)), None)


def is_vat_number(pieces: Sequence[Piece]) -> bool:
    """Whether there is a European VAT number with its country's letters in the text."""
    lettered = (each for each in _candidates(pieces, _LONGEST_VAT_NUMBER) if each.text[:2].isalpha())
    return bool(_valid(lettered, vat.validate))


@dataclass(frozen=True, slots=True)
class _Candidate:
    """What may be a number: from which piece on, up to which one."""

    text: str
    begin: int
    end: int


def _candidates(pieces: Sequence[Piece], longest: int) -> Iterator[_Candidate]:
    return islice(_all_candidates(pieces, longest), _MOST_TRIED)


def _all_candidates(pieces: Sequence[Piece], longest: int) -> Iterator[_Candidate]:
    for place, piece in enumerate(pieces):
        if is_of_another_kind(pieces, place) or (not piece.is_number and len(piece.text) > _LETTERS_IN_FRONT):
            continue
        begins = begins_number(pieces, place)
        for end, number in enumerate(joined("", pieces[place : place + MOST_IN_A_NUMBER], longest), place + 1):
            is_cut_out = not (number.is_glued or (begins and number.is_whole))
            if not is_cut_out and any(character.isdecimal() for character in number.text):
                yield _Candidate(number.text, place, end)


def _valid(candidates: Iterator[_Candidate], validate: Callable[[str], str]) -> tuple[str, ...]:
    """The valid numbers, each once: the longest at its place, and none that is a part of another one."""
    best: dict[int, str] = {}
    covered = 0
    for candidate in candidates:
        if candidate.begin >= covered or candidate.begin in best:
            try:
                best[candidate.begin] = validate(candidate.text)
            except ValidationError:
                continue
            covered = candidate.end
    return tuple(dict.fromkeys(best.values()))
