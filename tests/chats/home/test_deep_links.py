"""Links that open a screen, as the buttons of mails do: judged as a tap is, and never able to act."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from dataclasses import fields
from enum import StrEnum
from typing import get_type_hints

import pytest
from sqlalchemy import func, select

from bot.chapters import CHAPTERS
from domain.partnerships.rules import Status
from domain.people import Role
from handlers.chat.deep_links import LONGEST, OPEN_PREFIX, bot_link
from handlers.chat.packing import Payload, pack
from handlers.chat.payloads import Go
from handlers.partnerships.payloads import ConfirmRequest, EndPartnership, ShowHistory, ShowPartnership, WithdrawRequest
from handlers.products.payloads import RemoveProduct
from services.people import invitations
from storage.tables import Audit
from tests.desk import Desk
from tests.people import Chat

UNKNOWN = "I do not know the link that brought you here: it may be mistyped or out of date."
BY_LINK = [payload for chapter in CHAPTERS for payload in chapter.by_link]
COMMANDS = [command for chapter in CHAPTERS for command in chapter.commands]


def start(payload: Payload) -> str:
    """What stands behind `start=` in the link to a screen."""
    return bot_link("handschlag_bot", payload).partition("start=")[2]


def follows(chat: Chat, payload: Payload) -> str:
    """Opens a link; what the bot last wrote."""
    return chat.says(f"/start {start(payload)}")


def changes(desk: Desk) -> int:
    """How many rows the audit trail has."""
    with desk.work() as work:
        return work.session.scalar(select(func.count()).select_from(Audit)) or 0


def largest(kind: type[Payload]) -> Payload:
    """The payload with the longest values that there can be."""
    values: list[object] = []
    hints = get_type_hints(kind)
    for field in fields(kind):
        of = hints[field.name]
        assert of is int or of is bool or issubclass(of, StrEnum), "what people have typed has no place in a link"
        values.append(2**63 - 1 if of is int else True if of is bool else max(of, key=len))
    return kind(*values)


@pytest.mark.parametrize("kind", BY_LINK)
def test_every_screen_fits_into_a_link(kind: type[Payload]) -> None:
    assert len(start(largest(kind))) <= LONGEST


def test_every_command_that_a_link_may_name_fits_into_one() -> None:
    assert [each.name for each in COMMANDS if each.by_link and len(start(Go(each.name))) > LONGEST] == []


def test_a_link_opens_the_card_with_its_buttons(desk: Desk) -> None:
    client, partner = desk.client(), desk.partner()
    request = desk.partnership(client, partner, status=Status.PENDING)

    assert "Seegarten Hotels – Alpweb" in follows(partner, ShowPartnership(request))
    partner.taps("✅ Confirm")
    assert desk.status(request) is Status.ACTIVE


def test_a_link_to_a_list_opens_it(desk: Desk) -> None:
    client = desk.client()
    assert "has no partner yet" in follows(client, Go("partners"))


def test_a_link_is_judged_as_the_button_is(desk: Desk) -> None:
    client, partner, stranger = desk.client(), desk.partner(), desk.newcomer()
    made = desk.partnership(client, partner)
    place = stranger.from_bot()[-1]["message_id"]
    for payload in (ShowPartnership(made), ShowHistory(made, 0), ShowPartnership(10**9), Go("partners")):
        stranger.press(place, pack(payload))
        refused = stranger.reads()
        assert follows(stranger, payload) == refused
        assert "Alpweb" not in refused


def test_whoever_acts_for_another_organisation_is_offered_to_act_for_this_one(desk: Desk) -> None:
    lea, partner, ida = desk.client(), desk.partner(), desk.client("Bergbahn", first_name="Ida")
    made = desk.partnership(lea, partner)
    with desk.work() as work:
        token = invitations.invite(
            work, ida.row(work), ida.organisation_id, Role.EMPLOYEE, programme=desk.programme
        ).token
        invitations.join(work, lea.row(work), token)
        work.events.clear()

    assert "not one of the organisation you are acting for" in follows(lea, ShowPartnership(made))
    lea.taps("🔄 Act for Seegarten Hotels")
    assert "Seegarten Hotels – Alpweb" in follows(lea, ShowPartnership(made))


def test_what_acts_cannot_be_opened_by_a_link(desk: Desk) -> None:
    client, partner = desk.client(), desk.partner()
    request = desk.partnership(client, partner, status=Status.PENDING)
    with desk.work() as work:
        product = client.products(work)[0].id
    before = changes(desk)

    acts = (ConfirmRequest(request), WithdrawRequest(request, sure=True), RemoveProduct(product, sure=True))
    for who in (client, partner):
        for payload in (*acts, EndPartnership(request, 2), Go("start"), Go("cancel"), Go("nonsense")):
            assert UNKNOWN in follows(who, payload)
    assert desk.status(request) is Status.PENDING
    assert changes(desk) == before


def test_whatever_a_link_opens_changes_nothing(desk: Desk) -> None:
    client, partner = desk.client(), desk.partner()
    desk.partnership(client, partner, status=Status.PENDING)
    before = changes(desk)

    for who in (client, partner):
        for kind in BY_LINK:
            follows(who, kind(*(1 for _ in fields(kind))))
        for command in COMMANDS:
            if command.by_link:
                assert UNKNOWN not in follows(who, Go(command.name))
    assert changes(desk) == before


def test_a_forged_link_gets_a_friendly_word(desk: Desk) -> None:
    forged = ["open_", "open_!", "open_czo", "open_====", "open_ÿ", f"open_{'a' * 60}", "OPEN_czox"]
    packed = (b"s:99999999999999999999", b"s:1:2", b"\xff\xfe", b"f:1:a:x:y", b"go", b"go:", b"zz:1")
    forged += [OPEN_PREFIX + urlsafe_b64encode(data).decode().rstrip("=") for data in packed]
    mia = desk.newcomer()
    for each in forged:
        assert UNKNOWN in mia.says(f"/start {each}")
