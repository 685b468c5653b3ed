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


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What is said in German is the same on both databases: those conversations run on SQLite."""
    said_in = {
        item: item.callspec.params for item in items if isinstance(item, pytest.Function) and hasattr(item, "callspec")
    }
    left_out = [
        item
        for item, given in said_in.items()
        if (given.get("lang"), given.get("database_url")) == ("de", "postgresql")
    ]
    if left_out:
        items[:] = [item for item in items if item not in left_out]
        config.hook.pytest_deselected(items=left_out)
