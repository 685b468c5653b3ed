"""Another kind of access: either side asks for it, the other agrees, and what was there goes on until then."""

from __future__ import annotations

from domain.partnerships.rules import Access, Payer, Status
from services.partnerships import answering
from tests.desk import Desk


def test_the_client_asks_for_full_access_instead_and_reads_what_changes(desk: Desk, lang: str) -> None:
    client, alpweb = desk.client("Seegarten Hotels", lang=lang), desk.partner("Alpweb", lang=lang)
    key = desk.partnership(client, alpweb, products=["Webshop"])
    client.says("/partners")
    client.taps("Alpweb")

    client.taps("🔀 Change the access")
    client.taps("Your payment means")
    was = "You order and renew yourself; {partner} can do neither for you."
    becomes = "{partner} can order and renew for you."
    for said in (was, becomes):
        assert client.words(said, partner="Alpweb") in client.reads()
    client.taps("📨 Send the request")

    assert desk.status(key) is Status.ACTIVE
    alpweb.taps("✅ Confirm")
    assert desk.status(key) is Status.ENDED
    client.says("/partners")
    assert client.words("Full access") in client.reads()


def test_a_partner_asks_for_limited_access_instead(desk: Desk, lang: str) -> None:
    client, alpweb = desk.client("Seegarten Hotels", lang=lang), desk.partner("Alpweb", lang=lang)
    key = desk.partnership(client, alpweb, Access.FULL, payer=Payer.CLIENT)
    alpweb.says("/clients")
    alpweb.taps("Seegarten")
    alpweb.taps("🤝 The partnership")

    alpweb.taps("🔀 Change the access")
    alpweb.taps({"de": "Hosting", "en": "Hosting"}[lang])
    alpweb.taps({"de": "Fertig", "en": "Done"}[lang])
    alpweb.says("We only look after the website.")
    assert alpweb.words("You can order and renew for {client}.", client="Seegarten Hotels") in alpweb.reads()
    alpweb.taps("📨 Ask the client")

    assert client.reads().startswith(
        {"de": "📩 Alpweb bittet Sie um Zugriff", "en": "📩 Alpweb asks you for access"}[lang]
    )
    assert desk.status(key) is Status.ACTIVE


def test_a_partner_asks_for_full_access_and_the_client_agrees(desk: Desk) -> None:
    client, alpweb = desk.client(), desk.partner("Alpweb")
    key = desk.partnership(client, alpweb)
    alpweb.says("/clients")
    alpweb.taps("Seegarten")
    alpweb.taps("🤝 The partnership")
    alpweb.taps("Change the access")
    alpweb.taps("Your payment means")
    alpweb.taps("Without a message")
    alpweb.taps("Ask the client")

    with desk.work() as work:
        answering.confirm(work, client.row(work), key + 1)

    assert desk.status(key) is Status.ENDED
    assert desk.stored(key + 1).payer is Payer.PARTNER
    alpweb.says("/clients")
    assert "Full access" in alpweb.reads()


def test_nothing_more_is_asked_while_something_is(desk: Desk) -> None:
    client, alpweb = desk.client(), desk.partner("Alpweb")
    desk.partnership(client, alpweb, products=["Webshop"])
    desk.partnership(client, alpweb, Access.FULL, status=Status.PENDING)
    alpweb.says("/clients")
    alpweb.taps("🔔")
    alpweb.taps("The partnership")
    client.says("/partners")
    client.taps("✅")
    for who in (client, alpweb):
        who.taps("Change the access")
        assert {client: "is still waiting for an answer", alpweb: "is open already"}[who] in who.reads()


def test_who_is_replaced_keeps_its_access_until_then_and_all_three_are_told(desk: Desk, lang: str) -> None:  # fact 24
    client = desk.client("Seegarten Hotels", lang=lang)
    alpweb, nordnet = desk.partner("Alpweb", lang=lang), desk.partner("Nordnet", lang=lang)
    key = desk.partnership(client, alpweb, Access.FULL, payer=Payer.CLIENT)
    client.says("/addpartner")
    client.taps("Nordnet")
    client.taps("Full access")
    client.taps("Your payment means")
    loses = (
        "{partner} has full access now and loses it as soon as this request is confirmed: "
        "full access is for one partner at a time."
    )
    assert client.words(loses, partner="Alpweb") in client.reads()
    client.taps("📨 Send the request")
    assert desk.status(key) is Status.ACTIVE
    quiet = len(alpweb.from_bot())

    nordnet.taps("✅ Confirm")

    assert desk.status(key) is Status.ENDED
    assert nordnet.reads().startswith("🎉")
    assert "Seegarten Hotels" in nordnet.reads()
    lost = "⏹ Your partnership with {client} has ended: the client has given another partner full access."
    assert alpweb.words(lost, client="Seegarten Hotels") in alpweb.reads()
    assert len(alpweb.from_bot()) == quiet + 1
    gone = "⏹ {partner} no longer has full access: the new partner has it now."
    assert client.words(gone, partner="Alpweb") in client.reads_all()
    assert {"de": "🎉 Nordnet hat bestätigt.", "en": "🎉 Nordnet has confirmed."}[lang] in client.reads_all()
