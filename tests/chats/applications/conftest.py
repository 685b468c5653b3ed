"""Here nobody's word is taken: the desk verifies as the default profile has it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.desk import Desk, Loop


@pytest.fixture
def desk(playground_url: str, database_url: str, loop: Loop) -> Iterator[Desk]:
    running = Desk(playground_url, database_url, loop, verify_at_once=False)
    yield running
    running.close()
