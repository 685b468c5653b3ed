"""European VAT numbers (facts 33 to 37): with the country's prefix, as VIES wants them.

Checked here are prefix, length, form and check digits, which finds every slip of the finger; whether the number
has been given to somebody is VIES's to say. Greece is `EL` for VIES and `GR` for everybody else, both are taken.
Northern Ireland has `XI`; the rest of the United Kingdom, Switzerland, Norway and Liechtenstein have VAT numbers,
but no European ones.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from stdnum.exceptions import InvalidChecksum, ValidationError

from domain.countries import is_country_code
from domain.numbers import swiss_uid, written
from domain.vat.formats import DOMESTIC_PREFIX, VAT_FORMATS, VatFormat
from domain.words import Country, Msg, Plural, Refused, paragraphs

_PREFIXED = re.compile(r"[A-Z]{2,4}[0-9]")
_NORWEGIAN = re.compile(r"[0-9]{9}MVA")
_DIGIT = re.compile("[0-9]")
_EXAMPLE = VAT_FORMATS["DE"].example


@dataclass(frozen=True, slots=True)
class VatNumber:
    """A VAT number whose check digits are right. `number` is compact and has its prefix: `EL123456783`.

    `country` goes by ISO code: GR for `EL`, GB for `XI`.
    """

    country: Country
    number: str

    @property
    def prefix(self) -> str:
        """What VIES calls `countryCode`."""
        return self.number[:2]

    @property
    def body(self) -> str:
        """What stands behind the prefix; VIES calls it `vatNumber`."""
        return self.number[2:]


class VatRefused(Refused):
    """What was sent is not a European VAT number. Each reason is a subclass."""


class VatNumberMissing(VatRefused):
    """The text has no number in it."""

    def __init__(self, example: str) -> None:
        super().__init__(
            Msg(
                "I see no VAT number in this. It has two letters for the country and digits, "
                "for example <code>{example}</code>. Please send the number alone.",
                example=example,
            )
        )


class SwissVatNumber(VatRefused):
    """The number, or the company, is Swiss: the field does not apply (fact 37)."""

    def __init__(self) -> None:
        super().__init__(
            Msg(
                "Swiss companies need no number here: the field takes European (EU) VAT numbers only and does not "
                "apply to Switzerland. Please leave it empty; nothing is missing."
            )
        )


class NotEuropeanVatNumber(VatRefused):
    """The number belongs to a country outside the European Union."""

    def __init__(self, country: Country) -> None:
        super().__init__(
            paragraphs(
                Msg(
                    "This is a VAT number of a country outside the European Union ({country}). This field takes "
                    "European (EU) VAT numbers only, for example <code>{example}</code>.",
                    country=country,
                    example=_EXAMPLE,
                ),
                Msg(
                    "Companies in Northern Ireland have one with XI in front: <code>{example}</code>.",
                    example=VAT_FORMATS["XI"].example,
                )
                if country.code == "GB"
                else None,
            )
        )
        self.country = country


class VatPrefixMissing(VatRefused):
    """There is no country in front of the number, and none that could be added."""

    def __init__(self) -> None:
        super().__init__(
            Msg(
                "A European VAT number begins with two letters for its country, for example <code>{example}</code>. "
                "Please send it with these letters.",
                example=_EXAMPLE,
            )
        )


class VatPrefixUnknown(VatRefused):
    """The two letters in front are no country's."""

    def __init__(self, prefix: str) -> None:
        super().__init__(
            Msg(
                "No country has VAT numbers that begin with “{prefix}”. Please check the two letters in front, "
                "for example <code>{example}</code> for {country}.",
                prefix=prefix,
                example=_EXAMPLE,
                country=Country("DE"),
            )
        )


class VatLengthWrong(VatRefused):
    """The number is too short or too long for its country."""

    def __init__(self, expected: VatFormat, length: int) -> None:
        super().__init__(
            Msg(
                "The number is too short or too long: after {prefix} ({country}) come {shape}, "
                "for example <code>{example}</code>. Yours has {length} there.",
                country=expected.country,
                shape=expected.shape,
                prefix=expected.prefix,
                example=expected.example,
                length=Plural("{n} character", "{n} characters", length),
            )
        )


class VatFormatWrong(VatRefused):
    """The length is right, but letters and digits are not where they belong."""

    def __init__(self, expected: VatFormat) -> None:
        super().__init__(
            Msg(
                "Letters and digits are not where they belong: after {prefix} ({country}) come {shape}, "
                "for example <code>{example}</code>. Please compare yours and send it again.",
                country=expected.country,
                shape=expected.shape,
                prefix=expected.prefix,
                example=expected.example,
            )
        )


class VatChecksumWrong(VatRefused):
    """The check digits do not match the others."""

    def __init__(self, expected: VatFormat, number: str) -> None:
        super().__init__(
            Msg(
                "The check digits of <code>{number}</code> do not match: one character is mistyped, or two are "
                "swapped. Please compare it with an invoice or with the tax office’s letter. "
                "A correct number looks like <code>{example}</code>.",
                number=number,
                example=expected.example,
            )
        )


def read_vat_number(text: str, *, country: Country | None = None) -> VatNumber:
    """The European VAT number in `text`, however it is separated and labelled.

    A number without prefix gets that of `country`, where the organisation is. A number of another member state than
    `country` is taken: companies may have several. Raises a subclass of `VatRefused`.
    """
    number = written.compact(text)
    domestic = _domestic_format(country)
    if swiss_uid.is_meant(number) or (country is not None and country.code == "CH"):
        raise SwissVatNumber
    if not _DIGIT.search(number):
        raise VatNumberMissing((domestic or VAT_FORMATS["DE"]).example)
    prefix = "EL" if number.startswith("GR") else number[:2]
    if prefix in VAT_FORMATS:
        return _checked(VAT_FORMATS[prefix], number[2:])
    if _NORWEGIAN.fullmatch(number):
        raise NotEuropeanVatNumber(Country("NO"))
    if domestic is not None and (not _PREFIXED.match(number) or _is_valid(domestic, number)):
        return _checked(domestic, number)
    if _PREFIXED.match(number):
        raise NotEuropeanVatNumber(Country(prefix)) if is_country_code(prefix) else VatPrefixUnknown(prefix)
    raise NotEuropeanVatNumber(country) if country is not None else VatPrefixMissing()


def vat_example(country: Country) -> str:
    """A VAT number that looks like those of `country`; of Germany, where it has no European ones."""
    return VAT_FORMATS[DOMESTIC_PREFIX.get(country.code, "DE")].example


def _domestic_format(country: Country | None) -> VatFormat | None:
    """What completes a number without prefix. A bare British number is hardly from Northern Ireland."""
    if country is None or country.code == "GB" or country.code not in DOMESTIC_PREFIX:
        return None
    return VAT_FORMATS[DOMESTIC_PREFIX[country.code]]


def _checked(expected: VatFormat, body: str) -> VatNumber:
    if len(body) not in expected.lengths:
        raise VatLengthWrong(expected, len(body))
    try:
        return VatNumber(expected.country, expected.prefix + expected.rule.validate(body))
    except InvalidChecksum:
        raise VatChecksumWrong(expected, expected.prefix + body) from None
    except ValidationError:
        raise VatFormatWrong(expected) from None


def _is_valid(expected: VatFormat, body: str) -> bool:
    """French numbers may begin with two letters of their own."""
    try:
        expected.rule.validate(body)
    except ValidationError:
        return False
    return len(body) in expected.lengths
