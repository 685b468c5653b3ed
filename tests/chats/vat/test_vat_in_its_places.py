"""Where a VAT number is asked for, and where never: at registration, before paying, and of companies in the EU only."""

from __future__ import annotations

import pytest

from domain.organisations.kinds import OrganisationKind
from storage.tables import Organisation
from tests.chats.vat.test_vat import stored
from tests.desk import Desk
from tests.people import Chat

ENTER = "🧾 Enter the VAT number"


def register(chat: Chat, kind: str, country: str) -> None:
    chat.says("/register")
    chat.taps(kind)
    chat.says("Holunder GmbH" if kind == "Company" else "Holunder")
    chat.says(country)
    if kind == "Company":
        chat.taps("Leave it out")
    chat.taps("I declare this")
    chat.taps("✅ Register")


@pytest.mark.parametrize(
    ("kind", "country", "asked"),
    [
        ("Company", "Germany", True),
        ("Company", "France", True),
        ("Company", "Switzerland", False),  # fact 37
        ("Company", "Norway", False),
        ("Private account", "Germany", False),  # fact 33
    ],
)
def test_at_registration_companies_in_the_eu_are_asked(desk: Desk, kind: str, country: str, asked: bool) -> None:
    client = desk.newcomer("Lea")
    register(client, kind, country)

    assert ("Does it have a European VAT number?" in client.reads()) is asked
    assert (client.buttons()[0] == ENTER) is asked


def request_full_access(client: Chat, payer: str) -> None:
    client.says("/addpartner")
    client.taps("Alpweb")
    client.taps(client.words("Full access"))
    client.taps(payer)


@pytest.mark.parametrize(("country", "asked"), [("DE", True), ("CH", False)])
def test_who_is_going_to_pay_is_asked_before_and_after(desk: Desk, country: str, asked: bool) -> None:
    client, _ = desk.client("Rheinblick", country=country), desk.partner("Alpweb")

    request_full_access(client, "Your payment means")
    assert ("Rheinblick has no VAT number here yet" in client.reads()) is asked  # fact 36
    client.taps("Send the request")
    assert (ENTER in client.buttons()) is asked


def test_who_does_not_pay_or_has_a_number_is_not_asked(desk: Desk) -> None:
    client, _ = desk.client("Rheinblick", country="DE"), desk.partner("Alpweb")

    request_full_access(client, "Payment means of Alpweb")
    assert "VAT" not in client.reads()
    client.taps("Send the request")
    assert ENTER not in client.buttons()
    client.says("DE123456788")
    client.taps("Accept terms and store")
    desk.partner("Nordnet")
    client.says("/addpartner")
    client.taps("Nordnet")
    client.taps("Full access")
    client.taps("Your payment means")
    assert "VAT" not in client.reads()


def test_a_private_account_that_has_a_number_becomes_a_company(desk: Desk, lang: str) -> None:
    client = desk.client("Holunder", kind=OrganisationKind.PRIVATE, country="DE", lang=lang)

    client.says("DE 123 456 788")
    assert client.words("Make it a company account") in client.reads()
    client.says("Holunder GmbH")
    client.taps(client.words("⏭ Leave it out"))
    client.taps(client.words("🏢 Make it a company account"))
    assert "Holunder GmbH" in client.reads()
    client.taps("DE123456788")
    client.taps(client.words("☑️ Accept terms and store"))

    assert stored(client) == "DE123456788"


def test_a_private_account_is_led_on_from_the_menu_of_its_number(desk: Desk) -> None:
    client = desk.client("Holunder", kind=OrganisationKind.PRIVATE, country="DE")

    client.says("/vat")
    client.taps("Make it a company account")
    client.taps("Keep “Holunder”")
    client.taps("Leave it out")
    client.taps("Make it a company account")

    assert "No number is stored." in client.reads()


def test_an_account_of_the_provider_changes_its_kind_there(desk: Desk) -> None:
    client = desk.client("Holunder", kind=OrganisationKind.PRIVATE, country="DE")
    with desk.work() as work:
        organisation = work.session.get_one(Organisation, client.organisation_id)
        organisation.account_id, organisation.as_of = "A-1", work.now

    client.says("DE123456788")

    assert "its kind is changed in the console" in client.reads()


def test_a_number_shows_what_became_of_it(desk: Desk, lang: str) -> None:
    client = desk.client("Rheinblick", country="DE", lang=lang)
    for number in ("DE123456788", "ATU12345005"):
        client.says(number)
        client.taps(client.words("☑️ Accept terms and store"))
    client.says("/vat")
    assert "DE123456788" in client.reads()
    client.taps(client.words("🗑 Remove"))
    client.taps(client.words("🗑 Yes, remove it"))

    steps = [line for line in client.reads().splitlines() if line.startswith(("23", "Nov"))]
    assert len(steps) == 3
    assert "ATU12345005" in steps[0]
    assert "DE123456788" in steps[1]
    assert "ATU12345005" in steps[1]
