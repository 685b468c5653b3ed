"""In a form about one partner, what another one shall get is another wish; who corrects the partner says so."""

from __future__ import annotations

import pytest

from domain.partnerships.rules import Access
from tests.desk import Desk
from tests.people import Chat

ADDS = {
    "de": "Weitblick soll eingeschränkten Zugriff bekommen",
    "en": "Weitblick should get limited access",
}
FOR_ANOTHER = {
    "de": ("Gib der Liffey doch Vollzugriff, aber wir zahlen", "Liffey soll auch das Mailservice bekommen"),
    "en": ("give Liffey full access, but we pay", "Liffey should get the Mailservice too"),
}
CORRECTED = {"de": "nein, doch Nordnet", "en": "no, Nordnet after all"}
MORE = {
    "de": "gib Liffey auch das Mailservice und nur bis Ende April 2027",
    "en": "give liffey the mailservice too and only until end of april 2027",
}


@pytest.fixture
def lea(desk: Desk, lang: str) -> Chat:
    lea = desk.client(lang=lang, products=("Webshop", "Mailservice"))
    desk.partnership(lea, desk.partner("Liffey Cloud Ltd"), Access.LIMITED, products=["Webshop"])
    desk.partner("Weitblick Digital AG (Demo)")
    desk.partner("Nordnet")
    return lea


def kept(chat: Chat, title: str) -> str:
    return chat.words("I keep your answers in “{form}” for later.", form=chat.words(title))


@pytest.mark.parametrize("place", [0, 1])
def test_what_another_partner_gets_changes_nothing_here(lea: Chat, lang: str, place: int) -> None:
    lea.says(ADDS[lang])
    assert "Weitblick" in lea.reads()
    lea.says(FOR_ANOTHER[lang][place])
    assert kept(lea, "Add a partner") in lea.reads()
    assert "Liffey" in lea.reads()
    assert "Weitblick" not in lea.reads()


def test_whoever_corrects_the_partner_changes_it_here(lea: Chat, lang: str) -> None:
    lea.says(ADDS[lang])
    lea.says(CORRECTED[lang])
    assert kept(lea, "Add a partner") not in lea.reads()
    assert lea.words("<b>Which products should {partner} manage?</b>", partner="Nordnet") in lea.reads()


def test_an_invitation_that_waits_is_about_nobody_else(lea: Chat, lang: str) -> None:
    lea.says("/addpartner")
    lea.says("Pixelbrew")
    lea.taps("✉️ It is not here: invite it")
    lea.taps("Limited access")
    lea.taps("Mailservice")
    lea.taps("Done ({count} chosen)", count=1)
    lea.says("/start")
    lea.says(MORE[lang])
    assert kept(lea, "Invite a partner") in lea.reads()
    assert "Liffey" in lea.reads()
    assert "Pixelbrew" not in lea.reads()
