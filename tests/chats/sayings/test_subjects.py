"""What is said about everything but partnerships opens its screen or its form, with what was said."""

from __future__ import annotations

from domain.organisations.kinds import OrganisationKind
from domain.people import Role
from handlers.chat.sayings import Heard
from handlers.chat.turn import ChatCommand
from tests.asked import SAYINGS, asks
from tests.desk import Desk

SCREENS = {
    "client": {
        "menu": "You are acting for",
        "help": "What I can do for you",
        "deadlines": "What is coming",
        "language": "Which language shall I write in?",
        "timezone": "Your clock",
        "cancel": "There is nothing to cancel",
        "organisation": "Seegarten Hotels",
        "switch_organisation": "Seegarten Hotels",
        "register": "Register an organisation",
        "get_verified": "is verified by",
        "connect_account": "cannot be connected here",
        "people": "Who acts for Seegarten Hotels",
        "invite_colleague": "In which role should somebody join Seegarten Hotels?",
        "remove_colleague": "Whose role in Seegarten Hotels",
        "change_role": "Whose role in Seegarten Hotels",
        "products": "Products of Seegarten Hotels",
        "add_product": "What kind of product is it?",
        "enter_vat": "VAT number",
        "remove_vat": "No number is stored",
        "new_tender": "New tender",
        "own_tenders": "Tenders of Seegarten Hotels",
        "tenders": "Tenders of Seegarten Hotels",
        "become_partner": "partner",
        "invite_partner": "Whom would you like to invite?",
        "topics": "topic",
        "human": "support",
        "email": "mail",
        "enter_email": "mail",
    },
    "partner": {
        "clients": "Clients: Alpweb",
        "export_clients": "What would you like to have as a file?",
        "note": "What would you like to note about Seegarten Hotels?",
        "my_link": "The link of Alpweb",
        "my_entry": "Alpweb in the directory",
        "tenders": "Tenders",
        "subscribe_tenders": "Tell me of tenders",
        "income_chart": "There is nothing to draw",
        "requests": "No request is waiting",
    },
}


def test_every_screen_and_form_can_be_asked_for(desk: Desk) -> None:
    lea, noah = desk.client(country="DE"), desk.partner("Alpweb")
    desk.colleague(lea)
    desk.partnership(lea, noah)
    chats = {"client": lea, "partner": noah}
    for who, screens in SCREENS.items():
        for name, words in screens.items():
            assert words in asks(chats[who], name), name
            chats[who].says("/cancel")


def test_what_was_said_is_filled_in(desk: Desk) -> None:
    lea = desk.client(country="DE")
    assert "Is this the right number?" in asks(lea, "enter_vat", vat="DE123456788")
    lea.taps("☑️ Accept terms and store")
    assert "Remove the VAT number DE123456788 of Seegarten Hotels?" in asks(lea, "remove_vat")
    asks(lea, "invite_colleague", role=Role.ADMINISTRATOR)
    assert lea.buttons()[0] == "✅ Yes, administrator"
    desk.colleague(lea, role=Role.LEGAL_REPRESENTATIVE)
    with desk.work() as work:
        person = lea.row(work).id
    assert "Leave Seegarten Hotels?" in asks(lea, "remove_colleague", person=person)
    assert "Sie handeln" in asks(lea, "language", language="de")


def test_a_private_account_becomes_a_company_first(desk: Desk) -> None:
    mia = desk.client("Mia Muster", kind=OrganisationKind.PRIVATE, country="DE")
    assert "becomes a company account" in asks(mia, "enter_vat", vat="DE123456788")


def test_the_directory_is_searched_with_the_whole_message(desk: Desk) -> None:
    lea = desk.client()

    def finds(text: str) -> str:
        desk.app.desk.commands["asks"] = ChatCommand(
            "asks", lambda turn: SAYINGS["find_partner"].answer(turn, Heard(text))
        )
        return lea.says("/asks")

    assert "Partners for “Shopware in Bern”" in finds("Shopware in Bern")
    assert "No partner has an entry yet." in finds("")


def test_newcomers_are_asked_to_register(desk: Desk) -> None:
    mia = desk.newcomer()
    for name in ("people", "organisation", "products", "enter_vat", "end_partnership", "my_link", "note"):
        assert "which organisation you act for" in asks(mia, name), name
        assert "📝 Register an organisation" in mia.buttons(), name


def test_a_partner_who_takes_no_new_clients_comes_to_its_entry(desk: Desk) -> None:
    noah = desk.partner("Alpweb")
    for said in ("wir möchten keine neuen Kunden mehr", "we're not taking new clients right now", "pause our listing"):
        assert noah.says(said).startswith(f"📇 {SCREENS['partner']['my_entry']}"), said


def test_an_access_is_extended_by_a_day_that_is_asked_for(desk: Desk) -> None:
    lea = desk.client()
    desk.partnership(lea, desk.partner("Alpweb"))
    for said in ("extend Alpweb's access by 3 months", "verlängere den Zugriff von Alpweb um 3 Monate"):
        assert "Until when should Alpweb have its access?" in lea.says(said), said
        lea.says("/cancel")
