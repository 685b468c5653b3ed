"""A partner is found by its e-mail address (fact 39), which nobody is shown; closed partners are not found."""

from __future__ import annotations

import pytest

from storage.tables import Organisation
from tests.desk import Desk
from tests.people import Chat

UNKNOWN = "I know no partner with this e-mail address. Please try its name, or ask it for its partner code."


def writes_from(desk: Desk, partner: Chat, email: str) -> None:
    with desk.work() as work:
        work.session.get_one(Organisation, partner.organisation_id).email = email


def close(desk: Desk, partner: Chat) -> None:
    with desk.work() as work:
        work.session.get_one(Organisation, partner.organisation_id).closed_at = work.now


@pytest.mark.parametrize(
    "typed",
    [
        "hello@alpweb.example",
        "Hello@Alpweb.Example",
        "<hello@alpweb.example>",
        "mailto:hello@alpweb.example",
        "Alpweb AG <hello@alpweb.example>",
        "their address is hello@alpweb.example.",
        "„hello@alpweb.example“, please",
    ],
)
def test_a_partner_is_found_by_its_address(desk: Desk, typed: str) -> None:
    client, alpweb = desk.client(), desk.partner("Alpweb")
    desk.partner("Nordnet")
    writes_from(desk, alpweb, "hello@alpweb.example")

    client.says("/addpartner")
    assert "e-mail address" in client.reads()
    assert "Which access should Alpweb have?" in client.says(typed)
    assert "hello@alpweb.example" not in client.reads_all()


def test_an_address_that_nobody_has_says_nothing_more(desk: Desk, lang: str) -> None:
    client = desk.client(lang=lang)
    desk.partner("Alpweb")
    with desk.work() as work:  # clients are not found, either
        work.session.get_one(Organisation, client.organisation_id).email = "own@seegarten.example"
    other = desk.client("Bergbahn", lang=lang)
    client.says("/addpartner")

    for address in ("hello@alpweb.example", "own@seegarten.example"):
        assert client.words(UNKNOWN) in client.says(address)
        assert client.reads().endswith(client.reads().split("\n")[-1])
    other.says("/addpartner")
    assert other.words(UNKNOWN) in other.says("own@seegarten.example")
    assert "Seegarten" not in other.reads()


def test_several_with_one_address_are_offered(desk: Desk, lang: str) -> None:
    client, alpweb, bergweb = desk.client(lang=lang), desk.partner("Alpweb"), desk.partner("Bergweb")
    desk.partner("Nordnet")
    for partner in (alpweb, bergweb):
        writes_from(desk, partner, "web@alpen.example")
    client.says("/addpartner")

    assert client.words("Several partners have this address. Which one do you mean?") in client.says(
        "web@alpen.example"
    )
    assert client.buttons()[:-1] == ["Alpweb", "Bergweb"]
    client.taps("Bergweb")
    assert client.words("<b>Which access should {partner} have?</b>", partner="Bergweb") in client.reads()


def test_a_closed_partner_is_neither_offered_nor_found(desk: Desk) -> None:
    client, alpweb = desk.client(), desk.partner("Alpweb")
    desk.partner("Nordnet")
    writes_from(desk, alpweb, "hello@alpweb.example")
    client.says("/addpartner")
    old = client.find("Alpweb")
    close(desk, alpweb)

    client.press(*old)
    assert "Alpweb" not in client.buttons()
    for typed in ("Alpweb", alpweb.partner_code, "hello@alpweb.example", "alp web"):
        client.says("/cancel")
        client.says("/addpartner")
        assert "Alpweb" not in client.buttons()
        client.says(typed)
        assert "Alpweb" not in client.buttons()
        assert "Which access" not in client.reads()
