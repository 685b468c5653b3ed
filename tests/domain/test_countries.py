from __future__ import annotations

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st
from stdnum.eu import vat as eu_vat

from domain.countries import COMMON, EU_MEMBERS, CountryUnknown, currency_of, find_country, is_country_code, is_eu
from domain.words import Country


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("CH", "CH"),
        (" ch ", "CH"),
        ("CHE", "CH"),
        ("Schweiz", "CH"),
        ("die Schweiz", "CH"),
        ("SUISSE", "CH"),
        ("la Suisse", "CH"),
        ("Svizzera", "CH"),
        ("Switzerland", "CH"),
        ("Swiss", "CH"),
        ("🇨🇭", "CH"),
        ("de", "DE"),
        ("DEU", "DE"),
        ("Deutschland.", "DE"),
        ("Germania", "DE"),
        ("Allemagne", "DE"),
        ("Österreich", "AT"),
        ("Osterreich", "AT"),
        ("Oesterreich", "AT"),
        ("Autriche", "AT"),
        ("l’Italie", "IT"),
        ("Liechtenstein", "LI"),
        ("FL", "LI"),
        ("Fürstentum Liechtenstein", "LI"),
        ("UK", "GB"),
        ("GB", "GB"),
        ("Grossbritannien", "GB"),
        ("Großbritannien", "GB"),
        ("Vereinigtes Königreich", "GB"),
        ("Vereinigtes Koenigreich", "GB"),
        ("United Kingdom", "GB"),
        ("Northern Ireland", "GB"),
        ("Holland", "NL"),
        ("the Netherlands", "NL"),
        ("Paesi Bassi", "NL"),
        ("USA", "US"),
        ("Vereinigte Staaten", "US"),
        ("Czech Republic", "CZ"),
        ("Griechenland", "GR"),
        ("EL", "GR"),
        ("Côte d'Ivoire", "CI"),
        ("Elfenbeinküste", "CI"),
        ("Türkei", "TR"),
        ("Turkey", "TR"),
    ],
)
def test_a_country_is_found_by_code_or_name(text: str, code: str) -> None:
    assert find_country(text) == Country(code)


@pytest.mark.parametrize(
    ("misspelt", "meant"),
    [
        ("Schweitz", "CH"),
        ("Deutchland", "DE"),
        ("Östereich", "AT"),
        ("Itlay", "IT"),
        ("Lichtenstein", "LI"),
        ("Frankrech", "FR"),
        ("Vereinigtes Konigreihc", "GB"),
    ],
)
def test_a_misspelt_country_is_suggested_first(misspelt: str, meant: str) -> None:
    with pytest.raises(CountryUnknown) as refused:
        find_country(misspelt)

    assert refused.value.suggestions[0] == Country(meant)
    assert len(refused.value.suggestions) <= 3


@pytest.mark.parametrize("text", ["", "  ", "…", "Entenhausen-Nord", "EU", "ZZ", "12", "x" * 5000])
def test_what_is_no_country_is_refused_without_suggestions(text: str) -> None:
    with pytest.raises(CountryUnknown) as refused:
        find_country(text)

    assert refused.value.suggestions == ()


@pytest.mark.parametrize("language", ["de", "en", "fr", "it"])
def test_every_name_the_reader_may_see_is_understood(language: str) -> None:
    names = {code: name for code, name in Locale.parse(language).territories.items() if is_country_code(code)}

    assert {code: find_country(name).code for code, name in names.items()} == {code: code for code in names}
    assert len(names) == 250  # ISO 3166's 249 and Kosovo


def test_the_member_states_are_those_of_the_vat_system() -> None:
    assert {code.lower() for code in EU_MEMBERS} | {"xi"} == eu_vat.MEMBER_STATES


@pytest.mark.parametrize(
    ("code", "member"), [("DE", True), ("GR", True), ("CH", False), ("GB", False), ("NO", False), ("EL", False)]
)
def test_membership_goes_by_iso_code(code: str, member: bool) -> None:
    assert is_eu(code) is member


@pytest.mark.parametrize(("code", "currency"), [("CH", "CHF"), ("LI", "CHF"), ("DE", "EUR"), ("US", "EUR")])
def test_the_currency_follows_the_country(code: str, currency: str) -> None:
    assert currency_of(code) == currency  # fact 5


def test_the_buttons_offer_the_neighbourhood() -> None:
    assert [country.code for country in COMMON] == ["CH", "DE", "AT", "FR", "IT", "LI"]


@given(st.text(max_size=80))
def test_any_text_is_a_country_or_refused(text: str) -> None:
    try:
        country = find_country(text)
    except CountryUnknown:
        return
    assert is_country_code(country.code)
