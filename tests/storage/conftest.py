from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.services.world import World


@pytest.fixture
def world(database_url: str) -> Iterator[World]:
    """An empty programme, once on each database."""
    made = World(database_url)
    yield made
    made.close()
