"""A client publishes a tender, and partners who look for such work are told (facts 8, 12)."""

from __future__ import annotations

import datetime as dt

from domain.tenders.rules import CloseReason, TenderStatus
from storage.tables import TenderNotice
from tests.chats.tenders.tendering import WANTED, fills_in, newest, publishes, read, subscribes
from tests.desk import Desk


def test_a_tender_goes_to_partners_who_look_for_it_is_changed_extended_and_closed(desk: Desk) -> None:
    lea, noah, ida = desk.client("Seegarten Hotels"), desk.partner("Alpweb"), desk.partner("Nordnet")
    subscribes(noah)
    subscribes(ida, "Once a day at 14:00")

    fills_in(lea)
    for part in (
        "Shall this go out?",
        "CHF 3,000.00 to CHF 5,000.00",
        "November 30, 2026, 5:00 PM",
        "Seegarten Hotels",
    ):
        assert part in read(lea)
    lea.taps("📣 Publish")
    assert "🟢 Open since November 23, 2026" in read(lea)
    tender = newest(desk)
    assert tender.deadline == dt.datetime(2026, 11, 30, 16, 0, tzinfo=dt.UTC), "by the client's clock"

    desk.look_at_deadlines()
    assert "New tender: New website for our hotel" in read(noah)
    assert "New website for our hotel" not in read(ida), "she is told at two"
    noah.taps("📣 Show the tender")
    assert WANTED in read(noah)
    assert "👤 Seegarten Hotels" in read(noah)
    desk.clock.advance(hours=5)
    desk.look_at_deadlines()
    assert "📣 1 new tender for you" in read(ida)

    lea.taps("✏️ Change")
    lea.taps("Change something")
    lea.taps("Budget")
    lea.says("up to 6000")
    lea.taps("✅ Change it like this")
    assert "✏️ Changed last on November 23, 2026" in read(lea)
    assert "• Budget: CHF 3,000.00 to CHF 5,000.00 → up to CHF 6,000.00" in read(noah)
    assert "up to CHF 6,000.00" in read(ida)
    desk.look_at_deadlines()
    assert "has changed" in read(noah), "nobody is told of the same tender twice"

    desk.clock.moment = tender.deadline - dt.timedelta(seconds=1)
    noah.says("/tenders")
    assert "New website for our hotel" in read(noah)
    desk.clock.advance(seconds=1)
    noah.says("/tenders")
    assert "No tender is open at present." in read(noah), "to the second"
    desk.look_at_deadlines()
    assert "Nobody has offered." in read(lea)
    lea.taps("📣 Show the tender")
    lea.taps("⏳ Extend")
    lea.says("7.12.2026")
    assert "🟢" in read(lea)
    assert "• Offers until December 7, 2026, 6:00 PM" in read(noah)

    lea.taps("⏹ Close")
    lea.taps("Done on our own")
    assert "⏹ Closed: Done on our own" in read(lea)
    closed = newest(desk)
    assert (closed.status, closed.close_reason) == (TenderStatus.CLOSED, CloseReason.ON_OUR_OWN)

    desk.clock.advance(days=366)
    desk.look_at_deadlines()
    with desk.work() as work:
        assert work.session.get(type(closed), closed.id) is None
        assert work.session.query(TenderNotice).count() == 0


def test_a_budget_that_was_said_is_not_asked_for_again(desk: Desk) -> None:
    lea = desk.client("Seegarten Hotels")
    lea.says("We want to put our new website out to tender, between 3000 and 5000 francs")
    lea.taps("New website")
    lea.says("New website for our hotel")
    lea.says(WANTED)
    assert "👂 Understood: CHF 3,000.00 to CHF 5,000.00" in read(lea)
    assert "Where is the work to be done?" in read(lea)
    lea.says("No, our budget is 6000 francs")
    assert "Budget – CHF 6,000.00 (was: CHF 3,000.00 to CHF 5,000.00)" in read(lea)


def test_a_budget_that_is_said_after_all_takes_the_place_of_none(desk: Desk) -> None:
    lea = desk.client("Seegarten Hotels")
    lea.says("/newtender")
    lea.taps("New website")
    lea.says("New website for our hotel")
    lea.says(WANTED)
    lea.taps("No budget yet: offers first")
    lea.says("No, our budget is 6000 francs")
    assert "Budget – CHF 6,000.00 (was: No budget yet: offers first)" in read(lea)


def test_who_wants_no_more_gets_no_summary_of_what_was_waiting(desk: Desk) -> None:
    lea, ida = desk.client("Seegarten Hotels"), desk.partner("Nordnet")
    subscribes(ida, "Once a day at 14:00")
    publishes(lea)
    desk.look_at_deadlines()
    ida.says("/tenders")
    ida.taps("🔔 Tell me")
    ida.taps("🔕 No more")

    desk.clock.advance(hours=5)
    desk.look_at_deadlines()

    assert "new tender for you" not in ida.reads_all()


def test_files_go_with_a_tender(desk: Desk) -> None:
    lea, noah = desk.client("Seegarten Hotels"), desk.partner("Alpweb")
    lea.says("/newtender")
    lea.taps("New website")
    lea.taps("Website with booking")
    lea.says(WANTED)
    lea.taps("No budget")
    lea.taps("💻 From anywhere")
    lea.taps("Done")
    lea.send(kind="voice")
    assert "I can take documents and photos here" in lea.reads()
    lea.send(kind="document")
    assert "📎 I have “document.txt”." in lea.reads()
    lea.send(kind="photo")
    lea.taps("Go on with 2 files")
    lea.says("30.11.2026")
    lea.taps("🙈 No, anonymous")
    assert "please check that these do not tell who you are" in lea.reads()
    lea.taps("📣 Publish")
    assert "📎 2 files" in lea.reads()

    noah.says("/tenders")
    noah.taps("Website with booking")
    assert "👤 The client is not named" in noah.reads()
    assert "Seegarten" not in noah.reads_all()
    noah.taps("📎 Files")
    assert noah.files() == ["document.txt", "photo.png"]
