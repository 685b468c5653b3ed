"""Colleagues who go, invitations that are revoked, links that somebody guesses, and long lists of people."""

from __future__ import annotations

import re

from domain.people import Role
from tests.desk import Desk
from tests.people import Chat

REPRESENTATIVE = Role.LEGAL_REPRESENTATIVE
REMOVED = "🚪 You no longer act for <b>{organisation}</b>: a legal representative has removed you."


def invites(inviting: Chat, label: str = "➕ Employee") -> str:
    """The payload of a new invitation's link."""
    inviting.says("/people")
    inviting.taps("➕ Invite")
    inviting.taps(label)
    found = re.search(r"\?start=(\S+)", inviting.reads())
    assert found is not None
    return found[1]


def test_a_colleague_who_is_removed_is_told_and_decides_nothing_any_more(desk: Desk) -> None:
    lea, alpweb = desk.client("Seegarten"), desk.partner("Alpweb")
    tom = desk.colleague(lea, "Tom", role=REPRESENTATIVE)
    tim = desk.colleague(lea, "Tim", role=REPRESENTATIVE, lang="de")
    made = desk.partnership(lea, alpweb)
    tim.says("/partners")
    tim.taps("Alpweb")
    end = tim.find("⏹ End partnership")

    lea.says("/people")
    assert "Tim, legal representative" in lea.reads()
    for label in ("👤 Tim", "🗑 Remove", "🗑 Yes, remove"):
        lea.taps(label)

    assert "Tim no longer acts for Seegarten" in lea.reads()
    assert "Tim no longer acts for your organisation" in tom.reads()
    assert tim.words(REMOVED, organisation="Seegarten") in tim.reads()
    assert tim.words("⏹ End partnership") not in tim.reads_all()  # the card has lost its buttons
    tim.press(*end)  # the button of a copy of the card that is months old
    assert "⏹" not in tim.reads()
    assert tim.words("🏠 Menu") in tim.buttons()
    assert desk.stored(made).closed_at is None


def test_who_asks_before_removing_somebody_can_go_back(desk: Desk) -> None:
    lea = desk.client("Seegarten")
    desk.colleague(lea, "Tim")

    lea.says("/people")
    lea.taps("👤 Tim")
    lea.taps("🗑 Remove")
    assert "sees and decides nothing here any more" in lea.reads()
    lea.taps("No, go back")

    assert "Tim, employee" in lea.reads()


def test_an_employee_leaves_by_themselves_and_nobody_else_is_theirs_to_remove(desk: Desk) -> None:
    lea = desk.client("Seegarten")
    tim = desk.colleague(lea, "Tim")
    tim.says("/people")
    assert "👤 Lea" not in tim.buttons()
    assert "➕ Invite" not in tim.buttons()

    tim.taps("🚪 Leave")
    tim.taps("🚪 Yes, leave")

    assert "You no longer act for Seegarten" in tim.reads()
    assert "Tim no longer acts for your organisation" in lea.reads()
    assert "which organisation you act for" in tim.says("/partners")


def test_the_last_legal_representative_stays(desk: Desk) -> None:  # fact 40
    lea = desk.client("Seegarten")
    desk.colleague(lea, "Tim")

    lea.says("/people")
    lea.taps("🚪 Leave")

    assert "Seegarten needs a legal representative, and there is no other one" in lea.reads()


def test_an_open_invitation_is_revoked_and_the_other_representatives_are_told(desk: Desk) -> None:
    lea, tim = desk.client("Seegarten"), desk.person("Tim")
    tom = desk.colleague(lea, "Tom", role=REPRESENTATIVE, lang="de")
    link = invites(lea)
    lea.says("/people")
    lea.taps("✉️ Open invitations (1)")
    assert "by link: employee, until" in lea.reads()

    lea.taps("✉️ employee")
    lea.taps("🗑 Revoke")

    assert "leads nowhere any more" in lea.reads()
    told = tom.words("🗑 An invitation to your organisation as {role} has been revoked.", role=tom.words("employee"))
    assert told in tom.reads()
    assert "was withdrawn" in tim.says(f"/start {link}")
    lea.says("/people")
    assert "Open invitations" not in " ".join(lea.buttons())


def test_an_invitation_can_be_taken_back_where_it_was_made(desk: Desk) -> None:
    lea, tim = desk.client("Seegarten"), desk.person("Tim")
    link = invites(lea)
    revoke = lea.find("🗑 Revoke")
    tim.opens(link)

    lea.press(*revoke)

    assert "Somebody has joined with this link already" in lea.reads()


def test_who_follows_made_up_links_has_to_wait(desk: Desk) -> None:
    lea, eve, tim = desk.client("Seegarten"), desk.person("Eve"), desk.person("Tim")
    link = invites(lea)

    for number in range(5):
        assert "do not know this invitation" in eve.says(f"/start join_guess{number}")
    assert "so I look at no more of them until" in eve.says(f"/start {link}")
    assert "You belong to Seegarten" in tim.opens(link)


def test_a_long_list_of_people_has_pages_and_is_searched(desk: Desk) -> None:
    lea = desk.client("Seegarten")
    for number in range(10):
        desk.colleague(lea, f"Tim {number}")

    lea.says("/people")
    assert "Tim 6" in lea.reads()
    assert "Tim 7" not in lea.reads()
    assert {"◀️", "1/2", "▶️"} <= set(lea.buttons())
    lea.taps("▶️")
    assert "Tim 9" in lea.reads()
    assert "Tim 6" not in lea.reads()

    lea.says("/people tim 7")
    assert "Tim 7" in lea.reads()
    assert "Tim 6" not in lea.reads()
    assert "Nobody here has “zoe” in the name" in lea.says("/people zoe")
