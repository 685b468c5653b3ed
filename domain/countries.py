"""Countries as people write them: “Schweiz”, “ch”, “CHE”, “la Suisse”, a flag.

Names and three-letter codes come from Unicode's CLDR (through Babel); the short forms CLDR does not have are listed
here.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from types import MappingProxyType

from babel import Locale
from babel.core import get_global

from domain.words import Country, Msg, Refused, listing, paragraphs

COMMON = tuple(Country(code) for code in ("CH", "DE", "AT", "FR", "IT", "LI"))
"""Where most organisations of the programme are at home; offered as buttons."""

# fmt: off
EU_MEMBERS = frozenset({
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU",
    "IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
})
# fmt: on
"""The member states of the European Union by ISO code (Greece is GR; its VAT prefix is EL)."""

_LANGUAGES = ("de", "en", "fr", "it")
_NOT_COUNTRIES = frozenset({"AC", "CP", "DG", "EU", "TA", "XA", "XB", "ZZ"})  # CLDR's islands, unions and test regions
_SHORT_FORMS: Mapping[str, str] = MappingProxyType(
    {
        "America": "US",
        "Amerika": "US",
        "Angleterre": "GB",
        "BRD": "DE",
        "Britain": "GB",
        "Bundesrepublik Deutschland": "DE",
        "Czech Republic": "CZ",
        "Dütschland": "DE",
        "Eire": "IE",
        "EL": "GR",
        "Elfenbeinküste": "CI",
        "England": "GB",
        "Etats-Unis d’Amérique": "US",
        "FL": "LI",
        "Frankriich": "FR",
        "Fürstentum Liechtenstein": "LI",
        "Grande-Bretagne": "GB",
        "Gran Bretagna": "GB",
        "Great Britain": "GB",
        "Grossbritannien": "GB",
        "Hellas": "GR",
        "Helvetia": "CH",
        "Holland": "NL",
        "Hollande": "NL",
        "Inghilterra": "GB",
        "Italie": "IT",
        "Ivory Coast": "CI",
        "Macedonia": "MK",
        "Mazedonien": "MK",
        "Nordirland": "GB",
        "Northern Ireland": "GB",
        "Olanda": "NL",
        "Öschtriich": "AT",
        "Östriich": "AT",
        "Repubblica Ceca": "CZ",
        "Republic of Ireland": "IE",
        "République tchèque": "CZ",
        "Schottland": "GB",
        "Schweizerische Eidgenossenschaft": "CH",
        "Scotland": "GB",
        "Slowakische Republik": "SK",
        "Stati Uniti d’America": "US",
        "Svizra": "CH",
        "Swiss": "CH",
        "Swiss Confederation": "CH",
        "Tschechische Republik": "CZ",
        "Turkey": "TR",
        "UAE": "AE",
        "UK": "GB",
        "the UK": "GB",
        "the US": "US",
        "den USA": "US",
        "United States of America": "US",
        "USA": "US",
        "VAE": "AE",
        "Vereinigte Staaten von Amerika": "US",
        "Wales": "GB",
    }
)

_ARTICLE = re.compile(r"^(?:(?:die|der|das|the|la|le|les|il|lo|gli)\s+|l['’]\s*)")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_FLAG_LETTERS = {0x1F1E6 + index: letter for index, letter in enumerate("abcdefghijklmnopqrstuvwxyz")}
_LONGEST_NAME = 60
_CLOSE_ENOUGH = 0.72


class CountryUnknown(Refused):
    """No country is called like that. `suggestions` are up to three that are spelt alike, the closest first."""

    def __init__(self, suggestions: tuple[Country, ...] = ()) -> None:
        super().__init__(
            paragraphs(
                Msg(
                    "I do not know this country. Please send its name or its two-letter code, "
                    "for example “{example}” or <code>CH</code>.",
                    example=Country("CH"),
                ),
                Msg("Similar names: {countries}.", countries=listing(suggestions)) if suggestions else None,
            )
        )
        self.suggestions = suggestions


def find_country(text: str) -> Country:
    """The country meant by `text`: an ISO 3166 code of two or three letters, a flag, or a name in German, English,
    French or Italian. Case, accents, articles and punctuation do not matter.

    Raises `CountryUnknown`.
    """
    if len(text) > _LONGEST_NAME:
        raise CountryUnknown
    key = _key(text)
    code = _codes().get(key) or _names().get(key)
    if code is None:
        raise CountryUnknown(_alike(key))
    return Country(code)


def country_names(languages: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The names of countries in these languages, as they are written, each with its ISO code. Short forms are there,
    codes are not.
    """
    countries = frozenset(_codes().values())
    for language in languages:
        for code, name in Locale.parse(language).territories.items():
            if code in countries:
                yield name, code
    yield from ((name, code) for name, code in _SHORT_FORMS.items() if len(name) > 2)


def is_country_code(code: str) -> bool:
    """Whether `code` is the alpha-2 code of a country, in capitals."""
    return _codes().get(code.lower()) == code


def is_eu(code: str) -> bool:
    """Whether the country of this alpha-2 code is a member state of the European Union."""
    return code in EU_MEMBERS


def currency_of(code: str) -> str:
    """The currency the programme counts in for an organisation of this country: `CHF` or `EUR` (fact 5)."""
    return "CHF" if code in {"CH", "LI"} else "EUR"


def _key(name: str) -> str:
    """What is compared: small letters a to z only, without accents and without an article in front."""
    plain = _ARTICLE.sub("", name.translate(_FLAG_LETTERS).casefold().strip())
    return re.sub(r"[^a-z]", "", unicodedata.normalize("NFKD", plain))


@cache
def _codes() -> Mapping[str, str]:
    """Alpha-2 codes by alpha-2 and alpha-3 codes, these in small letters."""
    territories = Locale.parse("en").territories
    codes: dict[str, str] = {}
    for alias, replacements in get_global("territory_aliases").items():
        if len(alias) == 3 and alias.isalpha() and len(replacements) == 1:
            code = replacements[0]
            if code in territories and code not in _NOT_COUNTRIES:
                codes[alias.lower()] = codes[code.lower()] = code
    return MappingProxyType(codes)


@cache
def _names() -> Mapping[str, str]:
    """Alpha-2 codes by every name, as `_key` makes it; umlauts are also found as “oe”."""
    names = {_key(name): code for name, code in _SHORT_FORMS.items()}
    countries = frozenset(_codes().values())
    for language in _LANGUAGES:
        for code, name in Locale.parse(language).territories.items():
            if code in countries:
                names.setdefault(_key(name), code)
                names.setdefault(_key(name.casefold().translate(_UMLAUTS)), code)
    return MappingProxyType(names)


def _alike(key: str) -> tuple[Country, ...]:
    names = _names()
    close = difflib.get_close_matches(key, names, n=12, cutoff=_CLOSE_ENOUGH)
    return tuple(Country(code) for code in dict.fromkeys(names[name] for name in close))[:3]
