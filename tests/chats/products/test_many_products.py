"""Telegram's limits: 4096 characters and 100 buttons a message, whatever somebody owns."""

from __future__ import annotations

from domain.partnerships.rules import Status
from tests.desk import Desk


def test_very_many_products_are_turned_over_by_the_page_and_searched(desk: Desk, lang: str) -> None:
    client = desk.client(products=[f"Product {number:03}" for number in range(110)], lang=lang)
    alpweb = desk.partner("Alpweb", lang=lang)
    client.says("/addpartner")
    client.taps("Alpweb")
    client.taps("Limited access")

    assert client.words("Type a part of a name to search these {count}.", count=110) in client.reads()
    assert [label for label in client.buttons() if "Product" in label][-1] == "◻️ Product 007"
    client.taps("Product 001")
    client.taps("▶️")
    assert next(label for label in client.buttons() if "Product" in label) == "◻️ Product 008"
    client.says("product 04")
    assert next(label for label in client.buttons() if "Product" in label) == "◻️ Product 040"
    client.taps("Product 042")
    client.taps("✖️ Show all again")
    client.says("product 105")
    client.taps("Done ({count} chosen)", count=3)
    client.taps("📨 Send the request")

    for number in ("001", "042", "105"):
        assert f"Product {number}" in alpweb.reads()


def test_a_card_names_as_many_products_as_leave_room_for_a_question_and_its_answer(desk: Desk) -> None:
    client = desk.client(products=[f"Product {number:03} {'x' * 60}" for number in range(60)])
    alpweb = desk.partner("Alpweb")
    desk.partnership(client, alpweb, status=Status.PENDING)

    alpweb.says("/requests")
    alpweb.taps("Seegarten")
    assert "… and 40 more" in alpweb.reads()
    alpweb.taps("Ask the client first")
    alpweb.says("q" * 500)
    alpweb.taps("📨 Send")
    client.taps("Answer")
    client.says("a" * 500)
    client.taps("📨 Send")

    assert "a" * 500 in client.reads()
    assert "q" * 500 in client.reads()
    assert "a" * 500 in alpweb.reads()
