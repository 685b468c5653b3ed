"""A desk that sends its mails to a real server."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.intake.webhook_server import listen
from tests.desk import Desk, Loop
from tests.smtp import MailServer


@pytest.fixture
def server() -> Iterator[MailServer]:
    with MailServer() as running:
        yield running


@pytest.fixture
def desk(
    request: pytest.FixtureRequest, playground_url: str, database_url: str, loop: Loop, server: MailServer
) -> Iterator[Desk]:
    """With `True` as its parameter, its mails lead to pages, too."""
    listening = listen("127.0.0.1:0") if getattr(request, "param", False) else None
    running = Desk(
        playground_url,
        database_url,
        loop,
        smtp_url=server.url,
        mail_from="desk@reseller.example",
        pages=listening,
        pages_url=f"http://127.0.0.1:{listening.getsockname()[1]}" if listening is not None else None,
    )
    yield running
    running.close()
