from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.databases import PostgresServer, SqliteFiles
from tests.services.world import World

# Its assertions say what differs, as those in test modules do.
pytest.register_assert_rewrite("tests.services.foretold")


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """An empty database, once of each kind, always at the same place, so that worlds can share their engine."""
    if request.param == "sqlite":
        files: SqliteFiles = request.getfixturevalue("sqlite_files")
        return files.fresh("services")
    server: PostgresServer = request.getfixturevalue("postgres")
    return server.fresh()


@pytest.fixture
def world(database_url: str) -> Iterator[World]:
    """An empty programme, once on each database."""
    made = World(database_url)
    yield made
    made.close()
