"""After an outage, much is too old at once: it is forgotten bit by bit, and the chat goes on."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import event, func, insert, select

from domain.privacy import Retention
from services.privacy.keeping import AT_ONCE
from storage.tables import OutboxMessage, ProcessedUpdate
from tests.desk import Desk


def test_what_is_too_old_is_forgotten_in_several_transactions(desk: Desk) -> None:
    client, kept = desk.client(), Retention()
    with desk.work() as work:
        old, older = (
            work.now - kept.updates - timedelta(hours=1),
            work.now - kept.undelivered - timedelta(hours=1),
        )
        claim = {"chat_id": 1, "received_at": old, "processed_at": old}
        many = 2 * AT_ONCE + 1
        work.session.execute(insert(ProcessedUpdate), [{"update_id": -key, **claim} for key in range(1, many + 1)])
        letter = {"chat_id": 1, "method": "sendMessage", "parameters": {}, "created_at": older, "failed_at": older}
        work.session.execute(
            insert(OutboxMessage), [{**letter, "worker_id": 0, "priority": 0, "attempts": 1}] * (AT_ONCE + 1)
        )
    commits: list[object] = []
    event.listen(desk.app.units.engine, "commit", commits.append)

    desk.clock.advance(minutes=15)
    desk.look_at_deadlines()

    with desk.work() as work:
        count = select(func.count())
        claims = count.select_from(ProcessedUpdate).where(ProcessedUpdate.received_at <= old)
        assert work.session.scalar(claims) == 0
        assert work.session.scalar(count.select_from(OutboxMessage)) == 0
    assert len(commits) >= 3
    assert "Seegarten Hotels" in client.says("/organisation")
