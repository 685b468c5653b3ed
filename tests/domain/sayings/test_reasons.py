"""Others and other days that stand in a reason beside the wish: they are told of, and not wished."""

from __future__ import annotations

import datetime as dt

import pytest

from domain.sayings.slots import Days, Slot
from tests.domain.sayings.client import NEW, OWN, read

MAY = Days(dt.date(2026, 5, 31), dt.date(2026, 5, 31))
APRIL = Days(dt.date(2026, 4, 30), dt.date(2026, 4, 30))


def said(language: str, text: str, slot: Slot) -> list[object]:
    return [value.value for value in read(text, language).values if value.slot is slot]


@pytest.mark.parametrize(
    ("language", "text", "other"),
    [
        ("en", "Please add Morgenrot as our partner, Webwerk has nobody who'd do it at night.", NEW),
        ("en", "add Morgenrot as our partner, Webwerk recommended them to us", NEW),
        ("en", "since Webwerk never calls back, please add Morgenrot as our partner", NEW),
        ("de", "da Webwerk uns seit Wochen hängen lässt, möchten wir Morgenrot als Partner dazunehmen", NEW),
        ("de", "Weil Webwerk nie zurückruft, soll Morgenrot unsere Partnerin werden", NEW),
        ("de", "Gebt Webwerk bitte den Mailservice, Morgenrot hat dafür keine Leute mehr", OWN),
        ("de", "Morgenrot hat nie Zeit, bitte Webwerk den Mailservice geben", OWN),
    ],
)
def test_whoever_stands_in_a_reason_is_only_told_of(language: str, text: str, other: int) -> None:
    assert said(language, text, Slot.OTHER) == [other]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Bitte Webwerk kündigen, und Morgenrot ebenfalls"),
        ("de", "Bitte Webwerk kündigen, Morgenrot brauchen wir auch nicht mehr"),
        ("en", "please end it with Webwerk, and with Morgenrot as well"),
        ("en", "please end it with Webwerk, we don't need Morgenrot any longer either"),
        ("de", "Bitte Morgenrot und Webwerk als Partner hinzufügen"),
    ],
)
def test_whoever_is_wished_beside_the_first_one_stays(language: str, text: str) -> None:
    assert sorted(map(str, said(language, text, Slot.OTHER))) == [str(OWN), str(NEW)]


@pytest.mark.parametrize(
    ("language", "text", "days"),
    [
        ("en", "last day for Webwerk should be 31 May please, they asked us not to stop right after easter", [MAY]),
        ("en", "end it with Webwerk on 31 May please, the contract with the others only starts on 1 June", [MAY]),
        ("de", "Der letzte Tag von Webwerk soll der 31. Mai sein, vorher hat der neue Anbieter keine Zeit.", [MAY]),
        ("de", "Bitte stell den letzten Tag von Webwerk auf den 30. April, am 15. kommt der Neue", [APRIL]),
        ("en", "Please set Webwerk's last day to 31 May, or rather 30 April", [APRIL]),
        (
            "de",
            "Webwerk arbeitet seit einem halben Jahr nicht, trotz drei Mahnungen. Bitte die Partnerschaft beenden.",
            [],
        ),
        ("en", "end it with Webwerk please, their boss retired in February", []),
        ("en", "remove Webwerk as our partner – the old man retired at christmas", []),
        ("en", "if it isn't too much trouble, remove Webwerk as our partner – the old man retired at christmas", []),
        ("en", "please end it with Webwerk, they stopped answering last week", []),
        ("de", "Bitte Webwerk kündigen, der Chef ist im Februar ausgestiegen", []),
        ("de", "seit Januar geht bei Webwerk niemand ans Telefon, bitte kündigen", []),
        ("en", "we have had trouble with Webwerk since November, please end it on 30 April", [APRIL]),
    ],
)
def test_a_day_in_a_reason_is_only_told_of(language: str, text: str, days: list[Days]) -> None:
    assert said(language, text, Slot.WHEN) == days


@pytest.mark.parametrize(
    ("language", "text", "days"),
    [
        ("en", "what has Webwerk changed since 1 March", [Days(dt.date(2026, 3, 1))]),
        (
            "de",
            "Zeig mir bitte alle Änderungen, ich war im Februar weg",
            [Days(dt.date(2026, 2, 1))],
        ),
        ("de", "Zeig mir, was Webwerk seit dem 1. März geändert hat", [Days(dt.date(2026, 3, 1))]),
    ],
)
def test_since_when_something_has_been_may_be_asked(language: str, text: str, days: list[Days]) -> None:
    assert said(language, text, Slot.WHEN) == days


@pytest.mark.parametrize(
    ("language", "text", "spoken"),
    [
        ("de", "sprich bitte englisch mit mir, my german is only for the guests", ["en"]),
        ("de", "Antworte bitte auf Englisch, mein Deutsch ist nicht so gut", ["en"]),
        ("en", "answer in german please, i don't get half of your english", ["de"]),
    ],
)
def test_a_language_in_a_reason_is_only_told_of(language: str, text: str, spoken: list[str]) -> None:
    assert said(language, text, Slot.LANGUAGE) == spoken
