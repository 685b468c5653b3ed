"""European VAT numbers (facts 33 to 37): with the country's prefix, as VIES wants them.

Checked here are prefix, length, form and check digits, which finds every slip of the finger; whether the number
has been given to somebody is VIES's to say. Greece is `EL` for VIES and `GR` for everybody else, both are taken.
Northern Ireland has `XI`; the rest of the United Kingdom, Switzerland, Norway and Liechtenstein have VAT numbers,
but no European ones. Companies in Monaco have French ones.
"""

from __future__ import annotations

from collections.abc import Sequence

from stdnum.exceptions import InvalidChecksum, ValidationError

from domain.countries import is_country_code
from domain.numbers.pieces import Piece, pieces
from domain.vat import finding, outsiders, refusals
from domain.vat.formats import DOMESTIC_PREFIX, VAT_FORMATS, VatFormat, VatNumber
from domain.vat.relatives import implied_number, labelled_number
from domain.words import Country

_MISREAD = str.maketrans("OIL", "011")


def read_vat_number(text: str, *, country: Country | None = None) -> VatNumber:
    """The European VAT number in `text`, whatever stands around it and however it is separated and labelled.

    A number without prefix gets that of `country`, where the organisation is. A number of another member state than
    `country` is taken: companies may have several. Raises a subclass of `VatRefused`, which may propose numbers.
    """
    if country is not None and country.code == "CH":
        raise refusals.SwissVatNumber
    found = pieces(text)
    home = _domestic_format(country)
    prefixed = finding.prefixed(found)
    numbers = finding.valid_numbers(prefixed)
    # Behind letters that are also a word, a number may as well be one without prefix.
    if home is not None and not finding.valid_numbers(start for start in prefixed if start.is_meant):
        numbers = tuple(dict.fromkeys((*numbers, *_at_home(found, home))))
    if not numbers:
        raise _refusal(found, prefixed, home, country)
    if len(numbers) > 1:
        raise refusals.VatNumberAmbiguous(numbers)
    return numbers[0]


def vat_example(country: Country) -> str:
    """A VAT number that looks like those of `country`; of Germany, where it has no European ones."""
    return VAT_FORMATS[DOMESTIC_PREFIX.get(country.code, "DE")].example


def is_at_home(number: VatNumber, country: Country) -> bool:
    """Whether companies of `country` have such numbers: those of Monaco have French ones."""
    return number.prefix == DOMESTIC_PREFIX.get(country.code)


def _domestic_format(country: Country | None) -> VatFormat | None:
    """What completes a number without prefix. A bare British number is hardly from Northern Ireland."""
    if country is None or country.code == "GB" or country.code not in DOMESTIC_PREFIX:
        return None
    return VAT_FORMATS[DOMESTIC_PREFIX[country.code]]


def _at_home(found: Sequence[Piece], home: VatFormat) -> Sequence[VatNumber]:
    """Numbers without prefix that are right in the organisation's country, and can be no other country's."""
    if outsiders.is_swiss(found) or outsiders.is_norwegian(found):
        return ()
    return finding.valid_numbers(finding.bare(found, home))


def _refusal(
    found: Sequence[Piece], starts: Sequence[finding.Start], home: VatFormat | None, country: Country | None
) -> refusals.VatRefused:
    """Why there is no right number in the text, or which one may be meant."""
    if not any(piece.is_number for piece in found):
        return refusals.VatNumberMissing((home or VAT_FORMATS["DE"]).example)
    if outsiders.is_swiss(found):
        return refusals.SwissVatNumber()
    if outsiders.is_norwegian(found):
        return refusals.NotEuropeanVatNumber(Country("NO"))
    if outsiders.is_one_stop_shop(found):
        return refusals.OneStopShopNumber()
    implied = implied_number(found, starts, home.prefix if home else None)
    if implied is not None:
        return refusals.VatNumberImplied(*implied)
    prefixed = finding.intended(starts)
    bare = finding.intended(finding.bare(found, home)) if home is not None else None
    return (
        _proposal(found, [start for start in (prefixed, bare) if start is not None])
        or _other_kind(found, home, prefixed)
        or _what_is_wrong(prefixed, bare)
        or (refusals.VatPrefixMissing() if country is None or home else refusals.NotEuropeanVatNumber(country))
    )


def _proposal(found: Sequence[Piece], meant: Sequence[finding.Start]) -> refusals.VatRefused | None:
    for start in meant:
        if (number := start.expected.valid(start.written().translate(_MISREAD))) is not None:
            return refusals.VatCharactersMisread(number)
    labelled = labelled_number(found)
    return refusals.VatPrefixImplied(labelled) if labelled is not None else None


def _other_kind(
    found: Sequence[Piece], home: VatFormat | None, prefixed: finding.Start | None
) -> refusals.VatRefused | None:
    if outsiders.is_german_tax_number(found, in_germany=home is VAT_FORMATS["DE"]):
        return refusals.GermanTaxNumber()
    prefix = finding.foreign_prefix(found)
    if prefix is None or (prefixed is not None and prefixed.is_meant):
        return None
    known = is_country_code(prefix)
    return refusals.NotEuropeanVatNumber(Country(prefix)) if known else refusals.VatPrefixUnknown(prefix)


def _what_is_wrong(*meant: finding.Start | None) -> refusals.VatRefused | None:
    starts = sorted((start for start in meant if start is not None), key=lambda start: not start.has_right_length)
    if not starts:
        return None
    start, body = starts[0], starts[0].written()
    if not start.has_right_length:
        return refusals.VatLengthWrong(start.expected, len(body))
    try:
        start.expected.rule.validate(body)
    except InvalidChecksum:
        return refusals.VatChecksumWrong(start.expected, start.expected.prefix + body)
    except ValidationError:
        return refusals.VatFormatWrong(start.expected)
    return refusals.VatLengthWrong(start.expected, len(body))
