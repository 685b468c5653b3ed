"""What points at something that was just spoken of or shown, and what only looks so."""

from __future__ import annotations

from functools import cache

import pytest

from bot.app import LOCALES
from domain.sayings.pointing import LAST, OTHER_ONE, PLACES, POINTING, Pointing, pointed
from domain.sayings.slots import Slot
from storage.answers.name_words import load_pointing

OTHER, PRODUCT, PERSON = Slot.OTHER, Slot.PRODUCT, Slot.PERSON
WEAK = "weak"
POINTS: dict[str, list[tuple[str, object]]] = {
    "kündige diesen Partner": [("diesen Partner", OTHER)],
    "was darf dieser Partner?": [("dieser Partner", OTHER)],
    "zeig mir diesen kunden": [("diesen kunden", OTHER)],
    "mit derselben Firma": [],
    "dieselbe Firma nochmals": [("dieselbe Firma", OTHER)],
    "what can this partner do": [("this partner", OTHER)],
    "end it with the same agency": [("it", WEAK), ("the same agency", OTHER)],
    "nimm ihm diese Domain weg": [("ihm", WEAK), ("diese Domain", PRODUCT)],
    "auch diesen Shop": [("diesen Shop", PRODUCT)],
    "take this site away": [("this site", PRODUCT)],
    "entferne diese Person": [("diese Person", PERSON)],
    "remove that colleague": [("that colleague", PERSON)],
    "er soll zahlen": [("er", WEAK)],
    "give them full access": [("them", WEAK)],
    "the same": [("the same", None)],
    "den gleichen bitte": [("den gleichen", None)],
    "der erste": [("der erste", 1)],
    "den Ersten bitte": [("den Ersten", 1)],
    "der zweite soll den Shop machen": [("der zweite", 2)],
    "nimm den letzten": [("den letzten", LAST)],
    "nummer 3": [("nummer 3", 3)],
    "Nr. 3": [("Nr. 3", 3)],
    "kündige die zweite, nicht die erste": [("die zweite", 2), ("die erste", 1)],
    "the first one": [("the first one", 1)],
    "the second one please": [("the second one", 2)],
    "the 2nd": [("the 2nd", 2)],
    "the last one gets full access": [("the last one", LAST)],
    "de erscht": [("de erscht", 1)],
    "wer zahlt beim anderen?": [("beim anderen", OTHER_ONE)],
    "and the other one?": [("the other one", OTHER_ONE)],
    "die andere Rechnung": [],
    "the other domain": [],
    "der erste April": [],
    "bis zum ersten April": [],
    "die letzte Rechnung": [],
    "seit dem letzten Monat": [],
    "the first invoice": [],
    "the last order of Nordnet": [],
    "the second domain": [],
    "füge sie hinzu": [("sie", WEAK)],
    "nimm den": [("den", WEAK)],
    "die nehmen wir": [("die", WEAK)],
    "kannst du den hinzufügen?": [("den", WEAK)],
    "ok, add those": [("those", WEAK)],
    "nimm den Webshop": [],
    "nehmen Sie die Domain weg": [],
    "die Domain hinzufügen": [],
    "wer sind sie?": [],
    "add those mailboxes": [],
    "Wie viele Partner kann ich haben?": [],
    "Was kostet das, wenn Sie es machen?": [],
    "Können Sie mir sagen, wer Ihr Partner ist?": [],
    "": [],
}


@cache
def pointing() -> Pointing:
    return load_pointing(LOCALES)


@pytest.mark.parametrize("text", POINTS)
def test_what_points(text: str) -> None:
    found = [
        (text[each.start : each.end], each.place or (WEAK if each.weak else each.slot))
        for each in pointed(text, pointing())
    ]
    assert found == POINTS[text]


def test_both_languages_have_all_lists() -> None:
    assert set(PLACES) < set(POINTING)
    for language in ("de", "en"):
        content = (LOCALES / language / "sayings" / "pointing.yaml").read_text("utf-8")
        assert [name for name in POINTING if f"\n{name}: [" not in content] == []
