from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.eu import vat as eu_vat

from domain.countries import EU_MEMBERS
from domain.vat.formats import DOMESTIC_PREFIX, VAT_FORMATS, VatNumber
from domain.vat.reading import read_vat_number, vat_example
from domain.vat.refusals import (
    NotEuropeanVatNumber,
    SwissVatNumber,
    VatChecksumWrong,
    VatFormatWrong,
    VatLengthWrong,
    VatNumberMissing,
    VatPrefixMissing,
    VatPrefixUnknown,
    VatRefused,
)
from domain.words import Country


def country(code: str | None) -> Country | None:
    return Country(code) if code else None


def test_every_member_state_and_northern_ireland_have_a_format() -> None:
    assert {format_.country.code for format_ in VAT_FORMATS.values()} == EU_MEMBERS | {"GB"}
    assert set(VAT_FORMATS) == {code.upper() for code in eu_vat.MEMBER_STATES} - {"GR"} | {"EL"}


@pytest.mark.parametrize("prefix", VAT_FORMATS)
def test_every_example_is_valid_and_read_as_it_is(prefix: str) -> None:
    example = VAT_FORMATS[prefix].example

    assert eu_vat.validate(example) == example
    assert read_vat_number(example) == VatNumber(VAT_FORMATS[prefix].country, example)


@pytest.mark.parametrize("code", sorted(EU_MEMBERS))
def test_the_organisations_country_completes_a_number(code: str) -> None:
    example = vat_example(Country(code))

    assert read_vat_number(example[2:], country=Country(code)).number == example


@pytest.mark.parametrize("prefix", VAT_FORMATS)
def test_a_wrong_check_digit_is_noticed_in_every_country(prefix: str) -> None:
    example = VAT_FORMATS[prefix].example
    position = 5  # a digit everywhere, and no country's province or kind
    mistyped = example[:position] + str((int(example[position]) + 1) % 10) + example[position + 1 :]

    with pytest.raises(VatChecksumWrong):
        read_vat_number(mistyped)


@pytest.mark.parametrize("prefix", VAT_FORMATS)
def test_a_wrong_length_is_noticed_in_every_country(prefix: str) -> None:
    longest = max(VAT_FORMATS[prefix].lengths)

    with pytest.raises(VatLengthWrong):
        read_vat_number(prefix + "1" * (longest + 1))
    with pytest.raises(VatLengthWrong):
        read_vat_number(prefix + "1")


@pytest.mark.parametrize(
    ("text", "home", "number"),
    [
        ("DE123456788", None, "DE123456788"),
        ("de 123 456 788", None, "DE123456788"),
        ("DE-123.456.788", None, "DE123456788"),
        ("DE\N{NO-BREAK SPACE}123\N{EN DASH}456\N{EN DASH}788", None, "DE123456788"),
        ("USt-IdNr.: DE 123456788", None, "DE123456788"),
        ("UID ATU12345005", None, "ATU12345005"),
        ("VAT: FR 83 123456709", None, "FR83123456709"),
        ("GR123456783", None, "EL123456783"),
        ("EL 123456783", None, "EL123456783"),
        ("123456783", "GR", "EL123456783"),
        ("BE 123.456.749", None, "BE0123456749"),
        ("BE (0)123.456.749", None, "BE0123456749"),
        ("XI 123 4567 27", None, "XI123456727"),
        ("XI123456727", "GB", "XI123456727"),
        ("IT12345670017", "DE", "IT12345670017"),
        ("U12345005", "AT", "ATU12345005"),
        ("K7399859412", "FR", "FRK7399859412"),
        ("53000004605", "MC", "FR53000004605"),
        ("DE123456788", "US", "DE123456788"),
    ],
)
def test_a_number_is_normalised(text: str, home: str | None, number: str) -> None:
    assert read_vat_number(text, country=country(home)).number == number


@pytest.mark.parametrize(
    ("number", "code", "prefix", "body"),
    [
        ("EL123456783", "GR", "EL", "123456783"),
        ("XI123456727", "GB", "XI", "123456727"),
        ("ATU12345005", "AT", "AT", "U12345005"),
    ],
)
def test_a_number_knows_its_country_and_what_vies_calls_it(number: str, code: str, prefix: str, body: str) -> None:
    vat_number = read_vat_number(number)

    assert (vat_number.country, vat_number.prefix, vat_number.body) == (Country(code), prefix, body)


@pytest.mark.parametrize(
    ("text", "home"),
    [
        ("CHE-123.456.788", None),
        ("CHE-123.456.788 MWST", "DE"),
        ("CH 123456788", None),
        ("123.456.788 TVA", "FR"),
        ("MWST-Nr.: CHE-123.456.789", None),
        ("DE123456788", "CH"),
        ("123456788", "CH"),
        ("keine", "CH"),
    ],
)
def test_the_field_does_not_apply_to_swiss_companies(text: str, home: str | None) -> None:
    with pytest.raises(SwissVatNumber):  # fact 37
        read_vat_number(text, country=country(home))


@pytest.mark.parametrize(
    ("text", "home", "foreign"),
    [
        ("GB123456727", None, "GB"),
        ("123456727", "GB", "GB"),
        ("NO995525828MVA", None, "NO"),
        ("995 525 828 MVA", "DE", "NO"),
        ("LI12345", None, "LI"),
        ("12345", "LI", "LI"),
        ("US12-3456789", "DE", "US"),
    ],
)
def test_numbers_from_outside_the_union_are_explained(text: str, home: str | None, foreign: str) -> None:
    with pytest.raises(NotEuropeanVatNumber) as refused:
        read_vat_number(text, country=country(home))

    assert refused.value.country == Country(foreign)


@pytest.mark.parametrize(
    ("text", "home", "reason"),
    [
        ("", None, VatNumberMissing),
        ("12345670017", None, VatPrefixMissing),
        ("keine", "DE", VatNumberMissing),
        ("I do not have one", None, VatNumberMissing),
        ("DE", None, VatNumberMissing),
        ("٣٣٣", None, VatPrefixMissing),
        ("123456788", None, VatPrefixMissing),
        ("XX123456788", None, VatPrefixUnknown),
        ("XX123456788", "DE", VatPrefixUnknown),
        ("DE12345678", None, VatLengthWrong),
        ("12345678", "DE", VatLengthWrong),
        ("SE5561234519", None, VatLengthWrong),
        ("RO1234567890123", None, VatLengthWrong),
        ("DE 12345678O", None, VatFormatWrong),
        ("AT 123456789", None, VatFormatWrong),
        ("NL123456789C13", None, VatFormatWrong),
        ("SE556123451899", None, VatFormatWrong),
        ("FRIO123456709", None, VatFormatWrong),
        ("DE123456789", None, VatChecksumWrong),
        ("123456789", "DE", VatChecksumWrong),
        ("EL123456784", "GR", VatChecksumWrong),
    ],
)
def test_what_is_wrong_with_a_number_has_a_name(text: str, home: str | None, reason: type[VatRefused]) -> None:
    with pytest.raises(VatRefused) as refused:
        read_vat_number(text, country=country(home))

    assert type(refused.value) is reason


@pytest.mark.parametrize(
    ("code", "example"), [("DE", "DE123456788"), ("GR", "EL123456783"), ("GB", "XI123456727"), ("US", "DE123456788")]
)
def test_every_country_gets_an_example(code: str, example: str) -> None:
    assert vat_example(Country(code)) == example


NUMBER_LIKE = st.builds(
    str.__add__,
    st.sampled_from([*VAT_FORMATS, "GR", "GB", "CHE", "NO", "XX", ""]),
    st.text("0123456789ABU+*- .", max_size=14),
)


@given(text=st.text(max_size=40) | NUMBER_LIKE, home=st.sampled_from([None, "CH", "GB", *DOMESTIC_PREFIX]))
def test_any_text_is_a_valid_number_or_refused(text: str, home: str | None) -> None:
    try:
        vat_number = read_vat_number(text, country=country(home))
    except VatRefused:
        return
    assert eu_vat.is_valid(vat_number.number)
    assert read_vat_number(vat_number.number) == vat_number


@pytest.mark.parametrize("prefix", VAT_FORMATS)
@given(data=st.data())
def test_no_characters_of_the_right_length_break_a_rule(prefix: str, data: st.DataObject) -> None:
    length = data.draw(st.sampled_from(sorted(VAT_FORMATS[prefix].lengths)))
    body = data.draw(st.text("0123456789ABLMUXW+", min_size=length, max_size=length))
    try:
        vat_number = read_vat_number(prefix + body)
    except VatRefused:
        return
    assert vat_number.prefix == prefix
