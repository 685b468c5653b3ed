"""Inviting: as which role, by link, picture or from the contacts; what the invited reads, and answers."""

from __future__ import annotations

from typing import Any

import pytest

from domain.people import Role
from domain.words import Msg
from handlers.people.offers import WOULD_DO
from tests.desk import Desk
from tests.people import Chat

REPRESENTATIVE = Role.LEGAL_REPRESENTATIVE
ROLES = {
    Role.LEGAL_REPRESENTATIVE: "➕ Legal representative",
    Role.ADMINISTRATOR: "➕ Administrator",
    Role.EMPLOYEE: "➕ Employee",
    Role.READER: "➕ Reader",
}


def starts_inviting(lea: Chat, label: str = "➕ Employee") -> None:
    lea.says("/people")
    lea.taps("➕ Invite")
    lea.taps(label)


def link_in(text: str) -> str:
    return next(word for word in text.split() if "?start=" in word).partition("?start=")[2]


def asks_for_people(lea: Chat, label: str = "➕ Employee") -> None:
    starts_inviting(lea, label)
    lea.taps("👤 Choose from contacts")


def from_german(chat: Chat, words: Msg) -> str:
    return chat.desk.app.desk.around.renderer.plain(words, chat.lang)


@pytest.mark.parametrize("role", Role)
def test_the_invited_reads_what_they_could_do_before_they_join(desk: Desk, role: Role) -> None:
    lea, tim = desk.client("Seegarten"), desk.person("Tim", lang="de")
    starts_inviting(lea, ROLES[role])

    tim.says(f"/start {link_in(lea.reads())}")

    assert "Lea" in tim.reads()
    assert "Seegarten" in tim.reads()
    assert from_german(tim, WOULD_DO[role]) in tim.reads()
    assert tim.words("👀 You would see its products, its partners and requests, and its people.") in tim.reads()
    with desk.work() as work:
        assert tim.row(work).organisation is None
    tim.taps("✅ Accept")
    with desk.work() as work:
        assert tim.row(work).organisation_id == lea.organisation_id
    assert "Tim has joined" in lea.reads()


def test_who_declines_does_not_join_and_the_inviter_is_told(desk: Desk) -> None:
    lea, tim, eva = desk.client("Seegarten", lang="de"), desk.person("Tim"), desk.person("Eva")
    starts_inviting(lea, lea.words("➕ Employee"))
    link = link_in(lea.reads())

    tim.says(f"/start {link}")
    accept = tim.find("✅ Accept")
    assert "you do not join Seegarten" in tim.taps("❌ No, thanks")

    told = "❌ {name} does not want to join your organisation as {role}."
    assert lea.words(told, name="Tim", role=lea.words("employee")) in lea.reads()
    assert "was declined" in eva.says(f"/start {link}")
    assert "was declined" in tim.press(*accept)


def test_a_link_is_shown_as_a_picture(desk: Desk) -> None:
    lea = desk.client("Seegarten")
    starts_inviting(lea)
    lea.taps("🔳 As a QR picture")
    assert lea.from_bot()[-1]["kind"] == "photo"
    assert "scanned by one person" in lea.reads()


def test_several_people_are_chosen_from_the_contacts_and_each_has_an_invitation(desk: Desk) -> None:
    lea, eva, tim = desk.client("Seegarten"), desk.newcomer("Eva", lang="de"), desk.person("Tim")
    tom = desk.colleague(lea, "Tom")
    asks_for_people(lea, "➕ Reader")
    assert [key["text"] for key in lea.own_keys()] == ["👤 Choose people", "/cancel"]
    desk.stop()
    desk.start()  # what was asked does not live in the process

    lea.shares_users(eva, tim, tom)

    outcome = lea.reads(back=2)
    for words in ("Invited as reader, and told here:\n• Eva", "link below:\n• Tim", "Here already:\n• Tom"):
        assert words in outcome
    assert lea.own_keys() == []
    link = link_in(lea.reads())
    assert "📤 Tim" in lea.buttons()
    assert from_german(eva, WOULD_DO[Role.READER]) in eva.reads()
    eva.taps("✅ Accept")
    tim.opens(link)
    with desk.work() as work:
        assert {one.row(work).organisation_id for one in (eva, tim)} == {lea.organisation_id}


def test_a_personal_invitation_is_nobody_elses(desk: Desk) -> None:
    lea, eva, tim = desk.client("Seegarten"), desk.newcomer("Eva"), desk.person("Tim")
    asks_for_people(lea)
    lea.shares_users(tim)
    link = link_in(lea.reads())

    assert "This invitation is for somebody else" in eva.says(f"/start {link}")
    assert "Tim" not in eva.reads()
    assert "Seegarten" not in eva.reads()
    for data in ("ip:1:1", "ip:1:0", f"ia:{link.removeprefix('join_')}:1", "ip:999:1", "ip:2:1"):
        eva.press(eva.from_bot()[-1]["message_id"], data)
        assert "Seegarten" not in eva.reads()
    with desk.work() as work:
        assert eva.row(work).organisation is None
    assert "You belong to Seegarten" in tim.opens(link)


def test_who_chooses_people_can_cancel_or_be_too_late(desk: Desk) -> None:
    lea, tim = desk.client("Seegarten"), desk.newcomer("Tim")
    asks_for_people(lea)
    request = next(key["request_users"]["request_id"] for key in lea.own_keys() if "request_users" in key)

    assert "nobody is chosen" in lea.says("/cancel")
    assert lea.own_keys() == []
    assert "this choice is over" in lea.shares_users(tim, request=request)
    assert "invites you" not in tim.reads()


def test_who_may_invite_no_more_invites_nobody(desk: Desk) -> None:
    lea, tim = desk.client("Seegarten"), desk.newcomer("Tim")
    tom = desk.colleague(lea, "Tom", role=REPRESENTATIVE)
    asks_for_people(tom)
    lea.says("/people")
    for label in ("👤 Tom", "🔑 Other role", "🔑 employee"):
        lea.taps(label)

    assert "Only a legal representative" in tom.shares_users(tim)
    assert "invites you" not in tim.reads()


def test_an_open_invitation_is_sent_anew_and_the_old_link_is_dead(desk: Desk) -> None:
    lea, tim = desk.client("Seegarten"), desk.person("Tim")
    starts_inviting(lea)
    old = link_in(lea.reads())

    lea.says("/people")
    for label in ("✉️ Open invitations (1)", "✉️ employee", "🔄 New link"):
        lea.taps(label)

    assert "do not know this invitation" in tim.says(f"/start {old}")
    assert "You belong to Seegarten" in tim.opens(link_in(lea.reads()))


def test_no_screen_of_people_has_more_than_eight_buttons(desk: Desk) -> None:
    lea = desk.client("Seegarten")
    for number in range(9):
        desk.colleague(lea, f"Tim {number}")
        starts_inviting(lea)
    screens: list[list[Any]] = []
    lea.says("/people")
    screens.append(lea.buttons())
    for label in ("🔑 Change or remove somebody", "▶️", "👤 Tim 4", "🔑 Other role"):
        lea.taps(label)
        screens.append(lea.buttons())
    lea.says("/people")
    for label in ("✉️ Open invitations (9)", "▶️", "✉️ employee", "🔄 New link"):
        lea.taps(label)
        screens.append(lea.buttons())
    starts_inviting(lea)
    screens.append(lea.buttons())
    assert max(map(len, screens)) <= 8


def test_a_colleague_gets_another_role_and_is_told(desk: Desk) -> None:
    lea, alpweb = desk.client("Seegarten"), desk.partner("Alpweb")
    tim = desk.colleague(lea, "Tim", role=REPRESENTATIVE, lang="de")
    made = desk.partnership(lea, alpweb)
    tim.says("/partners")
    tim.taps("Alpweb")
    end = tim.find("⏹ End partnership")
    starts_inviting(tim, tim.words("➕ Legal representative"))
    lea.says("/people")

    lea.taps("👤 Tim")
    lea.taps("🗑 Remove")
    assert "1 open invitation made by Tim leads nowhere then." in lea.reads()
    lea.taps("◀️ No, go back")
    for label in ("👤 Tim", "🔑 Other role", "🔑 reader"):
        lea.taps(label)

    assert "Tim is reader in Seegarten now" in lea.reads()
    assert tim.words("Role: {role}", role=tim.words("reader")) in tim.reads()
    tim.press(*end)
    assert desk.stored(made).closed_at is None
    lea.says("/people")
    assert "✉️ Open invitations (1)" not in lea.buttons()  # Tim's own could have raised Tim again


def test_the_contacts_are_asked_for_as_telegram_wants_it(desk: Desk) -> None:
    lea = desk.client("Seegarten")
    asks_for_people(lea)
    (wanted,) = (key["request_users"] for key in lea.own_keys() if "request_users" in key)
    assert wanted["max_quantity"] == 10
    assert wanted["user_is_bot"] is False
    assert wanted["request_name"] is True
