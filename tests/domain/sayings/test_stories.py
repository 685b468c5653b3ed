"""A message of several sentences: which of them holds the wish, and whom and what it is about."""

from __future__ import annotations

import pytest

from domain.sayings.slots import Slot
from tests.domain.sayings.client import NATURES, NEW, OWN, read


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
