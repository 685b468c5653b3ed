"""Once a year, a client is asked in one message whether each partner still needs what it has."""

from __future__ import annotations

import pytest

from domain.partnerships.rules import Access, Payer
from domain.people import Role
from tests.desk import Desk

A_YEAR = 365


def test_one_message_names_every_partner_and_one_tap_settles_it(desk: Desk, lang: str) -> None:
    client = desk.client("Seegarten Hotels", lang=lang)
    employee = desk.colleague(client, lang=lang)
    alpweb, nordnet = desk.partner("Alpweb", lang=lang), desk.partner("Nordnet", lang=lang)
    desk.partnership(client, alpweb, products=["Webshop"])
    desk.partnership(client, nordnet, Access.FULL, payer=Payer.PARTNER)
    desk.clock.advance(days=desk.programme.check_up_after.days - 1)
    desk.look_at_deadlines()
    before = len(client.from_bot())
    others = [len(chat.from_bot()) for chat in (employee, alpweb, nordnet)]
    desk.clock.advance(days=1)

    desk.look_at_deadlines()
    desk.look_at_deadlines()

    assert len(client.from_bot()) == before + 1
    assert [len(chat.from_bot()) for chat in (employee, alpweb, nordnet)] == others
    for said in ("Alpweb", "Webshop", "Nordnet", client.words("Payment means of {other}", other="Nordnet")):
        assert said in client.reads()
    assert client.buttons() == [
        client.words("✅ All still needed"),
        "Alpweb",
        "Nordnet",
        client.words("⏰ Later"),
        client.words("🏠 Menu"),
    ]
    client.taps("✅ All still needed")
    thanks = "✅ Thank you. Everything of {client} stays as it is; I ask again in a year."
    assert client.words(thanks, client="Seegarten Hotels") in client.reads()


def test_it_leads_to_each_card_and_comes_again_a_year_later(desk: Desk) -> None:
    client, alpweb = desk.client(), desk.partner("Alpweb")
    desk.partnership(client, alpweb)
    desk.clock.advance(days=A_YEAR)
    desk.look_at_deadlines()
    client.taps("Alpweb")
    assert "Confirmed on" in client.reads()
    before = len(client.from_bot())
    desk.clock.advance(days=A_YEAR - 1)
    desk.look_at_deadlines()
    assert len(client.from_bot()) == before
    desk.clock.advance(days=1)
    desk.look_at_deadlines()

    assert "does each still need it?" in client.reads()


def test_many_partners_are_counted_and_there_are_eight_buttons_at_most(desk: Desk) -> None:
    names = [f"Partner {number}" for number in range(7)]
    client = desk.client(products=names)
    for name in names:
        desk.partnership(client, desk.partner(name), products=[name])
    desk.clock.advance(days=A_YEAR)
    desk.look_at_deadlines()

    assert "… and 2 more" in client.reads()
    assert len(client.buttons()) == 8
    assert "👥 Partners" in client.buttons()


@pytest.mark.parametrize("role", [Role.EMPLOYEE, Role.ADMINISTRATOR])
def test_only_a_legal_representative_says_that_all_is_needed(desk: Desk, role: Role) -> None:
    client = desk.client()
    colleague = desk.colleague(client, role=role)
    desk.partnership(client, desk.partner("Alpweb"))
    desk.clock.advance(days=A_YEAR)
    desk.look_at_deadlines()
    data = client.find("All still needed")[1]
    colleague.says("/menu")

    answer = colleague.press(colleague.from_bot()[-1]["message_id"], data)

    assert "Only a legal representative" in answer
