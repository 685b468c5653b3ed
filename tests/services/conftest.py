from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.services.world import World

# Its assertions say what differs, as those in test modules do.
pytest.register_assert_rewrite("tests.services.foretold")


@pytest.fixture
def world(database_url: str) -> Iterator[World]:
    """An empty programme, once on each database."""
    made = World(database_url)
    yield made
    made.close()
