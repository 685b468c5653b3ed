"""What was declined, withdrawn or has lapsed is sent once more; and a sentence goes with a request."""

from __future__ import annotations

from domain.partnerships.rules import Access, Status
from tests.chats.partnerships.test_countering import asks, managed
from tests.desk import Desk


def test_a_sentence_goes_with_a_request(desk: Desk, lang: str) -> None:
    client, alpweb = desk.client(lang=lang), desk.partner("Alpweb", lang=lang)
    client.says("/addpartner")
    client.taps("Alpweb")
    client.taps("Full access")
    client.taps("Your payment means")

    client.taps("✍️ Add a sentence")
    client.taps("◀️ Back")
    client.taps("✍️ Add a sentence")
    client.says("You built our site: thank you!")
    client.taps("📨 Send the request")

    said = alpweb.words(
        "✍️ {other} writes: “{message}”", other="Seegarten Hotels", message=("You built our site: thank you!")
    )
    assert said in alpweb.reads()
    assert client.words("✍️ You wrote: “{message}”", message="You built our site: thank you!") in client.reads()


def test_a_lapsed_request_is_sent_again_with_one_tap(desk: Desk, lang: str) -> None:
    client, alpweb = desk.client(lang=lang), desk.partner("Alpweb", lang=lang)
    old = desk.partnership(client, alpweb, products=("Webshop",), status=Status.PENDING)
    desk.clock.advance(days=31)
    desk.look_at_deadlines()
    client.taps("🤝 Show")

    client.taps("📨 Send again")

    assert (desk.status(old), desk.status(old + 1)) == (Status.LAPSED, Status.PENDING)
    assert managed(desk, old + 1) == ["Webshop"]
    assert client.words("📨 {other} has your request again, as a new one.", other="Alpweb") in client.reads()
    asked = "📩 <b>{client} would like to work with you.</b> Please confirm or decline."
    assert alpweb.words(asked, client="Seegarten Hotels") in alpweb.reads()


def test_a_declined_request_is_sent_again_with_changes(desk: Desk) -> None:
    client, alpweb = desk.client(), desk.partner("Alpweb")
    old = desk.partnership(client, alpweb, Access.FULL, status=Status.PENDING)
    alpweb.says("/requests")
    alpweb.taps("Seegarten")
    alpweb.taps("Decline")
    alpweb.taps("Without a reason")
    client.taps("🤝 Show")

    client.taps("🔁 Send again, changed")
    assert "Please check your request to Alpweb" in client.reads()
    client.taps("✏️ Change something")
    client.taps("Payment means")
    client.taps("Payment means of Alpweb")
    client.taps("📨 Send the request")

    assert desk.status(old + 1) is Status.PENDING
    assert "Your payment means" in alpweb.reads()


def test_a_partner_sends_what_a_client_has_declined_once_more(desk: Desk) -> None:
    client, alpweb = desk.client(), desk.partner("Alpweb")
    old = asks(desk, alpweb, client)
    client.taps("❌ Decline")
    client.taps("Without a reason")
    assert "Send again" not in "".join(client.buttons())
    alpweb.taps("🤝 Show")

    alpweb.taps("📨 Send again")
    assert desk.status(old + 1) is Status.PROPOSED
    assert "Alpweb asks you for access." in client.reads()
    alpweb.press(alpweb.from_bot()[-1]["message_id"], f"cz:{old}")
    assert "A request between you and Seegarten Hotels is open already." in alpweb.reads_all()
