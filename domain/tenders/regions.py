"""Where work is to be done: the seven large regions of Switzerland, and other countries as a whole.

A code is `CH-1` to `CH-7`, in the order of the Federal Statistical Office (NUTS 2, as `CH01` to `CH07`), or a country's
by ISO 3166. `CH` alone is all of Switzerland.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from itertools import pairwise
from types import MappingProxyType

from domain.countries import CountryUnknown, find_country
from domain.words import Country, Msg, Named, Refused, Words

SWITZERLAND = "CH"
REMOTE = "remote"
"""Stands in a subscription for work that can be done from anywhere; a tender has no region then."""
SWISS_REGIONS: Mapping[str, Named] = MappingProxyType(
    {
        "CH-1": Named("Genferseeregion", "Lake Geneva region"),
        "CH-2": Named("Bern und Mittelland", "Bern and Mittelland"),
        "CH-3": Named("Nordwestschweiz", "Northwestern Switzerland"),
        "CH-4": Named("Zürich", "Zurich"),
        "CH-5": Named("Ostschweiz", "Eastern Switzerland"),
        "CH-6": Named("Zentralschweiz", "Central Switzerland"),
        "CH-7": Named("Tessin", "Ticino"),
    }
)
_FIRST_SWISS = ("CH-4", "CH-2", "CH-1", "CH-3", "CH-5")
"""The largest ones; others are typed."""
NEIGHBOURS = ("DE", "AT", "FR", "IT", "LI")
_PLACES = {
    "CH-1": "genf genferseeregion geneva geneve lake geneva ge waadt vaud vd lausanne wallis valais vs sion sitten",
    "CH-2": "bern berne be espace mittelland mittelland freiburg fribourg fr solothurn soleure so neuenburg neuchatel"
    " ne jura ju biel bienne thun",
    "CH-3": "basel bale bs bl baselland baselstadt aargau ag aarau nordwestschweiz liestal",
    "CH-4": "zurich zuerich zh winterthur",
    "CH-5": "ostschweiz st gallen stgallen sg thurgau tg appenzell ar ai schaffhausen sh glarus gl graubunden"
    " graubuenden gr chur",
    "CH-6": "zentralschweiz luzern lucerne lu zug zg schwyz sz uri ur nidwalden nw obwalden ow",
    "CH-7": "tessin ticino ti lugano bellinzona locarno",
}
_LONGEST = 60
_CODE = 2
"""Letters of the code of a canton or a country: no more than a word of every day has."""
_AROUND = frozenset(
    ("in", "im", "the", "der", "die", "das", "of", "von", "kanton", "canton", "stadt", "city", "raum", "region")
) | {"gegend", "area", "ganze", "ganzen", "whole"}
"""Words that stand beside the name of a region."""


class RegionUnknown(Refused):
    """No region is called so."""


def region_name(code: str) -> Words | Country:
    """What the region is called."""
    if code in SWISS_REGIONS:
        return SWISS_REGIONS[code]
    if code == REMOTE:
        return Msg("from anywhere")
    return Country(code)


def offered_regions(country: str | None) -> Sequence[str]:
    """The regions to choose from at a tap: the largest of Switzerland for the Swiss, countries for everybody else."""
    if country is None or country == SWITZERLAND:
        return _FIRST_SWISS
    return tuple(dict.fromkeys((country, SWITZERLAND, *NEIGHBOURS)))[: len(_FIRST_SWISS)]


def read_region(text: str) -> str:
    """The code of the region that is meant: a canton, a city that gives one its name, a country. Raises
    `RegionUnknown`."""
    wanted = _folded(text[:_LONGEST])
    if len(wanted) <= _CODE and any(each.isdigit() for each in text[:_LONGEST]):
        raise _unknown()  # “make it 2000” is no Italy
    for code, places in _BY_PLACE.items():
        if wanted in places:
            return code
    named = " ".join(word for word in wanted.split() if word not in _AROUND)
    if named and named != wanted:
        return read_region(named)  # “Kanton Bern”, “die ganze Schweiz”
    try:
        return find_country(text.strip()[:_LONGEST]).code
    except CountryUnknown:
        raise _unknown() from None


def _unknown() -> RegionUnknown:
    return RegionUnknown(
        Msg("I do not know this region. Please type a canton or a country, for example “Bern” or “Germany”.")
    )


def _folded(text: str) -> str:
    bare = unicodedata.normalize("NFKD", text.casefold()).replace("ß", "ss")
    return " ".join(re.sub(r"[^a-z ]", " ", "".join(c for c in bare if not unicodedata.combining(c))).split())


def _places(code: str, words: str) -> frozenset[str]:
    named = SWISS_REGIONS[code]
    single = words.split()
    pairs = {f"{a} {b}" for a, b in pairwise(single)}
    return frozenset({*(word for word in single if word not in {"st", "lake"}), *pairs}) | {
        _folded(named.de),
        _folded(named.en),
    }


_BY_PLACE = {code: _places(code, words) for code, words in _PLACES.items()}


def covers(wanted: str, region: str | None) -> bool:
    """Whether work in this region – anywhere, where there is none – is in the `wanted` one."""
    if region is None:
        return wanted == REMOTE
    return wanted == region or (wanted == SWITZERLAND and region in SWISS_REGIONS)
