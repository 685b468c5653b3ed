"""Fixtures for tests of the command line."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bot.programs import without_settings


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder as the present one, and an environment without settings."""
    monkeypatch.chdir(tmp_path)
    for name in os.environ.keys() - without_settings(os.environ).keys():
        monkeypatch.delenv(name)
    return tmp_path


@pytest.fixture
def own_logging() -> Iterator[None]:
    """What the test sets up as logging is gone after it."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
