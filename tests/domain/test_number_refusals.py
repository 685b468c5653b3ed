"""What a person reads when an answer is refused: complete, and with an example that would be taken."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from domain import amounts
from domain.amounts import read_amount
from domain.countries import CountryUnknown, find_country
from domain.names import reading as names
from domain.names.lookalikes import NameMixesAlphabets, require_one_alphabet
from domain.names.reading import read_organisation_name, read_product_name
from domain.organisations import register_refusals as registers
from domain.organisations.registers import read_register_number
from domain.vat import refusals as vat
from domain.vat.reading import read_vat_number
from domain.words import Country, Refused
from handlers.chat.rendering import Renderer

RENDERER = Renderer(Path(__file__).parents[2] / "locales")
CH, CY, DE = Country("CH"), Country("CY"), Country("DE")

REFUSED: dict[type[Refused], Callable[[], object]] = {
    CountryUnknown: partial(find_country, "Schweitz"),
    amounts.AmountUnreadable: partial(read_amount, "viel", "CHF"),
    amounts.AmountInOtherCurrency: partial(read_amount, "2000 €", "CHF"),
    amounts.AmountNotPositive: partial(read_amount, "0", "CHF"),
    amounts.AmountTooLarge: partial(read_amount, "999999999", "CHF"),
    amounts.AmountTooPrecise: partial(read_amount, "0.505", "CHF"),
    names.NameTooShort: partial(read_organisation_name, "A"),
    names.NameTooLong: partial(read_organisation_name, "A" * 81),
    names.NameHasLineBreak: partial(read_organisation_name, "Alpweb\nBern"),
    names.NameIsBare: partial(read_organisation_name, "--"),
    names.NameHasInvisible: partial(read_organisation_name, "Alp\N{ZERO WIDTH SPACE}web"),
    NameMixesAlphabets: partial(require_one_alphabet, "Аlpweb"),
    names.NameHasLink: partial(read_product_name, "https://example.ch"),
    names.NameHasMention: partial(read_product_name, "@alpweb"),
    names.NameHasCommand: partial(read_product_name, "/start"),
    vat.VatNumberMissing: partial(read_vat_number, "keine"),
    vat.SwissVatNumber: partial(read_vat_number, "CHE-123.456.788"),
    vat.NotEuropeanVatNumber: partial(read_vat_number, "GB123456727"),
    vat.VatPrefixMissing: partial(read_vat_number, "123456788"),
    vat.VatPrefixUnknown: partial(read_vat_number, "XX123456788"),
    vat.VatLengthWrong: partial(read_vat_number, "DE1"),
    vat.VatFormatWrong: partial(read_vat_number, "DE12345678X"),
    vat.VatChecksumWrong: partial(read_vat_number, "DE123456789"),
    vat.OneStopShopNumber: partial(read_vat_number, "EU372022452"),
    vat.GermanTaxNumber: partial(read_vat_number, "Steuernummer 181/815/08155"),
    vat.VatNumberAmbiguous: partial(read_vat_number, "DE123456788 / DE136695976"),
    vat.VatNumberImplied: partial(read_vat_number, "SIRET 404 833 048 00022"),
    vat.VatCharactersMisread: partial(read_vat_number, "DE l23456788"),
    vat.VatPrefixImplied: partial(read_vat_number, "NIP 1234560007"),
    registers.RegisterNumberLengthWrong: partial(read_register_number, CH, "CHE-123"),
    registers.RegisterNumberFormatWrong: partial(read_register_number, CY, "keine"),
    registers.RegisterNumberChecksumWrong: partial(read_register_number, CH, "CHE-123.456.789"),
    registers.RegisterSectionMissing: partial(read_register_number, DE, "12345"),
    registers.RegisterCourtMissing: partial(read_register_number, DE, "HRB 12345"),
    registers.RegisterNumberAmbiguous: partial(read_register_number, CH, "CHE-123.456.788 / CHE-109.322.551"),
    registers.RegisterNumberInVat: partial(read_register_number, Country("FR"), "FR83404833048"),
    registers.RegisterNumberIsVat: partial(read_register_number, DE, "DE123456788"),
    registers.RegisterCourtUnknown: partial(read_register_number, DE, "HRB 1 Frankfurt"),
}
READERS: dict[type[Refused], Callable[[str], object]] = {
    CountryUnknown: find_country,
    amounts.AmountUnreadable: partial(read_amount, currency="CHF"),
    vat.VatRefused: read_vat_number,
    registers.RegisterNumberFormatWrong: partial(read_register_number, CY),
    registers.RegisterNumberAmbiguous: partial(read_register_number, CH),
    registers.RegisterNumberInVat: partial(read_register_number, Country("FR")),
    registers.RegisterNumberLengthWrong: partial(read_register_number, CH),
    registers.RegisterNumberChecksumWrong: partial(read_register_number, CH),
    registers.RegisterNumberRefused: partial(read_register_number, DE),
}


def reasons(refused: type[Refused]) -> Iterator[type[Refused]]:
    for reason in refused.__subclasses__():
        yield from reasons(reason)
    if not refused.__subclasses__():
        yield refused


def text_of(reason: type[Refused], language: str) -> str:
    with pytest.raises(reason) as refused:
        REFUSED[reason]()
    return str(RENDERER.html(refused.value.reason, language))


def test_every_reason_is_listed_here() -> None:
    families = (amounts.AmountRefused, names.NameRefused, vat.VatRefused, registers.RegisterNumberRefused)

    assert set(REFUSED) == {CountryUnknown, *(reason for family in families for reason in reasons(family))}


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("reason", REFUSED)
def test_every_refusal_is_a_whole_sentence_in_both_languages(reason: type[Refused], language: str) -> None:
    text = text_of(reason, language)

    assert text.endswith((".", "?"))
    assert "{" not in text


@pytest.mark.parametrize(
    "reason",
    [reason for reason in REFUSED if issubclass(reason, tuple(READERS)) and reason is not vat.SwissVatNumber],
)
def test_the_example_in_a_refusal_would_be_taken(reason: type[Refused]) -> None:
    example = re.findall("<code>(.*?)</code>", text_of(reason, "en"))[-1]
    read = next(reader for family, reader in READERS.items() if issubclass(reason, family))

    read(example)
