"""Time zones: what is guessed from a country, and what people type."""

from __future__ import annotations

import pytest
from babel.core import get_global

from domain.countries import EU_MEMBERS
from domain.words import Named
from domain.zones import (
    ZoneUnknown,
    city_of,
    is_zone,
    offered_zones,
    place_of,
    read_zone,
    zone_of_country,
    zones_of_country,
)


@pytest.mark.parametrize(
    ("country", "zone"),
    [
        ("CH", "Europe/Zurich"),
        ("DE", "Europe/Berlin"),  # Büsingen has a zone of its own
        ("AT", "Europe/Vienna"),
        ("LI", "Europe/Vaduz"),
        ("PT", "Europe/Lisbon"),
        ("ES", "Europe/Madrid"),
        ("UA", "Europe/Kyiv"),  # its name was another one
        ("US", "America/New_York"),
        ("AU", "Australia/Sydney"),
        ("IN", "Asia/Kolkata"),
        ("NP", "Asia/Kathmandu"),
        ("ZZ", None),
    ],
)
def test_a_country_s_zone_is_that_of_its_capital(country: str, zone: str | None) -> None:
    assert zone_of_country(country) == zone


def test_every_country_has_a_zone_that_is_known_here() -> None:
    territories = [code for code in get_global("territory_zones") if len(code) == 2 and code not in {"001", "ZZ"}]
    assert set(territories) >= EU_MEMBERS
    without = sorted(code for code in territories if zone_of_country(code) is None)
    assert without == ["AQ", "UM"]  # Antarctica and scattered islands have no capital
    for code in territories:
        assert all(is_zone(zone) for zone in zones_of_country(code)), code


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("Zürich", "Europe/Zurich"),
        ("zurich", "Europe/Zurich"),
        ("  Europe/Zurich ", "Europe/Zurich"),
        ("new york", "America/New_York"),
        ("New_York", "America/New_York"),
        ("Wien", "Europe/Vienna"),
        ("Londres", "Europe/London"),
        ("Schweiz", "Europe/Zurich"),
        ("Italia", "Europe/Rome"),
        ("Kalifornien", None),
        ("Entenhausen", None),
        ("", None),
        ("../etc/passwd", None),
        ("UTC", None),
    ],
)
def test_people_type_a_city_or_a_country(typed: str, zone: str | None) -> None:
    if zone is None:
        with pytest.raises(ZoneUnknown):
            read_zone(typed)
    else:
        assert read_zone(typed) == zone


def test_a_mistyped_city_is_proposed() -> None:
    with pytest.raises(ZoneUnknown) as refused:
        read_zone("Züricch")
    assert "Europe/Zurich" in refused.value.proposals


def test_few_zones_are_offered_the_countrys_first_and_the_programmes_among_them() -> None:
    assert offered_zones("DE", "Europe/Zurich", 4) == ["Europe/Berlin", "Europe/Busingen", "Europe/Zurich"]
    assert offered_zones("CH", "Europe/Zurich", 4) == ["Europe/Zurich"]
    assert offered_zones(None, "Europe/Zurich", 4) == ["Europe/Zurich"]
    american = offered_zones("US", "Europe/Zurich", 4)
    assert (american[0], american[-1], len(american)) == ("America/New_York", "Europe/Zurich", 4)


def test_a_zone_is_called_after_its_city() -> None:
    assert city_of("America/Argentina/Buenos_Aires") == "Buenos Aires"


def test_a_place_has_its_name_in_each_language() -> None:
    assert place_of("Europe/Zurich") == Named("Zürich", "Zurich")
    assert place_of("Europe/Berlin") == Named("Berlin", "Berlin")
