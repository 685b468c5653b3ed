"""An article offers what it explains, to those who can do it now."""

from __future__ import annotations

import pytest

from domain.organisations.kinds import OrganisationKind
from domain.partnerships.rules import Access, Payer, Status
from tests.desk import Desk
from tests.people import Chat

ADD = "🤝 Add a partner now"
ANSWER = "📥 Answer open requests now"
PAYMENT = "💳 Change payment means now"
PRODUCTS = "📦 Change the products now"
END = "🚪 Choose the one to end"
VAT = "🧾 VAT number"
VERIFY = "✅ Get verified"


def offers(chat: Chat, topic: str, label: str) -> bool:
    """Whether the article about `topic` comes with the button."""
    chat.says(f"/start faq_{topic}")
    return chat.words(label) in chat.buttons()


def test_who_reads_how_to_add_a_partner_can_do_it_at_once(desk: Desk, lang: str) -> None:
    desk.partner("Alpweb")
    client = desk.client(lang=lang)

    client.says("Wie füge ich einen Partner hinzu?" if lang == "de" else "How do I add a partner?")
    assert client.buttons()[0] == client.words(ADD)
    client.taps(ADD)

    assert "Alpweb" in str(client.buttons())


def test_nobody_else_is_offered_to_add_a_partner(desk: Desk) -> None:
    client = desk.client()

    assert offers(client, "how-many-partners", ADD)
    assert not offers(desk.colleague(client), "add-partner", ADD)  # fact 30
    assert not offers(desk.partner(), "add-partner", ADD)
    assert not offers(desk.newcomer("Kim"), "add-partner", ADD)


def test_a_partner_answers_requests_where_some_are_open(desk: Desk, lang: str) -> None:
    client, alpweb = desk.client(), desk.partner(lang=lang)
    assert not offers(alpweb, "partner-confirmation", ANSWER)
    desk.partnership(client, alpweb, status=Status.PENDING)

    assert offers(alpweb, "partner-confirmation", ANSWER)
    assert not offers(client, "partner-confirmation", ANSWER)
    alpweb.taps(ANSWER)

    assert client.organisation_name in str(alpweb.buttons())


def test_a_payment_means_is_changed_by_the_client_with_full_access(desk: Desk, lang: str) -> None:
    client, alpweb = desk.client(lang=lang), desk.partner("Alpweb")
    assert not offers(client, "change-payment-means", PAYMENT)
    desk.partnership(client, alpweb, Access.FULL, payer=Payer.CLIENT)

    assert offers(client, "change-payment-means", PAYMENT)
    assert not offers(client, "product-access", PRODUCTS)  # fact 32
    assert not offers(alpweb, "change-payment-means", PAYMENT)  # fact 28


def test_product_access_is_changed_by_the_client_with_limited_access(desk: Desk, lang: str) -> None:
    client, alpweb = desk.client(lang=lang), desk.partner("Alpweb")
    assert not offers(client, "product-access", PRODUCTS)
    desk.partnership(client, alpweb, Access.LIMITED)

    assert offers(client, "product-access", PRODUCTS)
    assert not offers(client, "change-payment-means", PAYMENT)
    client.says("/start faq_product-access")
    client.taps(PRODUCTS)

    assert "Alpweb" in str(client.buttons())


def test_either_side_is_offered_to_end_a_partnership(desk: Desk, lang: str) -> None:
    client, alpweb = desk.client(lang=lang), desk.partner("Alpweb", lang=lang)
    assert not offers(client, "end-partnership", END)
    assert not offers(alpweb, "end-partnership", END)
    desk.partnership(client, alpweb)

    for side, other in ((client, alpweb), (alpweb, client)):
        assert offers(side, "end-partnership", END)  # fact 32
        side.taps(END)
        assert other.organisation_name in str(side.buttons())
    assert not offers(desk.colleague(client), "end-partnership", END)


@pytest.mark.parametrize("topic", ["vat-requirements", "vat-existing-account", "vat-other-ways"])
def test_a_vat_number_is_for_companies_in_the_eu(desk: Desk, topic: str) -> None:
    company = desk.client("Rheinblick GmbH", country="DE")
    private = desk.client("Lea Muster", country="DE", kind=OrganisationKind.PRIVATE)

    assert offers(company, topic, VAT)
    assert not offers(private, topic, VAT)  # fact 33
    assert not offers(desk.client(country="CH"), topic, VAT)  # fact 37
    assert not offers(desk.colleague(company), topic, VAT)


def test_who_is_not_verified_is_offered_to_be(desk: Desk, lang: str) -> None:
    lea = desk.client("Seegarten AG", verified=False, lang=lang)
    heading = "⚠️ <b>{organisation} is not verified yet.</b>"

    assert offers(lea, "being-verified", VERIFY)
    assert not offers(desk.client(), "being-verified", VERIFY)
    lea.taps(VERIFY)

    assert lea.words(heading, organisation="Seegarten AG") in lea.reads()


def test_who_is_not_verified_reads_why_with_one_tap(desk: Desk, lang: str) -> None:
    lea = desk.client("Seegarten AG", verified=False, lang=lang)
    lea.says("/organisation")
    lea.taps(VERIFY)

    lea.taps("Was «geprüft» bedeutet" if lang == "de" else "What “verified” means")

    assert ("prüft Infomaniak, wer Sie sind" if lang == "de" else "Infomaniak verifies who you are") in lea.reads()


def test_who_has_no_products_reads_where_they_come_from_with_one_tap(desk: Desk, lang: str) -> None:
    lea = desk.client(products=(), lang=lang)
    lea.says("/products")

    lea.taps("Ihre Produktliste" if lang == "de" else "Your list of products")

    assert ("Von Hand erfasst" if lang == "de" else "Typed by hand") in lea.reads()
