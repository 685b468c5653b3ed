"""The programme on which the matrix is played, built once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.databases import SqliteFiles
from tests.rights.playing import Player
from tests.rights.programme import Programme, build


@pytest.fixture(scope="package")
def player(sqlite_files: SqliteFiles) -> Iterator[tuple[Programme, Player]]:
    """The programme, and the desk at which somebody plays; nothing that is played is kept."""
    url = sqlite_files.fresh("rights")
    programme = build(url)
    playing = Player(url, programme.moment)
    yield programme, playing
    playing.close()
