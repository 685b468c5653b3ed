"""Whoever is named and not here is nobody else: not the only partner, nor whom was spoken of before."""

from __future__ import annotations

from domain.partnerships.rules import Access
from tests.desk import Desk
from tests.people import Chat

MORE = {
    "de": ("Zorbax soll auch das Mailservice betreuen", "gib zorbax auch das Mailservice"),
    "en": ("we'd also like zorbax to look after the Mailservice", "zorbax should get the Mailservice too"),
}
HER_CLIENT = {
    "de": ("ich möchte harbour tea als Kunden", "wir kennen sie über Freunde, bitte voller Zugriff"),
    "en": ("i'd like harbour tea as a client", "we found them via a friend, full access pls"),
}


def with_liffey(desk: Desk, lang: str) -> Chat:
    lea = desk.client(lang=lang, products=("Webshop", "Mailservice"))
    desk.partnership(lea, desk.partner("Liffey"), Access.LIMITED, products=["Webshop"])
    return lea


def test_a_change_for_somebody_unknown_is_none_for_the_only_partner(desk: Desk, lang: str) -> None:
    lea = with_liffey(desk, lang)
    for text in MORE[lang]:
        lea.says("was darf Liffey?" if lang == "de" else "what may Liffey do?")
        lea.says(text)
        assert lea.words("📦 Change products") not in lea.reads(), text
        assert (
            lea.words("➕ Add a partner") in lea.buttons() or lea.words("✉️ It is not here: invite it") in lea.buttons()
        )
        lea.says("/cancel")


def test_they_are_nobody_who_was_spoken_of_before(desk: Desk, lang: str) -> None:
    lea, alp = desk.client("Seegarten", lang=lang), desk.partner("Alpweb", lang=lang)
    desk.partnership(lea, alp, Access.LIMITED, products=["Webshop"])
    alp.says("/clients")
    named, them = HER_CLIENT[lang]
    alp.says(named)
    alp.says(them)
    assert "👂" not in alp.reads()
    assert alp.words("✖️ Cancel") not in alp.buttons()


def test_whoever_was_spoken_of_is_there_where_nobody_is_named(desk: Desk, lang: str) -> None:
    lea = with_liffey(desk, lang)
    lea.says("gib ihnen auch das Mailservice" if lang == "de" else "give them the Mailservice too")
    assert "Liffey" in lea.reads()
    assert "Mailservice" in lea.reads()
