"""The letters and digits of a text, piece by piece: where a number may begin and end.

A number begins and ends where a piece does, never inside digits, and what stands between its pieces is short. Bank
accounts and days look like numbers and are left out.

>>> [piece.text for piece in pieces("VAT no. DE 123 456 788, IBAN DE89 3704 0044 0532 0130 00, 25.11.2026")]
['VAT', 'NO', 'DE', '123', '456', '788', 'IBAN']
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from stdnum import iban

from domain.numbers import written

WIDEST_GAP = 4
"""Characters between two pieces of the same number, at most: “ - (”."""

MOST_IN_A_NUMBER = 16
"""Pieces of the same number, at most: digits may stand one by one."""

# fmt: off
_OTHER_NUMBERS = frozenset({
    "TEL", "TELEFON", "TELEPHONE", "PHONE", "FON", "FAX", "MOBIL", "MOBILE", "HANDY", "NATEL",
    "IBAN", "BIC", "KONTO", "ACCOUNT", "EUR", "CHF", "USD", "EORI",
    "RECHNUNG", "RECHNUNGSNUMMER", "RECHNUNGSNR", "INVOICE", "KUNDENNUMMER", "CUSTOMER",
    "BESTELLUNG", "BESTELLNUMMER", "ORDER", "AUFTRAG",
})
# fmt: on
# Irish numbers had + or * among their digits.
_PIECE = re.compile(r"[^\W\d_]+|[0-9]+|(?<=[0-9])[+*](?=[0-9]{5}[A-W])")
_GROUPED_ACCOUNT = re.compile(
    r"(?<![A-Z0-9])[A-Z]{2}[0-9]{2}(?: [A-Z0-9]{4}(?![A-Z0-9])){2,7}(?: [A-Z0-9]{1,3}(?![A-Z0-9]))?"
)
_COMPACT_ACCOUNT = re.compile(r"(?<![A-Z0-9])[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}(?![A-Z0-9])")
_MOST = 200
_WORDS_AROUND = 3
_SHORTEST_ACCOUNT = 15
_MOST_ACCOUNTS = 20
_DAY = re.compile(
    r"(?<![0-9])(?:(?:0?[1-9]|[12][0-9]|3[01])([./-] ?)(?:0?[1-9]|1[0-2])\1(?:19|20)?[0-9]{2}"
    r"|(?:19|20)[0-9]{2}-(?:0[1-9]|1[0-2])-[0-3][0-9])(?![0-9]|[./-][0-9])"
)
_SPREAD = re.compile(r"(?<![^\W_])([A-Z])[ .]([A-Z])(?=[ .]{0,3}[0-9])")


@dataclass(frozen=True, slots=True)
class Piece:
    """Letters, in capitals, or digits. `gap` are the characters between it and the piece before.

    `original` has the same letters as they were written, or is empty where a letter has become two.
    """

    text: str
    gap: int
    original: str

    @property
    def is_word(self) -> bool:
        """Letters that are written small, as words are."""
        return self.original.islower()

    @property
    def is_number(self) -> bool:
        """Digits, or the sign among them."""
        return not self.text[0].isalpha()


def pieces(text: str) -> Sequence[Piece]:
    """The first 200 pieces in `text` that are digits or stand near some; look-alikes are taken for Latin letters."""
    ordinary = written.plain(text)
    capitals = written.latin(ordinary)
    original = ordinary if len(ordinary) == len(capitals) else ""
    for accounts in (_GROUPED_ACCOUNT, _COMPACT_ACCOUNT):
        for account in _accounts(accounts, capitals):
            capitals = capitals.replace(account, "\n" * len(account))
    capitals = _SPREAD.sub(r" \1\2", _DAY.sub(lambda day: "\n" * len(day[0]), capitals))
    found: list[Piece] = []
    end = 0
    for piece in _near_digits(_PIECE.finditer(capitals)):
        found.append(Piece(piece[0], piece.start() - end, original[piece.start() : piece.end()]))
        end = piece.end()
        if len(found) == _MOST:
            break
    return found


def _near_digits(pieces: Iterable[re.Match[str]]) -> Iterator[re.Match[str]]:
    """Digits, and the words around them: the rest of a long text says nothing about a number."""
    before: deque[re.Match[str]] = deque(maxlen=_WORDS_AROUND)
    after = 0
    for piece in pieces:
        if not piece[0][0].isalpha():
            yield from before
            yield piece
            before.clear()
            after = _WORDS_AROUND
        elif after:
            yield piece
            after -= 1
        else:
            before.append(piece)


def _accounts(form: re.Pattern[str], text: str) -> Iterator[str]:
    for account in islice(form.finditer(text), _MOST_ACCOUNTS):
        if len(account[0].replace(" ", "")) >= _SHORTEST_ACCOUNT and (
            form is _GROUPED_ACCOUNT or iban.is_valid(account[0], check_country=False)
        ):
            yield account[0]


@dataclass(frozen=True, slots=True)
class Joined:
    """Some pieces side by side. `is_glued`: nothing stands between them; `is_whole`: no more digits follow."""

    text: str
    is_glued: bool
    is_whole: bool


def joined(first: str, following: Sequence[Piece], longest: int) -> Iterator[Joined]:
    """What a number may consist of that begins with `first`: one piece more at a time, `longest` characters at most."""
    number, is_glued = first, True
    for piece, after in zip(following, [*following[1:], None], strict=True):
        if piece.gap > WIDEST_GAP:
            return
        is_glued = is_glued and (piece.gap == 0 or not number)
        number += piece.text
        if len(number) > longest:
            return
        yield Joined(number, is_glued, is_whole=after is None or not after.is_number or after.gap > 1)


def begins_number(pieces: Sequence[Piece], place: int) -> bool:
    """Whether the piece is not in the middle of digits that stand side by side."""
    return place == 0 or pieces[place].gap > 1 or not pieces[place - 1].is_number


def is_of_another_kind(pieces: Sequence[Piece], place: int) -> bool:
    """Whether the words in front of the piece say that it is a phone number, an invoice, an amount …"""
    return any(piece.text in _OTHER_NUMBERS for piece in pieces[max(0, place - 3) : place])
