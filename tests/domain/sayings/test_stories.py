"""A message of several sentences: which of them holds the wish, and whom and what it is about."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.answers import read_understanding
from bot.app import LOCALES
from bot.chapters import CHAPTERS
from domain.partnerships.rules import Side
from domain.sayings.slots import Slot, Value
from domain.sayings.understanding import Asked, Reading
from handlers.chat.sayings import Audience

DAY = dt.date(2026, 3, 16)
OWN, NEW = 7, 8
NAMES = {"Webwerk": (Slot.OTHER, OWN), "Morgenrot": (Slot.OTHER, NEW), "Mailservice": (Slot.PRODUCT, 9)}
NATURES = {
    each.name: each.nature for chapter in CHAPTERS for each in chapter.sayings if each.audience & Audience.CLIENT
}


def read(text: str, language: str) -> Reading:
    """What a client says who has Webwerk for a partner, and a mail service."""
    names = sorted((text.index(name), name) for name in NAMES if name in text)
    values = tuple(Value(start, start + len(name), *NAMES[name]) for start, name in names)
    asked = Asked(text, language, Side.CLIENT, DAY, NATURES, values, own=frozenset({OWN}))
    return read_understanding(LOCALES).read(asked, lambda: 0.0)


@pytest.mark.parametrize(
    ("language", "text", "action", "other"),
    [
        (
            "de",
            "Webwerk hat sich Zeit gelassen. Morgenrot war in einer Stunde da. Bitte geben Sie ihnen den Mailservice.",
            "add_partner",
            NEW,
        ),
        (
            "de",
            "Morgenrot hat sich Zeit gelassen. Webwerk war in einer Stunde da. Bitte geben Sie ihnen den Mailservice.",
            "give_products",
            OWN,
        ),
        (
            "en",
            "Webwerk were slow. Morgenrot came within the hour. Please let them look after the Mailservice.",
            "add_partner",
            NEW,
        ),
    ],
)
def test_a_wish_is_about_whom_was_named_last(language: str, text: str, action: str, other: int) -> None:
    reading = read(text, language)

    assert reading.decision.actions == (action,)
    assert [value.value for value in reading.values if value.slot is Slot.OTHER] == [other]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Morgenrot macht uns den Newsletter. Können Sie ihnen den Mailservice geben? Mehr brauchen sie nicht."),
        ("de", "Morgenrot kommt am Montag. Lassen Sie sie bitte an den Mailservice ran, sonst an nichts."),
        ("en", "Morgenrot are good. Please add them. We don't want to deal with invoices, so they should pay."),
    ],
)
def test_what_is_not_wanted_beside_it_takes_no_request_back(language: str, text: str) -> None:
    assert read(text, language).decision.actions == ("add_partner",)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Wir haben lange geredet. Webwerk kündigen? Das geht nicht, wir brauchen sie."),
        ("de", "Bitte Webwerk kündigen. Nein, doch nicht."),
        ("en", "It was a long night. End it with Webwerk? Let's not."),
        ("en", "We are done with Webwerk, says my husband. He says a lot."),
        ("en", "We'd like to part company with Webwerk. What happens to our domains?"),
        ("de", "Mit Webwerk ist Schluss. Was passiert dann mit dem Mailservice?"),
    ],
)
def test_nothing_grave_comes_of_a_story_that_does_not_wish_it(language: str, text: str) -> None:
    actions = read(text, language).decision.actions
    assert not any(NATURES[action].grave for action in actions)
