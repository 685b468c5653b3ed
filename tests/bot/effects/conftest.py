"""Fixtures for events: a provider whose systems listen, and a desk that tells them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.bot.effects.receiver import SECRET, Receiver
from tests.desk import Desk, Loop


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    listening = Receiver()
    yield listening
    listening.stop()


@pytest.fixture
def heard(playground_url: str, database_url: str, loop: Loop, receiver: Receiver) -> Iterator[Desk]:
    """A desk whose events the receiver gets."""
    running = Desk(playground_url, database_url, loop, events_url=receiver.url, events_secret=SECRET)
    yield running
    running.close()
