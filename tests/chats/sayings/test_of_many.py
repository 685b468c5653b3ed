"""Of many partners or clients, those who meet what is asked for; and what one of them may do."""

from __future__ import annotations

import pytest

from domain.partnerships.rules import Access, Payer
from tests.desk import Desk
from tests.people import Chat


def agency(desk: Desk, lang: str) -> Chat:
    """A partner with four clients: limited access, twice the partner's payment means, once the client's."""
    noah = desk.partner("Nordnet", lang=lang)
    desk.partnership(desk.client("Steinbock"), noah, products=["Webshop"])
    desk.partnership(desk.client("Rebberg"), noah, Access.FULL, payer=Payer.PARTNER)
    desk.partnership(desk.client("Lindenbad"), noah, Access.FULL, payer=Payer.PARTNER)
    desk.partnership(desk.client("Kronenhof"), noah, Access.FULL, payer=Payer.CLIENT)
    return noah


PARTNER = {
    "de": {
        "welche Kunden zahlen selber?": "2 von 4 Kunden zahlen selbst: Kronenhof und Steinbock.",
        "für wen zahlen wir?": "2 von 4 Kunden überlassen Ihnen das Bezahlen: Lindenbad und Rebberg.",
        "bei welchen Kunden sehen wir die Rechnungen?": (
            "2 von 4 Kunden überlassen Ihnen die Rechnungen zu Ihren Bestellungen: Lindenbad und Rebberg."
        ),
        "bei wem haben wir eingeschränkten Zugriff?": (
            "1 von 4 Kunden hat Ihnen eingeschränkten Zugriff gegeben: Steinbock."
        ),
    },
    "en": {
        "which clients pay for themselves?": "2 of 4 clients pay for themselves: Kronenhof and Steinbock.",
        "which clients do we pay for?": (
            "2 of 4 clients have you pay for what you order and renew: Lindenbad and Rebberg."
        ),
        "whose invoices can we see?": (
            "2 of 4 clients leave the invoices for your orders to you: Lindenbad and Rebberg."
        ),
        "where do we have limited access?": "1 of 4 clients has given you limited access: Steinbock.",
    },
}


def test_a_partner_is_told_of_the_clients_that_meet_a_condition_in_one_sentence(desk: Desk, lang: str) -> None:
    noah = agency(desk, lang)
    for text, told in PARTNER[lang].items():
        assert noah.says(text) == told
    assert noah.buttons()[0] == "🤝 Steinbock"


CLIENT = {
    "de": {
        "welche Partner haben vollen Zugriff?": "1 von 3 Partnern hat vollständigen Zugriff: Nordnet.",
        "welche meiner Partner haben eingeschränkten Zugriff?": (
            "2 von 3 Partnern haben eingeschränkten Zugriff: Alpweb und Liffey."
        ),
        **dict.fromkeys(
            ("welche Partner haben nicht vollen Zugriff?", "welche Partner haben keinen Vollzugriff?"),
            "2 von 3 Partnern haben eingeschränkten Zugriff: Alpweb und Liffey.",
        ),
        "welche Partner haben keinen eingeschränkten Zugriff?": "1 von 3 Partnern hat vollständigen Zugriff: Nordnet.",
        "für welche Partner zahle ich?": "1 von 3 Partnern bestellt und verlängert auf Ihre Kosten: Nordnet.",
        "wer von meinen Partnern sieht die Rechnungen?": (
            "Keiner Ihrer 3 Partner sieht die Rechnungen zu den eigenen Bestellungen."
        ),
        "welche meiner Partner haben vollen Zugriff und zahlen selbst?": (
            "Keiner Ihrer 3 Partner hat vollständigen Zugriff und zahlt selbst, was er für Sie bestellt und verlängert."
        ),
    },
    "en": {
        "which partners have full access?": "1 of 3 partners has full access: Nordnet.",
        "which of my partners have limited access?": "2 of 3 partners have limited access: Alpweb and Liffey.",
        **dict.fromkeys(
            ("which partners don't have full access?", "which partners have no full access?"),
            "2 of 3 partners have limited access: Alpweb and Liffey.",
        ),
        "which partners don't have limited access?": "1 of 3 partners has full access: Nordnet.",
        "which partners do I pay for?": "1 of 3 partners orders and renews at your expense: Nordnet.",
        "who of my partners sees the invoices?": "None of your 3 partners sees the invoices for its orders.",
        "which of my partners have full access and pay themselves?": (
            "None of your 3 partners has full access and pays for what it orders and renews for you."
        ),
    },
}


def test_a_client_is_told_of_the_partners_that_meet_a_condition_or_that_none_does(desk: Desk, lang: str) -> None:
    lea = three_partners(desk, lang)
    for text, told in CLIENT[lang].items():
        assert lea.says(text) == told, text


def test_of_a_single_partner_it_is_said_how_it_is(desk: Desk) -> None:
    lea, alpweb = desk.client(), desk.partner("Alpweb")
    desk.partnership(lea, alpweb, products=["Webshop"])
    assert lea.says("which partners have full access?") == "• Alpweb has limited access to Webshop."


def three_partners(desk: Desk, lang: str) -> Chat:
    lea = desk.client(lang=lang)
    alpweb, nordnet, liffey = (desk.partner(name) for name in ("Alpweb", "Nordnet", "Liffey"))
    desk.partnership(lea, nordnet, Access.FULL, payer=Payer.CLIENT)
    desk.partnership(lea, alpweb, products=["Webshop"])
    desk.partnership(lea, liffey, products=["seegarten.example"])
    return lea


@pytest.mark.parametrize("texts", [("darf Liffey die Domain verlängern?", "can Liffey renew seegarten.example?")])
def test_whether_a_partner_may_order_or_renew_is_told_by_its_access(
    desk: Desk, lang: str, texts: tuple[str, str]
) -> None:  # facts 17, 21
    lea = three_partners(desk, lang)
    said = lea.says(texts[("de", "en").index(lang)]).splitlines()
    assert said[0] == lea.words("No.")
    assert said[2] == lea.words("You order and renew yourself; {partner} can do neither for you.", partner="Liffey")
    assert lea.buttons()[0] == desk.article("ordering-and-renewal", lang).title
    said = lea.says({"de": "kann Nordnet für uns bestellen?", "en": "can Nordnet order for us?"}[lang]).splitlines()
    assert said[0] == lea.words("Yes.")
    assert said[2] == lea.words("{partner} can order and renew for you.", partner="Nordnet")


DOING = {
    "de": ("kann Liffey Mails lesen?", "kann Liffey den Webshop bearbeiten?"),
    "en": ("can Liffey read mails?", "may Liffey change the webshop?"),
}


def test_of_what_no_term_settles_the_access_is_told_and_no_more(desk: Desk, lang: str) -> None:  # fact 16
    lea = three_partners(desk, lang)
    open_, elsewhere = DOING[lang]
    said = lea.says(open_)
    assert (
        lea.words("{partner} has limited access to {products}.", partner="Liffey", products="seegarten.example") in said
    )
    assert lea.words("I know the access, but not each single thing that it allows.") in said
    assert lea.words("No.") not in said.splitlines()
    assert lea.says(elsewhere).splitlines()[0] == lea.words("No.")


FOR_CLIENTS = {"de": "können wir für sie verlängern?", "en": "can we order for our clients?"}


def test_a_partner_is_told_for_which_clients_it_can_order(desk: Desk, lang: str) -> None:  # facts 17, 21
    noah = agency(desk, lang)
    first, only = noah.says(FOR_CLIENTS[lang]).splitlines()
    assert first.endswith(
        {"de": ": Kronenhof, Lindenbad und Rebberg.", "en": ": Kronenhof, Lindenbad, and Rebberg."}[lang]
    )
    assert only == noah.words("You can order and renew with full access only.")
    assert noah.buttons()[0] == desk.article("ordering-and-renewal", lang).title
    liffey = desk.partner("Liffey", lang=lang)
    assert liffey.words("You can order and renew with full access only.") not in liffey.says(FOR_CLIENTS[lang])


def test_of_the_only_client_it_is_told_as_if_it_were_named(desk: Desk, lang: str) -> None:  # fact 17
    lea, noah = desk.client("Kronenhof"), desk.partner("Alpweb", lang=lang)
    desk.partnership(lea, noah, products=["Webshop"])
    said = noah.says(FOR_CLIENTS[lang]).splitlines()
    assert said[0] == noah.words("No.")
    assert noah.buttons()[0] == desk.article("ordering-and-renewal", lang).title


def test_products_that_nobody_looks_after_are_told_of_in_one_sentence(desk: Desk, lang: str) -> None:
    lea = desk.client(lang=lang, products=("Webshop", "Blog", "Weinblog", "Forum"))
    alpweb = desk.partner("Alpweb")
    desk.partnership(lea, alpweb, products=["Webshop"])
    said = lea.says(
        {
            "de": "wer betreut Webshop, Blog, Weinblog und Forum?",
            "en": "who manages Webshop, Blog, Weinblog and Forum?",
        }[lang]
    )
    assert said.splitlines() == [
        lea.words("{partner} manages {product}, with limited access.", partner="Alpweb", product="Webshop"),
        {
            "de": "Auf diese 3 hat kein Partner Zugriff: Blog, Forum und Weinblog.",
            "en": "No partner has access to these 3: Blog, Forum, and Weinblog.",
        }[lang],
    ]
