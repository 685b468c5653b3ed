"""VAT numbers in running text: “meine UID ist jetzt DE 123 456 788”, “atu12345005”, “CHE-123.456.788 MWST”.

One whose check digits are wrong, or that is too short or too long, is found as well, and not for certain: what is wrong
with it, `domain.vat.reading` says, and of a Swiss one, that it is no European one (fact 37).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from stdnum.ch import vat as ch_vat
from stdnum.exceptions import InvalidChecksum, ValidationError

from domain.sayings.phrases import Read
from domain.sayings.slots import Slot, Value
from domain.sayings.spoken import Word, windows
from domain.sayings.values.marked import Marked
from domain.vat.formats import VAT_FORMATS, VatFormat

LISTS = ("vat-words", "register-words")
"""The names of the lists in the tables."""
_ALIASES = {"GR": "EL"}
_MOST_PIECES = 14
_GAP = re.compile(r"[ \u00a0\u202f.:/-]{0,2}")
_LIKELY_LENGTHS = range(6, 15)
_SWISS = re.compile(
    r"(?<![^\W_])che[ .-]{0,3}[0-9]{3}[ .-]?[0-9]{3}[ .-]?[0-9]{3}(?:[ ,./-]{0,3}(mwst|tva|iva|tpv))?(?![^\W_])",
    re.IGNORECASE,
)
"""What is behind the company's number makes it that of its VAT, in one of the country's languages."""


def vat_numbers(said: Sequence[Read]) -> Iterator[Value]:
    """The numbers, from left to right, none inside of another."""
    place = 0
    while place < len(said):
        found = _at(said, place)
        if found is None:
            place += 1
        else:
            place, value = found
            yield value


def swiss_vat_numbers(text: str, message: Marked) -> Iterator[Value]:
    """Those of Swiss companies, as `stdnum.ch.vat` has them, `CHE123456788MWST`, and without what is behind them where
    the message calls them so: “unsere MWST-Nummer ist CHE-123.456.788”.
    """
    for begin, end in windows(text):
        for found in _SWISS.finditer(text, begin, end):
            if found[1] is None and not _is_called_so(message, found.start()):
                continue
            number = ch_vat.compact(found[0].replace(",", "").replace("/", "").upper())
            try:
                whole = ch_vat.validate(number if found[1] else f"{number}MWST")
                yield Value(*found.span(), Slot.VAT, whole if found[1] else number)
            except ValidationError:
                yield Value(*found.span(), Slot.VAT, number, certain=False)


def _is_called_so(message: Marked, start: int) -> bool:
    """Whether a word for VAT stands in the message, and none for a register nearer in front of the number."""
    if not message.has("vat-words"):
        return False
    places = range(bisect_left(message.said, start, key=lambda each: each.word.start) - 1, -1, -1)
    named = next((place for place in places if message.is_a(place, *LISTS)), None)
    return named is None or message.is_a(named, "vat-words")


def _at(said: Sequence[Read], place: int) -> tuple[int, Value] | None:
    word = said[place].word
    prefix = word.written[:2].upper()
    prefix = _ALIASES.get(prefix, prefix)
    expected = VAT_FORMATS.get(prefix)
    if expected is None or word.is_name or not _may_begin(word.written[2:], said, place):
        return None
    best: tuple[int, str, bool] | None = None
    for end, body, is_whole in _bodies(said, place):
        if (valid := expected.valid(body)) is not None:
            best = end, valid.number, True
        elif (best is None or not best[2]) and is_whole and _is_meant(expected, body, word, said[place + 1 : end]):
            best = end, prefix + body, False
    if best is None:
        return None
    end, number, certain = best
    return end, Value(word.start, said[end - 1].word.end, Slot.VAT, number, certain)


def _may_begin(rest: str, said: Sequence[Read], place: int) -> bool:
    """Whether figures are in the rest of the word, or follow it soon."""
    if any(map(str.isdigit, rest)):
        return rest.isalnum()
    if len(rest) > 2:
        return False
    return any(any(map(str.isdigit, each.word.key)) for each in said[place + 1 : place + 3])


def _bodies(said: Sequence[Read], place: int) -> Iterator[tuple[int, str, bool]]:
    """What may stand behind the prefix: up to where, which characters, and whether no more figures follow."""
    body = said[place].word.written[2:].upper()
    for end in range(place + 1, min(len(said), place + _MOST_PIECES) + 1):
        if body:
            yield end, body, end == len(said) or not _goes_on(said[end].word) or said[end].word.key.isalpha()
        if end == len(said) or not _goes_on(said[end].word) or len(body) >= _LIKELY_LENGTHS.stop:
            return
        body += said[end].word.written.upper()


def _goes_on(word: Word) -> bool:
    """Whether a word may belong to the number before it."""
    is_piece = any(map(str.isdigit, word.key)) or len(word.key) <= 2
    return is_piece and not word.is_name and _GAP.fullmatch(word.before) is not None


def _is_meant(expected: VatFormat, body: str, first: Word, rest: Sequence[Read]) -> bool:
    """Whether something that is wrong is a VAT number nevertheless: by its form, or by capitals and many figures."""
    if len(body) in expected.lengths:
        try:
            expected.rule.validate(body)
        except InvalidChecksum:
            return True
        except ValidationError:
            return False
    only_figures = all(any(map(str.isdigit, each.word.key)) for each in rest)
    return first.written[:2].isupper() and only_figures and len(body) in _LIKELY_LENGTHS and body[-6:].isdecimal()
