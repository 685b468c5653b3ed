from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.de.handelsregisternummer import GERMAN_COURTS, REGISTRY_TYPES

import domain.numbers
from domain.numbers import handelsregister
from domain.organisations.register_keys import register_key
from domain.organisations.register_refusals import (
    RegisterCourtMissing,
    RegisterCourtUnknown,
    RegisterNumberAmbiguous,
    RegisterNumberChecksumWrong,
    RegisterNumberFormatWrong,
    RegisterNumberInVat,
    RegisterNumberIsVat,
    RegisterNumberLengthWrong,
    RegisterNumberRefused,
    RegisterSectionMissing,
)
from domain.organisations.register_rules import REGISTER_RULES
from domain.organisations.registers import format_register_number, read_register_number, register_hint
from domain.words import Country

ROOM = 64
"""Characters of the column in the database: PostgreSQL takes no more."""
KNOWN_COUNTRIES = sorted(REGISTER_RULES)
NUMBER_MODULES = [f"domain.numbers.{module.name}" for module in pkgutil.iter_modules(domain.numbers.__path__)]


@pytest.mark.parametrize("code", [*KNOWN_COUNTRIES, "CY"])
def test_every_hints_example_is_a_right_number_written_as_it_is_shown(code: str) -> None:
    country = Country(code)
    example = register_hint(country).example

    assert format_register_number(country, read_register_number(country, example)) == example


@pytest.mark.parametrize(
    ("code", "text", "number"),
    [
        ("CH", "CHE-123.456.788", "CHE123456788"),
        ("CH", "che 123 456 788", "CHE123456788"),
        ("CH", "123.456.788", "CHE123456788"),
        ("CH", "CH-123.456.788", "CHE123456788"),
        ("CH", "CHE-123.456.788 MWST", "CHE123456788"),
        ("CH", "CHE-123.456.788 TVA", "CHE123456788"),
        ("CH", "CHE-123.456.788IVA", "CHE123456788"),
        ("CH", "UID: CHE-123.456.788 HR/MWST", "CHE123456788"),
        ("LI", "FL-0002.123.456-8", "FL00021234568"),
        ("LI", "0002.123.456-8", "FL00021234568"),
        ("FR", "123 456 782 00002", "12345678200002"),
        ("FR", "SIRET : 123 456 782 00002", "12345678200002"),
        ("FR", "SIREN 123 456 709", "123456709"),
        ("FR", "RCS Nancy B 123 456 709", "123456709"),
        ("FR", "123 456 709 R.C.S. Paris", "123456709"),
        ("AT", "FN 123456d", "123456d"),
        ("AT", "fn123456 D", "123456d"),
        ("AT", "FN 056247 t", "56247t"),
        ("IT", "IT 12345670017", "12345670017"),
        ("IT", "P.IVA: 12345670017", "12345670017"),
        ("IT", "REA MI - 1234567", "MI1234567"),
        ("GB", "1234567", "01234567"),
        ("GB", "sc123456", "SC123456"),
        ("GB", "R0123456", "R0123456"),
        ("BE", "BE 0123.456.749", "0123456749"),
        ("BE", "123.456.749", "0123456749"),
        ("NL", "KvK-nr. 12345678", "12345678"),
        ("NL", "KVK: 1234 5678", "12345678"),
        ("NO", "NO 912 345 602 MVA", "912345602"),
        ("SE", "SE 556123-4518", "5561234518"),
        ("FI", "FI12345604", "12345604"),
        ("PL", "KRS 0000123456", "0000123456"),
        ("PL", "NIP: 123-456-00-07", "1234560007"),
        ("PL", "REGON 123456704", "123456704"),
        ("CZ", "IČO: 123 45 679", "12345679"),
        ("LU", "R.C.S. Luxembourg B 123456", "B123456"),
        ("LU", "B000123", "B123"),
        ("IT", "MI0123456", "MI123456"),
        ("IT", "MI-0000123", "MI0123"),
        ("CY", "he  123456", "HE123456"),
        ("CY", "HE-123456", "HE123456"),
        ("CY", "ΗΕ123456", "HE123456"),  # Greek letters
        ("HU", "01-09-123456", "0109123456"),
        ("US", "C1234567-ca", "C1234567CA"),
        ("GR", "ΓΕΜΗ 123456789000", "ΓEMH123456789000"),  # a Gamma looks like no Latin letter
        ("TR", "İstanbul 12345-5", "ISTANBUL123455"),
    ],
)
def test_a_number_is_normalised(code: str, text: str, number: str) -> None:
    assert read_register_number(Country(code), text) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Amtsgericht München, HRB 12345", "München HRB 12345"),
        ("HRB 12345 (Amtsgericht München)", "München HRB 12345"),
        ("HRB12345, AG Muenchen", "München HRB 12345"),
        ("hrb nr. 12345 munchen", "München HRB 12345"),
        ("Handelsregister: HRB 12345, Registergericht: Amtsgericht Köln", "Köln HRB 12345"),
        ("Handelsregister B des Amtsgerichts Hamburg, HRB 007", "Hamburg HRB 7"),
        ("Giessen HRA 77", "Gießen HRA 77"),
        ("HRB 12345 B Berlin", "Berlin (Charlottenburg) HRB 12345 B"),
        ("HRB 12345B, AG Charlottenburg", "Berlin (Charlottenburg) HRB 12345 B"),
        ("HRB 12345, AG Charlottenburg", "Berlin (Charlottenburg) HRB 12345 B"),
        ("НRВ 12345 В, Amtsgericht Berlin", "Berlin (Charlottenburg) HRB 12345 B"),  # Cyrillic letters
        ("HRB 1 Ulm", "Ulm HRB 1"),
        ("HRB 1 Bad Homburg", "Bad Homburg v.d.H. HRB 1"),
        ("HRB 1 Frankfurt am Main", "Frankfurt am Main HRB 1"),
        ("AG Frankfurt/Oder HRB 12", "Frankfurt/Oder HRB 12"),
        ("gnr 12 weiden i. d. OPf.", "Weiden i. d. OPf. GnR 12"),
    ],
)
def test_a_german_number_is_found_with_its_court(text: str, number: str) -> None:
    assert read_register_number(Country("DE"), text) == number


@pytest.mark.parametrize(
    ("code", "text", "reason"),
    [
        ("CH", "", RegisterNumberFormatWrong),
        ("CH", "keine", RegisterNumberFormatWrong),
        ("CH", "CHE-123.456.78", RegisterNumberLengthWrong),
        ("CH", "CH-020.3.020.910-8", RegisterNumberLengthWrong),  # the numbers before 2011
        ("CH", "CHX-123.456.788", RegisterNumberFormatWrong),
        ("CH", "CHE-123.456.789", RegisterNumberChecksumWrong),
        ("CH", "CHE-132.456.788", RegisterNumberChecksumWrong),
        ("LI", "FL-002.123.456-8", RegisterNumberLengthWrong),
        ("LI", "FL-X002.123.456-8", RegisterNumberFormatWrong),
        ("FR", "123 456 782 00003", RegisterNumberChecksumWrong),
        ("FR", "123 456 782 0000", RegisterNumberLengthWrong),
        ("FR", "12345678A", RegisterNumberFormatWrong),
        ("AT", "FN 123456", RegisterNumberFormatWrong),
        ("AT", "FN 1234567d", RegisterNumberLengthWrong),
        ("IT", "12345670018", RegisterNumberChecksumWrong),
        ("LU", "B1234567", RegisterNumberLengthWrong),
        ("LU", "B000", RegisterNumberFormatWrong),
        ("GB", "SC12345", RegisterNumberLengthWrong),
        ("GB", "12345678X", RegisterNumberFormatWrong),
        ("PL", "1234560008", RegisterNumberChecksumWrong),
        ("DE", "HRB 12345", RegisterCourtMissing),
        ("DE", "HRB 12345 B", RegisterCourtMissing),
        ("DE", "Amtsgericht, HRB 12345", RegisterCourtMissing),
        ("DE", "12345", RegisterSectionMissing),
        ("DE", "München 12345", RegisterSectionMissing),
        ("DE", "HRC 12345 München", RegisterSectionMissing),
        ("DE", "HRB 1 Atlantis", RegisterCourtUnknown),
        ("DE", "HRB 1234567 München", RegisterNumberLengthWrong),
        ("DE", "HRB 0 München", RegisterNumberFormatWrong),
        ("DE", "München", RegisterNumberFormatWrong),
        ("CY", "12", RegisterNumberLengthWrong),
        ("CY", "1 - 2", RegisterNumberLengthWrong),
        ("CY", "1" * 41, RegisterNumberLengthWrong),
        ("CY", "HE", RegisterNumberFormatWrong),
        ("CY", "HE ABC", RegisterNumberFormatWrong),
        ("CY", "HE_123", RegisterNumberFormatWrong),
        ("CY", "<b>123</b>", RegisterNumberFormatWrong),
    ],
)
def test_what_is_wrong_with_a_number_has_a_name(code: str, text: str, reason: type[RegisterNumberRefused]) -> None:
    with pytest.raises(RegisterNumberRefused) as refused:
        read_register_number(Country(code), text)

    assert type(refused.value) is reason


@pytest.mark.parametrize(
    ("code", "text", "number"),
    [
        ("CH", "Unsere UID lautet CHE-123.456.788, danke", "CHE123456788"),
        ("CH", "Ｃ\N{ZERO WIDTH SPACE}HE-１２３.456.788", "CHE123456788"),
        ("CH", "СНЕ-123.456.788", "CHE123456788"),  # Cyrillic letters
        ("FR", "notre SIRET est le 404 833 048 00022, merci", "40483304800022"),
        ("SE", "556123-4518 är vårt organisationsnummer", "5561234518"),
        ("AT", "Wir sind unter FN 123456d eingetragen", "123456d"),
        ("NL", "ons KVK-nummer is 12345678", "12345678"),
        ("DK", "our CVR is 12345607, tel +45 12 34 56 78", "12345607"),
        ("GB", "our company number is SC123456", "SC123456"),
        ("PL", "PL 123 456 00 07", "1234560007"),
        ("DE", "HRB 12345, Mu\N{COMBINING DIAERESIS}nchen", "München HRB 12345"),
        ("DK", "CVR: ١٢٣٤٥٦٠٧", "12345607"),
    ],
)
def test_a_number_is_found_in_a_sentence_and_in_odd_characters(code: str, text: str, number: str) -> None:
    assert read_register_number(Country(code), text) == number


@pytest.mark.parametrize(
    ("code", "text", "reason", "proposals"),
    [
        ("FR", "FR83404833048", RegisterNumberInVat, ("404833048",)),
        ("FR", "TVA : FR 83 404 833 048", RegisterNumberInVat, ("404833048",)),
        ("SE", "SE556123451801", RegisterNumberInVat, ("5561234518",)),
        (
            "CH",
            "CHE-123.456.788 / CHE-109.322.551",
            RegisterNumberAmbiguous,
            ("CHE123456788", "CHE109322551"),
        ),
        ("DE", "HRB 12345 beim schönen Amtsgericht München", RegisterCourtUnknown, ("München HRB 12345",)),
        ("AT", "ATU12345005", RegisterNumberIsVat, ()),
        ("DE", "USt-IdNr. DE123456788", RegisterNumberIsVat, ()),
        ("AT", "Wir wohnen an der Hauptstrasse 12a", RegisterNumberFormatWrong, ()),
        ("FR", "notre SIRET est le 404 833 048 00023", RegisterNumberFormatWrong, ()),
    ],
)
def test_what_may_be_meant_is_proposed_and_nothing_else_is_taken(
    code: str, text: str, reason: type[RegisterNumberRefused], proposals: tuple[str, ...]
) -> None:
    with pytest.raises(reason) as refused:
        read_register_number(Country(code), text)

    assert refused.value.proposals == proposals
    assert [read_register_number(Country(code), proposal) for proposal in proposals] == list(proposals)


@pytest.mark.parametrize(
    ("text", "similar"),
    [
        ("HRB 1 Frankfurt", "Frankfurt am Main"),
        ("HRB 1 Freiburg im Breisgau", "Freiburg"),
        ("HRB 1 Hambrug", "Hamburg"),
    ],
)
def test_an_unknown_court_gets_suggestions(text: str, similar: str) -> None:
    with pytest.raises(RegisterCourtUnknown) as refused:
        read_register_number(Country("DE"), text)

    assert similar in refused.value.similar
    assert len(refused.value.similar) <= 3


@pytest.mark.parametrize("module", NUMBER_MODULES)
def test_the_examples_in_a_numbers_explanation_hold(module: str) -> None:
    examples = doctest.testmod(importlib.import_module(module), optionflags=doctest.IGNORE_EXCEPTION_DETAIL)

    assert examples.attempted > 0
    assert examples.failed == 0


@given(
    court=st.sampled_from(GERMAN_COURTS),
    section=st.sampled_from(REGISTRY_TYPES),
    number=st.integers(1, 999_999),
    letters=st.sampled_from(["", " B", " HB"]),
)
def test_every_german_entry_is_read_as_it_is_shown(court: str, section: str, number: int, letters: str) -> None:
    if court.startswith("Berlin"):
        letters = " B"
    stored = f"{court} {section} {number}{letters}"

    assert handelsregister.validate(stored) == stored
    assert handelsregister.validate(handelsregister.format(stored)) == stored


@pytest.mark.parametrize("court", GERMAN_COURTS)
def test_the_longest_number_of_every_court_finds_room(court: str) -> None:
    number = read_register_number(Country("DE"), f"GnR 123456 ABC, Amtsgericht {court}")

    assert number.startswith(f"{court} GnR")
    assert len(number) <= ROOM


BLANKS = (" ", "\N{NO-BREAK SPACE}", "\N{THIN SPACE}", "  ")
SEPARATORS = (*BLANKS, "", ".", "-", "\N{EN DASH}", "/", " - ")
LOOK_ALIKES = {"A": "А", "B": "Β", "C": "С", "E": "Ε", "H": "Н", "I": "Ι", "M": "М", "O": "О", "P": "Ρ", "T": "Τ"}


def character(character: str) -> st.SearchStrategy[str]:
    """The ways in which people, tables and PDFs write a letter or a digit."""
    full_width = chr(ord(character) + 0xFEE0) if character.isascii() else character
    ways = {character, character.lower(), character.upper(), full_width}
    return st.sampled_from(sorted(ways | {LOOK_ALIKES.get(character.upper(), character)}))


@st.composite
def written(draw: st.DrawFn, code: str) -> str:
    """The country's example, its separators and characters changed."""
    between = BLANKS if code == "DE" else SEPARATORS
    example = register_hint(Country(code)).example
    return "".join(draw(character(each) if each.isalnum() else st.sampled_from(between)) for each in example)


@given(data=st.data(), code=st.sampled_from([*KNOWN_COUNTRIES, "CY"]))
def test_however_a_number_is_written_it_is_stored_in_one_form(data: st.DataObject, code: str) -> None:
    country = Country(code)
    stored = read_register_number(country, register_hint(country).example)

    assert read_register_number(country, data.draw(written(code))) == stored


@given(data=st.data(), number=st.from_regex(r"[A-EHIMOPT]{0,4}[0-9]{3,12}[A-EHIMOPT]{0,3}", fullmatch=True))
def test_where_no_rule_is_known_letters_and_digits_count_and_nothing_else(data: st.DataObject, number: str) -> None:
    country = Country("CY")
    text = "".join(data.draw(character(each)) + data.draw(st.sampled_from(SEPARATORS)) for each in number)

    assert read_register_number(country, text) == number
    assert read_register_number(country, format_register_number(country, number)) == number


@pytest.mark.parametrize(
    ("code", "one", "other"),
    [
        ("FR", "SIREN 732 829 320", "SIRET 732 829 320 00074"),
        ("FR", "732 829 320 00066", "732 829 320 00074"),
        ("FR", "RCS Nancy B 732 829 320", "732 829 320 00074"),
        ("PL", "REGON 123456785", "REGON 12345678512347"),
        ("SI", "9331310", "9331310001"),
    ],
)
def test_numbers_of_one_company_have_the_same_key(code: str, one: str, other: str) -> None:
    numbers = [read_register_number(Country(code), text) for text in (one, other)]

    assert len(set(numbers)) == 2
    assert len({register_key(code, number) for number in numbers}) == 1


@pytest.mark.parametrize(
    ("code", "one", "other"),
    [
        ("FR", "732829320", "404833048"),
        ("PL", "0000123456", "0000123457"),
        ("CY", "12345678900001", "12345678900002"),
        ("DE", "Bremen HRB 123456 HB", "Bremen HRB 123456 BHV"),
    ],
)
def test_numbers_of_different_companies_have_different_keys(code: str, one: str, other: str) -> None:
    assert register_key(code, one) != register_key(code, other)


NUMBER_LIKE = st.builds(
    str.__add__,
    st.sampled_from(["", "CHE-", "FL-", "FN ", "HRB ", "RCS ", "SC", "NO", "KVK "]),
    st.text("0123456789ABdm.-/ ", max_size=16),
)


@given(text=st.text(max_size=50) | NUMBER_LIKE, code=st.sampled_from([*KNOWN_COUNTRIES, "CY", "US"]))
def test_any_text_is_a_number_that_can_be_shown_and_read_again_or_refused(text: str, code: str) -> None:
    country = Country(code)
    try:
        number = read_register_number(country, text)
    except RegisterNumberRefused:
        return
    assert read_register_number(country, number) == number
    assert read_register_number(country, format_register_number(country, number)) == number
