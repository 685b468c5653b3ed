"""What waits for support, and what support waits for, can be put off, too."""

from __future__ import annotations

import datetime as dt

from tests.chats.applications.applicants import applicant, applied
from tests.chats.verification.test_belonging import types_its_number
from tests.chats.verification.test_verifying import NUMBER, asked
from tests.desk import Desk

CHRISTMAS_EVE = dt.datetime(2026, 12, 24, 9, tzinfo=dt.UTC)
AFTER_IT = dt.datetime(2026, 12, 28, 7, tzinfo=dt.UTC)
"""Monday, when support opens in Zurich: Christmas and a weekend are in between."""


def test_a_card_in_the_group_comes_again_when_support_is_there(desk: Desk) -> None:
    lea = desk.client("Seegarten", number=NUMBER, verified=False)
    desk.clock.moment = CHRISTMAS_EVE
    support = asked(desk, lea)
    support.taps(support.omar, "⏰ Later")
    support.taps(support.omar, "◀️ Back")
    support.taps(support.omar, "⏰ Later")
    assert "December 28, 2026" in support.taps(support.omar, "⏰ Remind me tomorrow")
    assert "✅ Approve" in support.buttons(), "it can be decided before"
    desk.clock.moment = AFTER_IT - dt.timedelta(minutes=1)
    desk.look_at_deadlines()
    assert "wanted to come back" not in support.reads()

    desk.clock.moment = AFTER_IT
    desk.look_at_deadlines()

    assert "Omar wanted to come back to this" in support.reads()
    support.taps(support.omar, "⏰ Later")
    support.taps(support.omar, "⏰ Remind me next week")
    support.taps(support.omar, "✅ Approve")
    before = len(support.messages())
    desk.clock.advance(days=8)
    desk.look_at_deadlines()
    assert len(support.messages()) == before, "it is decided"


def test_what_support_asks_and_who_wants_to_be_let_in_can_be_put_off(desk: Desk) -> None:
    lea = desk.client("Seegarten", number="CHE-109.322.551", verified=False)
    support = asked(desk, lea)
    support.taps(support.omar, "❓ Ask back")
    support.taps(support.omar, "What is your position there?")
    eva = applicant(desk)
    applied(eva)
    support.taps(support.omar, "⏰ Later")
    support.taps(support.omar, "⏰ Remind me tomorrow")
    support.taps(support.omar, "❓ Ask back")
    support.taps(support.omar, "What products do you manage?")
    for chat in (lea, eva):
        chat.taps("⏰ Later")
        chat.taps("⏰ Remind me tomorrow")
        assert "support has a question" in chat.says("/deadlines")
    tim = types_its_number(desk)
    tim.taps("🙋 I belong to it: let me in")
    tim.says("Tim Muster, accounting")
    tim.taps("📨 Send")
    assert "Tim Muster" in eva.reads()
    eva.taps("⏰ Later")
    eva.taps("⏰ Remind me tomorrow")
    assert "somebody asks to be let in" in eva.says("/deadlines")

    desk.clock.moment = dt.datetime(2026, 11, 24, 8, tzinfo=dt.UTC)
    desk.look_at_deadlines()

    assert "Omar wanted to come back to this" in support.reads()
    assert "You asked me to remind you" in lea.reads()
    assert "💬 Answer" in lea.buttons()
    assert "2 reminders for you" in eva.reads(), "of two things, one message"
    assert ["👀 Show" in label or "🙋 Show" in label for label in eva.buttons()[:2]] == [True, True]
    assert "Support asks about Alpweb AG" in eva.reads()
    assert "Tim" in eva.reads()
    eva.taps("1 · 👀 Show")
    assert "“What products do you manage?”" in eva.reads()
    assert "💬 Answer" in eva.buttons()
