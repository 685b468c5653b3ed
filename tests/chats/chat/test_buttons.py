"""Old buttons, buttons of other people, and made-up ones: a friendly word, the present state, and no harm."""

from __future__ import annotations

from domain.partnerships.rules import Access, Status
from tests.desk import Desk

NO_LONGER = "This button is no longer in use"


def test_an_answered_question_is_not_answered_again(desk: Desk) -> None:
    client, _ = desk.client(), desk.partner("Alpweb")
    client.says("/addpartner")
    first = client.from_bot()[-1]["message_id"]
    nordnet = desk.partner("Nordnet")
    _, alpweb = client.find("Alpweb")
    client.says("Alpweb")

    assert client.press(first, alpweb) == "I have noted that already."
    client.press(first, alpweb.rpartition(":")[0] + f":{nordnet.organisation_id}")

    assert "With “Back” you can change your answer" in client.reads()
    assert "Which access should Alpweb have?" in client.reads()


def test_a_button_of_a_finished_form_shows_that_it_is_over(desk: Desk) -> None:
    client, _ = desk.client(), desk.partner("Alpweb")
    client.says("/addpartner")
    place, data = client.find("Alpweb")
    client.says("/cancel")

    assert "finished or was cancelled" in client.press(place, data)
    message = next(message for message in client.from_bot() if message["message_id"] == place)
    assert not message["keyboard"]


def test_a_button_of_a_form_put_aside_takes_it_up_again(desk: Desk) -> None:
    client, _ = desk.client(), desk.partner("Alpweb")
    client.says("/addpartner")
    client.taps("Alpweb")
    limited = client.find("Limited access")
    client.says("/addproduct")

    client.press(*limited)

    assert "Which access should Alpweb have?" in client.reads_all()
    assert client.says("/menu")
    assert "▶️ Continue: Add a partner" in client.buttons()


def test_a_request_that_is_settled_shows_its_state_instead_of_being_answered(desk: Desk) -> None:
    client, alpweb = desk.client(), desk.partner("Alpweb")
    key = desk.partnership(client, alpweb, status=Status.PENDING)
    alpweb.says("/requests")
    alpweb.taps("Seegarten")
    decline = alpweb.find("Decline")
    client.says("/partners")
    client.taps("Alpweb")
    client.taps("Withdraw")
    client.taps("Yes, withdraw it")

    alpweb.press(*decline)

    assert "This request was withdrawn" in alpweb.reads_all()
    assert desk.status(key) is Status.WITHDRAWN
    assert "Why are you declining" not in alpweb.reads_all()


def test_nobody_reaches_what_is_not_theirs(desk: Desk) -> None:
    client, alpweb = desk.client("Seegarten Hotels", products=["Webshop"], country="DE"), desk.partner("Alpweb")
    pending = desk.partnership(client, alpweb, status=Status.PENDING)
    active = desk.partnership(client, desk.partner("Nordnet"), Access.FULL)
    with desk.work() as work:
        product = client.products(work)[0].id
    for stranger in (desk.newcomer("Zoe"), desk.client("Berghof", country="DE"), desk.partner("Ostweb")):
        place = stranger.from_bot()[-1]["message_id"]
        for data in (
            *(f"{code}:{key}" for code in ("s", "rc", "rd", "ra", "rs", "sq") for key in (pending, active)),
            f"rw:{pending}:1",
            f"se:{active}:2",
            f"sp:{active}:partner:1",
            f"ps:{product}",
            f"pr:{product}:1",
            f"os:{client.organisation_id}",
            f"oi:{client.organisation_id}:legal_representative",
            *(f"{code}:{client.organisation_id}" for code in ("in", "iv", "is", "ic")),
            *(f"{code}:{client.organisation_id}:0" for code in ("il", "im", "ip")),
            f"ir:{client.organisation_id}:1",
            f"ig:{client.organisation_id}:1:reader",
            "re:1",
        ):
            stranger.press(place, data)
        assert not any(word in stranger.reads_all() for word in ("Seegarten", "Webshop", "start=join_"))
        assert stranger.says("/menu")
    assert desk.status(pending) is Status.PENDING
    assert desk.status(active) is Status.ACTIVE


def test_made_up_data_is_no_longer_in_use(desk: Desk) -> None:
    mia = desk.newcomer()
    place = mia.from_bot()[-1]["message_id"]

    for data in ("x", ":", "s:", "s:abc", "s:1:2", "f:1:a", "go:nowhere", "s:99999999999999999999", "ü" * 32, "la:fr"):
        mia.press(place, data)
        assert mia.reads(), data

    assert NO_LONGER in mia.reads_all()
    assert "which organisation" in mia.says("/menu")


def test_a_double_tap_sends_one_request(desk: Desk) -> None:
    client, alpweb = desk.client(), desk.partner("Alpweb")
    client.says("/addpartner")
    client.taps("Alpweb")
    client.taps("Full access")
    client.taps("Your payment means")
    send = client.find("Send the request")

    client.press(*send)
    client.press(*send)

    assert alpweb.reads_all().count("would like to work with you") == 1
    assert "Waiting for the answer from Alpweb" in client.reads_all()


def test_another_persons_button_acts_in_ones_own_name_only(desk: Desk) -> None:
    lea, ada = desk.client("Seegarten Hotels"), desk.client("Berghof", products=["Blog"])
    desk.partner("Alpweb")
    for chat in (lea, ada):
        chat.says("/addpartner")
        chat.taps("Alpweb")
        chat.taps("Limited access")
    _, webshop = lea.find("Webshop")

    assert ada.press(ada.from_bot()[-1]["message_id"], webshop) == "That is no longer available."
    assert "☑️" not in str(ada.buttons())


def test_only_what_was_read_is_sent(desk: Desk) -> None:
    """The button of an older review does not send what has been changed since."""
    client, alpweb = desk.client(), desk.partner("Alpweb")
    client.says("/addpartner")
    client.taps("Alpweb")
    client.taps("Limited access")
    client.taps("Webshop")
    client.taps("Done")
    old_review, send = client.find("Send the request")
    client.says("Hm.")
    client.taps("Change something")
    client.taps("Access")
    client.taps("Full access")
    client.taps("Your payment means")

    client.press(old_review, send)

    assert "Something has changed since this was shown" in client.reads_all()
    assert "would like to work with you" not in alpweb.reads_all()
    client.taps("Send the request")
    assert "Full access" in alpweb.reads()


def test_a_consequence_that_came_up_meanwhile_is_read_before_it_is_accepted(desk: Desk) -> None:
    """Fact 24: another partner has got full access since the review was shown, and would now lose it."""
    client, _, nordnet = desk.client(), desk.partner("Alpweb"), desk.partner("Nordnet")
    client.says("/addpartner")
    client.taps("Alpweb")
    client.taps("Full access")
    client.taps("Your payment means")
    assert "Nordnet" not in client.reads()
    desk.partnership(client, nordnet, Access.FULL)

    client.taps("Send the request")

    assert "Something has changed since this was shown" in client.reads()
    assert "Nordnet" in client.reads()
