"""Fixtures for mail: a server that takes them, and a desk that sends them there."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.bot.mail.writing import SENDER
from tests.databases import SqliteFiles
from tests.desk import Desk, Loop
from tests.smtp import MailServer


@pytest.fixture
def server() -> Iterator[MailServer]:
    with MailServer() as running:
        yield running


@pytest.fixture
def sqlite_url(request: pytest.FixtureRequest, sqlite_files: SqliteFiles) -> str:
    """An empty database, where the other kind would show nothing more."""
    return sqlite_files.fresh(f"mail{abs(hash(request.node.nodeid))}")


@pytest.fixture
def mailing(playground_url: str, database_url: str, loop: Loop, server: MailServer) -> Iterator[Desk]:
    """A desk whose mails the server gets."""
    running = Desk(playground_url, database_url, loop, smtp_url=server.url, mail_from=SENDER)
    yield running
    running.close()
