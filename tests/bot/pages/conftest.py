"""The desk with pages on a real socket."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.intake.webhook_server import listen
from tests.bot.pages.scene import Scene
from tests.desk import Desk, Loop


@pytest.fixture
def desk(playground_url: str, database_url: str, loop: Loop) -> Iterator[Desk]:
    listening = listen("127.0.0.1:0")
    url = f"http://127.0.0.1:{listening.getsockname()[1]}"
    running = Desk(playground_url, database_url, loop, pages=listening, pages_url=url)
    yield running
    running.close()


@pytest.fixture
def scene(desk: Desk) -> Scene:
    return Scene(desk)
