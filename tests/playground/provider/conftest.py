from __future__ import annotations

from collections.abc import Iterator

import pytest

from playground.provider.server import Provider
from playground.serving import PlaygroundServer
from tests.playground.provider.console import Console
from tests.playground.provider.fake_desk import SECRET, TOKEN, FakeDesk, fake_desk


@pytest.fixture
def desk() -> Iterator[FakeDesk]:
    with fake_desk() as running:
        yield running


@pytest.fixture
def console(desk: FakeDesk) -> Iterator[Console]:
    """The provider's console, as soon as the desk has been told everything."""
    provider = Provider(desk.url, TOKEN, SECRET)
    with PlaygroundServer(provider=provider) as server:
        opened = Console(server.url)
        opened.waits_until(lambda books: books["told"])
        yield opened
