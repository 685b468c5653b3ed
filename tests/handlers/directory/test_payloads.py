"""What a button of a search carries: as much of it as there is room for, and the same on every page."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.directory.wanted import Filters
from handlers.chat.packing import fits
from handlers.directory.payloads import search_for

LONG = "Ich suche jemanden, der für unser Hotel eine neue Website mit Shopware in Bern machen kann und uns betreut"


def test_of_many_words_those_are_kept_that_say_what_is_wanted() -> None:
    asked = search_for(LONG)
    assert asked.words == "Hotel Website Shopware Bern betreut"
    assert search_for("jemand für Shopware in Bern").words == "jemand für Shopware in Bern", "there is room for all"


@pytest.mark.parametrize("words", [LONG, "Donaudampfschifffahrt" * 9, "Grüezi " * 30, ""])
def test_every_page_is_one_of_the_same_search(words: str) -> None:
    filters = Filters("web_hosting", "de", "FR-ARA")
    first = search_for(words, filters)
    for page in (9, 10, 624):
        asked = search_for(first.words, filters, page)
        assert fits(asked)
        assert asked == replace(first, page=page)


def test_forged_filters_have_an_end() -> None:
    asked = search_for("Shopware", Filters("x" * 52, "de", "FR-ARA"))
    assert (asked.shelf, asked.language, asked.place, asked.words) == ("", "", "", "Shopware")
