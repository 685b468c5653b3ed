"""A whole partnership by talking, from the request to the end: what is tapped is what somebody confirms."""

from __future__ import annotations

from domain.partnerships.rules import Access, Status
from tests.desk import Desk

SAID = {
    "en": {
        "request": "please let Alpweb look after the Webshop",
        "confirm": "accept the request from Seegarten",
        "give": "Alpweb should also manage seegarten.example",
        "take": "take seegarten.example away from Alpweb",
        "day": "Alpweb may only have access until the end of March",
        "pay": "from now on Alpweb pays",
        "end": "end the partnership with Alpweb",
    },
    "de": {
        "request": "Alpweb soll den Webshop betreuen",
        "confirm": "Anfrage von Seegarten annehmen",
        "give": "Alpweb soll auch seegarten.example machen",
        "take": "nimm Alpweb seegarten.example weg",
        "day": "Alpweb darf nur bis Ende März",
        "pay": "ab jetzt zahlt Alpweb",
        "end": "kündige Alpweb",
    },
}


def test_a_partnership_from_its_request_to_its_end(desk: Desk, lang: str) -> None:
    lea, noah = desk.client(lang=lang), desk.partner("Alpweb", lang=lang)
    said = SAID[lang]

    lea.says(said["request"])
    lea.taps("📨 Send the request")
    noah.says(said["confirm"])
    noah.taps("✅ Confirm")

    lea.says(said["give"])
    assert "➕ seegarten.example" in lea.reads()
    lea.taps("📦 Yes, change them")
    lea.says(said["take"])
    assert "➖ seegarten.example" in lea.reads()
    lea.taps("📦 Yes, change them")
    lea.says(said["day"])
    assert "2027" in lea.buttons()[0]
    lea.says("/cancel")
    lea.says(said["pay"])
    assert lea.words("Payment means are settled for full access only.") in lea.reads()
    lea.says(said["end"])
    assert lea.reads(2) == "🤝 Seegarten Hotels – Alpweb"
    lea.says("Alpweb")
    assert lea.reads().startswith(lea.words("The partnership has ended."))


def test_several_products_are_said_in_one_word(desk: Desk) -> None:
    lea = desk.client(products=("Webshop", "Domain see.example", "Domain berg.example", "Mailservice"))
    desk.partnership(lea, desk.partner("Alpweb"), products=("Webshop",))

    lea.says("Alpweb should also manage both domains and the mail service")

    assert "➕ Domain berg.example, Domain see.example, and Mailservice" in lea.reads()


def test_talking_takes_fewer_messages_than_buttons(desk: Desk) -> None:
    lea, ida, noah = desk.client(), desk.client("Bergblick", first_name="Ida"), desk.partner("Alpweb")
    talking = [
        (lea, "Alpweb with full access, we pay"),
        (lea, "📨 Send the request"),
        (noah, "accept the request from Seegarten"),
        (noah, "✅ Confirm"),
    ]
    tapping = [
        *((ida, "/addpartner"), (ida, "Alpweb"), (ida, "Full access"), (ida, "Your payment means")),
        *((ida, "📨 Send the request"), (noah, "/requests"), (noah, "Bergblick"), (noah, "✅ Confirm")),
    ]
    for chat, step in (*talking, *tapping):
        if step in {text for _, text in talking[::2]} or step.startswith("/"):
            chat.says(step)
        else:
            chat.taps(step)
    for client in (lea, ida):
        assert "has confirmed" in client.reads()
    assert len(talking) < len(tapping)


NO_WISHES = (
    "ich will Alpweb NICHT kündigen",
    "was passiert, wenn ich Alpweb kündige?",
    "wenn ich Alpweb kündigen würde, was dann?",
    "I don't want to end the partnership with Alpweb",
    "what happens if I end the partnership with Alpweb?",
    "my colleague said “end the partnership with Alpweb”",
)


def test_what_is_no_wish_ends_nothing(desk: Desk) -> None:
    lea, noah = desk.client(), desk.partner("Alpweb")
    made = desk.partnership(lea, noah)
    for text in NO_WISHES:
        lea.says(text)
        lea.says("Alpweb")
    assert "End the partnership with Alpweb" not in lea.reads_all()
    assert desk.status(made) is Status.ACTIVE


def test_what_is_asked_where_a_day_is_wanted_is_answered_and_the_understood_day_stays(desk: Desk) -> None:
    lea, noah = desk.client(), desk.partner("Alpweb")
    desk.partnership(lea, noah, Access.FULL)
    understood = "✅ Yes, March 31, 2027"
    lea.says("Alpweb may only have access until the end of March")
    assert understood in lea.buttons()
    lea.says("who pays for Alpweb?")
    assert understood in lea.buttons()
    lea.says("how do I end a partnership")
    assert understood in lea.buttons(), "though it was no day"
    lea.says("31.2.2027")
    assert understood not in lea.buttons(), "it was to be a day, and is none"


UNKNOWN = {
    "en": {
        "add sunshine media as our partner": "sunshine media",
        "Please give Zorbax Ltd access to the Webshop": "Zorbax Ltd",
    },
    "de": {
        "sunshine media als neuer partner": "sunshine media",
        "bitte die firma steinadler gmbh aufnehmen": "steinadler gmbh",
        "Füge 1815 als Partner hinzu": "",
    },
}


def test_whoever_is_not_here_can_be_named(desk: Desk, lang: str) -> None:
    lea, _ = desk.client(lang=lang), desk.partner("Alpweb")
    for text, name in UNKNOWN[lang].items():
        lea.says(text)
        assert lea.words("<b>Which partner would you like to add?</b>") in lea.reads(), text
        assert name in lea.reads()
        assert (lea.words("✉️ It is not here: invite it") in lea.buttons()) is bool(name), text
        lea.says("/cancel")
    lea.says(next(iter(UNKNOWN[lang])))
    lea.taps(lea.words("✉️ It is not here: invite it"))
    assert "sunshine media" in lea.reads()
