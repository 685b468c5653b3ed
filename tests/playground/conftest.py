from __future__ import annotations

from collections.abc import Iterator

import pytest

from playground.serving import PlaygroundServer
from tests.playground.playing import Playing


@pytest.fixture(scope="session")
def playground_url() -> Iterator[str]:
    with PlaygroundServer() as server:
        yield server.url


@pytest.fixture
def world(playground_url: str) -> Iterator[Playing]:
    playing = Playing(playground_url)
    yield playing
    playing.close()
