"""Support's leads read on Monday morning how the week was."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from domain.partnerships.rules import Access, Status
from services.partnerships import answering
from storage.work import Work
from tests.bot.commands.running import Say, handschlag
from tests.desk import Desk
from tests.people import Chat

WEDNESDAY = dt.datetime(2026, 11, 25, 9, tzinfo=dt.UTC)
MONDAY = dt.datetime(2026, 11, 30, 6, 30, tzinfo=dt.UTC)
"""Half an hour before support opens in Zurich."""


def look(desk: Desk, moment: dt.datetime) -> None:
    desk.clock.moment = moment
    desk.look_at_deadlines()


def a_week(desk: Desk, name: str = "Alpweb") -> None:
    """Six are confirmed after an hour each, and one is declined."""
    partner = desk.partner(name)
    made = []
    for number in range(7):
        client = desk.client(f"Hotel {number} of {name}", first_name=f"Lea {number}")
        made.append(desk.partnership(client, partner, Access.FULL, status=Status.PENDING))
    desk.clock.advance(hours=1)

    def answer(work: Work) -> None:
        for number in made[:6]:
            answering.confirm(work, partner.row(work), number)
        answering.decline(work, partner.row(work), made[6], None)

    desk.happens(answer)


def count(chat: Chat) -> int:
    return sum("The programme from" in message["text"] for message in chat.from_bot())


def test_leads_read_how_the_week_was(desk: Desk, capsys: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    support = desk.support()
    support.nina.says("/start")
    look(desk, WEDNESDAY)
    a_week(desk)
    look(desk, MONDAY)
    assert count(support.nina) == 0, "support is not there yet"
    look(desk, MONDAY + dt.timedelta(minutes=30))
    said = support.nina.reads()
    assert "The programme from November 23, 2026 to November 29, 2026" in said
    assert "• confirmed: partnerships that begin: 6 (under 5)" in said
    assert "• declined: under 5 (under 5)" in said
    assert "• answered in all: not shown (not shown)" in said
    assert (count(support.omar), support.reads().count("The programme from")) == (0, 0), "they do not lead"

    look(desk, MONDAY + dt.timedelta(days=1))
    assert count(support.nina) == 1
    desk.clock.moment = MONDAY + dt.timedelta(days=16)  # the bot is away for two Mondays, the first week was quiet
    a_week(desk, "Bergweb")
    look(desk, MONDAY + dt.timedelta(days=22))
    assert count(support.nina) == 2
    assert "from December 14" in support.nina.reads()

    monkeypatch.setenv("HANDSCHLAG_DATABASE_URL", desk.settings.database_url)
    printed = handschlag(capsys, "stats", "--weeks", "2")
    assert "confirmed: partnerships that begin" in printed
    weeks = json.loads(handschlag(capsys, "stats", "--weeks", "51", "--json"))["weeks"]
    assert len(weeks) == 51


def test_where_no_lead_has_a_chat_the_group_reads_it(desk: Desk) -> None:
    support = desk.support(lang="de")
    look(desk, WEDNESDAY)
    look(desk, MONDAY + dt.timedelta(minutes=30))
    assert "📊" not in support.reads(), "nothing can be told of a quiet week"
    a_week(desk)
    look(desk, MONDAY + dt.timedelta(days=7, minutes=30))
    assert "📊" in support.reads()
