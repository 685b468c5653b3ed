"""The API in this process, on a database with two accounts of the provider's and their people."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.app import build_desk
from bot.config import load_settings
from handlers.chat.desk import Desk
from tests.bot.api.provider import Provider, seed
from tests.databases import PostgresServer, SqliteFiles
from tests.desk import Loop
from tests.services.world import World


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """An empty database, once of each kind, always at the same place, so that worlds can share their engine."""
    if request.param == "sqlite":
        files: SqliteFiles = request.getfixturevalue("sqlite_files")
        return files.fresh("services")
    server: PostgresServer = request.getfixturevalue("postgres")
    server.fresh()
    return server.bots_url


@pytest.fixture
def world(database_url: str) -> Iterator[World]:
    """The programme."""
    made = World(database_url)
    yield made
    made.close()


@pytest.fixture(scope="session")
def conversations() -> Desk:
    """The chat's desk, which tells people what happened."""
    return build_desk(load_settings(None), "handschlag_bot")


@pytest.fixture
def provider(world: World, conversations: Desk, loop: Loop) -> Provider:
    """The provider's systems, whose accounts are known."""
    seed(world.units)
    return Provider(world.units, conversations, loop)
