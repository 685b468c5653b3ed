"""Several workers on one database: each event is sent by one of them, and a lane's by the same, in their order."""

from __future__ import annotations

import asyncio
from collections import defaultdict

from sqlalchemy import func, select

from bot.app import build_app
from domain.partnerships.rules import Status
from storage.effects import backlog, replay
from storage.tables import Partnership, ProgrammeEvent, Worker
from tests.bot.effects.receiver import SECRET, Receiver
from tests.bot.trials import until
from tests.databases import PostgresServer, looking
from tests.desk import PATIENCE_S, Desk, Loop

LANES, EACH = 20, 6


def test_two_workers_share_the_lanes_and_keep_their_order(
    playground_url: str, postgres: PostgresServer, loop: Loop, receiver: Receiver
) -> None:
    desk = Desk(playground_url, postgres.fresh(), loop, events_url=receiver.url, events_secret=SECRET)
    try:
        client, partner = desk.client(), desk.partner()
        first = desk.partnership(client, partner, status=Status.PENDING)
        second = loop.run(build_app(desk.settings, desk.clock))
        running = loop.start(second.run())
        until(lambda: workers(desk) == 2)
        with desk.work() as work:
            model = work.session.get_one(Partnership, first)
            lanes = [first]
            for _ in range(LANES - 1):
                copy = Partnership(
                    **{
                        column.key: getattr(model, column.key)
                        for column in Partnership.__mapper__.column_attrs
                        if column.key not in ("id", "status", "lapses_at", "due_at")
                    },
                    status=Status.WITHDRAWN,
                )
                work.session.add(copy)
                work.session.flush()
                lanes.append(copy.id)
            kept = [
                ProgrammeEvent(
                    kind="partnership.resent",
                    at=work.now,
                    partnership_id=lane,
                    organisation_id=client.organisation_id,
                    content={"partnership": {"id": str(lane)}},
                )
                for _ in range(EACH)
                for lane in lanes
            ]
            work.session.add_all(kept)
            work.session.flush()
            ids = [event.id for event in kept]
        for begin in range(0, len(ids), 10):
            with desk.work() as work:
                replay(work.session, ids[begin : begin + 10], work.now)
        until(lambda: waiting(desk) == 0)

        assert sorted(event.number for event in receiver.received) == sorted(ids)
        by_lane: dict[str, list[int]] = defaultdict(list)
        for event in receiver.received:
            by_lane[event.partnership].append(event.number)
        assert all(numbers == sorted(numbers) for numbers in by_lane.values())
        loop.call(second.stop)
        loop.run(asyncio.wait_for(asyncio.wait({running}), PATIENCE_S))
    finally:
        desk.close()


def workers(desk: Desk) -> int:
    with looking(desk.app.units.engine) as session:
        return session.scalar(select(func.count()).select_from(Worker)) or 0


def waiting(desk: Desk) -> int:
    with looking(desk.app.units.engine) as session:
        return backlog(session).waiting
