"""Questions that suppose something: of what is chosen in an open form, of a condition, of an action asked about."""

from __future__ import annotations

import pytest

from domain.partnerships.rules import Access, Payer
from tests.desk import Desk
from tests.people import Chat

IN_FORM = {
    "de": ("wer sieht die Rechnungen?", "wer zahlt dann?", "und wer sieht dann die Rechnungen?"),
    "en": ("who sees the invoices?", "who pays?", "and who sees the invoices then?"),
}
SUPPOSED = {
    "de": (
        "sieht mein Partner meine Rechnungen, wenn ich zahle?",
        "wer verwaltet den Newsletter, wenn ich Liffey kündige?",
        "wer zahlt, wenn wir Liffey kündigen?",
    ),
    "en": (
        "can my partner see my invoices if I pay?",
        "who manages the newsletter if I end Liffey?",
        "who pays if we end Liffey?",
    ),
}
THEN = {
    "de": (
        ("was passiert wenn ich Liffey sofort kündige?", "und wer verwaltet dann den Newsletter?"),
        ("kann ich Liffey auch vollen Zugriff geben?", "und wer sieht dann die Rechnungen?"),
    ),
    "en": (
        ("what happens if I end Liffey?", "and who manages the newsletter then?"),
        ("can I give Liffey full access too?", "and who sees the invoices then?"),
    ),
}


@pytest.fixture
def lea(desk: Desk, lang: str) -> Chat:
    """A client with a partner that has full access, and pays, and one that manages its newsletter."""
    lea = desk.client(lang=lang, products=("Webshop", "Newsletter"))
    desk.partnership(lea, desk.partner("Nordnet"), Access.FULL, payer=Payer.PARTNER)
    desk.partnership(lea, desk.partner("Liffey"), products=["Newsletter"])
    desk.partner("Alpweb")
    return lea


def test_a_form_tells_of_what_is_chosen_in_it(lea: Chat, lang: str) -> None:
    lea.says("Alpweb mit vollem Zugriff, wir zahlen" if lang == "de" else "Alpweb with full access, we pay")
    for text in IN_FORM[lang]:
        lea.says(text)
        assert lea.words("Only you see the invoices; {partner} has no access to them.", partner="Alpweb") in (
            lea.reads(2)
        ), text
        assert lea.words("📨 Send the request") in lea.buttons()


def test_it_tells_of_others_by_what_holds_today(lea: Chat, lang: str) -> None:
    lea.says("Alpweb mit vollem Zugriff, wir zahlen" if lang == "de" else "Alpweb with full access, we pay")
    lea.says("wer sieht die Rechnungen bei Nordnet?" if lang == "de" else "who sees the invoices at Nordnet?")
    assert lea.words("Only {partner} sees the invoices; you have no access to them.", partner="Nordnet") in lea.reads(2)


def test_before_the_payment_means_are_chosen_it_tells_of_both(lea: Chat, lang: str) -> None:
    lea.says("Alpweb mit vollem Zugriff" if lang == "de" else "Alpweb with full access")
    lea.says(IN_FORM[lang][0])
    told = lea.reads(2)
    assert lea.words("Only you see the invoices; {partner} has no access to them.", partner="Alpweb") in told
    assert lea.words("Only {partner} sees the invoices; you have no access to them.", partner="Alpweb") in told


def test_a_partner_reads_it_of_what_it_asks_for(desk: Desk, lang: str) -> None:
    alpweb, _ = desk.partner("Alpweb", lang=lang), desk.client("Seegarten Hotels")
    alpweb.says("/askclient")
    alpweb.says("Seegarten Hotels")
    alpweb.taps(alpweb.words("Full access"))
    alpweb.says(IN_FORM[lang][0])
    assert alpweb.words("Only you see the invoices; {client} has no access to them.", client="Seegarten Hotels") in (
        alpweb.reads(2)
    )


def test_a_condition_is_answered_by_an_article(lea: Chat, lang: str) -> None:
    for text in SUPPOSED[lang]:
        lea.says(text)
        assert not {"🤝 Nordnet", "🤝 Liffey"} & set(lea.buttons()), text
        assert lea.words("Nordnet has full access to all your products.") not in lea.reads()


def test_so_is_what_comes_of_an_action_that_was_asked_about(lea: Chat, lang: str) -> None:
    for about, then in THEN[lang]:
        lea.says(about)
        lea.says(then)
        assert not {"🤝 Nordnet", "🤝 Liffey"} & set(lea.buttons()), then
    lea.says("wer verwaltet den Newsletter?" if lang == "de" else "who manages the newsletter?")
    assert "🤝 Liffey" in lea.buttons(), "who does not ask what would be is told how it is"
