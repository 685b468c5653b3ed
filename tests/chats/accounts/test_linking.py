"""Connecting a Telegram with an account at the provider, and disconnecting it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from domain.organisations.kinds import OrganisationKind
from domain.partnerships.rules import Access, Status
from domain.people import Role
from domain.words import Country, Money
from services import organisations, products
from services.accounts import linking
from services.partnerships import requesting
from storage.people import membership
from storage.tables import Organisation
from tests.desk import Desk
from tests.people import Chat
from tests.programmes import INFOMANIAK
from tests.services.accounts.console import account, in_console, link_for, member
from tests.services.world import full

NUMBER = "A-100"
UID = "CHE-109.322.551"
REPRESENTATIVE = "legal representative"
REPLACED = "🔌 Your Telegram is no longer connected with <b>{organisation}</b>: another one was connected in its place."


@pytest.fixture
def seegarten(desk: Desk) -> int:
    """An account with a legal representative, Lea Frei, and an employee, Tim Roth."""
    with desk.work() as work:
        made = account(work, NUMBER, "Seegarten Hotels")
        in_console(work, made, "u1", "Lea Frei")
        in_console(work, made, "u2", "Tim Roth", Role.EMPLOYEE)
    return made.id


def link(desk: Desk, console_id: str = "u1", number: str = NUMBER) -> str:
    """The command that opens a new link."""
    with desk.work() as work:
        return f"/start link_{link_for(work, number, console_id)}"


def connected(desk: Desk, console_id: str, name: str = "Lea", lang: str = "en") -> Chat:
    """Somebody whose Telegram is connected with the account."""
    chat = desk.person(name, lang)
    chat.says(link(desk, console_id))
    chat.taps("✅ Connect")
    with desk.work() as work:
        organisation = member(work, NUMBER, console_id).organisation
    chat.organisation_id, chat.organisation_name = organisation.id, organisation.name
    return chat


def belongs(desk: Desk, chat: Chat, organisation_id: int) -> bool:
    with desk.work() as work:
        return membership(work.session, chat.row(work).id, organisation_id) is not None


def test_a_link_is_shown_asked_about_once_and_used(desk: Desk, seegarten: int, lang: str) -> None:
    lea = desk.person("Lea", lang)

    shown = lea.says(link(desk))
    assert lea.words("Account: {organisation}", organisation="Seegarten Hotels") in shown
    assert "Lea Frei" in shown
    assert lea.words(REPRESENTATIVE) in shown
    assert "Infomaniak" in shown
    assert lea.buttons() == [lea.words("✅ Connect"), lea.words("Not now")]
    assert not belongs(desk, lea, seegarten)
    lea.taps("✅ Connect")

    done = lea.words(
        "✅ Your Telegram is connected with <b>{organisation}</b> at {provider}.",
        organisation="Seegarten Hotels",
        provider="Infomaniak",
    )
    assert done in lea.reads(2)
    assert lea.words("You are acting for <b>{organisation}</b>.", organisation="Seegarten Hotels") in lea.reads()
    assert lea.words("🤝 Add a partner") in lea.buttons()
    assert belongs(desk, lea, seegarten)


def test_who_does_not_want_it_now_can_come_back(desk: Desk, seegarten: int) -> None:
    lea, command = desk.person("Lea"), link(desk)
    lea.says(command)
    connect = lea.find("✅ Connect")

    lea.taps("Not now")
    assert "which organisation you act for" in lea.reads()
    assert not belongs(desk, lea, seegarten)
    lea.press(*connect)
    assert belongs(desk, lea, seegarten)


def test_what_waits_is_said_to_a_partner_who_connects(desk: Desk) -> None:
    client, noah = desk.client("Bergbahn"), desk.person("Noah")
    with desk.work() as work:
        alpweb = account(work, NUMBER, "Alpweb", partner=True)
        in_console(work, alpweb, "u7", "Noah Weber")
        asked = requesting.request(work, INFOMANIAK, client.row(work), alpweb.id, full())
    assert desk.status(asked.id) is Status.PENDING

    noah.says(link(desk, "u7"))
    noah.taps("✅ Connect")

    assert "1 thing waits for you" in noah.reads()
    noah.taps("📥 Requests")
    assert "Bergbahn" in noah.reads()


def test_links_that_lead_nowhere_say_what_to_do(desk: Desk, seegarten: int, lang: str) -> None:
    lea, eve = desk.person("Lea", lang), desk.person("Eve", lang)
    used = link(desk)
    lea.says(used)
    lea.taps("✅ Connect")
    old = link(desk)
    desk.clock.moment += INFOMANIAK.account_link_lasts
    again = {
        "en": "press “Connect Telegram” in the console of Infomaniak again",
        "de": "noch einmal auf «Telegram verbinden»",
    }

    for command in (used, old, "/start link_guess", "/start link_"):
        assert again[lang] in eve.says(command), command
        assert eve.words("🌐 Open the console of {provider}", provider="Infomaniak") in eve.buttons()
    eve.taps("So verbinden Sie Telegram" if lang == "de" else "How to connect Telegram")
    assert ("Der Link gilt einmal" if lang == "de" else "The link works once") in eve.reads()
    assert not belongs(desk, eve, seegarten)


def test_the_same_person_may_open_a_link_twice(desk: Desk, seegarten: int) -> None:
    lea, command = desk.person("Lea"), link(desk)
    lea.says(command)
    connect = lea.find("✅ Connect")
    lea.press(*connect)
    lea.press(*connect)
    lea.says(command)

    assert "You are acting for Seegarten Hotels" in lea.reads()
    assert "Your Telegram is connected with Seegarten Hotels" in lea.reads(2)
    assert belongs(desk, lea, seegarten)


def test_what_somebody_prepared_for_the_same_company_comes_along(desk: Desk, lang: str) -> None:
    lea = desk.newcomer("Lea", lang)
    with desk.work() as work:
        person = lea.row(work)
        for name, uid in (("Seegarten", UID), ("Bergbahn", None)):
            organisations.register(
                work, person, OrganisationKind.COMPANY, name, Country("CH"), uid, programme=INFOMANIAK
            )
            products.add(work, person, "domain", f"{name.lower()}.example", Money(Decimal(12), "CHF"))
        in_console(work, account(work, NUMBER, "Seegarten Hotels", register_number=UID), "u1", "Lea Frei")

    lea.says(link(desk))
    lea.taps("✅ Connect")
    assert "seegarten.example" in lea.says("/products")
    lea.taps("📥 Take over: {organisation}", organisation="Bergbahn")  # another name: that is for her to say

    assert "bergbahn.example" in lea.says("/products")
    assert "Bergbahn" not in str(lea.says("/organisation"))


def test_an_open_form_is_kept(desk: Desk, seegarten: int) -> None:
    lea = desk.client("Bergbahn")
    lea.says("/addproduct")
    lea.says(link(desk))
    lea.taps("✅ Connect")

    assert any("▶️ Continue" in label for label in lea.buttons())
    assert belongs(desk, lea, seegarten)


@pytest.mark.usefixtures("seegarten")
def test_a_stolen_link_shows(desk: Desk, lang: str) -> None:
    lea = connected(desk, "u1", "Lea", lang)
    with desk.work() as work:
        in_console(work, work.session.get_one(Organisation, lea.organisation_id), "u3", "Ida Blum")
    ida, eve = connected(desk, "u3", "Ida", lang), desk.person("Eve", lang)

    shown = eve.says(link(desk))
    replaces = "Another Telegram is connected with it so far. It no longer is then, and is told."
    assert eve.words(replaces) in shown
    eve.taps("✅ Connect")

    assert lea.words(REPLACED, organisation="Seegarten Hotels") in lea.reads()
    told = "🔗 <b>{name} has connected a Telegram with your organisation:</b> {person}."
    assert ida.words(told, name="Lea Frei", person="Eve") in ida.reads()
    assert ida.words("It replaces the Telegram that was connected before: {person}.", person="Lea") in ida.reads()
    nobody = lea.words("First, please tell me which organisation you act for: registering it takes a minute.")
    assert nobody in lea.says("/menu")

    lea.says(link(desk))
    lea.taps("✅ Connect")
    assert lea.words("You are acting for <b>{organisation}</b>.", organisation="Seegarten Hotels") in lea.reads()
    assert eve.words(REPLACED, organisation="Seegarten Hotels") in eve.reads()


def test_who_is_connected_sees_it_and_disconnects(desk: Desk, seegarten: int, lang: str) -> None:
    lea, tim = connected(desk, "u1", "Lea", lang), connected(desk, "u2", "Tim", lang)
    assert tim.words("🔗 Connected with the account at {provider}.", provider="Infomaniak") in tim.says("/organisation")

    tim.taps("🔌 Disconnect")
    asked = tim.words("<b>Disconnect your Telegram from {organisation}?</b>", organisation="Seegarten Hotels")
    assert asked in tim.reads()
    tim.taps("◀️ No, go back")
    tim.taps("🔌 Disconnect")
    yes = tim.find("🔌 Yes, disconnect")
    tim.press(*yes)

    assert not belongs(desk, tim, seegarten)
    gone = "🔌 Your Telegram is no longer connected with {organisation}."
    assert tim.words(gone, organisation="Seegarten Hotels") in tim.reads()
    still = "🔌 {name} acts for your organisation in Telegram no longer, in the console still."
    assert lea.words(still, name="Tim") in lea.reads()
    assert tim.words("You do not belong to this organisation (any more).") in tim.press(*yes)  # months later


def test_the_last_representative_may_disconnect(desk: Desk, seegarten: int) -> None:
    lea = connected(desk, "u1")

    lea.says("/people")
    lea.taps("🔌 Disconnect")
    lea.taps("🔌 Yes, disconnect")

    assert not belongs(desk, lea, seegarten)


@pytest.mark.usefixtures("seegarten")
def test_the_console_disconnects_somebody_and_their_cards_lose_their_buttons(desk: Desk) -> None:
    lea, alpweb = connected(desk, "u1"), desk.partner("Alpweb")
    desk.partnership(lea, alpweb, Access.FULL)
    lea.says("/partners")
    lea.taps("Alpweb")
    end = lea.find("⏹ End partnership")

    desk.happens(lambda work: linking.unlink_from_console(work, NUMBER, "u1"))

    assert "was disconnected from Seegarten Hotels in the console of Infomaniak" in lea.reads()
    assert "⏹ End partnership" not in str(lea.from_bot())
    lea.press(*end)
    assert "⏹" not in lea.reads()
