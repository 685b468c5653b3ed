"""What is said only to say that it is not meant denies no wish, and is no value; a denial begins nothing."""

from __future__ import annotations

import datetime as dt

import pytest

from domain.sayings.slots import Days, Slot
from tests.domain.sayings.client import NATURES, NEW, OWN, read

MAIL, LUCA = 9, 3
MAY, JUNE = dt.date(2026, 5, 31), dt.date(2026, 6, 30)
ON_JUNE, BY_JUNE = Days(JUNE, JUNE), Days(last=JUNE)

PUT_RIGHT = [
    ("Webwerk per 31. Mai beenden, nein, per 30. Juni", "end_partnership", {OWN, ON_JUNE}),
    ("Webwerk nicht per 31. Mai, sondern per 30. Juni beenden", "end_partnership", {OWN, ON_JUNE}),
    ("Kündigung Webwerk: nicht Ende Mai, Ende Juni", "end_partnership", {OWN, ON_JUNE}),
    ("Webwerk bis Ende Juni drinlassen, nicht bis Ende Mai", "last_day", {OWN, BY_JUNE}),
    ("please end Webwerk not on 31 May but on 30 June", "end_partnership", {OWN, ON_JUNE}),
    ("end Webwerk on 31 May, no, 30 June", "end_partnership", {OWN, ON_JUNE}),
    ("make Webwerk's last day 29 June, no wait, the 30th", "last_day", {OWN, ON_JUNE}),
    ("nicht Morgenrot, sondern Webwerk kündigen bitte", "end_partnership", {OWN}),
    ("bitte Webwerk beenden und nicht Morgenrot", "end_partnership", {OWN}),
    ("Webwerk beenden, Morgenrot nicht", "end_partnership", {OWN}),
    ("nöd d Morgenrot, d Webwerk söll weg", "end_partnership", {OWN}),
    ("not Morgenrot, Webwerk is the one i want to remove", "end_partnership", {OWN}),
    ("Remove Webwerk as our partner. Not Morgenrot.", "end_partnership", {OWN}),
    ("bitte Morgenrot als Partner hinzufügen (und gegen Webwerk)", "add_partner", {NEW}),
    ("we've decided for Morgenrot and against Webwerk, add them please", "add_partner", {NEW}),
    ("Statt Webwerk nehmen wir Morgenrot als Partner auf", "add_partner", {NEW}),
    ("MwSt falsch erfasst, nicht DE136695976 sondern FR40303265045", "enter_vat", {"FR40303265045"}),
    ("MwSt-Nummer eintragen: DE136695976, nein, FR40303265045", "enter_vat", {"FR40303265045"}),
    ("our VAT number is FR40303265045, not DE136695976", "enter_vat", {"FR40303265045"}),
]
INSTEAD = [
    ("Webwerk nicht kündigen, sondern nur einschränken", "change_access"),
    ("Webwerk nicht kündigen, nur einschränken", "change_access"),
    ("Webwerk nicht einschränken, sondern ganz kündigen", "end_partnership"),
    ("die Anfrage an Webwerk nicht zurückziehen, sondern nochmals schicken", "resend_request"),
    ("Luca nicht entfernen, sondern zum Administrator machen", "change_role"),
    ("die MwSt-Nummer nicht ändern, sondern löschen", "remove_vat"),
    ("Ich will die MwSt-Nummer nicht löschen, sondern ändern", "enter_vat"),
    ("not change the VAT number but remove it", "remove_vat"),
    ("don't end Webwerk, just limit their access", "change_access"),
    ("don't resend the request to Webwerk but withdraw it", "withdraw_request"),
    ("Luca entfernen – halt, stopp, zuerst Webwerk kündigen", "end_partnership"),
    ("Die antworten einfach nicht, ich will Webwerk kündigen", "end_partnership"),
    ("Die melden sich nicht, wir wollen Webwerk kündigen", "end_partnership"),
]
SOON = [
    ("Webwerk per 30. Juni kündigen, nicht sofort", {OWN, ON_JUNE}),
    ("Webwerk per 30. Juni kündigen, aber nicht jetzt gleich", {OWN, ON_JUNE}),
    ("bitte Webwerk per Ende Juni beenden, nöd sofort", {OWN, ON_JUNE}),
    ("Webwerk kündigen, aber nicht sofort, erst per 30. Juni", {OWN, ON_JUNE}),
    ("Webwerk nicht sofort kündigen, sondern per 30. Juni", {OWN, ON_JUNE}),
    ("Webwerk nicht jetzt kündigen, sondern erst per Ende Juni", {OWN, ON_JUNE}),
    ("end it with Webwerk on 30 June, not right away", {OWN, ON_JUNE}),
    ("end Webwerk on 30 June, not immediately please", {OWN, ON_JUNE}),
    ("please end it with Webwerk at the end of June, but not yet now", {OWN, ON_JUNE}),
    ("don't end Webwerk right away, but on 30 June", {OWN, ON_JUNE}),
]
DENIED = (
    "Webwerk nicht beenden, nein",
    "Webwerk nicht per 30. Juni beenden",
    "Webwerk per 30. Juni beenden, nein, doch nicht",
    "Webwerk per 30. Juni beenden? Nein, auch nicht per 31. Juli",
    "Webwerk nicht beenden, sondern behalten",
    "Webwerk nicht kündigen, sondern erst mal abwarten",
    "Webwerk nicht kündigen, sondern nur wissen, was das kosten würde",
    "Webwerk nicht kündigen, nur schauen was passieren würde",
    "Webwerk nicht kündigen, Morgenrot auch nicht",
    "nicht Webwerk, nicht Morgenrot kündigen bitte",
    "Nicht Morgenrot hat gekündigt, sondern Webwerk",
    "mein Chef will Webwerk kündigen, nicht Morgenrot",
    "wir kündigen Webwerk nicht im Juni, sondern gar nicht",
    "Webwerk nicht jetzt kündigen, sondern vielleicht im Herbst",
    "Webwerk nicht jetzt kündigen, sondern vielleicht Ende Juni",
    "Webwerk nicht sofort kündigen, wir schauen bis Ende Juni",
    "Webwerk per 30. Juni nicht kündigen, nicht sofort",
    "Webwerk kündigen, aber nicht sofort",
    "Webwerk bis Ende Juni behalten, nicht sofort kündigen",
    "Webwerk kündigen wir später, Morgenrot auch",
    "kündige Webwerk, stopp, nicht kündigen",
    "die MwSt-Nummer nicht löschen, sondern behalten",
    "nicht die MwSt-Nummer löschen, sondern nur fragen, was dann ist",
    "don't remove the VAT number, just show it",
    "don't end Webwerk, no",
    "end Webwerk on 30 June, no wait, rather not",
    "not Webwerk, not Morgenrot, don't remove anybody",
    "do not end Webwerk but keep them",
    "don't end Webwerk, just tell me how long they still have",
    "end Webwerk, actually no, keep them",
    "end Webwerk later, not now",
    "end Webwerk, but not right away",
    "don't end Webwerk right away, maybe on 30 June",
    "don't end Webwerk now, let's talk on 30 June",
    "it's not Morgenrot but Webwerk that's the problem",
    "if we end anybody it's Webwerk, not Morgenrot",
    "nicht wir wollen Webwerk kündigen, sondern Webwerk uns",
    "nicht wir möchten Webwerk kündigen sondern unser Chef",
    "nicht ich will Webwerk loswerden, sondern die uns",
    "nicht ich habe das verlangt, sondern Webwerk will beenden",
    "it's not us who want to leave Webwerk, it's Webwerk who wants to leave us",
    "it isn't me who wants to end Webwerk but my boss",
    "not we want to end Webwerk, but they do",
)


@pytest.mark.parametrize(("text", "action", "values"), PUT_RIGHT)
def test_a_value_that_is_put_right_takes_nothing_back(text: str, action: str, values: set[object]) -> None:
    found = read(text, "de")
    assert found.decision.actions == (action,)
    assert {value.value for value in found.values} == values


@pytest.mark.parametrize(("text", "action"), INSTEAD)
def test_what_is_to_be_done_instead_is_begun(text: str, action: str) -> None:
    assert read(text, "de").decision.actions == (action,)


@pytest.mark.parametrize(("text", "values"), SOON)
def test_not_at_once_beside_a_day_denies_but_the_haste(text: str, values: set[object]) -> None:
    found = read(text, "de")
    assert found.decision.actions == ("end_partnership",)
    assert {value.value for value in found.values} == values


@pytest.mark.parametrize("text", DENIED)
def test_nothing_grave_comes_of_what_is_only_denied(text: str) -> None:
    assert not any(NATURES[action].grave for action in read(text, "de").decision.actions)


def test_a_form_is_one_message() -> None:
    found = read("Kündigung. Partner: Webwerk. Termin: 30.6.2026.", "de")
    assert found.decision.actions == ("end_partnership",)
    assert {value.value for value in found.values} == {OWN, ON_JUNE}


def test_what_is_denied_with_nothing_in_its_place_stays() -> None:
    found = read("Webwerk nicht beenden, auch nicht den Mailservice wegnehmen", "de")
    assert {value.value for value in found.values if value.slot is Slot.PRODUCT} == {MAIL}
