"""The bot's user of PostgreSQL changes rows and nothing else: all chats of the tests run as this user."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from bot.commands.database import require_newest
from domain.partnerships.rules import Status
from tests.databases import BOT, PostgresServer, engine_at
from tests.desk import Desk


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_request_is_made_and_confirmed(desk: Desk) -> None:
    with desk.work() as work:
        assert work.session.scalar(text("SELECT current_user")) == BOT
    require_newest(desk.app.units.engine)
    client, partner = desk.client(), desk.partner()
    made = desk.partnership(client, partner, status=Status.PENDING)
    assert "Seegarten Hotels" in partner.says("/requests")
    desk.look_at_deadlines()
    assert desk.status(made) is Status.PENDING


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE x (id integer)",
        "UPDATE alembic_version SET version_num = '0001'",
        "ALTER TABLE person ADD COLUMN x integer",
        "DROP TABLE person",
        "TRUNCATE audit",
        "ALTER TABLE audit DISABLE TRIGGER ALL",
        "UPDATE pg_catalog.pg_class SET relname = 'x' WHERE relname = 'person'",
        "COPY person TO PROGRAM 'cat'",
        "SELECT pg_read_file('/etc/passwd')",
        "SET session_replication_role = replica",
    ],
)
def test_more_than_rows_cannot_be_changed(postgres: PostgresServer, statement: str) -> None:
    with (
        engine_at(postgres.bots_url).connect() as connection,
        pytest.raises(ProgrammingError, match="InsufficientPrivilege"),
    ):
        connection.execute(text(statement))
