"""What every chat has in common: the bot sends nothing that Telegram would refuse, and leaves nothing unsent."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.desk import Desk


@pytest.fixture(autouse=True)
def _telegram_takes_everything(desk: Desk) -> Iterator[None]:
    yield
    desk.settle()
    assert desk.faulty_calls() == []
    assert desk.unsent() == 0


@pytest.fixture(params=["en", "de"])
def lang(request: pytest.FixtureRequest) -> str:
    """The main conversations run once in each language."""
    language: str = request.param
    return language
