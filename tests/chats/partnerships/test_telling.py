"""Questions about partnerships are answered in sentences, from the database, for those who may see it."""

from __future__ import annotations

from domain.partnerships.rules import Access, Payer, Status
from domain.sayings.natures import Kind
from services.care.assigning import Who, look_after
from tests.asked import SAYINGS, asks
from tests.desk import Desk
from tests.people import Chat


def test_a_client_asks_who_has_access(desk: Desk) -> None:
    lea = desk.client()
    assert asks(lea, "who_has_access") == "No partner has access to your products."
    alpweb, nordnet, liffey = desk.partner("Alpweb"), desk.partner("Nordnet"), desk.partner("Liffey")
    desk.partnership(lea, alpweb, products=["Webshop"])
    desk.partnership(lea, nordnet, Access.FULL, payer=Payer.PARTNER)
    desk.partnership(lea, liffey, products=["seegarten.example"], status=Status.PENDING)

    assert asks(lea, "who_has_access").splitlines() == [
        "• Alpweb has limited access to Webshop.",
        "• Nordnet has full access to all your products.",
        "• Liffey has been asked, and has no access yet.",
    ]
    assert lea.buttons() == ["🤝 Alpweb", "🤝 Nordnet", "🤝 Liffey", "👥 Partners", "🏠 Menu"]
    assert asks(lea, "who_has_access", other=alpweb.organisation_id).splitlines()[:2] == [
        "Alpweb has limited access to Webshop.",
        "You order and renew yourself; Alpweb can do neither for you.",
    ]
    assert "📦 Change products" in lea.buttons()
    assert "Liffey has no access to your products.\n⏳ Waiting" in asks(
        lea, "who_has_access", other=liffey.organisation_id
    )


def test_a_client_asks_who_pays_and_who_sees_the_invoices(desk: Desk) -> None:
    lea, alpweb, nordnet = desk.client(), desk.partner("Alpweb"), desk.partner("Nordnet")
    desk.partnership(lea, alpweb, products=["Webshop"])
    desk.partnership(lea, nordnet, Access.FULL, payer=Payer.PARTNER)

    assert asks(lea, "who_pays").splitlines() == [
        "• Alpweb orders nothing for you: you pay for your orders and renewals.",
        "• Nordnet pays for what it orders and renews, at once with its reseller discount.",
    ]
    assert asks(lea, "who_pays", other=nordnet.organisation_id).splitlines()[:2] == [
        "Nordnet pays for what it orders and renews, at once with its reseller discount.",
        "Only Nordnet sees the invoices; you have no access to them.",
    ]
    assert "💳 Change payment means" in lea.buttons()
    assert "Payment means are settled for full access only." in asks(lea, "who_pays", other=alpweb.organisation_id)
    assert asks(lea, "who_sees_invoices").splitlines() == [
        "• Alpweb orders nothing for you, so there are no invoices for its orders.",
        "• Only Nordnet sees the invoices; you have no access to them.",
    ]


def test_a_client_asks_who_has_access_to_a_product(desk: Desk) -> None:
    lea, alpweb, nordnet = desk.client(), desk.partner("Alpweb"), desk.partner("Nordnet")
    shop, domain = product(lea, "Webshop"), product(lea, "seegarten.example")
    assert asks(lea, "who_has_access", product=shop) == "No partner has access to Webshop."
    desk.partnership(lea, alpweb, products=["Webshop"])
    desk.partnership(lea, nordnet, Access.FULL)

    assert asks(lea, "who_has_access", product=[shop, domain]).splitlines() == [
        "Alpweb manages Webshop, with limited access.",
        "No partner has limited access to seegarten.example.",
        "Nordnet has full access to all your products.",
    ]
    assert lea.buttons() == [
        *("🤝 Alpweb", "🤝 Nordnet", "📦 seegarten.example", "📦 Webshop"),
        *("📦 All products", "🏠 Menu"),
    ]
    assert (
        asks(alpweb, "who_has_access", product=shop) == "You manage Webshop of Seegarten Hotels, with limited access."
    )
    assert asks(alpweb, "who_has_access", product=domain) == "This product is not one that you manage."


def test_a_partner_that_is_none_of_ours_is_told_of_as_one_that_others_have(desk: Desk) -> None:
    lea, mia, alpweb, nordnet = desk.client(), desk.client("Bergblick"), desk.partner("Alpweb"), desk.partner("Nordnet")
    desk.partnership(mia, alpweb, Access.FULL)
    made = []
    for other in (alpweb, nordnet):
        with desk.statements() as statements:
            told = asks(lea, "who_has_access", other=other.organisation_id)
        assert told == f"{other.organisation_name} has no access to your products."
        assert lea.buttons() == ["➕ Add a partner", "👥 Partners", "🏠 Menu"]
        made.append(len(statements))
    assert made[0] == made[1]


def test_a_partner_asks_about_its_clients(desk: Desk) -> None:
    lea, mia, alpweb = desk.client(), desk.client("Bergblick"), desk.partner("Alpweb")
    assert asks(alpweb, "who_has_access") == "There is no client with a confirmed partnership yet."
    desk.partnership(lea, alpweb, products=["Webshop"])
    desk.partnership(mia, alpweb, Access.FULL, payer=Payer.PARTNER)

    assert asks(alpweb, "who_has_access").splitlines() == [
        "• You have full access to all products of Bergblick.",
        "• You have limited access to some products of Seegarten Hotels.",
    ]
    assert asks(alpweb, "who_pays").splitlines() == [
        "• You pay for what you order and renew for Bergblick.",
        "• Seegarten Hotels pays for its orders and renewals.",
    ]
    assert "Only you see the invoices" in asks(alpweb, "who_sees_invoices", other=mia.organisation_id)
    assert "You have limited access to Webshop of Seegarten Hotels." in asks(
        alpweb, "who_has_access", other=lea.organisation_id
    )
    assert "👤 The client" in alpweb.buttons()


def test_an_employee_hears_of_the_clients_given_to_them_only(desk: Desk) -> None:
    lea, mia, alpweb = desk.client(), desk.client("Bergblick"), desk.partner("Alpweb")
    tim, zoe = desk.colleague(alpweb, "Tim"), desk.colleague(alpweb, "Zoe")
    for client in (lea, mia):
        desk.partnership(client, alpweb, Access.FULL)
    with desk.work() as work:
        look_after(work, alpweb.row(work), mia.organisation_id, Who(person=zoe.row(work).id), cares=True)
    stranger = desk.client("Fjord")

    assert asks(tim, "who_pays") == "• Seegarten Hotels pays for what you order and renew, at the public price."
    for question in ("who_pays", "partnership", "history", "what_changed", "what_expires", "what_earned"):
        made = []
        for other in (mia, stranger):
            with desk.statements() as statements:
                assert asks(tim, question, other=other.organisation_id) == "This client is not one of yours."
            made.append(len(statements))
        assert made[0] == made[1], question
    assert "Bergblick" in asks(zoe, "who_pays", other=mia.organisation_id)


def test_a_prepared_request_is_its_clients_alone(desk: Desk) -> None:
    lea, alpweb = desk.client(verified=False), desk.partner("Alpweb")
    desk.partnership(lea, alpweb, Access.FULL, status=Status.PENDING)

    assert "Alpweb has no access to your products.\n📝 Prepared" in asks(
        lea, "who_has_access", other=alpweb.organisation_id
    )
    for question in ("who_has_access", "partnership", "history", "what_changed"):
        assert asks(alpweb, question, other=lea.organisation_id) == "This client is not one of yours."


def test_visitors_are_asked_to_register_first(desk: Desk) -> None:
    mia = desk.newcomer()
    for saying in SAYINGS.values():
        if saying.kind is Kind.ASK:
            assert "First, please tell me which organisation you act for" in asks(mia, saying.name), saying.name


def product(client: Chat, name: str) -> int:
    with client.desk.work() as work:
        return next(each.id for each in client.products(work) if each.name == name)


def test_a_partner_or_client_that_is_named_is_shown(desk: Desk) -> None:
    lea, alpweb, nordnet = desk.client(), desk.partner("Alpweb"), desk.partner("Nordnet")
    desk.partnership(lea, alpweb, products=["Webshop"])

    assert "🤝 Seegarten Hotels – Alpweb" in asks(lea, "partnership", other=alpweb.organisation_id)
    assert asks(alpweb, "partnership", other=lea.organisation_id).startswith("👤 Seegarten Hotels")
    assert "Seegarten Hotels sent Alpweb a request" in asks(lea, "history", other=alpweb.organisation_id)
    for name in ("partnership", "history"):
        told = asks(lea, name, other=nordnet.organisation_id)
        assert told == "Nordnet is not a partner of Seegarten Hotels."
        assert asks(nordnet, name, other=lea.organisation_id) == "This client is not one of yours."
        assert asks(lea, name).startswith("Partners of Seegarten Hotels")
    assert asks(lea, "product", product=product(lea, "Webshop")).startswith("📦 Webshop")
    assert "You manage Webshop" in asks(alpweb, "product", product=product(lea, "Webshop"))
