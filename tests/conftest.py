"""Fixtures for chats: a playground, an event loop, both databases, and the desk that brings them together."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, sync_playwright

from playground.serving import PlaygroundServer
from tests.databases import PostgresServer, SqliteFiles
from tests.desk import Desk, Loop
from tests.scan import SCAN, watch
from tests.vies import Vies

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
]

# The machine is shared: how long something takes says nothing about whether it is right.
# The same examples every time: a run judges the change and nothing else. New ones: --hypothesis-profile=explore.
settings.register_profile("explore", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("shared", parent=settings.get_profile("explore"), derandomize=True)
settings.load_profile("shared")
watch()


def pytest_collection_finish() -> None:
    """Everything is imported, and stays: who looks for garbage need not go through it with each test again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)


@pytest.fixture(autouse=True)
def scanned_log() -> Iterator[None]:
    """Fails a test whose log holds a secret, or what somebody has written."""
    with SCAN.of_a_test():
        yield


@pytest.fixture(scope="session")
def playground_url() -> Iterator[str]:
    with PlaygroundServer() as server:
        yield server.url


@pytest.fixture(scope="session")
def loop() -> Iterator[Loop]:
    running = Loop()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def sqlite_files(tmp_path_factory: pytest.TempPathFactory) -> SqliteFiles:
    return SqliteFiles(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    server = PostgresServer()
    yield server
    server.stop()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """An empty database, once of each kind, always at the same place, so that tests can share their engine.

    On PostgreSQL it is the bot's, who may change rows, and no tables.
    """
    if request.param == "sqlite":
        files: SqliteFiles = request.getfixturevalue("sqlite_files")
        return files.fresh("test")
    server: PostgresServer = request.getfixturevalue("postgres")
    server.fresh()
    return server.bots_url


@pytest.fixture
def desk(playground_url: str, database_url: str, loop: Loop) -> Iterator[Desk]:
    running = Desk(playground_url, database_url, loop)
    yield running
    running.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Ends with its module: as long as it is there, an event loop runs in the tests’ thread."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def vies() -> Iterator[Vies]:
    """A substitute for VIES."""
    running = Vies()
    yield running
    running.stop()


@pytest.fixture
def asking(playground_url: str, database_url: str, loop: Loop, vies: Vies) -> Iterator[Desk]:
    """A desk that asks the substitute."""
    running = Desk(playground_url, database_url, loop, vies_url=vies.url)
    yield running
    running.close()
