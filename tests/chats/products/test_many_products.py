"""Telegram's limits: 4096 characters and 100 buttons a message, whatever somebody owns."""

from __future__ import annotations

from domain.partnerships import Status
from tests.desk import Desk


def test_of_very_many_products_some_are_shown_and_any_can_be_typed(desk: Desk, lang: str) -> None:
    client = desk.client(products=[f"Product {number:03}" for number in range(110)], lang=lang)
    alpweb = desk.partner("Alpweb", lang=lang)
    client.says("/addpartner")
    client.taps("Alpweb")
    client.taps("Limited access")

    hint = "{shown} of {n} are shown. Type the name of another one to choose it."
    assert client.words(hint, shown=80, n=110) in client.reads()
    client.taps("Product 001")
    client.says("product 105")
    client.taps("Done ({count} chosen)", count=2)
    client.taps("📨 Send the request")

    assert "Product 001" in alpweb.reads()
    assert "Product 105" in alpweb.reads()


def test_a_card_names_as_many_products_as_leave_room_for_a_question_and_its_answer(desk: Desk) -> None:
    client = desk.client(products=[f"Product {number:03} {'x' * 60}" for number in range(60)])
    alpweb = desk.partner("Alpweb")
    desk.partnership(client, alpweb, status=Status.PENDING)

    alpweb.says("/requests")
    alpweb.taps("Seegarten")
    assert "… and 40 more" in alpweb.reads()
    alpweb.taps("Ask the client first")
    alpweb.says("q" * 500)
    client.taps("Answer")
    client.says("a" * 500)

    assert "a" * 500 in client.reads()
    assert "q" * 500 in client.reads()
    assert "a" * 500 in alpweb.reads()
