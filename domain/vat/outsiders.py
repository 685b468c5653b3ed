"""Numbers that people send in place of a European VAT number: which kind one is, by what stands around its digits."""

from __future__ import annotations

from collections.abc import Sequence

from domain.numbers.pieces import WIDEST_GAP, Piece

_SWISS_PREFIXES = frozenset({"CH", "CHE"})
_SWISS_ADDITIONS = frozenset({"MWST", "TVA", "IVA", "TPV"})
_NORWEGIAN_ADDITIONS = frozenset({"MVA"})
_ONE_STOP_SHOP = {"EU": 9, "IM": 10}  # services, imports; `stdnum.eu.oss`
_TAX_NUMBER_LABELS = frozenset({"STEUERNUMMER", "STEUERNR", "STNR", "STEUERID"})
_LABEL_BEGINNINGS = frozenset({"STEUER", "ST"})
_MOST_DIGITS = 13


def is_swiss(pieces: Sequence[Piece]) -> bool:
    """Digits behind CH or CHE, or nine in front of what Switzerland calls its tax."""
    return _stand_before(_SWISS_ADDITIONS, pieces) or any(
        piece.text in _SWISS_PREFIXES and (len(digits) == 9 or (digits and not piece.is_word))
        for piece, digits in _letters_with_digits(pieces)
    )


def is_norwegian(pieces: Sequence[Piece]) -> bool:
    """Nine digits in front of MVA."""
    return _stand_before(_NORWEGIAN_ADDITIONS, pieces)


def is_one_stop_shop(pieces: Sequence[Piece]) -> bool:
    """A number that the One-Stop-Shop gives to companies from outside the Union; “im” is a word, too."""
    return any(
        len(digits) == _ONE_STOP_SHOP.get(piece.text) and (piece.text == "EU" or not piece.is_word)
        for piece, digits in _letters_with_digits(pieces)
    )


def is_german_tax_number(pieces: Sequence[Piece], *, in_germany: bool) -> bool:
    """A Steuernummer: called so, or, `in_germany`, written like 181/815/08155."""
    for piece, after in zip(pieces, [*pieces[1:], None], strict=True):
        label = piece.text + after.text if after is not None and piece.text in _LABEL_BEGINNINGS else piece.text
        if label in _TAX_NUMBER_LABELS:
            return True
    sizes = [len(piece.text) if piece.is_number else 0 for piece in pieces]
    groups = zip(sizes, sizes[1:], sizes[2:], strict=False)
    return in_germany and any(a in (2, 3) and b == 3 and c in (4, 5) and a + b + c in (10, 11) for a, b, c in groups)


def _letters_with_digits(pieces: Sequence[Piece]) -> Sequence[tuple[Piece, str]]:
    """Letters with all digits that follow."""
    found = []
    digits = ""
    for piece, gap_after in zip(reversed(pieces), [WIDEST_GAP, *(each.gap for each in reversed(pieces))], strict=False):
        if not piece.is_number:
            found.append((piece, digits))
            digits = ""
        elif len(digits) <= _MOST_DIGITS:
            digits = piece.text + (digits if gap_after <= WIDEST_GAP else "")
    return found


def _stand_before(additions: frozenset[str], pieces: Sequence[Piece]) -> bool:
    """Whether nine digits, no more, stand in front of one of these words."""
    digits = 0
    for piece in pieces:
        if piece.is_number:
            digits += len(piece.text)
            continue
        if digits == 9 and piece.text in additions:
            return True
        digits = 0
    return False
