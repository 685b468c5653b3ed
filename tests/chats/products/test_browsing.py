"""The list of products: a few at once, many by category, with search and pages; what is typed is marked."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from domain.partnerships.rules import Status
from domain.words import Money
from storage.tables import Product
from tests.chats.products.accounts import has, has_a_lot
from tests.desk import Desk


def test_many_products_open_by_category(desk: Desk, lang: str) -> None:
    client = desk.client(products=["Typed"], lang=lang)
    has_a_lot(desk, client, 400)
    listed = client.says("/products")

    domains, everything = Money(Decimal(4_800), "CHF"), Money(Decimal(5_172), "CHF")
    entry = "{category}: {count}, {amount} a year"
    assert client.words(entry, category="🌐 Domains", count=400, amount=domains) in listed
    assert client.words("{total} a year", total=everything).split(" a ")[0] in listed
    assert "domain-0001" not in listed
    assert client.buttons()[:2] == ["🌐 Domains (400)", "🖥 Hosting (10)"]
    client.taps("🌐 Domains (400)")
    assert client.buttons()[0] == "domain-0001.example"
    client.taps("◀️")
    assert client.buttons()[7] == "domain-0400.example"
    client.taps("domain-0400.example")
    assert client.words("No partner has limited access to it.") in client.reads()
    client.taps("📦 All products")
    assert "🌐 Domains (400)" in client.buttons()


def test_a_search_goes_over_all_categories_in_pages(desk: Desk, lang: str) -> None:
    client = desk.client(products=[], lang=lang)
    has_a_lot(desk, client, 400)

    assert "Mail Zürich" in client.says("/products zuerich")
    client.says("/products domain-01")
    assert client.buttons()[0] == "domain-0100.example"
    assert "1/13" in client.buttons()
    client.taps("▶️")
    assert client.buttons()[0] == "domain-0108.example"
    assert "nothing like it" in client.says("/products nothing like it")
    assert client.buttons()[0] == client.words("📦 All products")


def test_each_product_says_where_it_is_from_and_when_it_ends(desk: Desk, lang: str) -> None:
    client = desk.client(products=["Typed"], lang=lang)
    has(desk, client, "domain", ["seegarten.example"], expires_on=dt.date(2027, 3, 1))
    desk.partnership(client, desk.partner("Alpweb"), products=["seegarten.example"], status=Status.PENDING)
    listed = client.says("/products")

    assert client.words("   expires on {day}", day=dt.date(2027, 3, 1)) in listed
    assert listed.count(client.words("✍️ typed by hand")) == 1
    assert client.words("   {partner} has been asked to manage it", partner="Alpweb") in listed
    client.taps("seegarten.example")
    assert client.words("Expires on {day}", day=dt.date(2027, 3, 1)) in client.reads()
    ends = "It comes from your account at {provider}. When it ends there, it leaves this list, too."
    assert client.words(ends, provider="Infomaniak") in client.reads()
    assert client.words("🗑 Remove from the list") not in client.buttons()
    client.taps("📦 All products")
    client.taps("Typed")
    assert client.words("✍️ typed by hand") in client.reads()
    assert client.words("🗑 Remove from the list") in client.buttons()


def test_a_product_of_the_account_is_not_removed_with_an_old_button(desk: Desk, lang: str) -> None:
    client = desk.client(products=["Webshop"], lang=lang)
    client.says("/products")
    client.taps("Webshop")
    client.taps("🗑 Remove from the list")
    with desk.work() as work:
        (product,) = client.products(work)
        product.provider_id, product.as_of = "p-1", work.now
    client.taps("🗑 Yes, remove it")

    ends = "{product} comes from your account. When it ends there, it leaves this list, too."
    assert client.words(ends, product="Webshop") in client.reads_all()
    with desk.work() as work:
        assert [one.removed_at for one in client.products(work)] == [None]


def test_two_with_the_same_name_are_told_apart(desk: Desk) -> None:
    client = desk.client(products=[])
    has(desk, client, "domain", ["Webshop"])
    with desk.work() as work:
        work.session.add(Product(organisation_id=client.organisation_id, kind="other", name="Webshop", yearly_value=1))
    client.says("/products")

    assert client.buttons()[:2] == ["Webshop", "✍️ Webshop"]


def test_an_old_button_of_a_category_shows_what_there_is(desk: Desk) -> None:
    client = desk.client(products=["Webshop"])
    client.says("/products")

    assert "Webshop" in client.press(client.find("Webshop")[0], "pg:domains:3")
    assert "Webshop" in client.press(client.find("Webshop")[0], "pg:nowhere:0")
