"""Choosing products among three, nine and four hundred: as few taps as possible, whatever somebody has."""

from __future__ import annotations

import pytest

from storage.tables import Conversation, Product
from tests.chats.products.accounts import has, has_a_lot
from tests.desk import Desk
from tests.people import Chat


def asked(desk: Desk, lang: str = "en", **products: int) -> tuple[Chat, Chat]:
    """A client who is asked which products Alpweb should manage, and Alpweb."""
    client, alpweb = desk.client(products=[], lang=lang), desk.partner("Alpweb", lang=lang)
    if products:
        has_a_lot(desk, client, **products)
    return client, alpweb


def opened(client: Chat) -> None:
    client.says("/addpartner")
    client.taps("Alpweb")
    client.taps("Limited access")


def test_a_few_products_are_one_list_in_the_catalogues_order(desk: Desk) -> None:
    client, _ = asked(desk)
    has(desk, client, "mail", ["a.example"])
    has(desk, client, "domain", ["b.example", "c.example"])
    opened(client)

    assert client.buttons() == ["◻️ b.example", "◻️ c.example", "◻️ a.example", "◀️ Back", "✖️ Cancel"]


def test_nine_products_stand_on_shelves(desk: Desk, lang: str) -> None:
    client, _ = asked(desk, lang)
    has(desk, client, "mail", ["Mail 1", "Mail 2"])
    has(desk, client, "domain", [f"d{number}.example" for number in range(7)])
    opened(client)
    mail = client.words(
        "{shelf} ({ticked}/{count})", shelf="✉️ " + {"de": "E-Mail", "en": "Mail"}[lang], ticked=0, count=2
    )

    assert client.buttons()[:2] == ["🌐 Domains (0/7)", mail]
    assert client.words("Type a part of a name to search these {count}.", count=9) in client.reads()
    client.taps("🌐 Domains")
    client.taps("d3.example")
    said = "<b>{shelf}</b>: {ticked} of {count} chosen"
    assert client.words(said, shelf="🌐 Domains", ticked=1, count=7) in client.reads()
    client.taps("☑️ All {count}", count=7)
    client.taps("◻️ None of {count}", count=7)
    client.taps("☑️ All {count}", count=7)
    client.taps("🗂 All categories")
    assert client.buttons()[:2] == ["🌐 Domains (7/7)", mail]
    client.taps("Done ({count} chosen)", count=7)
    assert "d6.example" in client.reads()


def test_what_words_tick_elsewhere_is_said(desk: Desk, lang: str) -> None:
    client, _ = asked(desk, lang)
    has(desk, client, "mail", ["Post a.example"])
    has(desk, client, "domain", [f"d{number}.example" for number in range(9)])
    opened(client)
    client.taps("🌐 Domains")

    assert client.words("☑️ Ticked: {names}.", names="Post a.example") in client.says("post")
    assert client.words("Done ({count} chosen)", count=1) in client.buttons()
    assert client.words("◻️ No longer ticked: {name}.", name="post a.example") in client.says("post a.example")


def test_who_goes_back_or_changes_something_finds_the_ticks_again(desk: Desk) -> None:
    client, _ = asked(desk)
    has(desk, client, "domain", [f"d{number}.example" for number in range(9)])
    opened(client)
    client.taps("☑️ All {count}", count=9)
    client.taps("Done ({count} chosen)", count=9)
    client.taps("◀️ Back")
    assert "Done (9 chosen)" in client.buttons()
    client.taps("☑️ d3.example")
    client.taps("Done ({count} chosen)", count=8)
    client.taps("✏️ Change something")
    client.taps("Products")
    assert "Done (8 chosen)" in client.buttons()


def test_four_hundred_domains_are_turned_over_by_the_page(desk: Desk) -> None:
    client, alpweb = asked(desk, domains=400)
    opened(client)

    assert client.buttons()[:3] == ["🌐 Domains (0/400)", "🖥 Hosting (0/9)", "✉️ Mail (0/2)"]
    client.taps("🌐 Domains")
    assert "1/50" in client.buttons()
    client.taps("▶️")
    client.taps("☑️ This page")
    assert client.buttons()[0] == "☑️ domain-0009.example"
    client.taps("domain-0010.example")
    client.taps("◀️")
    client.taps("◀️")
    assert client.buttons()[7] == "◻️ domain-0400.example"
    client.taps("domain-0400.example")
    client.taps("🗂 All categories")
    assert "🌐 Domains (8/400)" in client.buttons()
    client.taps("🖥 Hosting")
    client.taps("☑️ All 9")
    client.taps("Done (17 chosen)")
    assert "🌐 Domains: 8 · 🖥 Hosting: 9" in client.reads()
    assert "domain-0010.example" not in client.reads()
    client.taps("Send the request")

    assert "domain-0400.example" in alpweb.reads()


def test_everything_of_a_category_takes_three_taps_and_the_messages_stay_within_limits(desk: Desk) -> None:
    client, alpweb = asked(desk, domains=400)
    opened(client)

    client.taps("🌐 Domains")
    client.taps("☑️ All 400")
    client.taps("Done (400 chosen)")
    assert "… and 380 more" in client.reads()
    client.taps("Send the request")

    assert "… and 380 more" in alpweb.reads()
    alpweb.taps("Confirm")
    assert len(desk.stored(1).product_accesses) == 400


def test_five_of_four_hundred_take_one_message_and_one_tap(desk: Desk, lang: str) -> None:
    client, _ = asked(desk, lang, domains=400)
    opened(client)

    client.says("domain-0007.example, Domain-0100.example,0200; zürich\nmail bern")
    assert client.reads().startswith("☑️")
    client.taps("Done ({count} chosen)", count=5)

    for name in ("domain-0007", "domain-0100", "domain-0200", "Mail Zürich", "Mail Bern"):
        assert name in client.reads()


def test_names_that_nobody_has_or_several_have_are_told(desk: Desk, lang: str) -> None:
    client, _ = asked(desk, lang, domains=400)
    opened(client)

    client.says("domain-0007.example, xylophon, mail")

    assert client.words("☑️ Ticked: {names}.", names="domain-0007.example") in client.reads()
    assert client.words("I did not find {names}.", names="xylophon") in client.reads()
    assert client.words("Several have {names} in their names: please type more of it.", names="mail") in client.reads()
    assert client.words("Done ({count} chosen)", count=1) in client.buttons()


def test_a_part_of_a_name_searches_all_shelves(desk: Desk, lang: str) -> None:
    client, _ = asked(desk, lang, domains=400)
    opened(client)
    client.taps("✉️")
    client.says("039")

    assert client.words("🔎 “{search}”: {ticked} of {count} chosen", search="039", ticked=0, count=11) in client.reads()
    assert client.buttons()[0] == "◻️ domain-0039.example"
    client.taps("☑️ All {count}", count=11)
    client.taps("✖️ Show all again")
    client.taps("🗂 All categories")
    assert "🌐 Domains (11/400)" in client.buttons()


def test_a_button_for_all_means_what_its_message_shows(desk: Desk) -> None:
    client, _ = asked(desk, domains=400)
    opened(client)
    client.taps("🌐 Domains")
    old = client.find("☑️ All 400")
    client.says("039")

    assert "no longer available" in client.press(*old)
    assert not any("Done" in label for label in client.buttons())


@pytest.mark.parametrize(
    "data",
    ["f:1:o:products:nowhere", "f:1:t:products:999999", "f:1:t:products:²", "f:1:k:products:", "f:1:p:products:77"],
)
def test_forged_buttons_change_nothing(desk: Desk, data: str) -> None:
    client, _ = asked(desk, domains=20)
    opened(client)
    message, _ = client.find("🌐 Domains")

    client.press(message, data)

    assert not any("Done" in label for label in client.buttons())


def test_a_product_that_is_gone_does_not_count(desk: Desk) -> None:
    client, _ = asked(desk, domains=20)
    opened(client)
    client.says("domain-0001.example, domain-0002.example")
    with desk.work() as work:
        product = next(one for one in client.products(work) if one.name == "domain-0001.example")
        product.removed_at = work.now

    client.taps("🌐 Domains")
    assert "Done (1 chosen)" in client.buttons()
    client.taps("Done (1 chosen)")
    assert "domain-0001" not in client.reads()


def test_long_names_are_cut_where_they_do_not_differ(desk: Desk) -> None:
    client, _ = asked(desk)
    names = [f"{letter}{'shop-' * 48}{letter}.example" for letter in "abc"]
    has(desk, client, "domain", names)
    opened(client)

    shown = client.buttons()[:3]
    assert [
        label.startswith(f"◻️ {letter}shop-") and label.endswith(f"{letter}.example")
        for label, letter in zip(shown, "abc", strict=True)
    ] == [True] * 3
    assert all(len(label) <= 40 and "…" in label for label in shown)
    client.says(names[1])
    assert "☑️" in client.buttons()[1]


def test_what_shares_a_name_is_told_apart(desk: Desk, lang: str) -> None:
    client, _ = asked(desk, lang)
    has(desk, client, "domain", ["Webshop", "Domain", "Domain"])
    with desk.work() as work:
        work.session.add(Product(organisation_id=client.organisation_id, kind="other", name="Webshop", yearly_value=1))
    opened(client)

    number = client.organisation_id
    assert sorted(client.buttons()[:4]) == sorted(
        [f"◻️ Domain · {number}-1", f"◻️ Domain · {number}-2", "◻️ Webshop", "◻️ ✍️ Webshop"]
    )
    client.says("webshop")
    assert len([label for label in client.buttons() if "Webshop" in label]) == 2
    client.taps("Webshop")
    client.taps("✍️ Webshop")
    client.taps("Done ({count} chosen)", count=2)
    assert "✍️ Webshop" in client.reads()


def test_a_tap_makes_as_many_statements_among_five_thousand_as_among_twenty(desk: Desk) -> None:
    made: list[int] = []
    sizes: list[int] = []
    desk.partner("Alpweb")
    for domains in (20, 5_000):
        client = desk.client(products=[])
        has_a_lot(desk, client, domains)
        opened(client)
        client.taps("🌐 Domains")
        for label in ("domain-0003.example", f"☑️ All {domains:,}", "domain-0004.example"):
            with desk.statements() as noted:
                client.taps(label)
            made.append(len([one for one in noted if "FROM product" in one]))  # not what the bot does beside
        with desk.work() as work:
            sizes.append(len(repr(work.session.get_one(Conversation, client.id).state)))

    assert made[:3] == made[3:]
    assert made[0] == made[2]
    assert sizes[1] < 60_000
