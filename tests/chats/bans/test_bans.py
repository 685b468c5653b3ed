"""Whom the desk turns away: one sentence, nothing handled, and nothing lost."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from domain.partnerships.rules import Status
from domain.words import Refused
from services import bans
from services.partnerships import ending
from storage.tables import Ban
from tests.chats.privacy.test_forgetting import traces_of
from tests.desk import Desk


def banned(desk: Desk, number: int) -> None:
    with desk.work() as work:
        bans.ban(work, number, "Sends  advertisements", "Omar")


def unbanned(desk: Desk, number: int) -> int | None:
    with desk.work() as work:
        return bans.unban(work, number)


def test_who_is_banned_reads_one_sentence_and_nothing_else_is_handled(desk: Desk) -> None:
    lea, noah = desk.client("Seegarten"), desk.partner("Alpweb")
    waiting = desk.partnership(lea, noah, status=Status.PENDING)
    noah.says("/requests")
    noah.taps("Seegarten")
    banned(desk, noah.id)
    said = len(noah.from_bot())

    assert "You cannot use this desk at present" in noah.says("/menu")
    noah.taps("Confirm")
    noah.says("hello?")

    assert len(noah.from_bot()) == said + 1
    assert desk.status(waiting) is Status.PENDING
    assert noah.types_inline("shop")["results"] == []


def test_their_data_stay_theirs_to_see(desk: Desk) -> None:
    noah = desk.partner("Alpweb")
    banned(desk, noah.id)
    noah.says("/mydata")
    assert len(noah.files()) == 2
    assert "advertisements" in noah.reads_file(".json").decode()
    assert "Telegram reads along" in noah.says("/privacy")
    noah.taps("Everything about me")
    assert len(noah.files()) == 4


def test_they_can_be_forgotten_and_stay_banned(desk: Desk, lang: str) -> None:
    lea = desk.newcomer("Leandrine", lang=lang)
    lea.says("/register")
    banned(desk, lea.id)
    lea.says("zebrafinch")  # is kept, as it came
    assert "/forget" in lea.reads()
    lea.says("/forget")
    lea.taps("No, thank you")
    assert lea.words(
        "• that your number in Telegram is turned away here, why and since when, until that is lifted"
    ) in (lea.reads())
    lea.says("No!")  # nobody reads what is typed
    lea.taps("🗑 Yes, forget me")
    assert lea.words("<b>🗑 Done: I do not know you any more.</b>") in lea.reads()
    assert traces_of(desk, "Leandrine", "zebrafinch") == []

    said = len(lea.from_bot())
    lea.says("/menu")
    assert len(lea.from_bot()) == said, "they have been told today"
    with desk.work() as work:
        (kept,) = work.session.scalars(select(Ban))
        assert (kept.chat_id, kept.reason) == (lea.id, "Sends advertisements")
    assert unbanned(desk, lea.id) == 1, "the last word of somebody who is new here"
    assert traces_of(desk, str(lea.id)) != [], "and of that, they are known again"


def test_what_is_open_the_provider_settles_for_them(desk: Desk) -> None:
    lea, noah = desk.client("Seegarten"), desk.partner("Alpweb")
    desk.partnership(lea, noah)
    banned(desk, lea.id)
    said = lea.says("/forget")
    assert "Seegarten has 1 running partnership" in said
    assert "does that for you: please turn to it" in said


def test_only_the_form_that_forgets_stays_open(desk: Desk) -> None:
    mia = desk.newcomer("Mia")
    mia.says("/register")
    begun = len(mia.from_bot())
    banned(desk, mia.id)
    mia.taps("👤")
    assert "You cannot use this desk" in mia.reads()
    mia.says("/forget")
    mia.taps("Cancel")
    assert len(mia.from_bot()) == begun + 2
    with desk.work() as work:
        assert mia.row(work).erased_at is None


def test_what_they_have_sent_is_handled_once_they_are_back(desk: Desk) -> None:
    lea, noah = desk.client("Seegarten"), desk.partner("Alpweb")
    waiting = desk.partnership(lea, noah, status=Status.PENDING)
    noah.says("/requests")
    noah.taps("Seegarten")
    banned(desk, noah.id)
    noah.taps("Confirm")
    desk.wanted_refusals = ("query is too old",)  # it was answered once

    assert unbanned(desk, noah.id) == 1
    desk.look_for_what_is_left()
    desk.settle()

    assert desk.status(waiting) is Status.ACTIVE
    assert unbanned(desk, noah.id) is None


def test_contracts_go_on_and_they_are_told(desk: Desk) -> None:
    lea, noah = desk.client("Seegarten"), desk.partner("Alpweb")
    shared = desk.partnership(lea, noah)
    banned(desk, noah.id)
    desk.clock.advance(days=2)

    desk.happens(lambda work: ending.end(work, lea.row(work), shared))

    assert desk.status(shared) is Status.ENDED
    assert "Seegarten" in noah.reads()


def test_they_are_told_again_the_next_day(desk: Desk) -> None:
    mia = desk.newcomer("Mia", lang="de")
    banned(desk, mia.id)
    mia.says("/menu")
    desk.clock.advance(hours=25)
    assert "Sie können diese Anlaufstelle zurzeit nicht benutzen" in mia.says("/menu")


def test_somebody_who_has_never_written_can_be_banned(desk: Desk) -> None:
    urs = desk.person("Urs")
    banned(desk, urs.id)
    assert "You cannot use this desk" in urs.says("/start")
    urs.says("/start")
    assert len(urs.from_bot()) == 1


def test_nothing_is_said_in_a_banned_group_or_to_somebody_banned_there(desk: Desk) -> None:
    mia, urs = desk.newcomer("Mia"), desk.newcomer("Urs")
    room = desk.group([mia, urs])
    banned(desk, urs.id)
    assert room.hears(urs, "/start@handschlag_bot") == []
    assert room.hears(mia, "/start@handschlag_bot") != []
    banned(desk, room.id)
    assert room.hears(mia, "/start@handschlag_bot") == []


def test_support_is_not_banned_and_a_reason_is_asked_for(desk: Desk) -> None:
    support = desk.support()
    with pytest.raises(Refused, match="dismiss them first"):
        banned(desk, support.omar.id)
    with desk.work() as work, pytest.raises(Refused, match="A reason has up to"):
        bans.ban(work, 77, "  ", "Omar")


def test_no_more_than_a_hundred_updates_are_kept(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bans, "MOST_WITHHELD", 2)
    mia = desk.newcomer()
    banned(desk, mia.id)
    for _ in range(4):
        mia.says("/menu")
    assert unbanned(desk, mia.id) == 2
