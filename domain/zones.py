"""Time zones: which one a country has, and which one people mean by the name of a city.

Countries' zones, and cities in people's languages, are CLDR's (through Babel); the zones themselves are the IANA's.
"""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from types import MappingProxyType
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from babel import Locale
from babel.core import get_global

from domain.countries import CountryUnknown, find_country
from domain.words import Country, Msg, Named, Refused

_OF_CAPITALS: Mapping[str, str] = MappingProxyType(
    {
        "AR": "America/Argentina/Buenos_Aires",
        "AU": "Australia/Sydney",
        "BR": "America/Sao_Paulo",
        "CA": "America/Toronto",
        "CD": "Africa/Kinshasa",
        "CL": "America/Santiago",
        "CN": "Asia/Shanghai",
        "CY": "Asia/Nicosia",
        "DE": "Europe/Berlin",
        "EC": "America/Guayaquil",
        "ES": "Europe/Madrid",
        "FM": "Pacific/Pohnpei",
        "GL": "America/Nuuk",
        "ID": "Asia/Jakarta",
        "KI": "Pacific/Tarawa",
        "KZ": "Asia/Almaty",
        "MH": "Pacific/Majuro",
        "MN": "Asia/Ulaanbaatar",
        "MX": "America/Mexico_City",
        "MY": "Asia/Kuala_Lumpur",
        "NZ": "Pacific/Auckland",
        "PF": "Pacific/Tahiti",
        "PG": "Pacific/Port_Moresby",
        "PS": "Asia/Hebron",
        "PT": "Europe/Lisbon",
        "RU": "Europe/Moscow",
        "UA": "Europe/Kyiv",
        "US": "America/New_York",
        "UZ": "Asia/Tashkent",
    }
)
"""Of countries with several zones, the one of the capital."""
_LANGUAGES = ("de", "en", "fr", "it")
_CLOSE_ENOUGH = 0.8
_MOST_PROPOSED = 3
_MOST_READ = 100
"""Characters: no place has a longer name."""
_TYPE_A_CITY = Msg("I do not know this place. Please type a large city nearby, for example “Zurich” or “New York”.")


class ZoneUnknown(Refused):
    """No time zone has this name, nor a city that gives one its name."""


def zone_of_country(country: str) -> str | None:
    """The zone of a country by its ISO code; where it has several, the capital's. `None` where that is not known."""
    zones = get_global("territory_zones").get(country, ())
    name = _OF_CAPITALS.get(country) or (zones[0] if len(zones) == 1 else None)
    return name if name is not None and is_zone(name) else None


def zones_of_country(country: str) -> Sequence[str]:
    """All zones of a country, the capital's first."""
    first = zone_of_country(country)
    others = sorted(zone for zone in get_global("territory_zones").get(country, ()) if zone != first and is_zone(zone))
    return others if first is None else [first, *others]


@cache
def is_zone(name: str) -> bool:
    """Whether the zone is known where this program runs."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def city_of(zone: str) -> str:
    """The city, or whatever else the zone is named after: `New York`."""
    return zone.rsplit("/", maxsplit=1)[-1].replace("_", " ")


def place_of(zone: str) -> Named:
    """The city as people read it: `Zürich` in German, `Zurich` in English."""
    german = Locale.parse("de").time_zones.get(zone, {})
    return Named(german.get("city", city_of(zone)), city_of(zone))


def read_zone(text: str) -> str:
    """The zone that somebody means by its name, a city's or a country's. Raises `ZoneUnknown`, with proposals."""
    if len(text) > _MOST_READ:
        raise ZoneUnknown(_TYPE_A_CITY)
    wanted, known = _folded(text), _zones_by_name()
    if wanted in known:
        return known[wanted]
    try:
        of_country = zone_of_country(find_country(text).code)
    except CountryUnknown:
        of_country = None
    if of_country is not None:
        return of_country
    close = difflib.get_close_matches(wanted, known, _MOST_PROPOSED, _CLOSE_ENOUGH)
    raise ZoneUnknown(_TYPE_A_CITY, tuple(dict.fromkeys(known[name] for name in close)))


@cache
def _zones_by_name() -> Mapping[str, str]:
    """Zones by whatever they are called: the IANA's names, their cities, and these in several languages."""
    names: dict[str, str] = {}
    zones = sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith(("Etc/", "posix/")))
    for language in _LANGUAGES:
        called = Locale.parse(language).time_zones
        names |= {_folded(called[zone]["city"]): zone for zone in zones if "city" in called.get(zone, {})}
    names |= {_folded(city_of(zone)): zone for zone in zones}
    return names | {_folded(zone): zone for zone in zones}


def _folded(text: str) -> str:
    bare = unicodedata.normalize("NFKD", text.casefold()).replace("ß", "ss")
    return " ".join("".join(c for c in bare if not unicodedata.combining(c)).replace("_", " ").split())


def offered_zones(country: str | None, fallback: str, most: int) -> Sequence[str]:
    """The zones to choose from at a tap: those of the country, then the programme's."""
    own = zones_of_country(Country(country).code) if country is not None else ()
    return list(dict.fromkeys([*own[: most - 1], fallback]))
