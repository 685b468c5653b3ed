"""VAT numbers as people send them: in sentences, with labels, in odd characters, beside other numbers."""

from __future__ import annotations

import pytest

from domain.countries import EU_MEMBERS
from domain.vat.formats import VAT_FORMATS
from domain.vat.reading import is_at_home, read_vat_number, vat_example
from domain.vat.refusals import (
    GermanTaxNumber,
    NotEuropeanVatNumber,
    OneStopShopNumber,
    SwissVatNumber,
    VatCharactersMisread,
    VatChecksumWrong,
    VatLengthWrong,
    VatNumberAmbiguous,
    VatNumberImplied,
    VatNumberMissing,
    VatPrefixImplied,
    VatPrefixMissing,
    VatPrefixUnknown,
    VatRefused,
)
from domain.words import Country

LABELS = {
    "AT": "UID-Nr.",
    "BE": "Btw-nummer",
    "BG": "ИН по ЗДДС",
    "CY": "Αριθμός ΦΠΑ",
    "CZ": "DIČ:",
    "DE": "USt-IdNr.",
    "DK": "Momsnr.",
    "EE": "KMKR nr",
    "EL": "ΑΦΜ",
    "ES": "NIF-IVA / CIF",
    "FI": "ALV-numero",
    "FR": "Numéro de TVA intracommunautaire :",
    "HR": "OIB",
    "HU": "közösségi adószám:",
    "IE": "VAT reg. no.",
    "IT": "P. IVA",
    "LT": "PVM mokėtojo kodas",
    "LU": "No. TVA",
    "LV": "PVN reģ. nr.",
    "MT": "VAT no.",
    "NL": "btw-id",
    "PL": "NIP UE",
    "PT": "NIF",
    "RO": "CUI/CIF",
    "SE": "Momsreg.nr",
    "SI": "ID za DDV",
    "SK": "IČ DPH",
    "XI": "VAT registration number",
}
SENTENCES = (
    "{label} {number}",
    "{label}{number}",
    "Guten Tag, unsere Nummer: {label} {number}, danke!",
    "it is no. ({number}) as of 25.11.2026, phone +41 44 123 45 67",
    "\t{number}\nAlpweb\t8004 Zürich",
    "«{number}»",
    "Order 2026-1234 / {number} / EUR 1'200.00",
    "de {number}.",
    "we are at {number}",
    "IBAN DE89 3704 0044 0532 0130 00, VAT {number}",
)


def country(code: str | None) -> Country | None:
    return Country(code) if code else None


def full_width(text: str) -> str:
    return "".join(chr(ord(character) + 0xFEE0) if "!" <= character <= "~" else character for character in text)


@pytest.mark.parametrize("prefix", VAT_FORMATS)
@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_number_is_found_in_a_sentence_in_every_country(prefix: str, sentence: str) -> None:
    number = VAT_FORMATS[prefix].example

    assert read_vat_number(sentence.format(label=LABELS[prefix], number=number)).number == number


@pytest.mark.parametrize("prefix", VAT_FORMATS)
def test_a_number_is_found_however_it_is_written(prefix: str) -> None:
    number = VAT_FORMATS[prefix].example
    split = f"{number[:2]} {number[2:5]} {number[5:8]} {number[8:]}".strip()
    digits = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")

    for text in (
        number.lower(),
        split,
        split.lower() + " danke",
        split.replace(" ", "\N{NARROW NO-BREAK SPACE}"),
        split.replace(" ", "\n"),
        split.replace(" ", "\N{SOFT HYPHEN}"),
        "\N{ZERO WIDTH SPACE}".join(number),
        f"\N{RIGHT-TO-LEFT MARK}\N{LEFT-TO-RIGHT OVERRIDE}{number}\N{POP DIRECTIONAL FORMATTING}",
        full_width(number),
        number.translate(digits),
        number.translate(str.maketrans("ABEIKMOPTX", "АВЕІКМОРТХ")),
        number.translate(str.maketrans("ABEIKMOPTX", "ΑΒΕΙΚΜΟΡΤΧ")),
    ):
        assert read_vat_number(text).number == number, text


@pytest.mark.parametrize("code", sorted(EU_MEMBERS))
@pytest.mark.parametrize(
    "sentence", ["it is {number}", "el número, se: {number}", "VAT ID {number} de", "no. {number}"]
)
def test_a_number_without_its_letters_is_found_at_home_behind_words_that_are_countries(
    code: str, sentence: str
) -> None:
    number = vat_example(Country(code))

    assert read_vat_number(sentence.format(number=number[2:]), country=Country(code)).number == number


@pytest.mark.parametrize(
    ("text", "home", "number"),
    [
        ("Unsere USt-IdNr. lautet DE 123 456 788", "DE", "DE123456788"),
        ("meine nummer ist de 136 695 976 danke", "DE", "DE136695976"),
        ("VAT no. is IE 6433435F thanks!", "IE", "IE6433435F"),
        ("VAT no. is IE 6433435F thanks!", "NO", "IE6433435F"),
        ("TVA intracommunautaire FR83404833048", "FR", "FR83404833048"),
        ("DE\N{ZERO WIDTH SPACE}123\N{NARROW NO-BREAK SPACE}456 788", "DE", "DE123456788"),
        ("ＤＥ１２３４５６７８８", "DE", "DE123456788"),
        ("USt-IdNrDE123456788", None, "DE123456788"),
        ("D E 1 2 3 4 5 6 7 8 8", None, "DE123456788"),
        ("DE123456788-00001", "DE", "DE123456788"),  # Wirtschafts-Identifikationsnummer
        ("ΕΛ 123456783", "GR", "EL123456783"),
        ("БГ 123456708", "BG", "BG123456708"),
        ("MwSt-Nr. CHE-123.456.788, in Deutschland DE136695976", "DE", "DE136695976"),
        ("Steuernummer 181/815/08155, USt-IdNr. DE136695976", "DE", "DE136695976"),
        ("SIRET 404 833 048 00022 - TVA FR83404833048", "FR", "FR83404833048"),
        ("DE123456788 DE123456788", None, "DE123456788"),
        ("Tel. 044 123 456 788, MwSt 136695976", "DE", "DE136695976"),
        ("adószám: 12345676-2-41", "HU", "HU12345676"),
        ("el NIF es B12345609", "ES", "ESB12345609"),
        ("EU VAT number 123456788", "DE", "DE123456788"),
        ("FR53000004605", "MC", "FR53000004605"),
        ("53 000004605", "MC", "FR53000004605"),
        ("IE 8D79739I", None, "IE8D79739I"),
    ],
)
def test_the_one_number_that_is_meant_is_read(text: str, home: str | None, number: str) -> None:
    assert read_vat_number(text, country=country(home)).number == number


@pytest.mark.parametrize(
    ("text", "home", "reason", "proposals"),
    [
        ("no. DE123456788 / DE136695976", "DE", VatNumberAmbiguous, ("DE123456788", "DE136695976")),
        ("123456788 oder 136695976", "DE", VatNumberAmbiguous, ("DE123456788", "DE136695976")),
        ("nif de 136695976, 501234500", "PT", VatNumberAmbiguous, ("DE136695976", "PT501234500")),
        ("404 833 048 00022", "FR", VatNumberImplied, ("FR83404833048",)),
        ("SIREN 404833048", "DE", VatNumberImplied, ("FR83404833048",)),
        ("FR40483304800022", None, VatNumberImplied, ("FR83404833048",)),
        ("556123-4518", "SE", VatNumberImplied, ("SE556123451801",)),
        ("org.nr 556123-4518", None, VatNumberImplied, ("SE556123451801",)),
        ("SE5561234518", None, VatNumberImplied, ("SE556123451801",)),
        ("RSIN 123456782", "NL", VatNumberImplied, ("NL123456782B01",)),
        ("12345676241", "HU", VatNumberImplied, ("HU12345676",)),
        ("DE l23456788", None, VatCharactersMisread, ("DE123456788",)),
        ("EL I23456783", None, VatCharactersMisread, ("EL123456783",)),
        ("IT 1234567OO17", None, VatCharactersMisread, ("IT12345670017",)),
        ("12345670017 IVA", None, VatPrefixImplied, ("IT12345670017",)),
        ("NIP: 123-456-00-07", "DE", VatPrefixImplied, ("PL1234560007",)),
        ("ΑΦΜ 123456783", "DE", VatPrefixImplied, ("EL123456783",)),
    ],
)
def test_what_may_be_meant_is_proposed(
    text: str, home: str | None, reason: type[VatRefused], proposals: tuple[str, ...]
) -> None:
    with pytest.raises(reason) as refused:
        read_vat_number(text, country=country(home))

    assert refused.value.proposals == proposals
    assert [read_vat_number(proposal).number for proposal in proposals] == list(proposals)


@pytest.mark.parametrize(
    ("text", "home", "reason"),
    [
        ("EU372022452", "DE", OneStopShopNumber),
        ("my OSS number is EU 372 022 452", "FR", OneStopShopNumber),
        ("IM3720224525", "IE", OneStopShopNumber),
        ("Steuernummer 181/815/08155", "DE", GermanTaxNumber),
        ("93 815 08152", "DE", GermanTaxNumber),
        ("St.-Nr. 2893081508152", "AT", GermanTaxNumber),
        ("IBAN DE89 3704 0044 0532 0130 00", "DE", VatNumberMissing),
        ("DE89370400440532013000", "DE", VatNumberMissing),
        ("Tel. 123 456 788", "DE", VatPrefixMissing),
        ("Rechnung 123456788", "DE", VatPrefixMissing),
        ("25.11.2026", "DK", VatNumberMissing),
        ("123 456 788 9", "DE", VatLengthWrong),
        ("meine nummer ist de 136 695 977 danke", "DE", VatChecksumWrong),
        ("DE 12345678O", None, VatRefused),
        ("XX 123456788", "DE", VatPrefixUnknown),
        ("unsere UID: che 123.456.788", "DE", SwissVatNumber),
        ("VAT NO 995525828 MVA", "DE", NotEuropeanVatNumber),
    ],
)
def test_a_number_of_another_kind_is_not_taken(text: str, home: str | None, reason: type[VatRefused]) -> None:
    with pytest.raises(reason) as refused:
        read_vat_number(text, country=country(home))

    assert refused.value.proposals == ()


@pytest.mark.parametrize(
    ("number", "home", "expected"),
    [
        ("FR53000004605", "MC", True),
        ("FR83404833048", "FR", True),
        ("XI123456727", "GB", True),
        ("EL123456783", "GR", True),
        ("DE123456788", "AT", False),
        ("DE123456788", "US", False),
    ],
)
def test_a_number_knows_where_it_is_at_home(number: str, home: str, expected: bool) -> None:
    assert is_at_home(read_vat_number(number), Country(home)) is expected


def test_a_text_of_many_characters_that_grow_breaks_no_rule() -> None:
    for text in ("⑩" * 4096, "ﷺ" * 4096, "½" * 4096, "DE" + "１" * 4094):
        with pytest.raises(VatRefused):
            read_vat_number(text, country=Country("DE"))
