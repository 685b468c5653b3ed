"""A desk that sends its mails to a real server."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.desk import Desk, Loop
from tests.smtp import MailServer


@pytest.fixture
def server() -> Iterator[MailServer]:
    with MailServer() as running:
        yield running


@pytest.fixture
def desk(playground_url: str, database_url: str, loop: Loop, server: MailServer) -> Iterator[Desk]:
    running = Desk(playground_url, database_url, loop, smtp_url=server.url, mail_from="desk@reseller.example")
    yield running
    running.close()
