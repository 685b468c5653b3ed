"""A client adds a partner, the partner answers: the main job."""

from __future__ import annotations

from tests.desk import Desk


def test_a_partnership_from_the_first_word_to_confirmed(desk: Desk) -> None:
    client, alpweb = desk.client("Seegarten Hotels"), desk.partner("Alpweb")

    client.says("/addpartner")
    client.taps("Alpweb")
    client.taps("Limited access")
    client.taps("Webshop")
    client.taps("Done")
    assert "Limited access to Webshop" in client.reads()
    client.taps("Send the request")

    assert "Waiting for the partner’s answer" in client.reads()
    assert "Seegarten Hotels would like to work with you" in alpweb.reads()
    alpweb.taps("Confirm")

    assert "confirmed" in alpweb.reads()
    assert "Alpweb has confirmed" in client.reads()
    assert "Confirmed since" in client.reads(back=2)
