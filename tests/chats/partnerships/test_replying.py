"""A request that waits is answered in one's own words: nothing is done by them."""

from __future__ import annotations

import pytest

from domain.partnerships.rules import Access, Payer, Status
from tests.chats.partnerships.test_countering import asks
from tests.desk import Desk
from tests.people import Chat

PROPOSE = "🔁 Send the proposal"


def asked(desk: Desk) -> tuple[Chat, Chat, int]:
    """A client that asks a partner for full access at the partner's expense, and the request's id."""
    client, alpweb = desk.client(), desk.partner("Alpweb")
    request = desk.partnership(client, alpweb, Access.FULL, payer=Payer.PARTNER, status=Status.PENDING)
    return client, alpweb, request


def test_a_partner_s_other_terms_stand_in_the_proposal(desk: Desk) -> None:
    _, alpweb, request = asked(desk)
    for text, payer in (
        ("ja, aber wir zahlen nicht", True),
        ("ok, but you pay", True),
        ("ja, aber bezahlen tun sie selber", True),
        ("ich bestätige Seegarten Hotels aber die sollen selber zahlen", True),
        ("we'd take it, but only the domain", False),
        ("ja, aber nur die Mails und die Domains", False),
    ):
        alpweb.says(text)

        assert PROPOSE in alpweb.buttons(), text
        assert ("Payment means of Seegarten Hotels" in alpweb.reads()) is payer, text
        assert ("🌐 Domains" in alpweb.reads()) is not payer, text
        assert desk.status(request) is Status.PENDING
        alpweb.taps("✖️ Cancel")


@pytest.mark.parametrize(
    "text", ["ok fine, we take it", "ja, machen wir", "passt so", "wir nehmen es, aber nur mit Vollzugriff"]
)
def test_who_agrees_reads_the_card(desk: Desk, text: str) -> None:
    _, alpweb, request = asked(desk)

    alpweb.says(text)

    assert alpweb.words("Nothing is confirmed yet: please check it, then tap “✅” below.") in alpweb.reads()
    assert "✅ Confirm" in alpweb.buttons()
    assert desk.status(request) is Status.PENDING


@pytest.mark.parametrize(
    "text", ["no, then only limited for the mail", "ja, aber nur die Domain", "ok fine, we take it"]
)
def test_a_client_decides_on_the_card(desk: Desk, text: str) -> None:
    client, alpweb = desk.client(), desk.partner("Alpweb")
    request = asks(desk, alpweb, client, Access.FULL)

    client.says(text)

    assert {"✅ Grant", "❌ Decline", "🔁 Grant other rights"} <= set(client.buttons())
    assert desk.status(request) is Status.PROPOSED


def test_without_a_request_or_with_several_nothing_is_taken_for_an_answer(desk: Desk) -> None:
    client, alpweb, lynx = desk.client(), desk.partner("Alpweb"), desk.partner("Lynx")
    client.says("ok fine, we take it")
    assert "✅ Grant" not in client.buttons()

    asks(desk, alpweb, client, Access.FULL)
    asks(desk, lynx, client)
    client.says("ok, but only the domain")
    assert "✅ Grant" not in client.buttons()


@pytest.mark.parametrize(
    "text",
    [
        "what does Alpweb want?",
        "was genau will Alpweb von uns?",
        "zeig mir die Anfrage von Alpweb",
        "when does the Alpweb request run out?",
    ],
)
def test_what_somebody_asks_for_is_on_the_card_also_beside_an_active_partnership(desk: Desk, text: str) -> None:
    client, alpweb = desk.client(), desk.partner("Alpweb")
    desk.partnership(client, alpweb, products=["Webshop"])
    asks(desk, alpweb, client, Access.FULL)

    client.says(text)

    assert "✅ Grant" in client.buttons()


def test_what_is_said_while_other_terms_are_proposed_is_for_the_proposal(desk: Desk) -> None:
    _, alpweb, _ = asked(desk)
    alpweb.says("what does Seegarten Hotels want?")
    alpweb.taps("🔁 Propose something else")

    alpweb.says("wir möchten nur die Mails und die Domains, und zahlen tut der Kunde")

    assert alpweb.words("<b>What would you like to manage?</b>") in alpweb.reads()
