"""Reminders come by day, where people are; contracts at once; and after a week of downtime there is no storm."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import func, select

from domain.partnerships.rules import Status
from services.partnerships.deadlines import last_until
from storage.tables import Due, Partnership
from tests.desk import Desk
from tests.people import Chat

NIGHT = dt.datetime(2026, 11, 23, 22, tzinfo=dt.UTC)
"""Eleven in the evening in Zurich."""
A_REMINDER = "A reminder"


def held(desk: Desk) -> int:
    """How many due things wait for people."""
    with desk.work() as work:
        return work.session.scalar(select(func.count()).where(Due.person_id.is_not(None))) or 0


def look(desk: Desk, *moment: int) -> None:
    desk.clock.moment = dt.datetime(*moment, tzinfo=dt.UTC)  # type: ignore[arg-type, misc]
    desk.look_at_deadlines()


def count(chat: Chat) -> int:
    return len(chat.from_bot())


def test_a_reminder_waits_for_each_readers_morning_and_a_lapse_for_nobodys(desk: Desk) -> None:
    client, partner = desk.client("Seegarten"), desk.partner("Alpweb")
    colleague = desk.colleague(partner, "Tim")
    colleague.says("/timezone Tokyo")
    desk.clock.moment = NIGHT
    request = desk.partnership(client, partner, status=Status.PENDING)
    said = count(partner), count(colleague)

    look(desk, 2026, 11, 26, 22)
    assert (count(partner), count(colleague)) == said, "it is night for both: 23 o'clock and 7 o'clock"
    look(desk, 2026, 11, 26, 23)
    assert A_REMINDER in colleague.reads(), "8 o'clock in Tokyo"
    assert count(partner) == said[0]
    look(desk, 2026, 11, 27, 7)
    assert A_REMINDER in partner.reads()
    assert (count(partner), count(colleague)) == (said[0] + 1, said[1] + 1), "each once"
    assert held(desk) == 0

    look(desk, 2026, 12, 23, 22)  # thirty days after it was sent, at night
    assert desk.status(request) is Status.LAPSED
    assert "lapsed" in client.reads()
    assert "lapsed" in partner.reads()


def test_what_was_answered_overnight_is_not_reminded_of_and_moved_clocks_are_heeded(desk: Desk) -> None:
    client, alpweb, nordnet = desk.client("Seegarten"), desk.partner("Alpweb"), desk.partner("Nordnet")
    desk.clock.moment = NIGHT
    answered = desk.partnership(client, alpweb, products=["Webshop"], status=Status.PENDING)
    desk.partnership(client, nordnet, products=["seegarten.example"], status=Status.PENDING)
    look(desk, 2026, 11, 26, 22)
    assert held(desk) == 2
    alpweb.says("/requests")
    alpweb.taps("Seegarten")
    alpweb.taps("✅ Confirm")
    nordnet.says("/timezone New York")
    said = count(alpweb), count(nordnet)

    look(desk, 2026, 11, 27, 7)
    assert (count(alpweb), count(nordnet)) == said, "it is two in the morning in New York"
    look(desk, 2026, 11, 27, 13)

    assert desk.status(answered) is Status.ACTIVE
    assert count(alpweb) == said[0]
    assert A_REMINDER in nordnet.reads()


def test_who_can_be_reached_is_looked_at_when_the_reminder_is_made_and_not_when_it_is_told(desk: Desk) -> None:
    client, partner = desk.client("Seegarten"), desk.partner("Alpweb")
    desk.clock.moment = NIGHT
    request = desk.partnership(client, partner, status=Status.PENDING)
    look(desk, 2026, 11, 26, 22)
    with desk.work() as work:
        partner.row(work).reachable = False  # another process is about to tell what that means, and holds the client
    said = count(client)

    look(desk, 2026, 11, 27, 7)

    assert (desk.stored(request).unreached, count(client)) == (None, said)
    assert held(desk) == 0


def test_after_a_week_of_downtime_everybody_reads_one_message_in_order(desk: Desk) -> None:
    names = [f"Client {letter}" for letter in "ABCDEFGH"]
    partner = desk.partner("Alpweb")
    clients = []
    for number, name in enumerate(names):
        desk.clock.moment = NIGHT - dt.timedelta(hours=len(names) - number)
        clients.append(desk.client(name))
        desk.partnership(clients[-1], partner, status=Status.PENDING)
    before, of_clients = count(partner), [count(each) for each in clients]

    look(desk, 2026, 12, 3, 22)  # all have been due for a week
    assert count(partner) == before
    look(desk, 2026, 12, 4, 7)

    assert count(partner) == before + 1
    assert "8 reminders for you" in partner.reads()
    places = [partner.reads().index(name) for name in names]
    assert places == sorted(places), "the oldest first"
    assert len(partner.buttons()) == 8
    assert [count(each) for each in clients] == of_clients, "nobody else is reminded of what they have asked"
    look(desk, 2026, 12, 4, 8)
    assert count(partner) == before + 1, "once"
    partner.taps("1 ·")
    assert "Client A" in partner.reads()
    assert partner.words("✅ Confirm") in partner.buttons()


def test_what_has_lapsed_or_ended_meanwhile_is_told_at_once_and_in_few_messages(desk: Desk) -> None:
    partner = desk.partner("Alpweb")
    names = [f"Client {letter}" for letter in "ABCDEFGH"]
    clients = [desk.client(name) for name in names]
    for client in clients[:6]:
        desk.partnership(client, partner, status=Status.PENDING)
    for client in clients[6:]:
        desk.partnership(client, partner)
    with desk.work() as work:
        for each in work.session.scalars(select(Partnership).where(Partnership.status == Status.ACTIVE)):
            last_until(work, desk.programme, each, dt.date(2026, 12, 20))
            each.due_at = each.lapses_at
    before, of_clients = count(partner), [count(each) for each in clients]

    look(desk, 2026, 12, 30, 23)

    assert count(partner) == before + 1
    assert "8 things have happened" in partner.reads()
    assert all(name in partner.reads() for name in names)
    assert len(partner.buttons()) == 7, "six ways, and the menu"
    assert [count(each) for each in clients] == [number + 1 for number in of_clients]
    assert "lapsed" in clients[0].reads()
    assert "has ended" in clients[7].reads()
