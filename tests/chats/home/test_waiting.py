"""What waits for a person stands first: requests to answer, questions, people who want to be let in."""

from __future__ import annotations

from domain.partnerships.rules import Access, Payer, Status, Terms
from domain.people import Role
from services.partnerships import negotiating
from tests.desk import Desk
from tests.people import Chat
from tests.programmes import INFOMANIAK


def asks(desk: Desk, partner: Chat, client: Chat) -> None:
    """The partner asks the client for full access."""
    terms = Terms(Access.FULL, Payer.CLIENT, frozenset())
    desk.happens(lambda work: negotiating.ask(work, INFOMANIAK, partner.row(work), client.organisation_id, terms))


def test_a_request_waits_for_the_partner_and_leads_to_its_card(desk: Desk, lang: str) -> None:
    client, partner = desk.client("Seegarten"), desk.partner("Alpweb", lang=lang)
    desk.partnership(client, partner, status=Status.PENDING)

    partner.says("/menu")
    first = partner.buttons()[0]
    assert first.startswith("🔔 1")
    assert first in partner.reads()
    partner.taps(first)
    assert "Seegarten" in partner.reads()
    partner.taps("📥 Seegarten")

    assert partner.words("✅ Confirm") in partner.buttons()


def test_a_partner_that_asks_waits_for_the_client(desk: Desk) -> None:
    client, partner = desk.client("Seegarten"), desk.partner("Alpweb")
    asks(desk, partner, client)

    client.says("/waiting")
    client.taps("📥 Alpweb")
    assert "Alpweb" in client.reads()
    partner.says("/waiting")
    assert "Nothing waits for you" in partner.reads()


def test_only_those_who_decide_have_a_request_waiting(desk: Desk) -> None:
    client, partner = desk.client("Seegarten"), desk.partner("Alpweb")
    employee, reader = desk.colleague(partner, "Tim"), desk.colleague(partner, "Ida", role=Role.READER)
    desk.partnership(client, partner, status=Status.PENDING)

    for chat in (employee, reader):
        chat.says("/waiting")
        assert "Nothing waits for you at Alpweb" in chat.reads()


def test_a_question_waits_for_those_who_may_answer(desk: Desk) -> None:
    client, partner = desk.client("Seegarten"), desk.partner("Alpweb")
    employee, reader = desk.colleague(client, "Tim"), desk.colleague(client, "Ida", role=Role.READER)
    desk.partnership(client, partner, status=Status.PENDING)
    partner.says("/requests")
    partner.taps("Seegarten")
    partner.taps("Ask the client first")
    partner.says("Since when do you have it?")
    partner.taps("📨 Send")

    employee.says("/waiting")
    employee.taps("💬 Alpweb")
    assert "Since when do you have it?" in employee.reads()
    reader.says("/waiting")
    assert "Nothing waits" in reader.reads()


def test_many_things_are_turned_page_by_page(desk: Desk) -> None:
    partner = desk.partner("Alpweb")
    for number in range(10):
        desk.partnership(desk.client(f"Seegarten {number}"), partner, status=Status.PENDING)

    partner.says("/waiting")
    assert len([label for label in partner.buttons() if label.startswith("📥")]) == 8
    partner.taps("▶️")
    assert [label for label in partner.buttons() if label.startswith("📥")] == ["📥 Seegarten 8", "📥 Seegarten 9"]
