"""Several workers on one database: each mail is sent by one of them, and those to an address in their order."""

from __future__ import annotations

import asyncio

from sqlalchemy import func, select

from bot.app import build_app
from storage.mail import Written
from storage.mail_lanes import backlog
from storage.runtime.outbox import NOBODY
from storage.tables import OutboxMessage, Worker
from tests.bot.mail.writing import SENDER, put
from tests.bot.trials import until
from tests.databases import PostgresServer, looking
from tests.desk import PATIENCE_S, Desk, Loop
from tests.smtp import MailServer

LANES, EACH = 20, 6


def test_two_workers_send_each_mail_once_and_in_order(
    playground_url: str, postgres: PostgresServer, loop: Loop, server: MailServer
) -> None:
    desk = Desk(playground_url, postgres.fresh(), loop, smtp_url=server.url, mail_from=SENDER)
    try:
        second = loop.run(build_app(desk.settings, desk.clock))
        running = loop.start(second.run())
        until(lambda: workers(desk) == 2)
        with desk.work() as work:
            ids = list(work.session.scalars(select(Worker.id).order_by(Worker.id)))
        for round_ in range(EACH):
            with desk.work() as work:
                for lane in range(LANES):
                    work.worker_id = ids[lane % 2] if lane % 3 else NOBODY
                    put(work, f"nora{lane}@alpweb.example", Written(str(round_), "x", "<p>x</p>"))
        until(lambda: waiting(desk) == 0)

        assert len(server.mails) == len({mail.id for mail in server.mails}) == LANES * EACH
        for lane in range(LANES):
            subjects = [mail.subject for mail in server.mails_to(f"nora{lane}@alpweb.example")]
            assert subjects == [str(round_) for round_ in range(EACH)]
        loop.call(second.stop)
        loop.run(asyncio.wait_for(asyncio.wait({running}), PATIENCE_S))
        with desk.work() as work:
            assert work.session.scalar(select(func.count()).select_from(OutboxMessage)) == 0
    finally:
        desk.close()


def workers(desk: Desk) -> int:
    with looking(desk.app.units.engine) as session:
        return session.scalar(select(func.count()).select_from(Worker)) or 0


def waiting(desk: Desk) -> int:
    with looking(desk.app.units.engine) as session:
        return backlog(session).waiting
