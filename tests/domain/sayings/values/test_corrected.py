"""What a message puts right itself, and who in it only tells of somebody."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from domain.partnerships.rules import Access, Payer
from domain.people import Role
from domain.sayings.slots import Days, Slot, Value
from domain.sayings.values.reader import Values
from storage.answers.saying_words import load_values

LOCALES = Path(__file__).parents[4] / "locales"
TODAY = dt.date(2026, 3, 18)


@pytest.fixture(scope="module")
def values() -> Values:
    return load_values(LOCALES)


def names(text: str, slot: Slot, *written: str) -> tuple[Value, ...]:
    return tuple(Value(text.index(name), text.index(name) + len(name), slot, name) for name in written)


@pytest.mark.parametrize(
    ("text", "slot", "value"),
    [
        ("voll, nein, doch lieber eingeschränkt", Slot.ACCESS, Access.LIMITED),
        ("limited, actually make it full", Slot.ACCESS, Access.FULL),
        ("wir zahlen, nein, sie zahlen", Slot.PAYER, Payer.PARTNER),
        ("they pay, sorry, we pay", Slot.PAYER, Payer.CLIENT),
        ("change who pays: they do. No, sorry, we do", Slot.PAYER, Payer.CLIENT),
        ("Zahler auf Partner ändern, ach nein, doch auf uns", Slot.PAYER, Payer.CLIENT),
        ("als Leser, ach was, als Administrator", Slot.ROLE, Role.ADMINISTRATOR),
        ("auf Leserin zurückstufen. ach nein, Mitarbeiterin", Slot.ROLE, Role.EMPLOYEE),
        ("she shall be reader - no, employee", Slot.ROLE, Role.EMPLOYEE),
        ("Leser soll er sein, nein, lieber Mitarbeiter", Slot.ROLE, Role.EMPLOYEE),
        ("er, Mitarbeiter, soll Administrator werden", Slot.ROLE, Role.ADMINISTRATOR),
        ("auf Deutsch, halt, auf Englisch", Slot.LANGUAGE, "en"),
        ("nicht so gut in Englisch, Deutsch bitte", Slot.LANGUAGE, "de"),
        ("can we do this in German? English is my third language", Slot.LANGUAGE, "de"),
        ("please answer in English, the German is too hard for me", Slot.LANGUAGE, "en"),
        ("lieber Englisch als Deutsch", Slot.LANGUAGE, "en"),
        ("rather German than English please", Slot.LANGUAGE, "de"),
    ],
)
def test_what_is_put_right_goes(values: Values, text: str, slot: Slot, value: object) -> None:
    assert {each.value for each in values.found(text, TODAY) if each.slot is slot} == {value}


def test_several_languages_stay(values: Values) -> None:
    for text in ("Deutsch und Französisch", "an agency that speaks German and French"):
        assert {each.value for each in values.found(text, TODAY)} == {"de", "fr"}


@pytest.mark.parametrize("text", ["Englisch und Französisch", "full access, instead of which Alpweb pays"])
def test_what_stands_beside_it_stays(values: Values, text: str) -> None:
    assert values.found(text, TODAY)


@pytest.mark.parametrize(
    ("text", "slot", "named", "meant"),
    [
        ("gib Alpweb, nein, Nordnet den Shop", Slot.OTHER, ("Alpweb", "Nordnet"), ["Nordnet"]),
        ("give Alpweb, sorry, Nordnet the shop", Slot.OTHER, ("Alpweb", "Nordnet"), ["Nordnet"]),
        ("den Server. Quatsch, ich meinte den Shop", Slot.PRODUCT, ("Server", "Shop"), ["Shop"]),
        ("throw out Alpweb as our partner - no, Nordnet", Slot.OTHER, ("Alpweb", "Nordnet"), ["Nordnet"]),
        ("end it with Alpweb. Wait, no, I meant Nordnet", Slot.OTHER, ("Alpweb", "Nordnet"), ["Nordnet"]),
        (
            "Alpweb has no plan for us any more, so ask Nordnet",
            Slot.OTHER,
            ("Alpweb", "Nordnet"),
            ["Alpweb", "Nordnet"],
        ),
        ("Alpweb, instead of Nordnet", Slot.OTHER, ("Alpweb", "Nordnet"), ["Alpweb", "Nordnet"]),
        ("Alpweb und Nordnet kündigen", Slot.OTHER, ("Alpweb", "Nordnet"), ["Alpweb", "Nordnet"]),
        ("Rolf hat gesagt, Anna soll Admin werden", Slot.PERSON, ("Rolf", "Anna"), ["Anna"]),
        ("Rolf möchte, dass Anna Admin wird", Slot.PERSON, ("Rolf", "Anna"), ["Anna"]),
        ("laut Rolf ist Anna weg", Slot.PERSON, ("Rolf", "Anna"), ["Anna"]),
        ("Rolf wants Anna to be admin", Slot.PERSON, ("Rolf", "Anna"), ["Anna"]),
        ("according to Rolf, Anna has left", Slot.PERSON, ("Rolf", "Anna"), ["Anna"]),
        ("Rolf meint das", Slot.PERSON, ("Rolf",), ["Rolf"]),
    ],
)
def test_names_that_are_wished(values: Values, text: str, slot: Slot, named: tuple[str, ...], meant: list[str]) -> None:
    assert [each.value for each in values.meant(text, names(text, slot, *named))] == meant


def test_the_words_that_put_a_name_right_say_nothing_else(values: Values) -> None:
    text = "füge Alpweb hinzu, nein, Nordnet"
    blank = "füge Alpweb hinzu,       Nordnet"
    assert values.without_corrections(text, names(text, Slot.OTHER, "Alpweb", "Nordnet")) == blank
    assert values.without_corrections("nein, Nordnet", names("nein, Nordnet", Slot.OTHER, "Nordnet")) == "nein, Nordnet"


@pytest.mark.parametrize(
    ("text", "stranger", "anew"),
    [
        ("add Alpweb, no wait, Zorbax", "Zorbax", "add Zorbax"),
        ("add Alpweb - sorry, I meant Zorbax, with full access", "Zorbax", "add Zorbax, with full access"),
        ("add Alpweb - sorry, I meant Zorbax", "meant Zorbax", None),
        ("Alpweb mit vollem Zugriff, wir zahlen. Nein, Zorbax", "Zorbax", "Zorbax mit vollem Zugriff, wir zahlen"),
        ("nimm Alpweb, nein, doch lieber die Zorbax", "Zorbax", "nimm Zorbax"),
        ("Alpweb soll den Shop machen, Zorbax", "Zorbax", None),
        ("Alpweb instead of Zorbax", "Zorbax", None),
        ("Zorbax, nein, Alpweb", "Zorbax", None),
        ("Alpweb, nein, nicht mit der alten Zorbax", "Zorbax", None),
    ],
)
def test_a_name_is_put_right_by_one_that_nobody_knows(
    values: Values, text: str, stranger: str, anew: str | None
) -> None:
    (unknown,) = names(text, Slot.OTHER, stranger)
    found = values.with_strangers(text, names(text, Slot.OTHER, "Alpweb"), (unknown,))
    assert (None if found is None else found[0]) == anew
    assert found is None or found[0][slice(*found[1])] == stranger


def test_what_shall_be_managed_puts_no_partner_right(values: Values) -> None:
    for text, anew in (
        ("Alpweb, den Shop, nein, den Fotoblog", None),
        ("Alpweb, den Shop, nein, Zorbax", "Zorbax, den Shop"),
    ):
        known = (*names(text, Slot.OTHER, "Alpweb"), *names(text, Slot.PRODUCT, "Shop"))
        found = values.with_strangers(text, known, names(text, Slot.OTHER, text.split()[-1]))
        assert (None if found is None else found[0]) == anew


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Im Juli haben wir zu. Was läuft in dem Monat ab?", Days(dt.date(2026, 7, 1), dt.date(2026, 7, 31))),
        ("Am 1. März haben wir übergeben. Was haben sie seither geändert?", Days(dt.date(2026, 3, 1))),
        ("I was away from 2 to 13 March. What changed in that time?", Days(dt.date(2026, 3, 2), dt.date(2026, 3, 13))),
        ("Am 3. März ging nichts. Was wurde an dem Tag geändert?", Days(dt.date(2026, 3, 3), dt.date(2026, 3, 3))),
        ("am 3. März bin ich gegangen, was ist seither passiert?", Days(dt.date(2026, 3, 3))),
        ("their last day is 24 December, no wait, the 23rd", Days(dt.date(2026, 12, 23), dt.date(2026, 12, 23))),
        ("Alpweb bis 30. Juni, Moment, bis zum 29.", Days(last=dt.date(2026, 6, 29))),
        ("until 14 June, sorry, the 15th", Days(last=dt.date(2026, 6, 15))),
        ("The season starts in June. What runs out before that?", Days(last=dt.date(2026, 5, 31))),
        ("We moved in February. What did they order in that month?", Days(dt.date(2026, 2, 1), dt.date(2026, 2, 28))),
    ],
)
def test_a_time_that_was_named_before(values: Values, text: str, days: Days) -> None:
    assert [each.value for each in values.found(text, TODAY) if each.slot is Slot.WHEN][-1] == days
