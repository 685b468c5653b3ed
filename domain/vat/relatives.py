"""Numbers of companies that are no VAT numbers, but from which one follows, or whose name says the country.

France and Sweden make the VAT number out of the register's number, the Netherlands and Hungary out of the tax number.
Elsewhere the number is the same and only the country's letters are missing. Sources: python-stdnum's modules and
https://taxation-customs.ec.europa.eu/vat-identification-numbers_en.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType

from stdnum.exceptions import ValidationError
from stdnum.fr import siren, siret
from stdnum.hu import anum
from stdnum.nl import bsn
from stdnum.se import orgnr

from domain.numbers.pieces import MOST_IN_A_NUMBER, Piece, begins_number, joined
from domain.vat import finding
from domain.vat.formats import VAT_FORMATS, VatNumber
from domain.words import Msg


@dataclass(frozen=True, slots=True)
class Relative:
    """A kind of number. `labels` are the words by which it goes; `body` makes of it what stands behind the VAT prefix.

    `body` raises a `stdnum.exceptions.ValidationError` where the number is not of this kind.
    """

    prefix: str
    name: Msg
    length: int
    labels: frozenset[str]
    body: Callable[[str], str]


_RELATIVES = (
    Relative("FR", Msg("SIRET"), 14, frozenset({"SIRET"}), lambda number: _of_siren(siret.validate(number)[:9])),
    Relative("FR", Msg("SIREN"), 9, frozenset({"SIREN", "RCS"}), lambda number: _of_siren(siren.validate(number))),
    Relative(
        "SE",
        Msg("Swedish organisation number"),
        10,
        frozenset({"ORGNR", "ORGANISATIONSNUMMER", "ORGANISATIONSNR"}),
        lambda number: orgnr.validate(number) + "01",
    ),
    Relative("NL", Msg("RSIN"), 9, frozenset({"RSIN"}), lambda number: bsn.validate(number) + "B01"),
    Relative(
        "HU",
        Msg("Hungarian tax number"),
        11,
        frozenset({"ADÓSZÁM", "ADÓSZÁMA", "ADOSZAM"}),
        lambda number: anum.validate(number[:8]),
    ),
)

_COUNTRIES_OF_LABELS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "ADÓSZÁM": ("HU",),
        "ADOSZAM": ("HU",),
        "AFM": ("EL",),
        "AΦM": ("EL",),
        "ALV": ("FI",),
        "BCE": ("BE",),
        "BTW": ("NL", "BE"),
        "CIF": ("ES", "RO"),
        "CUI": ("RO",),
        "CVR": ("DK",),
        "DDV": ("SI",),
        "DIC": ("CZ", "SK"),
        "DIČ": ("CZ", "SK"),
        "DPH": ("SK", "CZ"),
        "EIK": ("BG",),
        "IVA": ("IT", "ES", "PT"),
        "KBO": ("BE",),
        "KMKR": ("EE",),
        "MOMS": ("SE", "DK"),
        "MOMSNR": ("SE", "DK"),
        "NIF": ("ES", "PT"),
        "NIP": ("PL",),
        "NIPC": ("PT",),
        "OIB": ("HR",),
        "PIVA": ("IT",),
        "PVM": ("LT",),
        "PVN": ("LV",),
        "TUNNUS": ("FI",),
        "TVA": ("FR", "BE", "LU", "RO"),
        "UID": ("AT",),
        "UST": ("DE",),
        "USTID": ("DE",),
        "USTIDNR": ("DE",),
        "ДДC": ("BG",),
    }
)
"""What a VAT number is called in one or a few countries, as `domain.numbers.pieces` spells it."""
_MOST_LABELS = 3
_MOST_PLACES = 20


def implied_number(
    pieces: Sequence[Piece], prefixed: Sequence[finding.Start], home: str | None
) -> tuple[Msg, VatNumber] | None:
    """The kind of the first number from which a VAT number follows, and that. `home` is the organisation's prefix."""
    words = {piece.text for piece in pieces if not piece.is_number}
    words.update(one.text + other.text for one, other in pairwise(pieces) if one.text == "ORG")
    for relative in _RELATIVES:
        is_said = relative.prefix == home or not relative.labels.isdisjoint(words)
        for number in _digits(pieces, prefixed, relative, is_said):
            try:
                found = VAT_FORMATS[relative.prefix].valid(relative.body(number))
            except ValidationError:
                continue
            if found is not None:
                return relative.name, found
    return None


def labelled_number(pieces: Sequence[Piece]) -> VatNumber | None:
    """The number without prefix that is right in the country to which a word beside it belongs."""
    labels = [place for place, piece in enumerate(pieces) if piece.text in _COUNTRIES_OF_LABELS]
    for place in labels[:_MOST_LABELS]:
        near = pieces[max(0, place - MOST_IN_A_NUMBER) : place + MOST_IN_A_NUMBER]
        for prefix in _COUNTRIES_OF_LABELS[pieces[place].text]:
            found = finding.valid_numbers(finding.bare(near, VAT_FORMATS[prefix]))
            if found:
                return found[0]
    return None


def _digits(
    pieces: Sequence[Piece], prefixed: Sequence[finding.Start], relative: Relative, is_said: bool
) -> Iterator[str]:
    """The runs of digits of the right length: all of them, or those behind the country's letters."""
    begins = [
        pieces[place : place + MOST_IN_A_NUMBER]
        for place, piece in enumerate(pieces)
        if is_said and piece.is_number and begins_number(pieces, place)
    ][:_MOST_PLACES]
    begins += [start.rest for start in prefixed if start.expected.prefix == relative.prefix and not start.first]
    for following in begins:
        for number in joined("", following, relative.length):
            if len(number.text) == relative.length and number.text.isdecimal():
                yield number.text


def _of_siren(number: str) -> str:
    return siren.to_tva(number)
