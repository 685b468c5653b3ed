from __future__ import annotations

from pathlib import Path

import pytest

from domain.sayings.form_words import Short, Sign, Way
from domain.sayings.in_forms import InForms
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
        ("never mind, leave it", Way.CANCEL),
        ("oh no, take that back please", Way.CANCEL),
        ("no, leave it. I'll think it over", Way.CANCEL),
        ("nein, lass", Way.CANCEL),
        ("lass das, ich überleg mirs nochmal", Way.CANCEL),
        ("Ach nein – lieber doch nicht!", Way.CANCEL),
        ("ups, zurück", Way.BACK),
        ("ich überleg mirs nochmal", None),
        ("back, no, cancel", None),
        ("doch nicht abbrechen", None),
        ("stop, Nordnet", None),
        ("Lass Es GmbH", None),
        ("nein", None),
        ("oh no, sorry", None),
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


def marked(text: str) -> tuple[str, list[Value]]:
    """The text without its brackets, and the values that stood in them."""
    plain, values = "", []
    for piece in text.split("["):
        name, closed, rest = piece.partition("]")
        if closed:
            values.append(Value(len(plain), len(plain) + len(name), Slot.OTHER, name))
        plain += name + rest
    return plain, values


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
    beside = in_forms.beside(*marked(text))

    assert (beside.corrects, beside.denies, beside.unknown) == (corrects, denies, unknown)


A, D, ONLY = Sign.ADDS, Sign.DROPS, Sign.ONLY


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("[Shop] und [Blog]", [None, None]),
        ("nein, doch [Shop]", [None]),
        ("und au s [Webhosting]", [A]),
        ("also the [shop]", [A]),
        ("the [shop] too", [A]),
        ("nicht nur den [Shop]", [A]),
        ("ohne den [Shop] und das [Blog]", [D, D]),
        ("den [Shop] wieder weg", [D]),
        ("und den [Shop] weg", [D]),
        ("nicht den [Shop], sondern das [Blog]", [D, A]),
        ("not the [shop] but the [blog]", [D, A]),
        ("[Webhosting] statt [Shop]", [None, D]),
        ("take the [newsletter] away", [D]),
        ("nein, nur den [Shop] und das [Blog]", [ONLY, ONLY]),
        ("just the [shop]", [ONLY]),
        ("und s [Webhosting] wieder wäg", [D]),
        ("nimm s [Webhosting] use", [D]),
        ("take the [shop] off again", [D]),
        ("use the [shop]", [None]),
        ("the [shop] instead of the blog", [None]),
        ("nimm den [Shop] raus und das [Blog] dazu", [D, A]),
        ("the [shop] out, the [blog] too", [D, A]),
        ("den [Shop] raus und das [Blog]", [D, D]),
    ],
)
def test_how_values_are_meant_beside_others(in_forms: InForms, text: str, signs: list[Sign | None]) -> None:
    assert list(in_forms.signs(*marked(text))) == signs


@pytest.mark.parametrize(
    ("text", "drops"),
    [("ohne [Shop]", True), ("not [Shop]", True), ("don't remove [Shop]", False), ("end [Shop]", False)],
)
def test_what_denies_and_only_drops(in_forms: InForms, text: str, drops: bool) -> None:
    beside = in_forms.beside(*marked(text))
    assert (beside.denies, beside.drops) == (True, drops)


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("sie", Short.THEY),
        ("nein, doch lieber wir", Short.WE),
        ("hm, wir", Short.WE),
        ("no, they do", Short.THEY),
        ("der Partner", Short.PARTNER),
        ("the client, please", Short.CLIENT),
        ("alles, bitte", Short.ALL),
        ("doch nur einzelne", Short.SOME),
        ("not all of them", Short.SOME),
        ("wir zahlen nicht", None),
        ("Sie GmbH", None),
        ("nein", None),
        ("", None),
    ],
)
def test_short_answers(in_forms: InForms, text: str, short: Short | None) -> None:
    assert in_forms.short(text) is short


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        ("Domains und Hosting, bitte", [(None, "Domains"), (None, "Hosting")]),
        ("auch E-Mail", [(A, "E-Mail")]),
        ("und Cloud", [(A, "Cloud")]),
        ("not hosting and cloud", [(D, "hosting"), (D, "cloud")]),
        ("nur die Domains", [(ONLY, "Domains")]),
        ("bitte, danke", [(None, "danke")]),
        ("und", []),
    ],
)
def test_what_is_listed(in_forms: InForms, text: str, listed: list[tuple[Sign | None, str]]) -> None:
    assert list(in_forms.listed(text)) == listed


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("was heisst vollständiger Zugriff", True),
        ("und wer zahlt dann", True),
        ("how does it work", True),
        ("Wer-liefert-was GmbH", True),
        ("Alpweb, wer sonst", False),
        ("und", False),
        ("", False),
    ],
)
def test_what_begins_as_a_question(in_forms: InForms, text: str, asks: bool) -> None:
    assert in_forms.asks(text) is asks


@pytest.mark.parametrize(
    ("text", "slot"),
    [
        ("ich möchte die Zahlung ändern", Slot.PAYER),
        ("change the payment", Slot.PAYER),
        ("ändere den Kunden", Slot.OTHER),
        ("ändere nur den Zugriff", Slot.ACCESS),
        ("change the date", Slot.WHEN),
    ],
)
def test_what_is_to_be_changed_is_called_in_many_ways(in_forms: InForms, text: str, slot: Slot) -> None:
    wanted = in_forms.to_change(text)
    assert wanted is not None
    assert in_forms.is_about(wanted, slot)
    assert in_forms.is_subject(wanted)
    assert not in_forms.is_subject((*wanted, "schnabeltier"))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("ändere den Kunden auf Hotel Adler", "Hotel Adler"),
        ("der Partner soll doch sonnenwerk ag sein", "sonnenwerk ag"),
        ("change the client to The White Horse, please", "White Horse"),
        ("ich möchte den Partner ändern", None),
        ("nein, Sonnenwerk", None),
        ("ändere den Zugriff", None),
    ],
)
def test_the_name_behind_whom_shall_be_another(in_forms: InForms, text: str, name: str | None) -> None:
    place = in_forms.renamed(text)
    assert (None if place is None else text[slice(*place)]) == name


@pytest.mark.parametrize("text", ["zurück " * 600, "nicht " * 700, "a" * 4096, "weiter mit " * 400, "ok " * 1300])
def test_what_is_very_long_is_nothing_of_it(in_forms: InForms, text: str) -> None:
    assert in_forms.way(text) is None
    in_forms.beside(text, ())
    assert in_forms.short(text) is None
    in_forms.listed(text)
    in_forms.asks(text)
    in_forms.renamed(text)
