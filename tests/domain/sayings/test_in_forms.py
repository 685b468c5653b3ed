from __future__ import annotations

from pathlib import Path

import pytest

from domain.sayings.in_forms import InForms, Way
from domain.sayings.slots import Slot, Value
from storage.answers.wording import load_in_forms

LOCALES = Path(__file__).parents[3] / "locales"


@pytest.fixture(scope="module")
def in_forms() -> InForms:
    return load_in_forms(LOCALES)


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("zurück", Way.BACK),
        ("Zurueck, bitte!", Way.BACK),
        ("eins zurück", Way.BACK),
        ("bitte gehen Sie zurück", Way.BACK),
        ("go back please", Way.BACK),
        ("ok, back", Way.BACK),
        ("abbrechen", Way.CANCEL),
        ("ich möchte das abbrechen", Way.CANCEL),
        ("never mind", Way.CANCEL),
        ("was heisst das?", Way.EXPLAIN),
        ("Was ist der Unterschied?", Way.EXPLAIN),
        ("what's the difference?", Way.EXPLAIN),
        ("zurück zum Menü", Way.MENU),
        ("menu", Way.MENU),
        ("ja, senden", Way.AGREES),
        ("passt so", Way.AGREES),
        ("yes, send it", Way.AGREES),
        ("nein", None),
        ("ich will nicht abbrechen", None),
        ("don't cancel", None),
        ("Abbrechen AG", None),
        ("Zurück GmbH", None),
        ("Ja GmbH", None),
        ("Menu Design Ltd", None),
        ("back to Alpweb", None),
        ("wie gehe ich zurück?", None),
        ("", None),
        ("👍", None),
    ],
)
def test_all_of_a_message_is_a_way_or_it_is_none(in_forms: InForms, text: str, way: Way | None) -> None:
    assert in_forms.way(text) is way


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("weiter mit Alpweb", "Alpweb"),
        ("Bitte weiter mit der Anfrage an Nordnet.", "der Anfrage an Nordnet"),
        ("zurück zur Anfrage an Nordnet", "Anfrage an Nordnet"),
        ("continue with Liffey", "Liffey"),
        ("ok, let's go back to O’Neill & Söhne!", "O’Neill & Söhne"),
        ("weiter", None),
        ("zurück", None),
        ("Wir machen weiter so, mit Alpweb", None),
        ("Alpweb", None),
        ("", None),
    ],
)
def test_what_leads_back_to_a_form(in_forms: InForms, text: str, wanted: str | None) -> None:
    assert (in_forms.resumed(text) or None) == wanted


@pytest.mark.parametrize(
    ("text", "corrects", "denies", "unknown"),
    [
        ("nein, doch nur den [Shop]", True, False, 0),
        ("change the partner to [Nordnet]", True, False, 0),
        ("lieber [Alpweb]", True, False, 0),
        ("[Nordnet] statt [Alpweb]", True, False, 0),
        ("nicht [Alpweb], sondern [Nordnet]", True, True, 0),
        ("[Alpweb] soll den [Webshop] betreuen", False, False, 1),
        ("[Alpweb], [voller Zugriff], bitte", False, False, 0),
        ("gestern hat mir [Alpweb] das Auto verkauft", False, False, 3),
        ("kündige [Alpweb]", False, True, 0),
    ],
)
def test_what_stands_beside_values(in_forms: InForms, text: str, corrects: bool, denies: bool, unknown: int) -> None:
    plain, values = "", []
    for piece in text.split("["):
        name, closed, rest = piece.partition("]")
        if closed:
            values.append(Value(len(plain), len(plain) + len(name), Slot.OTHER, name))
        plain += name + rest

    beside = in_forms.beside(plain, values)

    assert (beside.corrects, beside.denies, beside.unknown) == (corrects, denies, unknown)


@pytest.mark.parametrize("text", ["zurück " * 600, "nicht " * 700, "a" * 4096, "weiter mit " * 400, "ok " * 1300])
def test_what_is_very_long_is_nothing_of_it(in_forms: InForms, text: str) -> None:
    assert in_forms.way(text) is None
    in_forms.beside(text, ())
