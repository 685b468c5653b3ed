"""People of the provider's console among the people of an organisation: everybody once, and decided where they are."""

from __future__ import annotations

import pytest

from domain.accounts.records import read_person
from domain.partnerships.rules import Access
from domain.people import Role
from services.accounts.taking import take_people
from storage.people import count_members, count_with_role
from storage.tables import Membership
from tests.chats.accounts.test_linking import NUMBER, connected, link
from tests.desk import Desk
from tests.programmes import INFOMANIAK
from tests.services.accounts.console import account, in_console

REPRESENTATIVE = Role.LEGAL_REPRESENTATIVE
NOBODY = "⚠️ There is no legal representative at present, so nobody can decide anything in its name."


@pytest.fixture
def seegarten(desk: Desk) -> int:
    """An account with a legal representative, Lea Frei, an administrator, Ida Blum, and an employee, Tim Roth."""
    with desk.work() as work:
        made = account(work, NUMBER, "Seegarten Hotels")
        in_console(work, made, "u1", "Lea Frei")
        in_console(work, made, "u2", "Tim Roth", Role.EMPLOYEE)
        in_console(work, made, "u3", "Ida Blum", Role.ADMINISTRATOR)
    return made.id


def arrives(desk: Desk, person: str, **record: str) -> None:
    """The provider's systems tell of a person of the account."""
    desk.clock.advance(hours=1)
    raw = {"person": person, "account": NUMBER, "status": "active", "as_of": desk.clock().isoformat(), **record}
    desk.happens(lambda work: take_people(work, INFOMANIAK, [read_person(raw)]))


def listed(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.startswith("•")]


@pytest.mark.usefixtures("seegarten")
def test_everybody_is_listed_once_and_with_where_they_are(desk: Desk) -> None:
    lea = connected(desk, "u1", "Lea 🌸")
    by_hand = desk.colleague(lea, "Tom")

    text = lea.says("/people")

    assert listed(text) == [
        "• Tim Roth, employee (not in Telegram)",
        "• Ida Blum, administrator (not in Telegram)",
        "• Lea Frei, legal representative (in Telegram)",
        "• Tom, employee (by invitation)",
    ]
    assert "Who is in the console of Infomaniak is added, changed and removed there." in text
    assert [label for label in lea.buttons() if label.startswith("👤")] == ["👤 Tom"]
    assert "4 people act for it here" in lea.says("/organisation")
    assert listed(lea.says("/people frei")) == ["• Lea Frei, legal representative (in Telegram)"]
    by_hand.says("/people")
    assert "🚪 Leave" in by_hand.buttons()
    lea.says("/people")
    assert "🔌 Disconnect" in lea.buttons()
    assert "🚪 Leave" not in lea.buttons()


def test_people_are_counted_once(desk: Desk, seegarten: int) -> None:
    for console_id in ("u1", "u2"):
        connected(desk, console_id)

    with desk.work() as work:
        assert count_members(work.session, [seegarten]) == {seegarten: 3}
        assert [count_with_role(work.session, seegarten, role) for role in Role] == [1, 1, 1, 0]


def test_a_company_without_an_account_reads_what_it_always_did(desk: Desk) -> None:
    lea = desk.client("Bergbahn")
    desk.colleague(lea, "Tim", role=Role.ADMINISTRATOR)

    text = lea.says("/people")

    assert listed(text) == ["• Lea, legal representative", "• Tim, administrator"]
    assert "console" not in text
    assert {"➕ Employee", "➕ Administrator", "➕ Legal representative"} <= set(lea.buttons())


@pytest.mark.usefixtures("seegarten")
def test_legal_representatives_of_an_account_come_from_the_console(desk: Desk, lang: str) -> None:
    lea, ben = connected(desk, "u1", "Lea", lang), desk.client("Bergbahn", lang=lang)
    ben.says("/people")
    _, data = ben.find("➕ Legal representative")

    lea.says("/people")
    assert lea.words("➕ Legal representative") not in lea.buttons()
    place, _ = lea.find("➕ Administrator")
    lea.press(place, data.replace(str(ben.organisation_id), str(lea.organisation_id)))  # a forged button

    settled = (
        "Who legally represents {organisation} is settled in the console of {provider}. "
        "Please name them there; they can then connect their Telegram."
    )
    assert lea.words(settled, organisation="Seegarten Hotels", provider="Infomaniak") in lea.reads()
    assert lea.words("🌐 Open the console of {provider}", provider="Infomaniak") in lea.buttons()


@pytest.mark.usefixtures("seegarten")
def test_old_buttons_do_not_remove_who_is_in_the_console(desk: Desk, lang: str) -> None:
    lea = connected(desk, "u1", "Lea", lang)
    tim = desk.colleague(lea, "Tim", lang=lang)
    lea.says("/people")
    lea.taps("👤 Tim")
    remove = lea.find("🗑 Remove")
    tim.says("/people")
    leave = tim.find("🚪 Leave")
    tim.says(link(desk, "u2"))
    tim.taps("✅ Connect")

    there = "{name} belongs to {organisation} in the console of {provider}. Roles are changed and taken away there."
    lea.press(*remove)
    assert lea.words(there, name="Tim", organisation="Seegarten Hotels", provider="Infomaniak") in lea.reads()
    assert lea.words("🌐 Open the console of {provider}", provider="Infomaniak") in lea.buttons()
    tim.press(*leave)
    assert "🏢 Organisation" in tim.buttons()
    tim.says("/people")
    assert tim.words("🔌 Disconnect") in tim.buttons()


@pytest.mark.usefixtures("seegarten")
def test_a_role_that_the_console_changes_counts_at_once(desk: Desk, lang: str) -> None:
    lea, alpweb = connected(desk, "u1", "Lea", lang), desk.partner("Alpweb")
    tim = connected(desk, "u2", "Tim", lang)
    desk.partnership(lea, alpweb, Access.FULL)
    tim.says("/partners")
    tim.taps("Alpweb")
    assert tim.words("⏹ End partnership") not in tim.buttons()
    card = tim.from_bot()[-1]["message_id"]

    arrives(desk, "u2", name="Tim Roth", role="legal_representative")

    changed = tim.words("🔑 <b>Your role in {organisation} has changed.</b>", organisation="Seegarten Hotels")
    assert changed in tim.reads()
    assert tim.words("Role: {role}", role=tim.words("legal representative")) in tim.reads()
    tim.taps("⏹ End partnership", message_id=card)  # the card that stood there already
    arrives(desk, "u2", name="Tim Roth", role="employee")
    tim.says("/menu")
    assert tim.words("🤝 Add a partner") not in tim.buttons()


@pytest.mark.usefixtures("seegarten")
def test_who_is_removed_in_the_console_is_told_and_gone_at_once(desk: Desk, lang: str) -> None:
    lea, tim = connected(desk, "u1", "Lea", lang), connected(desk, "u2", "Tim", lang)

    arrives(desk, "u2", name="Tim Roth", role="employee", status="removed")

    gone = "🚪 You no longer act for <b>{organisation}</b>: the console of {provider} has you no longer."
    assert tim.words(gone, organisation="Seegarten Hotels", provider="Infomaniak") in tim.reads()
    assert lea.words("🚪 {name} no longer acts for your organisation.", name="Tim") in lea.reads()
    assert "Tim" not in "".join(listed(lea.says("/people")))


@pytest.mark.usefixtures("seegarten")
def test_a_company_whose_last_representative_is_gone_knows_the_way(desk: Desk, lang: str) -> None:
    desk.support()
    lea, ida = connected(desk, "u1", "Lea", lang), connected(desk, "u3", "Ida", lang)
    lea.says("/menu")
    add = lea.find("🤝 Add a partner")
    arrives(desk, "u1", name="Lea Frei", role="administrator")
    nobody = lea.words(NOBODY)
    console = lea.words("🌐 Open the console of {provider}", provider="Infomaniak")
    person = lea.words("💬 Talk to a person")

    assert nobody in ida.says("/menu")
    assert person in ida.buttons()
    assert nobody in ida.says("/organisation")
    assert {console, person} <= set(ida.buttons())
    lea.press(*add)
    refused = (
        "Only a legal representative of {organisation} can do this, and it has none at present. "
        "The console of {provider} can name one."
    )
    assert lea.words(refused, organisation="Seegarten Hotels", provider="Infomaniak") in lea.reads()
    assert {console, person} <= set(lea.buttons())

    arrives(desk, "u3", name="Ida Blum", role="legal_representative")
    assert nobody not in lea.says("/menu")
    assert lea.words("🤝 Add a partner") not in lea.buttons()


def test_a_representative_by_hand_may_go_while_the_console_has_one(desk: Desk, seegarten: int) -> None:  # fact 40
    ben = desk.newcomer("Ben")
    with desk.work() as work:
        # From a time before it was an account; the console does not know him.
        person = ben.row(work)
        person.organisation_id = seegarten
        work.session.add(Membership(person_id=person.id, organisation_id=seegarten, role=REPRESENTATIVE))
    arrives(desk, "u1", name="Lea Frei", role="employee")
    ben.says("/people")
    ben.taps("🚪 Leave")
    assert "needs a legal representative" in ben.reads()

    arrives(desk, "u1", name="Lea Frei", role="legal_representative")
    ben.says("/people")
    ben.taps("🚪 Leave")
    ben.taps("🚪 Yes, leave")
    assert "You no longer act for Seegarten Hotels" in ben.reads()
