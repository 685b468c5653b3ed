"""Why what was sent is not stored as a VAT number: what is wrong, what a right one looks like, what may be meant."""

from __future__ import annotations

from collections.abc import Sequence

from domain.vat.formats import VAT_FORMATS, VatFormat, VatNumber
from domain.words import Country, Msg, Plural, Refused, listing, paragraphs

_EXAMPLE = VAT_FORMATS["DE"].example
_MOST_PROPOSED = 6


class VatRefused(Refused):
    """What was sent is not a European VAT number. Each reason is a subclass."""


class VatNumberMissing(VatRefused):
    """The text has no number in it."""

    def __init__(self, example: str) -> None:
        super().__init__(
            Msg(
                "I see no VAT number in this. It has two letters for the country and digits, "
                "for example <code>{example}</code>. Please send the number.",
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


class OneStopShopNumber(VatRefused):
    """A number that the One-Stop-Shop gives to companies from outside the Union (EU…), or for imports (IM…)."""

    def __init__(self) -> None:
        super().__init__(
            Msg(
                "This is a number of the One-Stop-Shop, by which companies declare sales to consumers. It is no VAT "
                "number of a member state, and this field needs one of those, for example <code>{example}</code>.",
                example=_EXAMPLE,
            )
        )


class GermanTaxNumber(VatRefused):
    """A Steuernummer: the tax office's, not the VAT number."""

    def __init__(self) -> None:
        super().__init__(
            Msg(
                "This looks like a German tax number (Steuernummer). The VAT number (USt-IdNr.) is another one: DE and "
                "9 digits, for example <code>{example}</code>. It stands on your invoices; the Federal Central Tax "
                "Office (BZSt) gives it.",
                example=_EXAMPLE,
            )
        )


class VatNumberAmbiguous(VatRefused):
    """There are several right numbers in the text."""

    def __init__(self, numbers: Sequence[VatNumber]) -> None:
        shown = [number.number for number in numbers[:_MOST_PROPOSED]]
        super().__init__(
            Msg(
                "I see several VAT numbers in this: {numbers}. Which one shall I take?",
                numbers=listing(Msg("<code>{number}</code>", number=number) for number in shown),
            ),
            shown,
        )


class VatNumberProposed(VatRefused):
    """No right number is in the text, but `number` may be meant."""

    def __init__(self, reason: Msg, number: VatNumber) -> None:
        super().__init__(reason, [number.number])
        self.number = number


class VatNumberImplied(VatNumberProposed):
    """A number of another kind, called `kind`, out of which the VAT number is made."""

    def __init__(self, kind: Msg, number: VatNumber) -> None:
        super().__init__(
            Msg(
                "This is a number of another kind: {kind}. The VAT number made of it would be "
                "<code>{number}</code>. Is that yours?",
                kind=kind,
                number=number.number,
            ),
            number,
        )


class VatCharactersMisread(VatNumberProposed):
    """Letters that look like digits stand in their places; with the digits, the check digits are right."""

    def __init__(self, number: VatNumber) -> None:
        super().__init__(
            Msg(
                "There are letters where digits belong. Did you mean <code>{number}</code>?",
                number=number.number,
            ),
            number,
        )


class VatPrefixImplied(VatNumberProposed):
    """The letters of the country are missing, but what the number is called belongs to one."""

    def __init__(self, number: VatNumber) -> None:
        super().__init__(
            Msg(
                "The two letters of the country are missing. With those of {country} it would be "
                "<code>{number}</code>. Is that yours?",
                country=number.country,
                number=number.number,
            ),
            number,
        )
