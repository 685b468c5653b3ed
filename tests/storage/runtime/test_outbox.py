"""The outbox: a chat's messages form a lane, a lane has one owner, and nothing gets lost between two of them."""

from __future__ import annotations

import datetime as dt
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import text

from storage.effects import draft_of, in_outbox
from storage.runtime import workers
from storage.runtime.dead_letters import dead_letters, forget_dead_letters, replay
from storage.runtime.orphans import Kind, take_orphans
from storage.runtime.outbox import (
    NOBODY,
    Draft,
    add,
    refused,
    sign,
    waiting,
    waiting_ids,
)
from storage.tables import Organisation, OutboxMessage, ProgrammeEvent
from storage.work import Work
from tests.services.world import World

CHAT, OTHER = 7, 8


def said(text: str, chat_id: int = CHAT) -> Draft:
    return Draft(chat_id, "sendMessage", {"chat_id": chat_id, "text": text})


def worker(work: Work, number: int) -> int:
    return workers.register(work.session, "here", number, number)


def texts(world: World) -> list[str]:
    with world.units.begin("job") as work:
        return [str(message.parameters["text"]) for message in waiting(work.session)]


def test_whoever_adds_to_the_lane_of_another_leaves_it_to_them(world: World) -> None:
    with world.units.begin("job") as work:
        first, second = worker(work, 1), worker(work, 2)
        assert [each.parameters["text"] for each in add(work.session, [said("one")], first, work.now)] == ["one"]
        assert add(work.session, [said("two")], second, work.now) == []
        assert len(add(work.session, [said("elsewhere", OTHER)], second, work.now)) == 1
        assert len(waiting_ids(work.session, first)) == 2
    assert texts(world) == ["one", "two", "elsewhere"]


def test_a_lane_that_is_empty_belongs_to_whoever_comes_next(world: World) -> None:
    with world.units.begin("job") as work:
        first, second = worker(work, 1), worker(work, 2)
        (one,) = add(work.session, [said("one")], first, work.now)
        assert sign(work.session, [(one, None)]) == {one.id}
        assert len(add(work.session, [said("two")], second, work.now)) == 1


def test_what_the_dead_leave_is_taken_over(world: World) -> None:
    with world.units.begin("job") as work:
        dead, alive = worker(work, 1), worker(work, 2)
        add(work.session, [said("one"), said("two")], dead, work.now)
        add(work.session, [said("by the command line", OTHER)], NOBODY, work.now)
        take_orphans(work.session, alive)
        assert len(waiting_ids(work.session, alive)) == 1, "the living keep what is theirs"
        workers.sign_out(work.session, [dead])
        take_orphans(work.session, alive)
        assert len(waiting_ids(work.session, alive)) == 3


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_who_takes_over_does_not_wait_for_who_writes(world: World) -> None:
    """They would wait for each other, where the one who writes goes on to a lane that was taken over before."""
    with world.units.begin("job") as work:
        alive = worker(work, 1)
        add(work.session, [said("one"), said("two", OTHER)], NOBODY, work.now)
    with world.units.begin("job") as writing:
        add(writing.session, [said("three", OTHER)], NOBODY, writing.now)
        with world.units.begin("job") as work:
            work.session.execute(text("SET LOCAL lock_timeout = '1s'"))
            take_orphans(work.session, alive)
        add(writing.session, [said("four")], NOBODY, writing.now)
    with world.units.begin("job") as work:
        assert len(waiting_ids(work.session, alive)) == 2, "the first, and what was written behind it"
        take_orphans(work.session, alive)
        assert len(waiting_ids(work.session, alive)) == 4


def test_an_orphan_waits_for_the_lanes_living_owner(world: World) -> None:
    with world.units.begin("job") as work:
        owner, other = worker(work, 1), worker(work, 2)
        (one,) = add(work.session, [said("one")], owner, work.now)
        orphan = OutboxMessage(
            chat_id=CHAT, method="sendMessage", parameters=said("two").parameters, created_at=work.now, worker_id=NOBODY
        )
        work.session.add(orphan)
        work.session.flush()
        take_orphans(work.session, other)
        assert waiting_ids(work.session, other) == frozenset(), "two at work on one lane would not keep its order"
        sign(work.session, [(one, None)])
        take_orphans(work.session, other)
        assert waiting_ids(work.session, other) == {orphan.id}


def event_row(work: Work, worker_id: int, failed_at: dt.datetime | None = None) -> OutboxMessage:
    """An event on its way, or given up."""
    organisation = Organisation(
        name="Seegarten", kind="company", country="CH", currency="CHF", is_partner=False, created_at=work.now
    )
    work.session.add(organisation)
    work.session.flush()
    kept = ProgrammeEvent(kind="member.joined", at=work.now, organisation_id=organisation.id, content={})
    work.session.add(kept)
    work.session.flush()
    add(work.session, [draft_of(kept)], worker_id, work.now)
    row = in_outbox(work.session, kept.id)
    assert row is not None
    row.failed_at = failed_at
    work.session.flush()
    return row


def test_a_worker_that_sends_no_events_takes_none_over(world: World) -> None:
    with world.units.begin("job") as work:
        me = worker(work, 1)
        row = event_row(work, NOBODY)
        add(work.session, [said("one")], NOBODY, work.now)
        take_orphans(work.session, me, {Kind.CALL, Kind.MAIL})
        assert len(waiting_ids(work.session, me)) == 1
        work.session.refresh(row)
        assert row.worker_id == NOBODY
        take_orphans(work.session, me)
        work.session.refresh(row)
        assert row.worker_id == me


def test_events_that_were_given_up_are_not_forgotten(world: World) -> None:
    with world.units.begin("job") as work:
        long_ago = work.now - dt.timedelta(days=400)
        row = event_row(work, NOBODY, long_ago)
        (to_chat,) = add(work.session, [said("one")], worker(work, 1), work.now)
        refused(work.session, to_chat.id, "gone", long_ago)
        assert forget_dead_letters(work.session, work.now, 100) == 1
        assert in_outbox(work.session, row.event_id or 0) is row


def test_what_is_gone_already_counts_as_signed(world: World) -> None:
    with world.units.begin("job") as work:
        (one,) = add(work.session, [said("one")], worker(work, 1), work.now)
        assert sign(work.session, [(one, None)]) == {one.id}
        assert sign(work.session, [(one, None), (replace(one, id=one.id + 1_000), None)]) == {one.id, one.id + 1_000}


def test_a_refused_message_is_replayed_behind_what_waits(world: World) -> None:
    with world.units.begin("job") as work:
        me = worker(work, 1)
        (one,) = add(work.session, [said("one")], me, work.now)
        refused(work.session, one.id, "Bad Request: chat not found", work.now)
        add(work.session, [said("two")], me, work.now)
    assert texts(world) == ["two"]
    with world.units.begin("job") as work:
        (letter,) = dead_letters(work.session)
        replay(work.session, letter, work.now)
    assert texts(world) == ["two", "one"]


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_many_who_write_to_the_same_lanes_do_not_wait_crosswise(world: World) -> None:
    with world.units.begin("job") as work:
        team = [worker(work, number) for number in range(4)]
    start = threading.Barrier(len(team))

    def write(me: int) -> None:
        start.wait()
        for number in range(10):
            with world.units.begin("job") as work:
                lanes = (CHAT, OTHER) if (me + number) % 2 else (OTHER, CHAT)
                add(work.session, [said(f"{me}", lane) for lane in lanes], me, work.now)

    with ThreadPoolExecutor(len(team)) as threads:
        list(threads.map(write, team))
    with world.units.begin("job") as work:
        found = waiting(work.session)
        lanes = [{message.id for message in found if message.chat_id == chat_id} for chat_id in (CHAT, OTHER)]
        owners = [sum(not lane.isdisjoint(waiting_ids(work.session, me)) for me in team) for lane in lanes]
    assert [len(lane) for lane in lanes] == [40, 40]
    assert owners == [1, 1], "each lane belongs to one of them, whole"


def test_what_others_have_added_to_ones_lane_goes_before_what_one_adds(world: World) -> None:
    with world.units.begin("job") as work:
        me, other = worker(work, 1), worker(work, 2)
        add(work.session, [said("one")], me, work.now)
        assert add(work.session, [said("two")], other, work.now) == []
        due = add(work.session, [said("three")], me, work.now)
        assert [each.parameters["text"] for each in due] == ["one", "two", "three"]
