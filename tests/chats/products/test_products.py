"""A client's list of products: look, add, remove."""

from __future__ import annotations

from decimal import Decimal

from domain.partnerships.rules import Access, Status
from domain.words import Money
from services import products
from tests.desk import Desk


def test_a_product_is_added(desk: Desk, lang: str) -> None:
    client = desk.client("Seegarten Hotels", products=[], lang=lang)
    assert client.words("The list is empty.") in client.says("/products")

    client.taps("➕ Add a product")
    client.taps("Domain")
    client.says("seegarten.example")
    assert "EUR" not in client.reads()
    assert "CHF" in client.says("20 Euro")
    client.says("1'200.50")
    assert "CHF\u00a01" in client.reads()
    client.taps("✅ Add it")

    added = "✅ <b>{product}</b> is on your list. You can give a partner access to it."
    assert client.words(added, product="seegarten.example") in client.reads()
    assert "seegarten.example" in client.says("/products")
    with desk.work() as work:
        assert [(product.name, product.yearly_value) for product in client.products(work)] == [
            ("seegarten.example", 120_050)
        ]


def test_a_second_product_of_the_same_name_is_refused_as_soon_as_it_is_named(desk: Desk) -> None:
    client = desk.client(products=["Webshop"])
    client.says("/addproduct")
    client.taps("Other product")
    assert "You already have a product called WEBSHOP" in client.says("WEBSHOP")

    client.says("Webshop 2")
    client.says("90")
    client.taps("Add it")

    assert "Webshop 2 is on your list" in client.reads()


def test_a_name_taken_while_the_form_was_open_can_be_changed_in_the_review(desk: Desk) -> None:
    client = desk.client(products=["Webshop"])
    client.says("/addproduct")
    client.taps("Other product")
    client.says("Mailboxes")
    client.says("90")
    with desk.work() as work:
        products.add(work, client.row(work), "other", "mailboxes", Money(Decimal(90), "CHF"))

    client.taps("Add it")
    assert "You already have a product called Mailboxes" in client.reads()
    client.taps("Change something")
    client.taps("Name")
    client.says("Mailboxes 2")
    client.taps("Add it")

    assert "Mailboxes 2 is on your list" in client.reads()


def test_a_product_is_removed_after_a_second_thought(desk: Desk) -> None:
    client = desk.client(products=["Webshop", "seegarten.example"])

    client.says("/products")
    client.taps("Webshop")
    client.taps("Remove from the list")
    client.taps("No, keep it")
    client.taps("Remove from the list")
    assert "Remove Webshop from the list?" in client.reads()
    client.taps("Yes, remove it")

    assert "Webshop is no longer on your list" in client.reads()
    client.taps("All products")
    assert "1 product, CHF 240.00 a year" in client.reads().replace("\u00a0", " ")


def test_the_list_says_who_manages_what(desk: Desk) -> None:
    client = desk.client(products=["Webshop", "Blog", "Mail"])
    desk.partnership(client, desk.partner("Alpweb"), products=["Webshop"])
    desk.partnership(client, desk.partner("Nordnet"), products=["Blog"], status=Status.PENDING)
    desk.partnership(client, desk.partner("Ostweb"), Access.FULL)

    listed = client.says("/products")

    assert "managed by Alpweb" in listed
    assert "Nordnet has been asked to manage it" in listed
    assert "Ostweb has full access to all of them" in listed
    assert "Blog" not in client.says("/products web")
    assert "No product on your list has “zzz” in its name" in client.says("/products zzz")


def test_a_product_on_which_a_partnership_rests_is_not_removed(desk: Desk) -> None:
    client, alpweb, nordnet = (
        desk.client(products=["Webshop", "Blog", "Mail"]),
        desk.partner("Alpweb"),
        desk.partner("Nordnet"),
    )
    desk.partnership(client, alpweb, products=["Webshop", "Mail"])
    desk.partnership(client, nordnet, products=["Blog"], status=Status.PENDING)

    def remove(product: str) -> str:
        client.says("/products")
        client.taps(product)
        client.taps("Remove from the list")
        return client.taps("Yes, remove it")

    assert "is part of your open request" in remove("Blog") + client.reads_all()
    remove("Mail")
    assert "products of the partnership with Seegarten Hotels have changed" in alpweb.reads()
    assert "➖ Mail" in alpweb.reads()
    remove("Webshop")
    assert "Webshop is the only product that Alpweb manages for you" in client.reads_all()
