"""On their way: what the answers mean, in which order events arrive, and that one lane does not hold up another."""

from __future__ import annotations

import datetime as dt
import threading
import time
from collections import defaultdict

import pytest
from sqlalchemy import delete, func, select, text, update

from bot.effects.answers import FIRST_PAUSE, LONGEST_PAUSE, pause_after
from domain.partnerships.rules import Access, Status
from storage.effects import OF_PARTNERSHIPS
from storage.tables import OutboxMessage, ProgrammeEvent
from tests.bot.effects.receiver import Received, Receiver, Says, refuses
from tests.databases import as_owner
from tests.desk import Desk
from tests.people import Chat


def withdraws(client: Chat, partner_name: str) -> None:
    client.says("/partners")
    client.taps(partner_name)
    client.taps("↩️ Withdraw")
    client.taps("Yes")


def resends(desk: Desk, client: Chat, partner_name: str, times: int) -> None:
    """Sends a request again and again: so many events of one partnership."""
    for _ in range(times):
        desk.clock.advance(hours=25)
        client.says("/partners")
        client.taps(partner_name)
        client.taps("📨 Send again")


def in_outbox(desk: Desk) -> list[OutboxMessage]:
    with desk.work() as work:
        found = select(OutboxMessage).where(OutboxMessage.event_id.is_not(None)).order_by(OutboxMessage.id)
        return list(work.session.scalars(found))


def the_event(desk: Desk) -> ProgrammeEvent:
    with desk.work() as work:
        return work.session.scalars(select(ProgrammeEvent).order_by(ProgrammeEvent.id).limit(1)).one()


THROUGH, REFUSED, WAITS = "through", "refused", "waits"


@pytest.mark.parametrize(
    ("answer", "becomes"),
    [
        (Says(200, {"anything": True}), THROUGH),
        (Says(204), THROUGH),
        (Says(200, b"x" * 300_000), THROUGH),
        (Says(409, {"code": "product_gone", "detail": "It is gone."}), REFUSED),
        (Says(422, {"code": "whatever"}), REFUSED),
        (Says(409, {"code": ""}), WAITS),
        (Says(409, {"code": 7, "detail": "no text"}), WAITS),
        (Says(422, b"<html>no JSON</html>"), WAITS),
        (Says(422, b"[" * 60_000), WAITS),
        (Says(409, b'{"code":"x"' + b" " * 70_000 + b"}"), WAITS),
        (Says(302, None, (("location", "/elsewhere"),)), WAITS),
        (Says(400), WAITS),
        (Says(401), WAITS),
        (Says(404), WAITS),
        (Says(410), WAITS),
        (Says(429, None, (("retry-after", "120"),)), WAITS),
        (Says(500, b"\xff\x00 boom"), WAITS),
        (Says(503), WAITS),
    ],
    ids=lambda value: f"{value.status}" if isinstance(value, Says) else value,
)
def test_what_an_answer_makes_of_an_event(heard: Desk, receiver: Receiver, answer: Says, becomes: str) -> None:
    client, partner = heard.client(), heard.partner()
    heard.partnership(client, partner, status=Status.PENDING)
    receiver.answer = answer

    withdraws(client, partner.organisation_name)

    event = the_event(heard)
    assert event.kind == "partnership.withdrawn"
    assert (event.acknowledged_at is not None) is (becomes == THROUGH)
    assert (event.refused_at is not None) is (becomes == REFUSED)
    waiting = in_outbox(heard)
    assert [row.event_id for row in waiting] == ([event.id] if becomes == WAITS else [])
    assert event.answers is not None
    assert [one["status"] for one in event.answers] == [answer.status]
    if answer.status == 429:
        due = waiting[0].due_at
        assert due is not None
        assert due - heard.clock.moment == dt.timedelta(seconds=120)


def test_the_pauses_grow_from_seconds_to_an_hour() -> None:
    pauses = [pause_after(tries, None) for tries in range(12)]

    assert FIRST_PAUSE * 0.75 <= pauses[0] <= FIRST_PAUSE
    assert all(pause <= LONGEST_PAUSE for pause in pauses)
    assert pauses[-1] >= LONGEST_PAUSE * 0.75
    assert pause_after(0, dt.timedelta(days=9)) == LONGEST_PAUSE


def test_after_three_days_it_is_a_dead_letter_and_the_next_one_goes(heard: Desk, receiver: Receiver) -> None:
    client, partner = heard.client(), heard.partner()
    heard.partnership(client, partner, status=Status.PENDING)
    receiver.answer = lambda event: Says(500) if event.type == "partnership.resent" else Says()
    resends(heard, client, partner.organisation_name, 1)
    heard.clock.advance(hours=1)
    withdraws(client, partner.organisation_name)
    assert set(receiver.types) == {"partnership.resent"}

    heard.clock.advance(days=2, hours=22, minutes=30)
    heard.look_at_events()
    assert [row.failed_at for row in in_outbox(heard)] == [None, None]
    heard.clock.advance(hours=2)
    heard.look_at_events()

    (dead,) = in_outbox(heard)
    assert (dead.failed_at, dead.error) == (heard.clock.moment, "500")
    assert receiver.types[-1] == "partnership.withdrawn"
    assert heard.unsent() == 0


def test_what_cannot_be_taken_back_is_a_defect_and_tried_again_later(heard: Desk, receiver: Receiver) -> None:
    client, partner = heard.client(), heard.partner()
    heard.partnership(client, partner, Access.FULL)
    receiver.answer = Says(500)
    client.says("/partners")
    client.taps(partner.organisation_name)
    client.taps("💳 Change payment means")
    client.taps("Yes")
    with heard.work() as work:
        work.session.execute(update(ProgrammeEvent).values(before={"payment_means": "nobody's"}))
    receiver.answer = refuses("account_blocked")
    heard.wanted_defects = 1

    heard.clock.advance(hours=1)
    heard.look_at_events()
    heard.look_at_events()

    event = the_event(heard)
    assert (len(receiver.received), event.tries, event.refused_at) == (2, 2, None)
    assert "ValueError" in heard.defects()[0]
    due = in_outbox(heard)[0].due_at
    assert due is not None
    assert due > heard.clock.moment


def test_a_lane_whose_answers_cannot_even_be_kept_rests_and_others_go_on(heard: Desk, receiver: Receiver) -> None:
    first, second, partner = heard.client("Seegarten"), heard.client("Bergbahn"), heard.partner()
    for one in (first, second):
        heard.partnership(one, partner, status=Status.PENDING)
    receiver.answer = Says(500)
    withdraws(first, partner.organisation_name)
    with heard.work() as work:
        work.session.execute(update(ProgrammeEvent).values(answers=True))
    receiver.answer = Says()
    heard.wanted_defects = 1

    heard.clock.advance(hours=1)
    heard.look_at_events()
    withdraws(second, partner.organisation_name)
    heard.look_at_events()

    assert len(receiver.received) == 3
    assert [row.event_id for row in in_outbox(heard)] == [the_event(heard).id]


def test_what_has_waited_long_behind_others_has_three_days_of_its_own(heard: Desk, receiver: Receiver) -> None:
    client, partner = heard.client(), heard.partner()
    heard.partnership(client, partner, status=Status.PENDING)
    receiver.answer = Says(500)
    resends(heard, client, partner.organisation_name, 1)
    heard.clock.advance(hours=1)
    withdraws(client, partner.organisation_name)

    heard.clock.advance(days=3)
    heard.look_at_events()
    assert [row.failed_at is None for row in in_outbox(heard)] == [False, True]
    assert receiver.types[-1] == "partnership.withdrawn"
    heard.clock.advance(days=2, hours=23)
    heard.look_at_events()
    assert [row.failed_at is None for row in in_outbox(heard)] == [False, True]
    heard.clock.advance(hours=2)
    heard.look_at_events()
    assert [row.failed_at is None for row in in_outbox(heard)] == [False, False]


def test_an_id_that_the_database_gives_again_is_another_one_to_the_receiver(heard: Desk, receiver: Receiver) -> None:
    client, partner = heard.client(), heard.partner()
    heard.partnership(client, partner, status=Status.PENDING)
    withdraws(client, partner.organisation_name)
    with heard.work() as work:  # as in a database that was restored from a backup
        work.session.execute(delete(ProgrammeEvent))
    with as_owner(heard.app.units.engine) as connection:
        again = "UPDATE sqlite_sequence SET seq = 0 WHERE name = 'programme_event'"
        if heard.app.units.engine.dialect.name == "postgresql":
            again = "ALTER SEQUENCE programme_event_id_seq RESTART"
        connection.execute(text(again))
    heard.partnership(client, partner, status=Status.PENDING)
    withdraws(client, partner.organisation_name)

    first, second = receiver.received
    assert first.number == second.number
    assert first.id != second.id


def test_one_partnership_that_always_fails_does_not_hold_up_another(heard: Desk, receiver: Receiver) -> None:
    first, second, partner = heard.client("Seegarten"), heard.client("Bergbahn"), heard.partner()
    ailing = heard.partnership(first, partner, status=Status.PENDING)
    heard.partnership(second, partner, status=Status.PENDING)
    receiver.answer = lambda event: Says(500) if event.partnership == str(ailing) else Says()

    withdraws(first, partner.organisation_name)
    for _ in range(5):
        heard.clock.advance(hours=1)
        heard.look_at_events()
    withdraws(second, partner.organisation_name)

    assert receiver.received[-1].partnership != str(ailing)
    assert [row.chat_id for row in in_outbox(heard)] == [OF_PARTNERSHIPS - ailing]


def test_an_endpoint_that_does_not_answer_does_not_slow_down_chats(heard: Desk, receiver: Receiver) -> None:
    client, partner = heard.client(), heard.partner()
    heard.partnership(client, partner, status=Status.PENDING)
    open_gate = threading.Event()

    def hangs(_event: Received) -> Says:
        open_gate.wait(20)
        return Says()

    receiver.answer = hangs
    # Everything else comes to rest at once; only the event is on its way.
    heard.playground.post(f"/chats/{client.id}/messages", json={"from": client.id, "text": "/partners"})
    heard.settle()
    client.taps(partner.organisation_name)
    client.taps("↩️ Withdraw")
    place, data = client.find("Yes")
    path = f"/chats/{client.id}/messages/{place}/press"
    began = time.monotonic()
    heard.playground.post(path, json={"from": client.id, "data": data}).raise_for_status()
    while "withdrew" not in client.reads_all():
        assert time.monotonic() - began < 5
    assert not receiver.types or the_event(heard).acknowledged_at is None
    open_gate.set()
    heard.settle()
    assert the_event(heard).acknowledged_at is not None


def test_each_partnership_has_its_order_whatever_fails_in_between(heard: Desk, receiver: Receiver) -> None:
    partner = heard.partner()
    clients = [heard.client(name) for name in ("Seegarten", "Bergbahn", "Weingut")]
    made = {heard.partnership(client, partner, status=Status.PENDING) for client in clients}
    tried: dict[str, int] = defaultdict(int)

    def limps(event: Received) -> Says:
        tried[event.id] += 1
        return Says(500) if (event.number + tried[event.id]) % 3 else Says()

    receiver.answer = limps
    for client in clients:
        resends(heard, client, partner.organisation_name, 3)
        withdraws(client, partner.organisation_name)
    for _ in range(12):
        heard.clock.advance(hours=1)
        heard.look_at_events()

    for one in made:
        ids = [event.number for event in receiver.received if event.partnership == str(one)]
        assert ids == sorted(ids)
        assert len(set(ids)) == 4
    assert len(receiver.received) > 12
    with heard.work() as work:
        waiting = select(func.count()).select_from(OutboxMessage)
        assert work.session.scalar(waiting) == 0


def test_an_endpoint_that_wants_no_more_is_left_alone(heard: Desk, receiver: Receiver) -> None:
    client, other, partner = heard.client("Seegarten"), heard.client("Bergbahn"), heard.partner()
    for one in (client, other):
        heard.partnership(one, partner, status=Status.PENDING)
    receiver.answer = Says(410)

    withdraws(client, partner.organisation_name)
    withdraws(other, partner.organisation_name)
    heard.clock.advance(hours=1)
    heard.look_at_events()

    assert len(receiver.received) == 1
    assert len(in_outbox(heard)) == 2
