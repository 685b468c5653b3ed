"""Places as people write them, in several languages."""

from __future__ import annotations

import pytest

from domain.directory.places import (
    MOST,
    PlaceUnknown,
    TooManyPlaces,
    contains,
    country_of,
    find_place,
    is_place,
    place_name,
    read_places,
    region_of,
)
from domain.names.keys import fold, words_in
from domain.words import Named


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Bern", ["CH-BE"]),
        ("Bern, Freiburg", ["CH-BE", "CH-FR"]),
        ("Genève und Waadt", ["CH-GE", "CH-VD"]),
        ("Geneva; Vaud\nValais", ["CH-GE", "CH-VD", "CH-VS"]),
        ("Saint-Gall & Appenzell", ["CH-SG", "CH-AR", "CH-AI"]),
        ("Muenchen", ["DE-BY/München"]),
        ("Freiburg im Breisgau", ["DE-BW/Freiburg im Breisgau"]),
        ("Thun, Bern", ["CH-BE"]),
        ("Bern, Schweiz", ["CH"]),
        ("Romandie", ["CH-GE", "CH-VD", "CH-NE", "CH-JU", "CH-FR", "CH-VS"]),
        ("Deutschschweiz", ["CH"]),
        ("Basel", ["CH-BS", "CH-BL"]),
        ("Vorarlberg, Liechtenstein.", ["AT-8", "LI"]),
    ],
)
def test_places_are_read_as_people_write_them(text: str, places: list[str]) -> None:
    assert list(read_places(text)) == places
    assert all(map(is_place, places))


@pytest.mark.parametrize("text", ["Atlantis", "Bern, Narnia", "", " , ", "x" * 5000])
def test_what_is_no_place_is_named(text: str) -> None:
    with pytest.raises(PlaceUnknown):
        read_places(text)


def test_there_are_so_many_at_most() -> None:
    assert len(read_places("Bern, Zug, Uri, Jura, Genf, Wien, Berlin, Hamburg")) == MOST
    with pytest.raises(TooManyPlaces):
        read_places("Bern, Zug, Uri, Jura, Genf, Wien, Berlin, Hamburg, Bremen")


def test_a_place_lies_in_its_region_and_country() -> None:
    assert (region_of("CH-BE/Thun"), country_of("CH-BE/Thun"), region_of("CH")) == ("CH-BE", "CH", "CH")
    assert contains("CH", "CH-BE/Thun")
    assert contains("CH-BE", "CH-BE/Thun")
    assert contains("CH-BE", "CH-BE")
    assert not contains("CH-BE", "CH-BL")
    assert not contains("CH-BE/Thun", "CH-BE")


def test_places_are_called_as_their_readers_call_them() -> None:
    assert place_name("CH-GE") == Named("Genf", "Geneva")
    assert place_name("DE-NW/Köln") == Named("Köln", "Cologne")


def test_every_name_is_found_again() -> None:
    for name in ("Zürich", "Zurigo", "Neuchâtel", "Île-de-France", "Provence-Alpes-Côte d’Azur", "Frankfurt"):
        assert find_place(words_in(fold(name))) is not None, name
