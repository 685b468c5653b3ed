"""Colleagues who were invited are found by their names, and what became of it is told."""

from __future__ import annotations

from tests.chats.people.test_inviting import asks_for_people, link_in
from tests.desk import Desk
from tests.people import Chat

NOT_YET = "✉️ {name} has not accepted yet."
JOINED = {"de": "ist Tom beigetreten?", "en": "did tom join?"}
REVOKE = {"de": "Einladung von Tom zurückziehen", "en": "cancel toms invitation"}
OPEN = {"de": "welche Einladungen sind offen", "en": "which invitations are open?"}


def invites(lea: Chat, tom: Chat) -> str:
    """Somebody from the contacts; the link for them."""
    asks_for_people(lea, lea.words("➕ Employee"))
    lea.shares_users(tom)
    return link_in(lea.reads())


def test_somebody_who_was_invited_is_found_by_name(desk: Desk, lang: str) -> None:
    lea, tom = desk.client(lang=lang), desk.person("Tom")
    link = invites(lea, tom)
    assert lea.words(NOT_YET, name="Tom") in lea.says(JOINED[lang])
    assert "Tom" in lea.says(OPEN[lang])

    tom.opens(link)
    accepted = "✅ {name} has accepted the invitation to {organisation}."
    assert lea.says(JOINED[lang]) == lea.words(accepted, name="Tom", organisation="Seegarten Hotels")


def test_an_invitation_is_revoked_by_name_and_a_tap(desk: Desk, lang: str) -> None:
    lea, tom = desk.client(lang=lang), desk.person("Tom")
    invites(lea, tom)
    lea.says(REVOKE[lang])
    lea.taps(lea.words("🗑 Revoke"))
    assert lea.says(JOINED[lang]) == lea.words("🗑 The invitation for {name} was revoked.", name="Tom")


def test_colleagues_are_found_and_of_others_it_is_said_that_nobody_is_called_so(desk: Desk) -> None:
    lea = desk.client()
    tim = desk.colleague(lea, "Tim")
    assert lea.says("has Tim joined?") == "✅ Tim belongs to Seegarten Hotels: employee."
    assert tim.says("has Lea joined?") == "✅ Lea belongs to Seegarten Hotels: legal representative."
    assert "nobody was invited under this name" in lea.says("has Eric joined?")
