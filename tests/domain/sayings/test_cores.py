"""Reasons beside a wish say nothing of it; what takes it back, doubts it or makes it hang on something does."""

from __future__ import annotations

import re

import pytest

from domain.sayings.deciding import Outcome
from domain.sayings.slots import Slot, Value, masked, unmasked
from tests.domain.sayings.client import read

WISHED = {
    "end_partnership": (
        "bitte Webwerk kündigen, texten tut jetzt meine Tochter und mehr haben die eh nie gemacht",
        "Bitte kündigt Webwerk, die haben sich nicht einmal entschuldigt",
        "Auch wenn mein Mann dagegen war: bitte Webwerk kündigen",
        "please end it with Webwerk, we never once got a report out of them",
        "please end it with Webwerk - my accountant says they cost more than they bring",
        "since they don't answer any of our calls, end the partnership with Webwerk",
    ),
    "remove_colleague": (
        "Bitte Luca entfernen, sonst bekommt er noch jahrelang unsere Meldungen.",
        "bitte nehmt Luca raus, er arbeitet nicht mehr hier",
        "Luca left us in February and nobody told you, please remove him.",
        "remove Luca please, Anna says he has found another job",
    ),
    "withdraw_request": (
        "withdraw our request to Webwerk, it was a mistake of mine",
        "zieht die Anfrage an Webwerk zurück, das war ein Versehen von mir",
        "If they haven't answered yet, please withdraw the request to Webwerk.",
    ),
    "resend_request": ("could you send the request to Webwerk once more, they say it landed in spam",),
    "change_access": (
        "Webwerk soll nur noch eingeschränkten Zugriff haben, passiert ist zwar gar nichts",
        "please limit Webwerk's access, they don't need everything for that",
        "make it limited for Webwerk, wait, no, full",
    ),
    "change_payer": (
        "Bei Webwerk zahlt ab jetzt der Partner, nicht mehr wir",
        "bitte den Zahler bei Webwerk ändern auf den Partner, ach nein, doch auf uns",
    ),
    "give_products": (
        "Gebt Webwerk bitte auch den Mailservice, ohne den können sie die Osteraktion nicht machen.",
        "give Webwerk the Mailservice too please, otherwise they can't work",
    ),
    "add_partner": (
        "add Morgenrot as partner, they may do everything and we pay",
        "Morgenrot als Partner, für alles, nur ohne den Mailservice",
        "we've decided: add Morgenrot as a partner, my sister isn't keen on it",
        "Kindly add Morgenrot with limited access, if it is not too much trouble.",
        "falls ihr gerade Zeit habt: nehmt Morgenrot als Partner auf, unsere Agentur hat leider zugemacht",
    ),
    "enter_email": ("meine Adresse ist neu, die alte geht nicht mehr: schreibt mir bitte auf sonne@hotel.ch",),
}
UNWISHED = (
    "Webwerk kündigen, nicht jetzt",
    "cancel Webwerk, not today",
    "please end it with Webwerk, my boss told me yesterday",
    "please end it with Webwerk, said my boss in a mail on Friday",
    "Bitte Webwerk kündigen, meint mein Mann schon seit Wochen",
    "Webwerk kündigen, nein, doch nicht",
    "Kündigen geht bei euch ja einfach, habe ich gehört. Webwerk bleibt aber.",
    "Great, so now I have to end it with Webwerk, or what",
    "if Webwerk doesn't answer, so withdraw the request",
    "bitte Webwerk kündigen, falls sie bis Freitag nicht liefern",
    "please remove Luca, unless Anna objects",
    "If they haven't answered by Friday, end it with Webwerk",
    "Webwerk muss endlich liefern, sonst kündige ich",
    "please end it with Webwerk, just joking, they are great",
    "das mit Webwerk kündigen war ein Fehler",
    "Webwerk vollen Zugriff geben, so weit kommts noch",
    "give Webwerk full access, over my dead body",
    "nämed de Luca use, het sini Schwiegermuetter gmeint, mir losed da nöd druf",
    "bitte mit Webwerk Schluss machen, so liegt mir mein Bruder dauernd in den Ohren",
    "Luca soll gesetzlicher Vertreter werden, steht im Brief von seinem Vater, ich habe nur gelacht",
    "letzter Tag für Webwerk Ende Mai, dachten wir, der Plan ist vom Tisch",
    "last day for Webwerk end of May, that was the thinking, it's off the table",
    "remove Luca, sure, and who does the work then",
    "Frau Luca will, dass ich lösche, was ich geschrieben habe",
)


@pytest.mark.parametrize(("action", "text"), [(action, text) for action, texts in WISHED.items() for text in texts])
def test_a_reason_says_nothing_of_what_is_wished(action: str, text: str) -> None:
    decision = read(text, "de").decision

    assert decision.outcome is not Outcome.NONE, decision
    assert decision.actions[0] == action


@pytest.mark.parametrize("text", UNWISHED)
def test_what_is_taken_back_doubted_or_said_by_others_is_no_wish(text: str) -> None:
    assert read(text, "de").decision.outcome is not Outcome.BEGIN


@pytest.mark.parametrize(
    "text",
    [
        "please remove Luca, Anna says he has found another job",
        "take the Mailservice away from Webwerk, my accountant says it costs too much",
        "drop Webwerk, drop Webwerk, my wife says it every morning over coffee",
    ],
)
def test_what_binds_is_asked_back_where_others_speak_beside_the_wish(text: str) -> None:
    decision = read(text, "en").decision

    assert (decision.outcome, len(decision.actions)) == (Outcome.CHOOSE, 1)


def test_a_core_that_is_a_sayings_very_words_is_weighed_all_the_same() -> None:
    decision = read("bitte Webwerk kündigen, texten tut jetzt meine Tochter", "de").decision

    assert (decision.outcome, decision.actions) == (Outcome.BEGIN, ("end_partnership",))
    assert decision.because.startswith("likely")


def test_characters_of_masked_text_are_found_in_the_text() -> None:
    text = "give Alpweb AG the Shop now"
    values = (Value(5, 14, Slot.OTHER, 1), Value(19, 23, Slot.PRODUCT, 2))
    shown = masked(text, values)
    spans = [unmasked(word.span(), values) for word in re.finditer(r"\S+", shown)]
    assert [text[start:end] for start, end in spans] == ["give", "Alpweb AG", "the", "Shop", "now"]
