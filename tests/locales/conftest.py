"""The desk's languages with one more, which is added by its folder alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.app import LOCALES
from tests.locales.pseudo import add_language


@pytest.fixture(scope="session")
def locales(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return add_language(tmp_path_factory.mktemp("third") / "locales", LOCALES)
