from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.playground.playing import Playing


@pytest.fixture
def world(playground_url: str) -> Iterator[Playing]:
    playing = Playing(playground_url)
    yield playing
    playing.close()
