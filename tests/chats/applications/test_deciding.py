"""Support decides about applications in its group: approves, declines, asks back, and is reminded."""

from __future__ import annotations

import datetime as dt

import pytest

from domain.applications import ApplicationStatus
from domain.people import Role
from domain.words import Day
from tests.chats.applications.applicants import applicant, applied, organisation, stored
from tests.desk import Desk


def test_support_declines_with_a_reason_and_says_when_to_try_again(desk: Desk, lang: str) -> None:
    support = desk.support()
    lea = applicant(desk, lang=lang)
    applied(lea)
    support.taps(support.omar, "❌ Decline")
    support.taps(support.omar, "There is no active website.")
    assert "❌ Declined by Omar" in support.reads()
    assert "There is no active website." in support.reads()
    assert lea.words("There is no active website.") in lea.reads()
    day = Day(desk.clock.moment + desk.programme.apply_again_after)
    assert lea.words("🔁 You can apply again from {day}: /becomepartner", day=day) in lea.reads()
    assert lea.words("There is no active website.") in lea.says("/becomepartner")
    assert organisation(desk, lea).is_partner is False

    desk.clock.advance(days=desk.programme.apply_again_after.days)
    applied(lea)
    assert stored(desk).status is ApplicationStatus.SUBMITTED


def test_support_declines_in_its_own_words_by_a_reply(desk: Desk) -> None:
    support = desk.support()
    lea = applicant(desk)
    applied(lea)
    card = support.messages()[-1]["message_id"]
    support.writes(support.zoe, "/decline no", reply_to=card)
    assert stored(desk).status is ApplicationStatus.SUBMITTED, "nobody knows Zoe"
    support.writes(support.omar, "/decline The website sells something else.", reply_to=card)
    assert "The website sells something else." in lea.reads()
    assert stored(desk).decided_by == "Omar"


def test_support_asks_back_and_the_answer_comes_to_the_group(desk: Desk, lang: str) -> None:
    support = desk.support()
    lea = applicant(desk, lang=lang)
    nia = desk.colleague(lea, "Nia", role=Role.LEGAL_REPRESENTATIVE, lang=lang)
    applied(lea)
    support.taps(support.omar, "❓ Ask back")
    support.taps(support.omar, "What products do you manage?")
    assert "⏳ waiting for the answer" in support.reads()
    assert "🙋 Omar has it in hand" in support.reads()
    for chat in (lea, nia):
        assert chat.words("What products do you manage?") in chat.reads()
    nia.taps("💬 Answer")
    nia.says("Twelve web hostings of our clients")
    assert nia.words("💬 Support has your answer. I tell you as soon as it has decided.") in nia.reads()
    assert "💬 “Twelve web hostings of our clients”" in support.reads()
    assert "⏳ waiting for a decision" in support.reads()
    lea.says("/becomepartner")
    assert lea.words("💬 Answer") not in lea.buttons()
    support.taps(support.nina, "✅ Approve")
    assert organisation(desk, lea).is_partner


def test_a_question_in_support_s_own_words_and_a_second_one_in_its_place(desk: Desk) -> None:
    support = desk.support()
    lea = applicant(desk)
    applied(lea)
    card = support.messages()[-1]["message_id"]
    support.writes(support.omar, "Since when?", reply_to=card)
    support.writes(support.nina, "/askback For whom?", reply_to=card)
    assert "For whom?" in lea.reads()
    lea.taps("💬 Answer")
    lea.says("For hotels")
    assert (stored(desk).question, stored(desk).answer) == ("For whom?", "For hotels")
    place, data = lea.find("💬 Answer")
    assert "There is no open question" in lea.press(place, data)


def test_support_is_reminded_in_its_hours_until_it_decides(desk: Desk) -> None:
    support = desk.support()
    lea = applicant(desk)
    desk.clock.moment = dt.datetime(2026, 11, 26, 10, tzinfo=dt.UTC)  # a Thursday: two days later nobody is there
    applied(lea)
    desk.clock.advance(days=2, hours=1)
    desk.look_at_deadlines()
    assert "Has been waiting" not in support.reads()
    desk.clock.moment = dt.datetime(2026, 11, 30, 8, tzinfo=dt.UTC)
    desk.look_at_deadlines()
    assert "Has been waiting for a decision for 4 days" in support.reads()
    assert "✅ Approve" in support.buttons()
    before = len(support.messages())
    desk.look_at_deadlines()
    assert len(support.messages()) == before, "once at a time"
    desk.clock.advance(days=3)
    desk.look_at_deadlines()
    assert len(support.messages()) == before + 1
    support.taps(support.omar, "✅ Approve")
    desk.clock.advance(days=10)
    desk.look_at_deadlines()
    assert "Has been waiting" not in support.reads()


def test_who_does_not_answer_is_reminded_once(desk: Desk, lang: str) -> None:
    support = desk.support()
    lea = applicant(desk, lang=lang)
    applied(lea)
    support.taps(support.omar, "❓ Ask back")
    support.taps(support.omar, "What products do you manage?")
    desk.clock.advance(days=2)
    desk.look_at_deadlines()
    assert lea.words("⏰ Support is waiting for an answer.") in lea.reads()
    before = lea.reads_all()
    desk.clock.advance(days=30)
    desk.look_at_deadlines()
    assert lea.reads_all() == before
    lea.says("/becomepartner")
    assert lea.words("💬 Answer") in lea.buttons(), "it is still there"


def test_without_a_group_nothing_is_lost(desk: Desk) -> None:
    lea = applicant(desk)
    applied(lea)
    desk.clock.advance(days=3)
    desk.look_at_deadlines()
    support = desk.support()
    desk.clock.advance(hours=2)
    desk.look_at_deadlines()
    assert "Wants to become a partner" in support.reads()
    support.taps(support.omar, "✅ Approve")
    assert organisation(desk, lea).is_partner


@pytest.mark.parametrize("first", ["approve", "withdraw"])
def test_what_came_first_counts_and_the_other_is_told(desk: Desk, first: str) -> None:
    support = desk.support()
    lea = applicant(desk)
    applied(lea)
    card = support.messages()[-1]
    approve = card["keyboard"][0][0]["data"]
    lea.taps("↩️ Withdraw the application")
    place, data = lea.find("Yes, withdraw")
    if first == "approve":
        support.press(support.omar, card["message_id"], approve)
        assert "This application has been decided already." in lea.press(place, data) + lea.reads_all()
        assert organisation(desk, lea).is_partner
    else:
        lea.press(place, data)
        assert "withdrawn" in support.press(support.omar, card["message_id"], approve) + support.reads()
        assert not organisation(desk, lea).is_partner


def test_a_name_that_looks_like_a_partner_s_is_shown_to_support(desk: Desk) -> None:
    support = desk.support()
    lea = applicant(desk)
    noah = desk.partner("Ostwind")
    desk.rename(lea, "0stwind AG")
    applied(lea)
    assert f"⚠️ Its name looks like that of a partner: Ostwind, {noah.partner_code}" in support.reads()


def test_a_stranger_s_application_is_nobody_s_to_touch(desk: Desk) -> None:
    lea, mia = applicant(desk), desk.client("Other AG")
    applied(lea)
    number = stored(desk).id
    mia.says("/menu")
    place = mia.from_bot()[-1]["message_id"]
    for data in (f"pw:{number}:1", f"pw:{number}:0", f"pn:{number}"):
        assert "I cannot find this application any more." in mia.press(place, data)
    assert stored(desk).status is ApplicationStatus.SUBMITTED
