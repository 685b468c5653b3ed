"""Where partners work: cantons, regions of neighbouring countries, cities – as people write them in several languages.

A place is stored as its code: `CH-BE` for a canton or region (ISO 3166-2), `CH` for all of a country, and
`CH-BE/Thun` for a city in one. Unicode's CLDR, as Babel has it, knows countries but no regions, so those are listed
here, with the names that German, English, French and Italian speakers give them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from domain.names.keys import fold, words_in
from domain.words import Country, Lines, Msg, Named, Refused, Words, listing

MOST = 8
"""Places of one entry."""

# code: the region's names; its cities. The first name is the German one, the second the English one, if it differs.
_REGIONS = """
CH-ZH: Zürich=Zurich=Zurigo; Winterthur=Winterthour, Uster, Dübendorf, Dietikon, Wetzikon, Wädenswil, Kloten, Bülach
CH-BE: Bern=Bern=Berne=Berna; Biel=Biel=Bienne, Thun=Thun=Thoune, Köniz, Burgdorf, Langenthal, Interlaken
CH-LU: Luzern=Lucerne=Lucerna; Emmen, Kriens, Sursee
CH-UR: Uri; Altdorf
CH-SZ: Schwyz; Einsiedeln, Freienbach
CH-OW: Obwalden; Sarnen
CH-NW: Nidwalden; Stans
CH-GL: Glarus=Glarus=Glaris
CH-ZG: Zug=Zug=Zoug=Zugo; Baar, Cham
CH-FR: Freiburg=Fribourg=Friburgo; Bulle, Murten=Murten=Morat
CH-SO: Solothurn=Solothurn=Soleure; Olten, Grenchen
CH-BS: Basel-Stadt=Basel=Bâle=Basilea=Basel-City
CH-BL: Basel-Landschaft=Basel-Country=Baselland=Bâle-Campagne; Liestal, Allschwil, Muttenz
CH-SH: Schaffhausen=Schaffhausen=Schaffhouse
CH-AR: Appenzell Ausserrhoden=Appenzell Outer Rhodes=Ausserrhoden; Herisau
CH-AI: Appenzell Innerrhoden=Appenzell Inner Rhodes=Innerrhoden=Appenzell
CH-SG: St. Gallen=St. Gallen=Sankt Gallen=Saint-Gall=San Gallo; Rapperswil, Wil, Gossau, Buchs
CH-GR: Graubünden=Grisons=Grigioni=Bünden; Chur=Chur=Coire, Davos, St. Moritz
CH-AG: Aargau=Aargau=Argovie=Argovia; Aarau, Baden, Wettingen, Brugg, Zofingen
CH-TG: Thurgau=Thurgau=Thurgovie; Frauenfeld, Kreuzlingen, Arbon
CH-TI: Tessin=Ticino; Lugano, Bellinzona, Locarno, Mendrisio
CH-VD: Waadt=Vaud=Waadtland; Lausanne=Lausanne=Losanna, Montreux, Vevey, Nyon, Morges, Renens, Yverdon
CH-VS: Wallis=Valais=Vallese; Sitten=Sion, Siders=Sierre, Brig, Visp, Martigny=Martinach, Monthey, Zermatt
CH-NE: Neuenburg=Neuchâtel=Neuchatel; La Chaux-de-Fonds, Le Locle
CH-GE: Genf=Geneva=Genève=Ginevra; Carouge, Vernier, Meyrin, Lancy
CH-JU: Jura; Delsberg=Delémont, Pruntrut=Porrentruy
DE-BW: Baden-Württemberg=Baden-Wuerttemberg; Stuttgart, Karlsruhe, Mannheim, Freiburg im Breisgau, Konstanz, Ulm
DE-BY: Bayern=Bavaria=Bavière; München=Munich=Monaco di Baviera, Nürnberg=Nuremberg, Augsburg, Regensburg, Kempten
DE-BE: Berlin
DE-BB: Brandenburg; Potsdam
DE-HB: Bremen
DE-HH: Hamburg=Hamburg=Hambourg
DE-HE: Hessen=Hesse; Frankfurt=Frankfurt=Francfort, Wiesbaden, Kassel, Darmstadt
DE-MV: Mecklenburg-Vorpommern=Mecklenburg-Western Pomerania; Rostock, Schwerin
DE-NI: Niedersachsen=Lower Saxony; Hannover=Hanover, Braunschweig=Brunswick, Osnabrück
DE-NW: Nordrhein-Westfalen=North Rhine-Westphalia=NRW; Köln=Cologne, Düsseldorf, Dortmund, Essen, Bonn, Münster
DE-RP: Rheinland-Pfalz=Rhineland-Palatinate; Mainz, Koblenz, Trier
DE-SL: Saarland; Saarbrücken
DE-SN: Sachsen=Saxony; Leipzig, Dresden, Chemnitz
DE-ST: Sachsen-Anhalt=Saxony-Anhalt; Magdeburg, Halle
DE-SH: Schleswig-Holstein; Kiel, Lübeck, Flensburg
DE-TH: Thüringen=Thuringia; Erfurt, Jena, Weimar
AT-1: Burgenland; Eisenstadt
AT-2: Kärnten=Carinthia; Klagenfurt, Villach
AT-3: Niederösterreich=Lower Austria; St. Pölten, Krems
AT-4: Oberösterreich=Upper Austria; Linz, Wels, Steyr
AT-5: Salzburg
AT-6: Steiermark=Styria; Graz, Leoben
AT-7: Tirol=Tyrol; Innsbruck, Kufstein
AT-8: Vorarlberg; Bregenz, Dornbirn, Feldkirch
AT-9: Wien=Vienna=Vienne
FR-ARA: Auvergne-Rhône-Alpes; Lyon, Grenoble, Annecy, Annemasse, Chambéry, Saint-Etienne
FR-BFC: Burgund-Franche-Comté=Burgundy-Franche-Comté=Bourgogne-Franche-Comté; Besançon, Dijon, Belfort
FR-BRE: Bretagne=Brittany; Rennes, Brest
FR-CVL: Centre-Val de Loire; Orléans, Tours
FR-GES: Grand Est=Grand Est=Elsass=Alsace; Strassburg=Strasbourg, Mülhausen=Mulhouse, Colmar, Nancy, Metz, Reims
FR-HDF: Hauts-de-France; Lille, Amiens
FR-IDF: Île-de-France=Ile-de-France; Paris=Paris=Parigi, Versailles
FR-NOR: Normandie=Normandy; Rouen, Caen
FR-NAQ: Nouvelle-Aquitaine; Bordeaux, Limoges, Poitiers
FR-OCC: Okzitanien=Occitanie; Toulouse, Montpellier, Nîmes
FR-PDL: Pays de la Loire; Nantes, Angers, Le Mans
FR-PAC: Provence-Alpes-Côte d’Azur=Provence=PACA; Marseille=Marseilles, Nizza=Nice, Toulon, Cannes, Avignon
IT-25: Lombardei=Lombardy=Lombardia; Mailand=Milan=Milano, Como, Varese, Bergamo
IT-21: Piemont=Piedmont=Piemonte; Turin=Turin=Torino, Novara
IT-32: Südtirol=South Tyrol=Alto Adige; Bozen=Bolzano, Trient=Trento, Meran=Merano
LI: Liechtenstein; Vaduz, Schaan
"""
_COUNTRIES = """
CH: Schweiz=Switzerland=Suisse=Svizzera=Swiss=Helvetia
DE: Deutschland=Germany=Allemagne=Germania
AT: Österreich=Austria=Autriche
FR: Frankreich=France=Francia
IT: Italien=Italy=Italie=Italia
LI: Liechtenstein=Fürstentum Liechtenstein
"""
_SEVERAL: Mapping[str, tuple[str, ...]] = {
    "Deutschschweiz=German-speaking Switzerland=Suisse alémanique": (
        *("CH-ZH", "CH-BE", "CH-LU", "CH-UR", "CH-SZ", "CH-OW", "CH-NW", "CH-GL", "CH-ZG", "CH-SO", "CH-BS", "CH-BL"),
        *("CH-SH", "CH-AR", "CH-AI", "CH-SG", "CH-GR", "CH-AG", "CH-TG"),
    ),
    "Westschweiz=Romandie=French-speaking Switzerland=Suisse romande=Welschland=Romandy": (
        *("CH-GE", "CH-VD", "CH-NE", "CH-JU", "CH-FR", "CH-VS"),
    ),
    "Zentralschweiz=Central Switzerland=Innerschweiz=Suisse centrale": (
        *("CH-LU", "CH-UR", "CH-SZ", "CH-OW", "CH-NW", "CH-ZG"),
    ),
    "Ostschweiz=Eastern Switzerland=Suisse orientale": ("CH-SG", "CH-TG", "CH-AR", "CH-AI", "CH-SH", "CH-GL", "CH-GR"),
    "Nordwestschweiz=Northwestern Switzerland": ("CH-BS", "CH-BL", "CH-AG", "CH-SO"),
    "Basel=Basel=Bâle=Basle": ("CH-BS", "CH-BL"),
    "Appenzell": ("CH-AR", "CH-AI"),
    "Genferseeregion=Lake Geneva region=Arc lémanique": ("CH-GE", "CH-VD"),
    "Südschweiz=Southern Switzerland=italienische Schweiz=Svizzera italiana": ("CH-TI",),
}
COUNTRIES = ("CH", "DE", "AT", "FR", "IT", "LI")


class PlaceUnknown(Refused):
    """No region, city or country is known by that name."""

    def __init__(self, name: str) -> None:
        super().__init__(
            Msg(
                "I know no region called “{name}”. Please name cantons, regions, cities or countries, with commas "
                "between: “Bern, Freiburg, Deutschland”.",
                name=name,
            )
        )


class TooManyPlaces(Refused):
    """An entry names a few places."""

    def __init__(self) -> None:
        super().__init__(Msg("{n} places are the most. A canton or a country stands for all its cities.", n=MOST))


@dataclass(frozen=True, slots=True)
class Found:
    """What a name means: places by their codes; several where it is the name of a wider region."""

    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Gazetteer:
    """Codes by folded names, and names by codes; `longest` is how many words a name has at most."""

    codes: Mapping[str, tuple[str, ...]]
    names: Mapping[str, Named]
    longest: int


def region_of(code: str) -> str:
    """The region or country in which the place is: `CH-BE` of `CH-BE/Thun`."""
    return code.partition("/")[0]


def country_of(code: str) -> str:
    """The place's country."""
    return code[:2]


def contains(wider: str, code: str) -> bool:
    """Whether the place lies in the `wider` one, or is it."""
    return code == wider or code.startswith((wider + "-", wider + "/"))


def place_name(code: str) -> Words:
    """What the place is called."""
    named = _gazetteer().names.get(code)
    if named is not None:
        return named
    return Lines((Country(country_of(code)),))


def place_names(codes: Sequence[str]) -> Words:
    """An enumeration of places."""
    return Lines((listing(place_name(code) for code in codes),))


def is_place(code: str) -> bool:
    """Whether there is such a place."""
    return code in _gazetteer().names


def find_place(words: Sequence[str]) -> Found | None:
    """What the folded words mean together, if they are the name of a place."""
    codes = _gazetteer().codes.get("".join(words))
    return None if codes is None else Found(codes)


def longest_name() -> int:
    """How many words the name of a place has at most."""
    return _gazetteer().longest


def folded_names() -> Sequence[str]:
    """All names, as they are compared."""
    return tuple(_gazetteer().codes)


def read_places(text: str) -> tuple[str, ...]:
    """The places in a list as people type it, without those that another one contains.

    Raises `PlaceUnknown` and `TooManyPlaces`.
    """
    codes: list[str] = []
    for name in _names_in(text):
        found = find_place(words_in(fold(name)))
        if found is None:
            raise PlaceUnknown(name)
        codes += found.codes
    kept = [code for code in dict.fromkeys(codes) if not any(code != each and contains(each, code) for each in codes)]
    regions = tuple(_joined(kept))
    if not regions:
        raise PlaceUnknown(text.strip()[:40])
    if len(regions) > MOST:
        raise TooManyPlaces
    return regions


def _joined(codes: list[str]) -> list[str]:
    """More than half of a country's regions are the country: whoever works in so many works in all of it."""
    for country in COUNTRIES:
        regions = [code for code in codes if code.startswith(country + "-") and "/" not in code]
        if len(regions) > MOST:
            codes = [country, *(code for code in codes if country_of(code) != country)]
    return codes


def _names_in(text: str) -> list[str]:
    pieces = [text]
    for mark in (",", ";", "\n", " und ", " and ", " et ", " & ", " + "):
        pieces = [part for piece in pieces for part in piece.split(mark)]
    return [piece.strip(" .") for piece in pieces if piece.strip(" .")]


@cache
def _gazetteer() -> _Gazetteer:
    codes: dict[str, tuple[str, ...]] = {}
    names: dict[str, Named] = {}
    longest = 1

    def note(written: str, meant: tuple[str, ...]) -> None:
        nonlocal longest
        for name in written.split("="):
            key = words_in(fold(name))
            longest = max(longest, len(key))
            codes.setdefault("".join(key), meant)

    def call(code: str, written: str) -> None:
        german, *others = written.split("=")
        names[code] = Named(german, others[0] if others else german)

    for written, several in _SEVERAL.items():
        note(written, several)
    for line in (*_REGIONS.strip().splitlines(), *_COUNTRIES.strip().splitlines()):
        code, _, rest = line.partition(": ")
        region, *cities = (part.strip() for part in rest.replace(";", ",").split(","))
        call(code, region)
        note(region, (code,))
        for city in cities:
            place = f"{code}/{city.partition('=')[0]}"
            call(place, city)
            note(city, (place,))
    return _Gazetteer(MappingProxyType(codes), MappingProxyType(names), longest)
